"""Conversion without torch equals CTranslate2's own converter; pytorch weights, float types and broken weights."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from translator.engines import Engine, Options, load
from translator.engines.conversion import convert
from translator.errors import ModelError

pytestmark = pytest.mark.model


@pytest.mark.filterwarnings("ignore")
def test_same_weights_as_ctranslate2s_converter(copy: Path, tmp_path: Path) -> None:
    from ctranslate2.converters import TransformersConverter

    change_bias(copy, lambda bias: bias.clamp_min(-50))
    TransformersConverter(str(copy)).convert(str(tmp_path / "theirs"), quantization="int8")
    convert(copy, tmp_path / "ours", "int8")
    ours, theirs = ((tmp_path / name / "model.bin").read_bytes() for name in ("ours", "theirs"))
    # Theirs rounds the sinusoids of positions to float16 with a float16 model; all the rest is the same.
    width = json.loads((copy / "config.json").read_text(encoding="utf-8"))["d_model"]
    assert len(ours) - len(theirs) in (0, 512 * width * 2)
    assert ours[-10_000:] == theirs[-10_000:]
    names = "shared_vocabulary.json"
    assert (tmp_path / "ours" / names).read_bytes() == (tmp_path / "theirs" / names).read_bytes()


def change_bias(model: Path, change: Callable[[Any], Any]) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(model / "model.safetensors")
    weights["final_logits_bias"] = change(weights["final_logits_bias"])
    save_file(weights, model / "model.safetensors", metadata={"format": "pt"})


def test_pieces_that_are_never_said_are_not_scored(copy: Path, tmp_path: Path, sources: list[str]) -> None:
    """What the transformers engine says of the same model, whole, is in test_parity."""
    convert(copy, tmp_path / "ours", "int8")
    source, target = (
        json.loads((tmp_path / "ours" / f"{side}_vocabulary.json").read_text(encoding="utf-8"))
        for side in ("source", "target")
    )
    assert len(target) < len(source)
    assert target == source[: len(target)]
    whole = load(copy, engine="ctranslate2-float32").translate(sources)
    change_bias(copy, lambda bias: bias.clamp_min(-9999))
    assert load(copy, engine="ctranslate2-float32").translate(sources) == whole


@pytest.fixture
def copy(embedded_model: Path, tmp_path: Path) -> Path:
    path = tmp_path / "copy"
    shutil.copytree(embedded_model, path)
    return path


def test_pytorch_weights_alone(copy: Path, float32: Engine, sources: list[str]) -> None:
    import torch
    from safetensors.torch import load_file

    torch.save(load_file(copy / "model.safetensors"), copy / "pytorch_model.bin")
    (copy / "model.safetensors").unlink()
    assert load(copy, engine="ctranslate2-float32").translate(sources) == float32.translate(sources)


@pytest.mark.parametrize("kind", ["bfloat16", "float32"])
def test_other_types_of_weights(copy: Path, float32: Engine, sources: list[str], kind: str) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    tensors = load_file(copy / "model.safetensors")
    save_file({name: tensor.to(getattr(torch, kind)) for name, tensor in tensors.items()}, copy / "model.safetensors")
    answers = load(copy, engine="ctranslate2-float32").translate(sources, Options(beam=1))
    expected = float32.translate(sources, Options(beam=1))
    assert [one.score for one in answers] == pytest.approx([one.score for one in expected], abs=0.2)


def test_no_code_runs_from_pytorch_weights(copy: Path, tmp_path: Path) -> None:
    import pickle

    class Evil:
        def __reduce__(self) -> Any:
            return (Path.touch, (tmp_path / "ran",))

    (copy / "model.safetensors").unlink()
    (copy / "pytorch_model.bin").write_bytes(pickle.dumps(Evil()))
    with pytest.raises(ModelError, match=r"pytorch_model\.bin: cannot be read"):
        load(copy)
    assert not (tmp_path / "ran").exists()


def change_config(path: Path, **changes: object) -> None:
    config = json.loads((path / "config.json").read_text(encoding="utf-8"))
    (path / "config.json").write_text(json.dumps({**config, **changes}), encoding="utf-8")


def truncate(path: Path) -> None:
    with (path / "model.safetensors").open("r+b") as file:
        file.truncate(1_000_000)


def quantize(path: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    tensors = load_file(path / "model.safetensors")
    save_file({name: tensor.to(torch.int8) for name, tensor in tensors.items()}, path / "model.safetensors")


BROKEN: dict[str, Callable[[Path], object]] = {
    "truncated": truncate,
    "not safetensors": lambda path: (path / "model.safetensors").write_text(
        "version https://git-lfs.github.com/spec/v1"
    ),
    "empty": lambda path: (path / "model.safetensors").write_bytes(b""),
    "more layers in config": lambda path: change_config(path, encoder_layers=40),
    "another vocabulary in config": lambda path: change_config(path, vocab_size=123, decoder_vocab_size=123),
    "another width in config": lambda path: change_config(path, d_model=8),
    "another inner width in config": lambda path: change_config(path, encoder_ffn_dim=10),
    "an activation nobody has": lambda path: change_config(path, activation_function="maxout"),
}


def test_integer_weights_are_refused(copy: Path) -> None:
    quantize(copy)
    with pytest.raises(ModelError, match=r"weights of type 'I8'.* Export it in float16"):
        load(copy)


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
@pytest.mark.parametrize("name", BROKEN)
def test_broken_weights_are_named(copy: Path, name: str, engine: str) -> None:
    BROKEN[name](copy)
    with pytest.raises(ModelError) as caught:
        load(copy, engine=engine)
    assert str(copy) in caught.value.where
    assert caught.value.tip
    assert "Traceback" not in str(caught.value)
