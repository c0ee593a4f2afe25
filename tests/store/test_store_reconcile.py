"""Two people's changes to one article come together without losing what either wrote."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.bitext import Bitext, Kind, MachineOutput, Pair, Segment, State, checksum
from translator.store import is_persons, reconcile
from translator.store.po import format_po, parse_po


def pair(number: int, target: str = "Machine", state: State = State.MACHINE, source: str = "") -> Pair:
    made = MachineOutput("m@1", -0.5, "2026-11-25", checksum("Machine"))
    segment = Segment(source or f"جملة {number}", Kind.PARAGRAPH, number, 1, number)
    return Pair(f"s/{number}", segment, target, state, made)


def one(found: Pair) -> Bitext:
    return Bitext("s", "s.txt", (found,))


def together(base: Pair, ours: Pair, theirs: Pair) -> Pair:
    return reconcile(one(base), one(ours), one(theirs)).pairs[0]


def test_only_side_that_changed_is_taken() -> None:
    base, new = pair(1), pair(1, "Reviewed", State.REVIEWED)
    assert together(base, new, base) == new
    assert together(base, base, new) == new
    assert together(base, new, new) == new


def test_person_beats_machine() -> None:
    person = pair(1, "Person's", State.REVIEWED)
    machine = replace(pair(1, "New"), machine=MachineOutput("m@2", -0.1, "2026-11-26", checksum("New")))
    assert together(pair(1), person, machine).target == "Person's"
    assert together(pair(1), machine, person).target == "Person's"
    assert together(pair(1), machine, replace(pair(1), target="", state=State.UNTRANSLATED)).target == "New"


def test_draft_of_a_person_is_not_taken_for_the_machine_s() -> None:
    draft = pair(1, "Machine text, edited")
    reviewed = pair(1, "Reviewed", State.REVIEWED)
    for found in (together(pair(1), reviewed, draft), together(pair(1), draft, reviewed)):
        assert (found.target, found.conflicts) == ("Reviewed", ("Machine text, edited",))


def test_of_accepting_and_rejecting_one_text_the_doubt_stays() -> None:
    accepted, rejected = pair(1, state=State.REVIEWED), pair(1, state=State.REJECTED)
    assert together(pair(1), accepted, rejected).state is State.REJECTED


def test_text_beats_a_mere_judgement_of_the_old_text() -> None:
    base = pair(1, "Old", State.REVIEWED)
    rejected, rewritten = pair(1, "Old", State.REJECTED), pair(1, "New", State.REVIEWED)
    assert together(base, rejected, rewritten).target == "New"
    assert together(base, rewritten, rejected).target == "New"
    assert together(base, rewritten, rejected).conflicts == ()


def test_silenced_checks_and_comments_of_both_sides_come_together() -> None:
    base = replace(pair(1), silenced=("names", "length"), extra=("# a", "# b"))
    ours = replace(base, silenced=("names",), extra=("# a", "# b", "# ours"))
    theirs = replace(base, silenced=("names", "length", "numbers"), extra=("# b", "# theirs"))
    found = together(base, ours, theirs)
    assert found.silenced == ("names", "numbers")
    assert set(found.extra) == {"# b", "# ours", "# theirs"}


def test_their_new_structure_is_taken_when_ours_is_the_old_one() -> None:
    base = Bitext("s", "s.txt", (pair(1), pair(2)))
    theirs = replace(base, pairs=(pair(1), pair(3), pair(2)))
    ours = replace(base, pairs=(pair(1, "Mine", State.REVIEWED), pair(2)))
    assert [p.target for p in reconcile(base, ours, theirs).pairs] == ["Mine", "Machine", "Machine"]


TEXTS = st.sampled_from(["Machine", "Ours", "Theirs", "Third", ""])


@st.composite
def versions(draw: st.DrawFn) -> Bitext:
    """A random version of a small article: some of five pairs, in some order, live or obsolete."""
    numbers = draw(st.permutations(range(1, 6)))
    found = []
    for number in numbers[: draw(st.integers(0, 5))]:
        target = draw(TEXTS)
        state = (
            draw(st.sampled_from([s for s in State if s is not State.UNTRANSLATED])) if target else State.UNTRANSLATED
        )
        source = draw(st.sampled_from(["", "", f"جملة {number} معدلة"]))
        found.append(replace(pair(number, target, state, source), note=draw(st.sampled_from(["", "n1", "n2"]))))
    cut = draw(st.integers(0, len(found)))
    live = tuple(replace(p, segment=replace(p.segment, block=n, line=n)) for n, p in enumerate(found[:cut], 1))
    return Bitext("s", "s.txt", live, tuple(p for p in found[cut:] if p.target))


def written(version: Bitext) -> dict[str, str]:
    return {p.id: p.target for p in (*version.pairs, *version.obsolete) if is_persons(p)}


@given(st.none() | versions(), versions(), versions())
@settings(max_examples=200, deadline=None)
def test_nothing_that_either_side_wrote_is_lost(base: Bitext | None, ours: Bitext, theirs: Bitext) -> None:
    merged = reconcile(base, ours, theirs)
    found = {p.id: {p.target, *p.conflicts} for p in (*merged.pairs, *merged.obsolete)}
    before = {p.id: p.target for p in (*base.pairs, *base.obsolete)} if base else {}
    for side in (ours, theirs):
        for identity, target in written(side).items():
            if target != before.get(identity):
                assert target in found[identity]
    ids = [p.id for p in (*merged.pairs, *merged.obsolete)]
    assert len(ids) == len(set(ids))
    for p in merged.pairs:
        if p.state is State.REVIEWED:
            sides = {
                (q.source, q.target, q.state) for v in (ours, theirs) for q in (*v.pairs, *v.obsolete) if q.id == p.id
            }
            assert (p.source, p.target, State.REVIEWED) in sides


@given(versions(), versions())
@settings(max_examples=200, deadline=None)
def test_reconciling_with_what_is_there_already_changes_nothing(base: Bitext, ours: Bitext) -> None:
    assert reconcile(base, ours, ours) == ours
    assert reconcile(base, ours, base).pairs == ours.pairs


@given(st.none() | versions(), versions(), versions())
@settings(max_examples=100, deadline=None)
def test_what_comes_out_can_be_stored(base: Bitext | None, ours: Bitext, theirs: Bitext) -> None:
    text = format_po(reconcile(base, ours, theirs))
    assert format_po(parse_po(text, Path("s.po"))) == text
