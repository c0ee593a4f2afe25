"""The memory of a project as its commands use it: PO files, imported TMX, search, export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from translator import store
from translator.bitext import Bitext, Kind, Pair, Segment, State
from translator.cli.memory import app
from translator.config import load
from translator.errors import ExchangeError, StoreError, TranslatorError
from translator.exchange.tmx import read_tmx, write_tmx
from translator.memory.project import index_path, open_memory

RUN = CliRunner()


def bitext(slug: str, *texts: tuple[str, str, State]) -> Bitext:
    pairs = [
        Pair(f"{slug}/{n:08x}", Segment(source, Kind.PARAGRAPH, n, 1), target, state)
        for n, (source, target, state) in enumerate(texts, 1)
    ]
    return Bitext(slug, f"corpus/ar/{slug}.txt", tuple(pairs))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRANSLATOR_CACHE", str(tmp_path / "cache"))
    (tmp_path / "corpus" / "en").mkdir(parents=True)
    story = bitext(
        "story",
        ("أعلن الوزير وقف إطلاق النار", "The minister announced a ceasefire.", State.REVIEWED),
        ("جملة الآلة", "The machine's sentence.", State.MACHINE),
    )
    store.save(story, tmp_path / "corpus" / "en" / "story.po")
    return tmp_path


def test_the_memory_follows_the_po_files(project: Path) -> None:
    with open_memory(load()) as memory:
        assert [unit.target for unit in memory.units()] == ["The minister announced a ceasefire."]
    path = project / "corpus" / "en" / "story.po"
    changed = store.load(path)
    reviewed = changed.pairs[1].with_target("A reviewed sentence.", State.REVIEWED)
    store.save(Bitext("story", changed.source, (reviewed,)), path)
    with open_memory(load()) as memory:
        assert [unit.target for unit in memory.units()] == ["A reviewed sentence."]
    path.unlink()
    with open_memory(load()) as memory:
        assert len(memory) == 0


def test_a_broken_po_file_keeps_what_was_known_of_it(project: Path) -> None:
    with open_memory(load()):
        pass
    (project / "corpus" / "en" / "story.po").write_text("msgid broken", encoding="utf-8")
    told: list[TranslatorError] = []
    with open_memory(load(), tell=told.append) as memory:
        assert len(memory) == 1
    assert [Path(error.where).name for error in told] == ["story.po"]
    with open_memory(load(), again=True) as memory:
        assert len(memory) == 0


def test_imported_files_are_kept_and_searched(project: Path) -> None:
    foreign = bitext("old", ("هدنة طويلة الأمد", "a long truce", State.REVIEWED), ("مسودة", "a draft", State.MACHINE))
    (project / "agency.tmx").write_bytes(write_tmx([foreign], unreviewed=True))
    result = RUN.invoke(app, ["import", "agency.tmx"])
    assert result.exit_code == 0, result.output
    assert "The memory holds 2 units." in result.output
    (project / "agency.tmx").unlink()
    found = json.loads(RUN.invoke(app, ["search", "truce", "--json"]).output)
    assert [(row["origin"], row["source"]) for row in found] == [("memory/agency.tmx", "هدنة طويلة الأمد")]
    assert json.loads(RUN.invoke(app, ["list", "--json"]).output) == {"memory/agency.tmx": 1, "story": 1}


def test_search_by_likeness_and_in_vain(project: Path) -> None:
    result = RUN.invoke(app, ["search", "--like", "أعلن الوزير وقف إطلاق النار أمس"])
    assert result.exit_code == 0
    assert result.output.split()[0].endswith("%")
    assert "ceasefire" in result.output
    assert RUN.invoke(app, ["search", "zebra"]).exit_code == 1


def test_export_holds_articles_and_imports_and_comes_back(project: Path) -> None:
    assert RUN.invoke(app, ["export", "build/memory.tmx"]).exit_code == 0
    path = project / "build" / "memory.tmx"
    (unit,) = read_tmx(path.read_bytes(), path)
    assert (unit.source, unit.state) == ("أعلن الوزير وقف إطلاق النار", State.REVIEWED)
    before = path.read_bytes()
    RUN.invoke(app, ["rebuild"])
    RUN.invoke(app, ["export", "build/memory.tmx"])
    assert path.read_bytes() == before


def test_a_lost_or_foreign_index_is_made_again(project: Path) -> None:
    with open_memory(load()):
        pass
    index_path(load()).unlink()
    with open_memory(load()) as memory:
        assert len(memory) == 1
    index_path(load()).write_bytes(b"no database " * 1000)
    with pytest.raises(StoreError, match="Delete it"):
        open_memory(load())
    with open_memory(load(), again=True) as memory:
        assert len(memory) == 1


def test_a_broken_import_is_told_and_the_others_done(project: Path) -> None:
    (project / "broken.tmx").write_text("<tmx>", encoding="utf-8")
    (project / "good.tmx").write_bytes(write_tmx([bitext("old", ("هدنة", "truce", State.REVIEWED))]))
    result = RUN.invoke(app, ["import", "broken.tmx", "good.tmx"])
    assert result.exit_code == 1
    assert "The memory holds 2 units." in result.output
    assert not (project / "memory" / "broken.tmx").exists()


def test_a_file_without_anything_to_give_is_refused(project: Path) -> None:
    from translator.memory.project import adopt_file

    (project / "draft.tmx").write_bytes(write_tmx([bitext("d", ("مسودة", "draft", State.MACHINE))], unreviewed=True))
    with pytest.raises(ExchangeError, match="no reviewed"):
        adopt_file(project / "draft.tmx", load())
