"""What comes back from others, beside what is here: nothing is taken that both sides changed.

Units find their pair by id, or by their sentence where a program dropped the id. The checksum of the text that went
out (`Unit.base`) tells who changed it since; without one, only a text that no person worked on here gives way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from translator.bitext import Bitext, Pair, State, checksum
from translator.exchange.units import Unit, unit_of
from translator.store import is_persons

__all__ = ["Change", "Proposal", "apply", "compare"]


class Change(StrEnum):
    """What an incoming unit means for its pair."""

    NONE = "none"
    TEXT = "text"
    STATE = "state"
    NOTE = "note"
    OUTDATED = "outdated"
    CONFLICT = "conflict"
    EMPTIED = "emptied"
    UNKNOWN = "unknown"

    @property
    def meaning(self) -> str:
        """The same in words."""
        return _MEANINGS[self]


_MEANINGS = {
    Change.NONE: "nothing new",
    Change.TEXT: "a new translation, taken",
    Change.STATE: "the same translation with a new state, taken",
    Change.NOTE: "a new note, taken",
    Change.OUTDATED: "a translation of the sentence as it was before it was edited, taken as stale",
    Change.CONFLICT: "changed here and there, kept beside the translation for a reviewer to choose",
    Change.EMPTIED: "deleted there, kept here",
    Change.UNKNOWN: "belongs to no pair here, left out",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an incoming unit means for its pair (None for an unknown one), and whether its text counts as reviewed."""

    change: Change
    unit: Unit
    pair: Pair | None = None
    reviewed: bool = False


def compare(bitext: Bitext, units: Iterable[Unit], *, accept: bool = False) -> list[Proposal]:
    """What each unit would change in an article, in the units' order; `accept` takes every new text for reviewed."""
    by_id = {pair.id: pair for pair in bitext.pairs}
    by_source = _unique_sources(bitext.pairs)
    found = ((unit, by_id.get(unit.id) or by_source.get(unit.source)) for unit in units)
    return [
        _Comparison(unit, pair, accept).proposal() if pair else Proposal(Change.UNKNOWN, unit) for unit, pair in found
    ]


def _unique_sources(pairs: Sequence[Pair]) -> dict[str, Pair]:
    times = Counter(pair.source for pair in pairs)
    return {pair.source: pair for pair in pairs if times[pair.source] == 1}


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One unit beside its pair."""

    unit: Unit
    pair: Pair
    accept: bool

    def proposal(self) -> Proposal:
        change = self._change()
        if change is Change.NONE and self.unit.note and self.unit.note not in self.pair.note:
            change = Change.NOTE
        return Proposal(change, self.unit, self.pair, self.reviewed)

    @property
    def reviewed(self) -> bool:
        """Whether the file, or who imports it, says that this text is reviewed."""
        return self.accept or (self._judged and self.unit.state is State.REVIEWED)

    @property
    def _judged(self) -> bool:
        """Whether the state was set to a verdict there."""
        return self.unit.state in {State.REVIEWED, State.REJECTED} and self.unit.state != self.unit.base_state

    def _change(self) -> Change:
        unit, here = self.unit, unit_of(self.pair)
        same_source = unit.source == here.source
        changed_here = (
            (unit.base, unit.base_state) != (here.base, here.base_state) if unit.base else is_persons(self.pair)
        )
        if unit.target.strip() == here.target.strip():
            takes = self._judged and same_source and not changed_here and unit.state is not self.pair.state
            return Change.STATE if takes else Change.NONE
        if not unit.target.strip():
            return Change.NONE if unit.base in {"", checksum("")} else Change.EMPTIED
        if unit.base == checksum(unit.target) and not self._judged:
            return Change.NONE
        settled_here = self.pair.state is State.REVIEWED and not self.reviewed
        if is_persons(self.pair) and (changed_here or settled_here):
            return Change.CONFLICT
        return Change.TEXT if same_source else Change.OUTDATED


def apply(bitext: Bitext, proposals: Iterable[Proposal], reviewer: str) -> Bitext:
    """The bitext with what was proposed.

    A new text is reviewed where its file says so (or `compare` was told to accept); else it is a draft for a person to
    look at. `reviewer` is named where the file names nobody new. Of a conflict the incoming text is kept beside ours.
    """
    changed = {p.pair.id: _apply(p.pair, p, reviewer) for p in proposals if p.pair is not None}
    return replace(bitext, pairs=tuple(changed.get(pair.id, pair) for pair in bitext.pairs))


def _apply(pair: Pair, proposal: Proposal, reviewer: str) -> Pair:
    unit = proposal.unit
    who = unit.reviewer if unit.reviewer not in {"", pair.reviewer} else reviewer
    match proposal.change:
        case Change.TEXT if proposal.reviewed:
            pair = replace(pair.with_target(unit.target, State.REVIEWED), reviewer=who)
        case Change.OUTDATED if proposal.reviewed:
            pair = replace(pair, target=unit.target, state=State.STALE, previous=unit.source, reviewer=who)
        case Change.TEXT | Change.OUTDATED:
            state = State.REJECTED if unit.state is State.REJECTED else State.MACHINE
            pair = replace(pair.with_target(unit.target, state), reviewer="")
        case Change.STATE if unit.state:
            pair = replace(pair.with_target(pair.target, unit.state), reviewer=who)
        case Change.CONFLICT:
            pair = replace(pair, conflicts=tuple(dict.fromkeys((*pair.conflicts, unit.target))))
    if unit.note and unit.note not in pair.note:
        pair = replace(pair, note="\n".join(filter(None, (pair.note, unit.note))))
    return pair
