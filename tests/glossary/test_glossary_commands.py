"""The glossary of a project as its commands use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from translator.cli.glossary import app

RUN = CliRunner()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.tsv").write_text("صفقة\tdeal|!bargain\n", encoding="utf-8")
    (tmp_path / "more.csv").write_text("صفقة,agreement,talks\nهدنة,truce,\n", encoding="utf-8")
    return tmp_path


def test_import_adds_and_replaces(project: Path) -> None:
    result = RUN.invoke(app, ["import", "more.csv"])
    assert result.exit_code == 0, result.output
    table = (project / "glossary.tsv").read_text(encoding="utf-8")
    assert table.splitlines() == ["arabic\tenglish\tnote", "صفقة\tagreement\ttalks", "هدنة\ttruce\t"]


def test_a_broken_import_changes_nothing(project: Path) -> None:
    (project / "more.csv").write_text("هدنة\n", encoding="utf-8")
    before = (project / "glossary.tsv").read_bytes()
    assert RUN.invoke(app, ["import", "more.csv"]).exit_code != 0
    assert (project / "glossary.tsv").read_bytes() == before


def test_export_and_list(project: Path) -> None:
    assert RUN.invoke(app, ["export", "build/terms.tbx"]).exit_code == 0
    assert "صفقة" in (project / "build" / "terms.tbx").read_text(encoding="utf-8")
    (row,) = json.loads(RUN.invoke(app, ["list", "--json"]).output)
    assert row == {"arabic": ["صفقة"], "english": ["deal"], "forbidden": ["bargain"], "note": ""}


def test_search_by_sentence_and_by_part(project: Path) -> None:
    assert "deal" in RUN.invoke(app, ["search", "بالصفقة الأخيرة"]).output
    assert "صفقة" in RUN.invoke(app, ["search", "dea"]).output
    assert RUN.invoke(app, ["search", "zebra"]).exit_code == 1


def test_a_project_without_glossary_says_how_to_begin(project: Path) -> None:
    (project / "glossary.tsv").unlink()
    assert "glossary.tsv" in RUN.invoke(app, ["list"]).output
