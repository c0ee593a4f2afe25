"""Exchange files into stored articles: what they propose, and what of it was taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator import store
from translator.bitext import Bitext, Pair
from translator.exchange import Change, Proposal, Unit, apply, compare
from translator.journal import Action, Record, Version, append, now

__all__ = ["Imported", "import_units"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What exchange files held for one article, unit by unit; `path` is None for units that no article knows."""

    path: Path | None
    proposals: tuple[Proposal, ...]


def import_units(
    paths: Sequence[Path], units: Sequence[Unit], reviewer: str, *, accept: bool = False, dry_run: bool = False
) -> list[Imported]:
    """Bring units into the PO files that have their ids, or else their sentences; each change is in the journal.

    `accept` takes every new text for reviewed by `reviewer`; `dry_run` only tells. Raises StoreError and LockedError.
    """
    found: list[Imported] = []
    left = list(units)
    owners = {pair.id: path for path in paths for pair in store.load(path).pairs}
    for path in paths:
        candidates = [unit for unit in left if owners.get(unit.id, path) == path]
        with store.locked(path):
            bitext = store.load(path)
            mine = [p for p in compare(bitext, candidates, accept=accept) if p.change is not Change.UNKNOWN]
            if not dry_run:
                _take(path, bitext, mine, reviewer)
        if mine:
            found.append(Imported(path, tuple(mine)))
            taken = {id(proposal.unit) for proposal in mine}
            left = [unit for unit in left if id(unit) not in taken]
    if left:
        found.append(Imported(None, tuple(Proposal(Change.UNKNOWN, unit) for unit in left)))
    return found


def _take(path: Path, bitext: Bitext, proposals: Iterable[Proposal], reviewer: str) -> None:
    stored = store.write(apply(bitext, proposals, reviewer), path)
    for before, after in _changed(bitext, stored):
        append(path, Record(now(), reviewer, Action.IMPORT, (Version.of(before),), (Version.of(after),)))


def _changed(before: Bitext, after: Bitext) -> Iterator[tuple[Pair, Pair]]:
    old = {pair.id: pair for pair in before.pairs}
    return ((old[pair.id], pair) for pair in after.pairs if pair.id in old and old[pair.id] != pair)
