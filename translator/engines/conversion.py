"""Marian weights (safetensors or pytorch) -> a CTranslate2 model directory, without loading torch for safetensors.

Run as a program, `python -m translator.engines.conversion MODEL OUTPUT QUANTIZATION`, so that torch, which
`ctranslate2.specs` imports where it finds it, stays out: three seconds and 200 MB saved at first use.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from translator.engines.marian import Config, Tokenizer, read_config, weights_file
from translator.errors import ModelError

__all__ = ["convert"]

_AGAIN = "Fetch or export the model again."

Weights = Mapping[str, Any]
"""Name -> numpy array."""


def convert(path: Path, output: Path, quantization: str | None) -> None:
    """Writes the model in `path` as a CTranslate2 model into the new directory `output`.

    `quantization` is CTranslate2's (int8, float16, …), None to keep the weights' own type. Raises ModelError.
    """
    config = read_config(path)
    weights = _read_weights(weights_file(path))
    try:
        spec = _build_spec(config, weights)
    except KeyError as error:
        raise ModelError(weights_file(path), f"has no weight {error}.", _AGAIN) from error
    except ValueError as error:
        raise ModelError(weights_file(path), f"does not fit its config.json: {error}.", _AGAIN) from error
    tokenizer = Tokenizer(path)
    spec.register_source_vocabulary(_vocabulary(tokenizer.source_ids, config.vocabulary[0], config.pad))
    spec.register_target_vocabulary(_vocabulary(tokenizer.target_ids, config.vocabulary[1], config.pad))
    spec.config.eos_token = spec.config.decoder_start_token = tokenizer.end
    try:
        spec.validate()
    except ValueError as error:
        raise ModelError(path, f"does not fit its config.json: {error}.", _AGAIN) from error
    spec.optimize(quantization=quantization)
    output.mkdir(parents=True)
    spec.save(str(output))


def _build_spec(config: Config, weights: Weights) -> Any:
    from ctranslate2.specs import TransformerSpec

    spec = TransformerSpec.from_config(
        config.layers,
        config.heads[0],
        pre_norm=False,
        activation=_activation(config.activation),
        alignment_heads=config.alignment_heads,
    )
    shared = weights.get("model.shared.weight")
    source = weights["model.encoder.embed_tokens.weight"] if shared is None else shared
    target = weights["model.decoder.embed_tokens.weight"] if shared is None else shared
    output = target if config.tied else weights["lm_head.weight"]
    for rows, matrix in zip((*config.vocabulary, config.vocabulary[1]), (source, target, output), strict=True):
        if matrix.shape != (rows, config.d_model):
            raise ValueError(f"embeddings of {matrix.shape} where {rows} × {config.d_model} are told")

    # Pad is transformers' stand-in for Marian's zero embedding at the start: CTranslate2 has that built in.
    spec.decoder.start_from_zero_embedding = True
    for side, embeddings in ((spec.encoder, [spec.encoder.embeddings[0]]), (spec.decoder, [spec.decoder.embeddings])):
        embeddings[0].weight = _without_row(source if side is spec.encoder else target, config.pad)
        side.scale_embeddings = config.d_model**0.5 if config.scale_embedding else 1.0
        side.position_encodings.encodings = _positions(config.positions, config.d_model)
    spec.decoder.projection.weight = _without_row(output, config.pad)
    bias = weights.get("final_logits_bias")
    if bias is not None and bias.any():
        spec.decoder.projection.bias = _without_row(bias.reshape(-1), config.pad)
    for number, layer in enumerate(spec.encoder.layer):
        _set_layer(layer, weights, f"model.encoder.layers.{number}")
    for number, layer in enumerate(spec.decoder.layer):
        _set_layer(layer, weights, f"model.decoder.layers.{number}")
        _set_attention(layer.attention, weights, f"model.decoder.layers.{number}.encoder_attn", fused=(1, 2))
    return spec


def _set_layer(layer: Any, weights: Weights, scope: str) -> None:
    _set_attention(layer.self_attention, weights, f"{scope}.self_attn", fused=(3,))
    _set_linear(layer.ffn.linear_0, weights, f"{scope}.fc1")
    _set_linear(layer.ffn.linear_1, weights, f"{scope}.fc2")
    _set_norm(layer.ffn.layer_norm, weights, f"{scope}.final_layer_norm")


def _set_attention(attention: Any, weights: Weights, scope: str, fused: tuple[int, ...]) -> None:
    """CTranslate2 joins query, key and value of self-attention in one matrix, key and value of cross-attention."""
    names = [f"{scope}.{name}_proj" for name in "qkv"]
    for linear, count in zip(attention.linear, fused, strict=False):
        _set_linear(linear, weights, *names[:count])
        del names[:count]
    _set_linear(attention.linear[-1], weights, f"{scope}.out_proj")
    _set_norm(attention.layer_norm, weights, f"{scope}_layer_norm")


def _set_linear(linear: Any, weights: Weights, *names: str) -> None:
    import numpy

    linear.weight = numpy.concatenate([weights[f"{name}.weight"] for name in names])
    linear.bias = numpy.concatenate([weights[f"{name}.bias"] for name in names])


def _set_norm(norm: Any, weights: Weights, name: str) -> None:
    norm.gamma = weights[f"{name}.weight"]
    norm.beta = weights[f"{name}.bias"]


def _activation(name: str) -> Any:
    from ctranslate2.specs import Activation

    known = {"relu": Activation.RELU, "swish": Activation.SWISH, "silu": Activation.SWISH, "gelu": Activation.GELU}
    if name not in known:
        raise ValueError(f"the activation {name!r} is none of {', '.join(known)}")
    return known[name]


def _positions(count: int, width: int) -> Any:
    """Marian's sinusoids: sines in the first half, cosines in the second (Vaswani et al. 2017, not interleaved)."""
    import numpy

    angles = numpy.arange(count)[:, None] / 10000 ** (2 * (numpy.arange(width) // 2) / width)
    return numpy.concatenate([numpy.sin(angles[:, 0::2]), numpy.cos(angles[:, 1::2])], axis=1).astype(numpy.float32)


def _without_row(matrix: Any, row: int) -> Any:
    import numpy

    return numpy.delete(matrix, row, axis=0)


def _vocabulary(ids: Mapping[str, int], size: int, pad: int) -> list[str]:
    """The pieces in the order of their ids, without pad; ids that no piece has get a name that no text gives."""
    pieces = {id: piece for piece, id in ids.items()}
    return [pieces.get(id, f"<unused {id}>") for id in range(size) if id != pad]


def _read_weights(path: Path) -> Weights:
    if path.suffix == ".bin":
        return _read_pytorch(path)
    from safetensors import SafetensorError, deserialize

    try:
        return {name: _to_array(tensor) for name, tensor in deserialize(path.read_bytes())}
    except KeyError as error:
        raise ModelError(path, f"has weights of type {error}.", "Export it in float16 or float32.") from error
    except (SafetensorError, OSError) as error:
        raise ModelError(path, f"cannot be read: {error}.", _AGAIN) from error


def _to_array(tensor: Mapping[str, Any]) -> Any:
    """A numpy array of a safetensors entry; bfloat16, which numpy lacks, widens to float32."""
    import numpy

    if tensor["dtype"] == "BF16":
        halves = numpy.frombuffer(tensor["data"], dtype="<u2")
        return (halves.astype("<u4") << 16).view("<f4").reshape(tensor["shape"])
    types = {"F16": "<f2", "F32": "<f4"}
    return numpy.frombuffer(tensor["data"], dtype=types[tensor["dtype"]]).reshape(tensor["shape"])


def _read_pytorch(path: Path) -> Weights:
    try:
        import torch
    except ImportError as error:
        raise ModelError(path, "needs PyTorch to be read.", "pip install torch, or give model.safetensors.") from error
    try:
        tensors = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch.load has no common error for a broken file
        raise ModelError(path, f"cannot be read: {error}.", _AGAIN) from error
    return {name: tensor.float().numpy() for name, tensor in tensors.items()}


def main(path: str, output: str, quantization: str) -> int:
    """Converts; an error goes to standard output as JSON, for the process that asked."""
    if weights_file(Path(path)).suffix == ".safetensors":
        sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        convert(Path(path), Path(output), None if quantization == "keep" else quantization)
    except ModelError as error:
        json.dump([error.where, error.cause, error.tip], sys.stdout)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
