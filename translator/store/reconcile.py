"""Two people's changes to the same article, brought together pair by pair.

A three-way merge by id: what only one side changed is taken; what both changed alike is taken; where both changed the
text, a person's beats a machine's, and of two people's texts the stored one stays and the other is kept beside it as
a conflict. Nothing that a person wrote is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from translator.bitext import Bitext, Pair, State, checksum

__all__ = ["is_persons", "reconcile"]

T = TypeVar("T")


def is_persons(pair: Pair) -> bool:
    """Whether the target holds a person's work: reviewed at some time, judged, or other words than the machine's."""
    if not pair.target or pair.state is State.UNTRANSLATED:
        return False
    if pair.state is not State.MACHINE or pair.machine is None:
        return True
    return pair.machine.checksum not in {"", checksum(pair.target)}


def reconcile(base: Bitext | None, ours: Bitext, theirs: Bitext) -> Bitext:
    """Our bitext with what `theirs` changed since `base`, the version both began with (None where unknown)."""
    old = _by_id(base.pairs, base.obsolete) if base else {}
    here, there = _by_id(ours.pairs, ours.obsolete), _by_id(theirs.pairs, theirs.obsolete)
    merged = {
        identity: _merge_pair(old.get(identity), pair, there[identity]) if identity in there else pair
        for identity, pair in here.items()
    }
    moved = base is None or _structure(ours) != _structure(base)
    frame = ours if moved else theirs
    live = {pair.id for pair in frame.pairs}
    pairs = tuple(_placed(merged.get(pair.id, pair), pair) for pair in frame.pairs)
    gone = _left_over(old, merged, there, live)
    return replace(
        ours,
        pairs=pairs,
        obsolete=tuple(gone),
        metadata=_pick(base.metadata if base else None, ours.metadata, theirs.metadata),
        source=_pick(base.source if base else None, ours.source, theirs.source),
        extra=_union(base.extra if base else (), ours.extra, theirs.extra),
    )


def _by_id(*groups: Iterable[Pair]) -> dict[str, Pair]:
    return {pair.id: pair for group in groups for pair in group}


def _structure(bitext: Bitext) -> list[tuple[str, object]]:
    return [(pair.id, pair.segment) for pair in bitext.pairs]


def _left_over(old: dict[str, Pair], merged: dict[str, Pair], there: dict[str, Pair], live: set[str]) -> Iterable[Pair]:
    """The pairs outside the article: each side's obsolete ones, less what the other side threw away, plus orphans."""
    for identity, pair in merged.items():
        dropped = identity in old and identity not in there and not is_persons(pair)
        if identity not in live and not dropped:
            yield pair
    for identity, pair in there.items():
        if identity not in live and identity not in merged and (identity not in old or is_persons(pair)):
            yield pair


def _placed(pair: Pair, frame: Pair) -> Pair:
    """`pair` at the place and with the source that the chosen structure gives it; stale if that is another source."""
    if pair.source == frame.source:
        return replace(pair, segment=frame.segment)
    if not is_persons(pair):
        return replace(pair, segment=frame.segment, target=frame.target, state=frame.state, machine=frame.machine)
    if pair.state is State.REVIEWED:
        return replace(pair, segment=frame.segment, state=State.STALE, previous=pair.source)
    return replace(pair, segment=frame.segment)


def _merge_pair(base: Pair | None, ours: Pair, theirs: Pair) -> Pair:
    if ours == theirs:
        return ours
    text, disputed = _merge_text(base, ours, theirs)
    conflicts = _union(base.conflicts if base else (), ours.conflicts, theirs.conflicts)
    if disputed:
        conflicts = tuple(dict.fromkeys((*conflicts, ours.target, theirs.target)))
    return replace(
        text,
        note=_merge_note(base.note if base else "", ours.note, theirs.note),
        silenced=_union(base.silenced if base else (), ours.silenced, theirs.silenced),
        conflicts=tuple(conflict for conflict in conflicts if conflict != text.target),
        extra=_union(base.extra if base else (), ours.extra, theirs.extra),
    )


def _merge_text(base: Pair | None, ours: Pair, theirs: Pair) -> tuple[Pair, bool]:
    """The side whose target, state and provenance stay, and whether the other one's target disputes it."""
    if _text(ours) == _text(theirs) or (base and _text(base) == _text(theirs)):
        return ours, False
    if base and _text(base) == _text(ours):
        return theirs, False
    if is_persons(ours) and is_persons(theirs):
        return _merge_persons(base, ours, theirs)
    if is_persons(theirs):
        return theirs, False
    return (ours if is_persons(ours) or ours.target or base else theirs), False


def _merge_persons(base: Pair | None, ours: Pair, theirs: Pair) -> tuple[Pair, bool]:
    """Of two people's versions: who only judged the old text yields to who wrote; reviewed beats not; stored beats new.

    Of the same text, the version that doubts it stays.
    """
    if ours.target == theirs.target:
        return (theirs if theirs.state is not State.REVIEWED else ours), False
    for one, other in ((ours, theirs), (theirs, ours)):
        if base and one.target == base.target and one.state is not State.REVIEWED:
            return other, False
    only_ours_reviewed = ours.state is State.REVIEWED and theirs.state is not State.REVIEWED
    return (ours if only_ours_reviewed else theirs), True


def _text(pair: Pair) -> tuple[object, ...]:
    return pair.source, pair.target, pair.state, pair.machine, pair.reviewer, pair.previous, pair.previous_id


def _merge_note(base: str, ours: str, theirs: str) -> str:
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    return "\n".join(dict.fromkeys([*theirs.split("\n"), *ours.split("\n")])).strip("\n")


def _pick(base: T | None, ours: T, theirs: T) -> T:
    return theirs if ours == base else ours


def _union(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """What either side added to a set of lines, without what either side took out."""
    kept = [line for line in theirs if line in ours or line not in base]
    return tuple(dict.fromkeys([*kept, *(line for line in ours if line not in base)]))
