"""Engines are found by name, those of other packages too, and nothing slow is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from translator.engines import ENGINES, load, names
from translator.errors import ConfigError

PLUGIN = """
class Backwards:
    name = "backwards@1"
    def count_tokens(self, sources): return [len(source) for source in sources]
    def translate(self, sources, options=None, progress=None): return [source[::-1] for source in sources]
def load(model, threads): return Backwards()
"""


def test_unknown_engine_lists_the_known() -> None:
    with pytest.raises(ConfigError, match=r"ctranslate2, .*echo, transformers"):
        load("ar-en", engine="babelfish")


def test_every_engine_is_importable() -> None:
    assert names() == sorted(ENGINES)


def test_other_packages_add_engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = tmp_path / "backwards-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: backwards\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[translator.engines]\nbackwards = backwards_plugin:load\n")
    (tmp_path / "backwards_plugin.py").write_text(PLUGIN)
    monkeypatch.syspath_prepend(tmp_path)
    assert "backwards" in names()
    assert load("any", engine="backwards").translate(["abc"]) == ["cba"]


@pytest.mark.parametrize(
    ("program", "absent"),
    [
        ("import translator.engines", ["ctranslate2", "sentencepiece", "numpy", "torch", "transformers"]),
        ("from translator.engines import load; load('', engine='echo').translate(['a'])", ["ctranslate2", "torch"]),
    ],
)
def test_slow_libraries_wait(program: str, absent: list[str]) -> None:
    assert imported(program).isdisjoint(absent)


@pytest.mark.model
def test_the_default_engine_needs_no_torch(embedded_model: Path) -> None:
    program = f"from translator.engines import load; load({str(embedded_model)!r}).translate(['قال'])"
    for _ in range(2):  # the first run converts
        assert imported(program).isdisjoint(["torch", "transformers", "numpy", "safetensors", "httpx"])


def imported(program: str) -> set[str]:
    """The top-level modules that a program has loaded when it ends."""
    program += "; import sys; print(*{name.partition('.')[0] for name, it in sys.modules.items() if it})"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    return set(result.stdout.split())
