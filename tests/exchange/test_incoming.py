"""What comes back from others: taken where only they changed it, shown where both did, never silently."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator import store
from translator.bitext import Bitext, Kind, MachineOutput, Pair, Segment, State, checksum
from translator.exchange import Change, Unit, apply, compare, read_units, unit_of
from translator.exchange.tmx import write_tmx
from translator.exchange.xliff import write_xliff_1_2, write_xliff_2_1
from translator.exchange.xlsx import write_xlsx

WRITERS: dict[str, Callable[[Bitext], bytes]] = {
    "a.tmx": lambda bitext: write_tmx([bitext], unreviewed=True),
    "a.xlf": write_xliff_1_2,
    "a.xliff": write_xliff_2_1,
    "a.xlsx": write_xlsx,
}


def pair(number: int, state: State = State.MACHINE, target: str = "Machine.", **more: object) -> Pair:
    machine = MachineOutput("m@1", -0.5, "2026-11-25", checksum("Machine."))
    base = Pair(
        f"story/{number}",
        Segment(f"جملة {number}", Kind.PARAGRAPH, number, 1, number),
        "" if state is State.UNTRANSLATED else target,
        state,
        machine,
    )
    return replace(base, **more)  # type: ignore[arg-type]


def article(*pairs: Pair) -> Bitext:
    return Bitext("story", "story.txt", pairs)


def incoming(here: Pair, unit: Unit, *, accept: bool = False) -> tuple[Change, Pair]:
    """What a unit means for a pair, and the pair after it."""
    bitext = article(here)
    (proposal,) = compare(bitext, [unit], accept=accept)
    return proposal.change, apply(bitext, [proposal], "badr").pairs[0]


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_changes_when_nobody_changed_anything(name: str, tmp_path: Path) -> None:
    bitext = article(
        pair(1, State.REVIEWED, "Reviewed.", reviewer="amal", note="n"),
        pair(2),
        pair(3, State.STALE, "Old.", previous="قبل"),
        pair(4, State.REJECTED),
        pair(5, State.UNTRANSLATED),
    )
    (tmp_path / name).write_bytes(WRITERS[name](bitext))
    proposals = compare(bitext, read_units(tmp_path / name))
    assert {p.change for p in proposals} == {Change.NONE}
    assert apply(bitext, proposals, "badr") == bitext


def test_new_text_is_a_draft_until_somebody_says_reviewed() -> None:
    unit = replace(unit_of(pair(1)), target="Better.")
    change, after = incoming(pair(1), unit)
    assert (change, after.target, after.state, store.is_persons(after)) == (Change.TEXT, "Better.", State.MACHINE, True)
    change, after = incoming(pair(1), replace(unit, state=State.REVIEWED))
    assert (change, after.state, after.reviewer) == (Change.TEXT, State.REVIEWED, "badr")
    assert incoming(pair(1), replace(unit, state=State.REVIEWED, reviewer="carla"))[1].reviewer == "carla"
    assert incoming(pair(1), unit, accept=True)[1].state is State.REVIEWED
    assert incoming(pair(1), replace(unit, state=State.REJECTED))[1].state is State.REJECTED


def test_text_changed_on_both_sides_is_a_conflict_kept_beside_ours() -> None:
    unit = replace(unit_of(pair(1)), target="Theirs.", state=State.REVIEWED)
    for here in (pair(1, State.REVIEWED, "Ours."), pair(1, State.MACHINE, "Our draft.")):
        for accept in (False, True):
            change, after = incoming(here, unit, accept=accept)
            assert (change, after.target, after.state) == (Change.CONFLICT, here.target, here.state)
            assert after.conflicts == ("Theirs.",)


def test_reviewed_text_here_gives_way_only_to_a_reviewed_one() -> None:
    here = pair(1, State.REVIEWED, "Ours.")
    edited = replace(unit_of(here), target="Theirs.")
    assert incoming(here, edited)[0] is Change.CONFLICT
    assert incoming(here, edited, accept=True)[1].target == "Theirs."


def test_state_alone_is_taken_when_nothing_changed_here() -> None:
    approved = replace(unit_of(pair(1)), state=State.REVIEWED)
    change, after = incoming(pair(1), approved)
    assert (change, after.state, after.reviewer, after.target) == (Change.STATE, State.REVIEWED, "badr", "Machine.")
    assert incoming(pair(1, State.REJECTED), approved)[1].state is State.REJECTED
    new_machine = replace(pair(1, target="New."), machine=MachineOutput("m@2", -0.1, "", checksum("New.")))
    change, after = incoming(new_machine, approved)
    assert (change, after.target, after.state) == (Change.TEXT, "Machine.", State.REVIEWED)


def test_translation_of_the_sentence_before_its_edit_is_stale() -> None:
    here = pair(1, State.UNTRANSLATED, segment=Segment("جملة أخرى", Kind.PARAGRAPH, 1, 1))
    unit = replace(unit_of(pair(1)), target="Of the old one.", state=State.REVIEWED)
    change, after = incoming(here, unit)
    assert (change, after.state, after.previous) == (Change.OUTDATED, State.STALE, "جملة 1")
    change, after = incoming(here, replace(unit, state=None))
    assert (change, after.state) == (Change.OUTDATED, State.MACHINE)
    assert store.is_persons(after)


def test_deleted_text_stays_and_unknown_units_are_left_out() -> None:
    here = pair(1)
    assert incoming(here, replace(unit_of(here), target=" ")) == (Change.EMPTIED, here)
    (proposal,) = compare(article(here), [Unit("other/9", "غيرها", "Else.")])
    assert (proposal.change, proposal.pair) == (Change.UNKNOWN, None)
    assert all(change.meaning for change in Change)


def test_notes_are_added_once() -> None:
    here = pair(1, note="Ours.")
    change, after = incoming(here, replace(unit_of(here), note="Theirs."))
    assert (change, after.note) == (Change.NOTE, "Ours.\nTheirs.")
    assert incoming(after, replace(unit_of(here), note="Theirs."))[0] is Change.NONE


def test_units_without_ids_find_their_pair_by_its_sentence_unless_it_repeats() -> None:
    twice = replace(pair(3), segment=pair(2).segment)
    bitext = article(pair(1), pair(2), twice)
    first, second = compare(bitext, [Unit("", "جملة 1", "One."), Unit("", "جملة 2", "Two.")])
    assert (first.change, first.pair) == (Change.TEXT, bitext.pairs[0])
    assert second.change is Change.UNKNOWN


def as_omegat_saves(text: str) -> str:
    """OmegaT's PO: `fuzzy` dropped everywhere, texts that were fuzzy emptied (as OmegaT 3.6 does)."""
    entries = text.split("\n\n")
    for n, entry in enumerate(entries):
        if "#, fuzzy\n" in entry:
            entries[n] = re.sub(r'msgstr (".*"\n?)+', 'msgstr ""', entry.replace("#, fuzzy\n", ""))
    return "\n\n".join(entries)


def test_po_from_omegat_neither_reviews_nor_deletes_anything(tmp_path: Path) -> None:
    bitext = article(
        pair(1, State.REVIEWED, "Reviewed."), pair(2), pair(3, State.STALE, "Old.", previous="قبل"), pair(4)
    )
    store.save(bitext, tmp_path / "story.po")
    text = as_omegat_saves((tmp_path / "story.po").read_text(encoding="utf-8"))
    worked_on = text.replace('msgid "جملة 4"\nmsgstr ""', 'msgid "جملة 4"\nmsgstr "Done in OmegaT."')
    assert worked_on != text
    (tmp_path / "story.po").write_text(worked_on, encoding="utf-8")
    proposals = compare(bitext, read_units(tmp_path / "story.po"))
    assert [p.change for p in proposals] == [Change.NONE, Change.NONE, Change.NONE, Change.TEXT]
    after = apply(bitext, proposals, "badr")
    assert after.pairs[:3] == bitext.pairs[:3]
    assert (after.pairs[3].target, after.pairs[3].state) == ("Done in OmegaT.", State.MACHINE)


@given(st.integers(0, 2**32))
@settings(max_examples=200, deadline=None)
def test_no_text_of_a_person_is_lost_on_the_way(seed: int) -> None:
    """Export, change things on both sides at random, import: every person's text is in the pair or beside it."""
    rng = random.Random(seed)
    states = [s for s in State if s is not State.UNTRANSLATED]
    out = article(*(pair(n, rng.choice(list(State)), f"Out {n}.") for n in range(4)))
    units = [unit_of(p) for p in out.pairs]
    units = [
        replace(u, target=rng.choice([u.target, f"There {n}.", ""]), state=rng.choice([u.state, None, *states]))
        for n, u in enumerate(units)
    ]
    here = article(
        *(
            replace(p, target=f"Here {n}.", state=rng.choice(states)) if rng.random() < 0.5 else p
            for n, p in enumerate(out.pairs)
        )
    )
    after = apply(here, compare(here, units, accept=rng.random() < 0.3), "badr")
    for before, now, unit in zip(here.pairs, after.pairs, units, strict=True):
        kept = {now.target, *now.conflicts}
        changed_here = before.target.startswith("Here")
        assert not changed_here or before.target in kept
        if unit.target.startswith("There"):
            assert unit.target in kept
        if before.state is State.REVIEWED and now.target != before.target:
            assert now.state is State.REVIEWED
