"""A trained network as a Marian model directory (Hugging Face layout), which transformers and ctranslate2 both load."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from translator.engines.marian import NEVER, TERM_MARKS
from translator.training import vocabulary as vocabularies
from translator.training.model import Network, Shape
from translator.training.vocabulary import Vocabulary

__all__ = ["averaged", "write_model"]


def averaged(network: Network, averages: Sequence[Tensor]) -> dict[str, Tensor]:
    """The parameters by name, with the values of `averages`, which are in the order of `network.parameters()`."""
    return {name: average.detach() for (name, _), average in zip(network.named_parameters(), averages, strict=True)}


def write_model(parameters: Mapping[str, Tensor], shape: Shape, vocabulary: Vocabulary, directory: Path) -> None:
    """Replaces the model in `directory`: half-precision weights, configuration, vocabulary; other files stay."""
    from safetensors.torch import save

    temporary = directory.with_name(f".{directory.name}.new")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    weights = save(_weights(parameters, shape), metadata={"format": "pt"})
    (temporary / "model.safetensors").write_bytes(weights)
    vocabularies.save(vocabulary, temporary)
    for name, content in (("config.json", _config(shape, vocabulary)), ("generation_config.json", _generation(shape))):
        (temporary / name).write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    directory.mkdir(parents=True, exist_ok=True)
    for file in sorted(temporary.iterdir()):
        file.replace(directory / file.name)
    temporary.rmdir()


def _weights(parameters: Mapping[str, Tensor], shape: Shape) -> dict[str, Tensor]:
    weights = {name: value.half().contiguous() for name, value in parameters.items() if name != "output_bias"}
    weights["model.shared.weight"][shape.pad] = 0
    bias = torch.full((1, shape.vocabulary), NEVER, dtype=torch.float16)
    bias[0, : shape.targets] = parameters["output_bias"].half()
    bias[0, 1] = NEVER
    return {**weights, "final_logits_bias": bias}


def _config(shape: Shape, vocabulary: Vocabulary) -> dict[str, Any]:
    sides = {}
    for side, layers in (("encoder", shape.encoder), ("decoder", shape.decoder)):
        sides[f"{side}_layers"] = layers
        sides[f"{side}_ffn_dim"] = shape.ffn
        sides[f"{side}_attention_heads"] = shape.heads
        sides[f"{side}_layerdrop"] = 0
    return sides | {
        "architectures": ["MarianMTModel"],
        "model_type": "marian",
        "activation_function": shape.activation,
        "activation_dropout": 0.0,
        "attention_dropout": 0.0,
        "dropout": 0.1,
        "d_model": shape.d,
        "vocab_size": shape.vocabulary,
        "decoder_vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "scale_embedding": True,
        "static_position_embeddings": True,
        "share_encoder_decoder_embeddings": True,
        "tie_word_embeddings": True,
        "is_encoder_decoder": True,
        "eos_token_id": vocabularies.EOS,
        "forced_eos_token_id": vocabularies.EOS,
        "bos_token_id": None,
        "pad_token_id": shape.pad,
        "decoder_start_token_id": shape.pad,
        "dtype": "float16",
        "alignment_heads": shape.heads,  # Guided alignment teaches the mean of them all.
        "takes_terms": set(TERM_MARKS) <= set(vocabulary.pieces),
    }


def _generation(shape: Shape) -> dict[str, Any]:
    return {
        "bad_words_ids": [[shape.pad]],
        "decoder_start_token_id": shape.pad,
        "eos_token_id": vocabularies.EOS,
        "forced_eos_token_id": vocabularies.EOS,
        "pad_token_id": shape.pad,
        "max_length": shape.positions,
        "num_beams": 4,
    }
