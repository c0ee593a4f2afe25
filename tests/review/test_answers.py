"""Decisions on pairs, and how they get to disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from translator import journal, store
from translator.bitext import Pair, State
from translator.errors import ChangedError
from translator.journal import Action
from translator.review import answers


def test_decisions_are_pure_and_say_who(po: Path) -> None:
    wrong, stale, good, new = store.load(po).pairs
    assert (answers.accept(stale, "amal").state, answers.accept(stale, "amal").previous) == (State.REVIEWED, "")
    assert answers.accept(good, "amal").reviewer == "amal"
    edited = answers.edit(wrong, " It rose to 25%. \r\n", "amal")
    assert (edited.target, edited.state, edited.machine) == ("It rose to 25%.", State.REVIEWED, wrong.machine)
    assert (answers.reject(good, "amal").state, answers.reject(good, "amal").target) == (State.REJECTED, good.target)
    assert answers.reopen(answers.accept(good, "amal")).state is State.REJECTED
    assert answers.silence(answers.silence(good, "numbers"), "numbers") == good
    assert answers.add_note(good, " look\r\nhere ").note == "look\nhere"
    assert store.is_persons(answers.draft(new, "Not fin"))
    assert answers.draft(answers.draft(new, "Not fin"), "").state is State.UNTRANSLATED
    for decide in (answers.accept, answers.reject):
        with pytest.raises(ValueError, match="no translation"):
            decide(new, "amal")


def settle(po: Path, number: int, decided: Pair, who: str = "amal", action: Action = Action.EDIT) -> None:
    known = store.load(po)
    answers.settle(po, known, known.pairs[number], decided, action, who, 3.14159)


def test_settled_decision_is_in_the_file_and_the_journal(po: Path) -> None:
    pair = store.load(po).pairs[2]
    settle(po, 2, answers.accept(pair, "amal"), action=Action.ACCEPT)
    assert store.load(po).pairs[2].state is State.REVIEWED
    (record,) = journal.read(po)
    assert (record.who, record.action, record.seconds) == ("amal", Action.ACCEPT, 3.1)
    assert (record.before[0].state, record.after[0].state) == (State.MACHINE, State.REVIEWED)


def test_nobody_decides_on_what_they_have_not_seen(po: Path) -> None:
    known = store.load(po)
    settle(po, 2, answers.edit(known.pairs[2], "Badr's.", "badr"), "badr")
    with pytest.raises(ChangedError, match="changed by somebody else"):
        answers.settle(po, known, known.pairs[2], answers.accept(known.pairs[2], "amal"), Action.ACCEPT, "amal")
    assert store.load(po).pairs[2].target == "Badr's."
    stored = answers.settle(po, known, known.pairs[0], answers.accept(known.pairs[0], "amal"), Action.ACCEPT, "amal")
    assert [p.state for p in stored.pairs[:3]] == [State.REVIEWED, State.STALE, State.REVIEWED]


def test_undo_takes_back_one_s_own_last_answer_also_of_an_earlier_session(po: Path) -> None:
    start = store.load(po)
    settle(po, 0, answers.edit(start.pairs[0], "Twenty-five percent.", "amal"))
    settle(po, 1, answers.accept(start.pairs[1], "amal"))
    settle(po, 2, answers.accept(start.pairs[2], "badr"), "badr")
    for _ in range(2):
        assert answers.undo(po, store.load(po), "amal")
    assert answers.undo(po, store.load(po), "amal") is None
    now = store.load(po)
    assert now.pairs[:2] == start.pairs[:2]
    assert now.pairs[2].reviewer == "badr"
    assert answers.undo(po, start, "badr")
    assert store.load(po) == start


def test_undo_stops_where_somebody_went_on(po: Path) -> None:
    start = store.load(po)
    settle(po, 0, answers.accept(start.pairs[0], "amal"))
    elsewhere = replace(store.load(po).pairs[0], target="In Poedit.")
    store.save(replace(store.load(po), pairs=(elsewhere, *store.load(po).pairs[1:])), po)
    with pytest.raises(ChangedError):
        answers.undo(po, store.load(po), "amal")
    assert store.load(po).pairs[0].target == "In Poedit."
