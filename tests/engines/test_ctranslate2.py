"""The default engine: order, alternatives, alignment, limits, and the cache of converted models."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from translator.engines import Engine, Options, load
from translator.engines.cache import cache_directory, converted, digest, is_converted
from translator.engines.models import Model
from translator.errors import ModelError

pytestmark = pytest.mark.model


def test_answers_in_order_once_each(int8: Engine, sources: list[str]) -> None:
    done: list[int] = []
    asked = [*sources, "", sources[0], "  "]
    answers = int8.translate(asked, Options(beam=1), done.append)
    assert len(answers) == len(asked) == sum(done)
    assert answers[-3:] == [int8.translate([""])[0], answers[0], int8.translate([""])[0]]
    assert answers[: len(sources)] == int8.translate(sources, Options(beam=1))


def test_alternatives_and_alignment(int8: Engine, sources: list[str]) -> None:
    for source, answer in zip(sources, int8.translate(sources, Options(alternatives=3, alignment=True)), strict=True):
        assert len(answer.alternatives) <= 3
        assert answer.text not in answer.alternatives
        assert answer.score < 0
        targets = [target for _, target in answer.alignment]
        assert targets == list(range(len(answer.text.split())))
        assert {word for word, _ in answer.alignment} <= set(range(len(source.split())))
    assert int8.translate(sources[:1], Options(beam=1, alternatives=3))[0].alternatives == ()


def test_threads_change_nothing(embedded_model: Path, int8: Engine, sources: list[str]) -> None:
    assert load(embedded_model, threads=3).translate(sources * 3) == int8.translate(sources * 3)


def test_too_long_a_source_is_refused(int8: Engine, sources: list[str]) -> None:
    fits = "قال " * 600
    while int8.count_tokens([fits])[0] > 512:
        fits = fits.rsplit(maxsplit=1)[0]
    assert int8.count_tokens([fits]) == [512]
    assert int8.translate([fits], Options(beam=1))[0].text
    with pytest.raises(ModelError, match="sees at most 512 tokens"):
        int8.translate([*sources, fits + " قال"])


def test_the_longest_target_is_bounded(int8: Engine, sources: list[str]) -> None:
    answers = int8.translate(sources, Options(beam=1, max_tokens=2))
    assert all(len(answer.text.split()) <= 2 for answer in answers)


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("TRANSLATOR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_converted_once(embedded_model: Path, own_cache: Path) -> None:
    model = Model("ar-en", embedded_model)
    assert not is_converted(model)
    place = converted(model, "int8")
    assert is_converted(model)
    assert cache_directory() in place.parents
    before = (place / "model.bin").stat().st_mtime_ns
    assert converted(model, "int8") == place
    assert (place / "model.bin").stat().st_mtime_ns == before


def test_a_changed_model_is_another(embedded_model: Path, tmp_path: Path, own_cache: Path) -> None:
    path = tmp_path / "model"
    shutil.copytree(embedded_model, path)
    first, place = digest(path), converted(Model("m", path), "int8")
    config = json.loads((path / "config.json").read_text(encoding="utf-8"))
    (path / "config.json").write_text(json.dumps({**config, "alignment_heads": 4}), encoding="utf-8")
    assert digest(path) == first
    assert converted(Model("m", path), "int8") != place
    with (path / "model.safetensors").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x01")
    os.utime(path / "model.safetensors", ns=(0, 0))
    assert digest(path) != first


def test_two_processes_convert_one_copy(embedded_model: Path, own_cache: Path) -> None:
    program = f"from translator.engines import load; print(load({str(embedded_model)!r}).translate(['نعم'])[0].score)"
    processes = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, encoding="utf-8") for _ in range(3)
    ]
    answers = {process.communicate()[0] for process in processes}
    assert len(answers) == 1
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len([path for path in (own_cache / "converted").iterdir() if path.is_dir()]) == 1


def test_a_damaged_conversion_is_made_again(embedded_model: Path, own_cache: Path) -> None:
    place = converted(Model("ar-en", embedded_model), "int8")
    (place / "model.bin").write_bytes(b"\x06\x00\x00")
    assert load(embedded_model).translate(["نعم"])[0].text


def test_long_unused_conversions_go(embedded_model: Path, own_cache: Path) -> None:
    old = own_cache / "converted" / "old-model"
    old.mkdir(parents=True)
    os.utime(old, (0, 0))
    converted(Model("ar-en", embedded_model), "int8")
    assert not old.exists()


def test_a_cache_that_cannot_be_written(embedded_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TRANSLATOR_CACHE", str(tmp_path / "file"))
    with pytest.raises(ModelError, match="TRANSLATOR_CACHE"):
        load(embedded_model)


def test_the_folder_one_stands_in_does_not_matter(
    embedded_model: Path, own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "translator").mkdir()
    (tmp_path / "translator" / "__init__.py").write_text("raise SystemExit('the wrong package')")
    monkeypatch.chdir(tmp_path)
    assert load(embedded_model).translate(["نعم"])[0].text
