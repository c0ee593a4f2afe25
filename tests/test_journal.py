"""The history of pairs: appended, durable, readable after a crash, and what undo goes by."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.bitext import Kind, Pair, Segment, State
from translator.errors import StoreError
from translator.journal import Action, Record, Version, append, history, journal_path, read, reviewers, undoable

PAIR = Pair("s/1", Segment("جملة", Kind.PARAGRAPH, 1, 1), "Old", State.MACHINE)


def record(before: str, after: str, who: str = "amal", action: Action = Action.EDIT, identity: str = "s/1") -> Record:
    old, new = Version(identity, "جملة", before, State.MACHINE), Version(identity, "جملة", after, State.REVIEWED)
    return Record("2026-11-25T10:00:00Z", who, action, (old,), (new,), 2.5)


def undone(what: Record, who: str = "amal") -> Record:
    return replace(what, who=who, action=Action.UNDO, before=what.after, after=what.before)


def test_records_read_back_in_order(tmp_path: Path) -> None:
    po = tmp_path / "story.po"
    assert read(po) == []
    written = [record("a", "b"), record("b", "c\n“ت”", "بدر"), record("c", "d")]
    for one in written:
        append(po, one)
    assert read(po) == written
    assert journal_path(po).name == "story.journal.jsonl"
    assert len(journal_path(po).read_text(encoding="utf-8").splitlines()) == 3


def test_version_is_all_that_a_person_can_change() -> None:
    pair = replace(PAIR, note="n", silenced=("numbers",), conflicts=("x",), reviewer="amal", previous="قبل")
    version = Version.of(pair)
    assert (version.target, version.note, version.silenced, version.conflicts) == ("Old", "n", ("numbers",), ("x",))


@pytest.mark.parametrize("cut", [1, 20, 80])
def test_line_cut_short_by_a_crash_costs_only_itself(tmp_path: Path, cut: int) -> None:
    po = tmp_path / "story.po"
    append(po, record("a", "b"))
    whole = journal_path(po).read_bytes()
    append(po, record("b", "c"))
    os.truncate(journal_path(po), len(whole) + cut)
    append(po, record("c", "d"))
    assert [one.after[0].target for one in read(po)] == ["b", "d"]


@given(st.binary(max_size=200))
def test_any_garbage_is_left_out(garbage: bytes) -> None:

    with TemporaryDirectory() as folder:
        po = Path(folder, "story.po")
        journal_path(po).write_bytes(garbage)
        append(po, record("a", "b"))
        assert read(po)[-1] == record("a", "b")


def test_journal_that_cannot_be_written_is_a_store_error(tmp_path: Path) -> None:
    journal_path(tmp_path / "story.po").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        append(tmp_path / "story.po", record("a", "b"))
    with pytest.raises(StoreError, match="cannot be read"):
        read(tmp_path / "story.po")


def test_history_and_reviewers() -> None:
    records = [record("a", "b"), record("x", "y", "badr", identity="s/2"), record("b", "c")]
    assert history(records, "s/1") == [records[0], records[2]]
    assert reviewers(records) == ["amal", "badr"]


def test_undo_goes_back_step_by_step_and_each_to_their_own() -> None:
    first, second, other = record("a", "b"), record("b", "c"), record("x", "y", "badr", identity="s/2")
    records = [first, second, other]
    assert undoable(records) == other
    assert undoable(records, "amal") == second
    records.append(undone(second))
    assert undoable(records, "amal") == first
    records.append(undone(first))
    assert undoable(records, "amal") is None
    again = record("a", "e")
    assert undoable([*records, again], "amal") == again
