"""A Marian model read back for training, to adapt it: one of ours, or an OPUS-MT model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from translator.engines.marian import NEVER, Config, Tokenizer, read_config, weights_file
from translator.errors import ModelError
from translator.training.model import ACTIVATIONS, Network, Shape
from translator.training.vocabulary import EOS, UNK, Vocabulary

__all__ = ["Start", "read_model"]


@dataclass(frozen=True, slots=True)
class Start:
    """Where an adaptation starts: the model's shape, its parameters under `Network`'s names, and its vocabulary."""

    shape: Shape
    parameters: dict[str, Tensor]
    vocabulary: Vocabulary


def read_model(path: Path) -> Start:
    """The Marian model in a directory. Raises ModelError when it is missing, broken, or not of the shape trained here.

    That shape is one embedding table for both sides and the output, with `</s>` 0, `<unk>` 1 and `<pad>` last.
    """
    config = read_config(path)
    tokenizer = Tokenizer(path)
    _require_known(path, config, tokenizer)
    weights = _load(weights_file(path))
    bias = weights.get("final_logits_bias", torch.zeros(1, config.vocabulary[0])).flatten()
    targets = _targets(bias)
    pieces = {id: piece for piece, id in tokenizer.source_ids.items()}
    source, target = ((path / name).read_bytes() for name in ("source.spm", "target.spm"))
    vocabulary = Vocabulary(
        source,
        tuple(pieces.get(number, f"<unused {number}>") for number in range(config.vocabulary[0])),
        targets,
        None if source == target else target,
    )
    shape = Shape(
        vocabulary=config.vocabulary[0],
        targets=targets,
        d=config.d_model,
        ffn=weights["model.encoder.layers.0.fc1.weight"].shape[0],
        heads=config.heads[0],
        encoder=config.layers[0],
        decoder=config.layers[1],
        positions=config.positions,
        activation="swish" if config.activation == "silu" else config.activation,
    )
    wanted = [name for name, _ in Network(shape).named_parameters() if name != "output_bias"]
    if missing := [name for name in wanted if name not in weights]:
        raise ModelError(path, f"has no weight {missing[0]}.", "Fetch or export the model again.")
    parameters = {name: weights[name] for name in wanted} | {"output_bias": bias[:targets].clamp_min(-50)}
    return Start(shape, parameters, vocabulary)


def _targets(bias: Tensor) -> int:
    """How many of the first ids may be generated: all but `<pad>`, or as many as the model was trained to say."""
    forbidden = (bias[UNK + 1 :] <= NEVER).nonzero().flatten()
    return int(forbidden[0]) + UNK + 1 if len(forbidden) else len(bias) - 1


def _require_known(path: Path, config: Config, tokenizer: Tokenizer) -> None:
    last = config.vocabulary[0] - 1
    ids = tokenizer.source_ids
    like_ours = config.shared and config.pad == config.start == last and config.activation in {*ACTIVATIONS, "silu"}
    if not (like_ours and config.eos == EOS and ids.get("<unk>") == UNK and ids == tokenizer.target_ids):
        raise ModelError(path, "is not of the shape that can be adapted.", "Give an OPUS-MT model or one trained here.")


def _load(path: Path) -> dict[str, Tensor]:
    if path.suffix == ".safetensors":
        from safetensors.torch import load_file

        weights = load_file(path)
    else:
        weights = torch.load(path, map_location="cpu", weights_only=True)
    return {name: weight.float() for name, weight in weights.items()}
