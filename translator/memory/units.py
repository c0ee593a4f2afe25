"""What a translation memory holds: sentences with the target a person settled on, and where they stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from translator.bitext import Bitext, State
from translator.exchange.units import Unit as ExchangeUnit

__all__ = ["Unit", "imported_units", "reviewed_units"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One reviewed translation; `previous` and `following` are the sources before and after it, empty if unknown.

    `origin` is the article's slug or the TMX file's name, `id` names the unit in it.
    """

    source: str
    target: str
    origin: str = ""
    id: str = ""
    previous: str = ""
    following: str = ""


def reviewed_units(bitext: Bitext) -> Iterator[Unit]:
    """The reviewed pairs of an article, with their neighbours as context; no other pair ever enters a memory."""
    sources = ["", *(pair.source for pair in bitext.pairs), ""]
    for place, pair in enumerate(bitext.pairs):
        if pair.state is State.REVIEWED and pair.target.strip():
            yield Unit(pair.source, pair.target, bitext.slug, pair.id, sources[place], sources[place + 2])


def imported_units(units: Iterable[ExchangeUnit], origin: str) -> Iterator[Unit]:
    """What another program's file has to give: units it calls reviewed, and those of files that give no verdicts."""
    for unit in units:
        if unit.state in (State.REVIEWED, None) and unit.source.strip() and unit.target.strip():
            yield Unit(unit.source, unit.target, origin, unit.id)
