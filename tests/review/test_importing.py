"""Exchange files brought into stored articles, by function and by command."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import typer
from typer.testing import CliRunner

from translator import journal, store
from translator.bitext import State
from translator.cli.exchange import import_
from translator.exchange import Change, Unit, unit_of
from translator.exchange.xlsx import write_xlsx
from translator.journal import Action
from translator.review import answers
from translator.review.importing import import_units

APP = typer.Typer()
APP.command("import")(import_)
APP.command("other")(lambda: None)


def test_taken_units_are_stored_journaled_and_can_be_undone(po: Path) -> None:
    before = store.load(po)
    units = [replace(unit_of(pair), target=f"From outside {pair.id}.", state=State.REVIEWED) for pair in before.pairs]
    found = import_units([po], units[:1], "badr")
    assert [proposal.change for one in found for proposal in one.proposals] == [Change.TEXT]
    assert store.load(po).pairs[0].reviewer == "badr"
    (record,) = journal.read(po)
    assert (record.action, record.who, record.after[0].target) == (Action.IMPORT, "badr", "From outside story/1.")
    assert answers.undo(po, store.load(po), "badr")
    assert store.load(po) == before


def test_dry_run_stores_nothing(po: Path) -> None:
    data = po.read_bytes()
    units = [replace(unit_of(pair), target="Else.") for pair in store.load(po).pairs]
    found = import_units([po], units, "badr", accept=True, dry_run=True)
    assert {p.change for one in found for p in one.proposals} == {Change.TEXT}
    assert po.read_bytes() == data
    assert journal.read(po) == []


def test_units_go_to_their_articles_and_strangers_are_told(po: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.po"
    bitext = store.load(po)
    store.save(replace(bitext, slug="other", pairs=(replace(bitext.pairs[2], id="other/1"),)), other)
    units = [Unit("other/1", bitext.pairs[2].source, "For the other."), Unit("x/1", "لا أحد", "Nobody's.")]
    found = import_units([po, other], units, "badr")
    assert [(one.path, one.proposals[0].change) for one in found][-1] == (None, Change.UNKNOWN)
    assert store.load(other).pairs[0].target == "For the other."
    assert store.load(po) == bitext


def test_command_imports_a_colleague_s_workbook(po: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workbook = tmp_path / "story.xlsx"
    workbook.write_bytes(write_xlsx(store.load(po)))
    book = openpyxl.load_workbook(workbook)
    sheet = book.active
    assert sheet is not None
    sheet["C2"], sheet["D2"] = "The number rose to 25 percent.", "reviewed"
    sheet["C4"] = "Talks resumed."
    book.save(workbook)
    mine = answers.edit(store.load(po).pairs[2], "The talks were resumed.", "amal")
    store.save(replace(store.load(po), pairs=(*store.load(po).pairs[:2], mine, store.load(po).pairs[3])), po)

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(APP, ["import", str(workbook), "--output", str(tmp_path), *arguments])
        assert not isinstance(result.exception, AssertionError)
        return result.exit_code, result.output

    code, said = run("--dry-run", "--json")
    assert code == 1
    assert [(row["id"], row["change"]) for row in json.loads(said)] == [("story/1", "text"), ("story/3", "conflict")]
    code, said = run("--reviewer", "badr")
    assert code == 1
    assert "4 units: 1 text, 1 conflict." in said
    assert "  - The talks were resumed.\n  + Talks resumed." in said
    pairs = store.load(po).pairs
    assert (pairs[0].target, pairs[0].state, pairs[0].reviewer) == (
        "The number rose to 25 percent.",
        State.REVIEWED,
        "badr",
    )
    assert (pairs[2].target, pairs[2].conflicts) == ("The talks were resumed.", ("Talks resumed.",))
