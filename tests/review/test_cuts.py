"""Pairs split and joined."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator import journal, store
from translator.bitext import Bitext, Kind, MachineOutput, Pair, Segment, State, checksum
from translator.journal import Action
from translator.merge import CUT
from translator.review import answers, cuts
from translator.store import is_persons

MACHINE = MachineOutput("ar-en@3f2a1c", -0.4, "2026-11-25", checksum("He came. She left."))
WHOLE = Pair(
    "a/1", Segment("جاء. ذهبت.", Kind.PARAGRAPH, 1, 1), "He came. She left.", State.MACHINE, MACHINE, note="Names?"
)


def test_a_split_shares_out_both_texts() -> None:
    first, second = cuts.split(WHOLE, 5, 9, "a", {"a/1"})
    assert [(pair.source, pair.target) for pair in (first, second)] == [("جاء.", "He came."), ("ذهبت.", "She left.")]
    assert (first.id, first.note, second.note) == ("a/1", "Names?", "")
    assert second.id not in {"a/1", ""}
    assert all(CUT in pair.extra and pair.state is State.MACHINE and is_persons(pair) for pair in (first, second))


def test_a_half_without_a_translation_is_to_be_translated() -> None:
    first, second = cuts.split(replace(WHOLE, state=State.REVIEWED), 5, 18, "a", set())
    assert (first.state, second.state, second.target) == (State.REVIEWED, State.UNTRANSLATED, "")


@pytest.mark.parametrize("at", [0, 10, 99, -1])
def test_both_halves_need_some_arabic(at: int) -> None:
    with pytest.raises(ValueError, match="some text"):
        cuts.split(WHOLE, at, 3, "a", set())


def test_what_waits_for_another_decision_is_not_cut() -> None:
    for pair in (replace(WHOLE, state=State.STALE, previous="جاء."), replace(WHOLE, conflicts=("Other.",))):
        with pytest.raises(ValueError, match="decide"):
            cuts.split(pair, 5, 9, "a", set())
        with pytest.raises(ValueError, match="decide"):
            cuts.join(WHOLE, pair)


def test_sentences_of_two_paragraphs_stay_apart() -> None:
    other = replace(WHOLE, segment=replace(WHOLE.segment, block=2))
    with pytest.raises(ValueError, match="one paragraph"):
        cuts.join(WHOLE, other)


@given(st.integers(1, 9), st.integers(0, 18), st.sampled_from([State.MACHINE, State.REVIEWED, State.REJECTED]))
def test_joining_a_split_gives_the_words_back(source_at: int, target_at: int, state: State) -> None:
    whole = replace(WHOLE, state=state)
    try:
        joined = cuts.join(*cuts.split(whole, source_at, target_at, "a", set()))
    except ValueError:
        return
    assert joined.source.replace(" ", "") == whole.source.replace(" ", "")
    assert joined.target.replace(" ", "") == whole.target.replace(" ", "")
    assert joined.id == whole.id
    assert joined.machine == MACHINE
    assert is_persons(joined) or joined.target == whole.target


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (State.REVIEWED, State.REVIEWED, State.REVIEWED),
        (State.REVIEWED, State.MACHINE, State.MACHINE),
        (State.REJECTED, State.MACHINE, State.MACHINE),
        (State.REJECTED, State.REJECTED, State.REJECTED),
    ],
)
def test_only_two_reviewed_pairs_are_a_reviewed_one(first: State, second: State, joined: State) -> None:
    one = replace(WHOLE, state=first, reviewer="amal")
    pair = cuts.join(one, replace(WHOLE, id="a/2", state=second))
    assert (pair.state, pair.reviewer) == (joined, "amal" if first is second else "")
    assert is_persons(pair)


def test_cuts_are_undone_from_the_journal_with_their_provenance(tmp_path: Path) -> None:
    po = tmp_path / "a.po"
    other = replace(
        WHOLE,
        id="a/2",
        segment=Segment("عاد.", Kind.PARAGRAPH, 1, 2),
        target="He came back.",
        machine=replace(MACHINE, score=-0.9, checksum=checksum("He came back.")),
    )
    start = store.write(Bitext("a", "a.txt", (WHOLE, other)), po)
    first, second = start.pairs
    halves = cuts.split(first, 5, 9, "a", {"a/1", "a/2"})
    cut = answers.settle_cut(po, start, [first], halves, Action.SPLIT, "amal")
    assert [pair.segment.location for pair in cut.pairs] == ["p1.s1", "p1.s2", "p1.s3"]
    joined = answers.settle_cut(po, cut, cut.pairs[1:], [cuts.join(*cut.pairs[1:])], Action.JOIN, "amal")
    assert [pair.source for pair in joined.pairs] == ["جاء.", "ذهبت. عاد."]
    assert [(len(r.before), len(r.after)) for r in journal.read(po)] == [(1, 2), (2, 1)]
    for _ in range(2):
        assert answers.undo(po, store.load(po), "amal")
    assert list(store.load(po).pairs) == [first, second], "without the mark of a cut: nobody's cut is left"


def test_what_another_editor_wrote_into_a_cut_pair_survives_its_undoing(tmp_path: Path) -> None:
    po = tmp_path / "a.po"
    start = store.write(Bitext("a", "a.txt", (replace(WHOLE, extra=("# early",)),)), po)
    halves = cuts.split(start.pairs[0], 5, 9, "a", {"a/1"})
    cut = answers.settle_cut(po, start, start.pairs, halves, Action.SPLIT, "amal")
    late = replace(cut.pairs[0], extra=(*cut.pairs[0].extra, "# late"))
    store.write(replace(cut, pairs=(late, *cut.pairs[1:])), po)
    assert answers.undo(po, store.load(po), "amal")
    assert [pair.extra for pair in store.load(po).pairs] == [("# early", "# late")]
