"""Concordance: where a word or a phrase was used before, and how it was translated there."""

from __future__ import annotations

from dataclasses import dataclass

from translator.language.words import Word, bare, words
from translator.memory.index import Index
from translator.memory.units import Unit

__all__ = ["Concordance", "find_concordances"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Concordance:
    """A unit with the places of the searched words on each side, in order."""

    unit: Unit
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]


def find_concordances(index: Index, query: str, limit: int) -> list[Concordance]:
    """At most `limit` units with every word of the query on one side, the most telling first (BM25).

    Arabic words are found with other particles and article, English ones by their beginning; the query is no
    expression: any character may stand in it.
    """
    wanted = [_stem(word) for word in words(query)]
    if not wanted:
        return []
    both = " ".join(f'"{stem}" *' for stem in wanted)
    units = index.search(f"(source : ({both})) OR (target : ({both}))", limit)
    return [Concordance(unit, _places(unit.source, wanted), _places(unit.target, wanted)) for unit, _ in units]


def _stem(word: Word) -> str:
    return word.key if word.is_number else bare(word.key)


def _places(text: str, wanted: list[str]) -> tuple[Span, ...]:
    return tuple(word.span for word in words(text) if any(_stem(word).startswith(stem) for stem in wanted))
