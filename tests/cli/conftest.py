"""The command line as a user runs it, in this process: exit code, standard output, standard error."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from translator.cli import main

ARTICLE = (
    "عنوان الخبر\n\nقال الوزير إن 14 بنداً ما زالت قيد البحث. وأضاف أن الوفد سيعود غداً.\n\nوغادر الوفد مساء الخميس.\n"
)


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one article, with the echo engine; the current directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRANSLATOR_ENGINE", "echo")
    (tmp_path / "corpus" / "ar").mkdir(parents=True)
    (tmp_path / "corpus" / "ar" / "story.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def translator(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    def run(*arguments: str, stdin: str = "") -> Result:
        monkeypatch.setattr(sys, "argv", ["translator", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return Result(code, *capsys.readouterr())

    return run
