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

from translator.engines.marian import NEVER, Config, Tokenizer, read_config, weights_file
from translator.errors import ModelError

__all__ = ["convert"]

_AGAIN = "Fetch or export the model again."

Weights = Mapping[str, Any]
"""Name -> numpy array."""


def convert(path: Path, output: Path, quantization: str | None) -> None:
    """Writes the model in `path` as a CTranslate2 model into the new directory `output`.

    `quantization` is CTranslate2's (int8, float16, …), None to keep the weights' own type. Raises ModelError.
    """
    config, tokenizer = read_config(path), Tokenizer(path)
    file = weights_file(path)
    weights = _read_weights(file)
    try:
        spec = _build_spec(config, weights)
        spec.register_source_vocabulary(_vocabulary(tokenizer.source_ids, config.vocabulary[0], config.pad))
        sayable = spec.decoder.embeddings.weight.shape[0]
        spec.register_target_vocabulary(_vocabulary(tokenizer.target_ids, config.vocabulary[1], config.pad)[:sayable])
        spec.config.eos_token = spec.config.decoder_start_token = tokenizer.end
        spec.validate()
    except KeyError as error:
        raise ModelError(file, f"has no weight {error}.", _AGAIN) from error
    except ValueError as error:
        raise ModelError(file, f"does not fit its config.json: {error}.", _AGAIN) from error
    spec.optimize(quantization=quantization)
    output.mkdir(parents=True)
    spec.save(str(output))


def _build_spec(config: Config, weights: Weights) -> Any:
    """The model in CTranslate2's terms. Raises KeyError for a missing weight, ValueError for one that misfits."""
    from ctranslate2.specs import TransformerDecoderSpec, TransformerEncoderSpec, TransformerSpec

    settings = {"pre_norm": False, "activation": _activation(config.activation)}
    encoder = TransformerEncoderSpec(config.layers[0], config.heads[0], **settings)
    decoder = TransformerDecoderSpec(
        config.layers[1], config.heads[1], alignment_heads=config.alignment_heads, **settings
    )
    # Pad is transformers' stand-in for the zero embedding that Marian starts from: CTranslate2 has that built in.
    decoder.start_from_zero_embedding = True
    source, target, output = _embeddings(config, weights)
    encoder.embeddings[0].weight = _without(config.pad, source)
    decoder.embeddings.weight = _without(config.pad, target)
    decoder.projection.weight = _without(config.pad, output)
    bias = weights.get("final_logits_bias")
    if bias is not None and bias.any():
        bias = _without(config.pad, bias.reshape(-1))
        # Pieces at the end that the model must never say need not be scored: half of the output layer of our models.
        sayable = int((bias > NEVER).nonzero()[0][-1]) + 1
        decoder.projection.bias = bias[:sayable]
        for matrix in (decoder.embeddings, decoder.projection):
            matrix.weight = matrix.weight[:sayable]
    for side in (encoder, decoder):
        side.scale_embeddings = config.d_model**0.5 if config.scale_embedding else 1.0
        side.position_encodings.encodings = _positions(config.positions, config.d_model)
    for number, layer in enumerate(encoder.layer):
        _set_layer(layer, weights, f"model.encoder.layers.{number}", config.d_model, config.ffn[0])
    for number, layer in enumerate(decoder.layer):
        scope = f"model.decoder.layers.{number}"
        _set_layer(layer, weights, scope, config.d_model, config.ffn[1])
        _set_attention(layer.attention, weights, f"{scope}.encoder_attn", config.d_model, fused=(1, 2))
    return TransformerSpec(encoder, decoder)


def _embeddings(config: Config, weights: Weights) -> tuple[Any, Any, Any]:
    """The embeddings of source, target and output: one matrix, two or three; a shared one is stored under any name."""
    source, target, output = "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight"
    if config.shared:
        names = [["model.shared.weight", source, target, output]] * 3
    else:
        names = [[source], [target, output], [target, output]] if config.tied else [[source], [target], [output]]
    rows = (*config.vocabulary, config.vocabulary[1])
    found = [
        _take(weights, next((name for name in some if name in weights), some[0]), (count, config.d_model))
        for some, count in zip(names, rows, strict=True)
    ]
    return found[0], found[1], found[2]


def _set_layer(layer: Any, weights: Weights, scope: str, width: int, inner: int) -> None:
    _set_attention(layer.self_attention, weights, f"{scope}.self_attn", width, fused=(3,))
    _set_linear(layer.ffn.linear_0, weights, (inner, width), f"{scope}.fc1")
    _set_linear(layer.ffn.linear_1, weights, (width, inner), f"{scope}.fc2")
    _set_norm(layer.ffn.layer_norm, weights, f"{scope}.final_layer_norm", width)


def _set_attention(attention: Any, weights: Weights, scope: str, width: int, fused: tuple[int, ...]) -> None:
    """CTranslate2 joins query, key and value of self-attention in one matrix, key and value of cross-attention."""
    names = [f"{scope}.{name}_proj" for name in "qkv"]
    for linear, count in zip(attention.linear, fused, strict=False):
        _set_linear(linear, weights, (width, width), *names[:count])
        del names[:count]
    _set_linear(attention.linear[-1], weights, (width, width), f"{scope}.out_proj")
    _set_norm(attention.layer_norm, weights, f"{scope}_layer_norm", width)


def _set_linear(linear: Any, weights: Weights, shape: tuple[int, int], *names: str) -> None:
    import numpy

    linear.weight = numpy.concatenate([_take(weights, f"{name}.weight", shape) for name in names])
    linear.bias = numpy.concatenate([_take(weights, f"{name}.bias", shape[:1]) for name in names])


def _set_norm(norm: Any, weights: Weights, name: str, width: int) -> None:
    norm.gamma = _take(weights, f"{name}.weight", (width,))
    norm.beta = _take(weights, f"{name}.bias", (width,))


def _take(weights: Weights, name: str, shape: tuple[int, ...]) -> Any:
    """The weight of that name; CTranslate2 itself would read beyond one of another shape."""
    weight = weights[name]
    if weight.shape != shape:
        raise ValueError(f"{name} is {weight.shape}, not {shape}")
    return weight


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


def _without(row: int, matrix: Any) -> Any:
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
