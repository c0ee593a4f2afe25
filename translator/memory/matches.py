"""What the memory knows for a sentence: exact matches, in context first, and fuzzy ones made to fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from translator.checks.consistency import best_rendering
from translator.language.words import bare
from translator.memory.adapt import Naming, adapt
from translator.memory.index import Index
from translator.memory.similarity import exact_key, keys, score, terms
from translator.memory.units import Unit

__all__ = ["Match", "find_matches"]

EXACT = 100
CANDIDATES = 300
"""Units that share rare words with the sentence and are compared in full."""
POSTINGS = 8_000
"""Occurrences of the asked terms to go through at the most: it bounds the time, whatever the sentence."""
OVERLAP = 0.5
"""Of its terms that a match worth showing shares with the sentence."""
WITNESSES = 8
"""Units asked how they write a name."""
SPARE = 2
"""Times as many matches made to fit as are asked for: fitting may change their order."""
MISSED = 4
"""Per cent that a match loses for a number that differs and cannot be put in."""
FEWEST_TERMS = 2
"""Terms asked for where `POSTINGS` allow, however short the sentence; the rarest one is asked for in any case."""
MOST_TERMS = 16
"""Terms asked for at the most, however long: a match of a long sentence shares so many that one of these is sure."""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit of the memory for a sentence, with its target made to fit.

    `score` is per cent of likeness of the sources, 100 for the same; `context` how many neighbours are the same too
    (0 to 2); `changes` the (old, new) numbers and names put into the target.
    """

    unit: Unit
    score: int
    context: int
    target: str
    changes: tuple[tuple[str, str], ...] = ()


def find_matches(
    index: Index, source: str, previous: str = "", following: str = "", threshold: int = 70, limit: int = 5
) -> list[Match]:
    """At most `limit` matches of `threshold` per cent or more, the best first; each target once.

    Among equals the one in the same context comes first, then by origin: the same memory gives the same answer.
    """
    found = [Match(unit, EXACT, _context(unit, previous, following), unit.target) for unit in index.exact(source)]
    if threshold < EXACT:
        naming = lru_cache(maxsize=None)(partial(_english_name, index))
        nearest = sorted(_fuzzy(index, source, previous, following, threshold), key=_order)[: SPARE * limit]
        found += [match for near in nearest if (match := _fitted(source, near, naming)).score >= threshold]
    best: dict[str, Match] = {}
    for match in sorted(found, key=_order):
        best.setdefault(match.target, match)
    return list(best.values())[:limit]


def _order(match: Match) -> tuple[object, ...]:
    return -match.score, -match.context, match.unit.origin, match.unit.id, match.target


def _context(unit: Unit, previous: str, following: str) -> int:
    around = ((unit.previous, previous), (unit.following, following))
    return sum(bool(theirs) and exact_key(theirs) == exact_key(ours) for theirs, ours in around)


def _fuzzy(index: Index, source: str, previous: str, following: str, threshold: int) -> Iterator[Match]:
    key, query = exact_key(source), keys(source)
    for unit, compared in _candidates(index, source):
        likeness = score(query, compared, threshold)
        if likeness >= threshold and exact_key(unit.source) != key:
            yield Match(unit, likeness, _context(unit, previous, following), unit.target)


def _fitted(source: str, match: Match, naming: Naming) -> Match:
    fitted = adapt(source, match.unit.source, match.unit.target, naming)
    likeness = match.score - MISSED * fitted.missed
    return replace(match, score=likeness, target=fitted.target, changes=fitted.changes)


def _candidates(index: Index, source: str) -> list[tuple[Unit, tuple[str, ...]]]:
    """Units that may match: prefix filtering (Chaudhuri et al., 2006). Whoever shares enough of n terms shares one of
    the rarest n - overlap + 1, so only those are looked up.
    """
    found = terms(source)
    distinct = sorted(set(found))
    counts = index.rarity(distinct)
    known = sorted((term for term in distinct if term in counts), key=lambda term: (counts[term], term))
    enough = max(FEWEST_TERMS, len(distinct) - int(OVERLAP * len(distinct)) + 1)
    if not known:
        return []
    asked = known[:1]
    total = counts[known[0]]
    for term in known[1 : min(enough, MOST_TERMS)]:
        total += counts[term]
        if total > POSTINGS:
            break
        asked.append(term)
    expression = "source : (" + " OR ".join(f'"{term}"' for term in asked) + ")"
    shortest, longest = OVERLAP * len(found), len(found) / OVERLAP
    return [unit for unit in index.search(expression, CANDIDATES) if shortest <= len(unit[1]) <= longest]


def _english_name(index: Index, name: str) -> str:
    """How the memory's reviewers write an Arabic name, the commonest way; empty when nobody has."""
    units = index.holding(bare(name), WITNESSES)
    return best_rendering(name, ((unit.source, unit.target) for unit in units))
