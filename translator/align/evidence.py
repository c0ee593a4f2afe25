"""What a source and a target sentence share across languages: numbers, dates, places, names, Latin words, known words.

Each thing in a source sentence (a unit) speaks for a target sentence where one of its renderings is found and against
it where none is: by the log-odds of finding it there if the two belong together, and if they do not. The second is the
share of all target sentences that have it; the first depends on the kind of thing.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from translator.language.arabic_numbers import arabic_numbers
from translator.language.calendar import arabic_calendar, english_calendar
from translator.language.english_numbers import english_numbers
from translator.language.lexicon import english_for, english_stem
from translator.language.names import looks_like_name
from translator.language.places import arabic_places
from translator.language.transliteration import arabic_skeletons, latin_skeletons
from translator.language.words import words

__all__ = ["Evidence", "Lexicon"]

Lexicon = Mapping[str, Sequence[str]]
"""From an Arabic word to English words that translate it."""

Feature = tuple[str, object]
Unit = tuple[float, frozenset[Feature]]
"""How likely a translation has one of these features, beyond chance."""

CLEAR = 4.0
"""Log-odds of a pair beyond doubt, and of its lead over the next best."""
COMMONEST = 60
"""Features in more target sentences tell little; passing over them keeps the work linear."""
SHORTEST_WORD = 4
NUMBER, UNSURE_NUMBER, DATE, PLACE, LATIN_WORD, NAME, KNOWN_WORD, MACHINE_WORD = (
    0.9,
    0.6,
    0.85,
    0.85,
    0.85,
    0.65,
    0.5,
    0.35,
)
"""How often each is found in the translation: a little less than counted in 4,000 pairs of careful translations."""


class Evidence:
    """For a bead, the log-odds that its sentences belong together for what they share, 0 where nothing is known."""

    def __init__(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        translations: Sequence[str] = (),
        lexicon: Lexicon | None = None,
    ) -> None:
        where: dict[Feature, list[int]] = defaultdict(list)
        for j, target in enumerate(targets):
            for feature in set(_target_features(target)):
                where[feature].append(j)
        self.missing: list[float] = []
        self.found: list[dict[int, dict[int, float]]] = []
        for source, translation in zip_longest(sources, translations[: len(sources)], fillvalue=""):
            units = [
                (likely, telling)
                for likely, features in (*_source_units(source, lexicon or {}), *_translated_units(translation))
                if (telling := [feature for feature in features if len(where.get(feature, ())) <= COMMONEST])
            ]
            self.missing.append(sum(math.log(1 - likely) for likely, _ in units))
            self.found.append(_find(units, where, len(targets)))

    def __call__(self, source: range, target: range) -> float:
        if not source or not target:
            return 0.0
        return sum(self.missing[i] + self._gain(self.found[i], target) for i in source)

    def anchors(self) -> list[tuple[int, int]]:
        """Pairs of sentences that belong together beyond doubt, both rising: each is the other's best by far."""
        scores = {(i, j): self(range(i, i + 1), range(j, j + 1)) for i, found in enumerate(self.found) for j in found}
        by_source, by_target = _clear_best(scores, 0), _clear_best(scores, 1)
        return _rising([(i, j) for i, (_, j) in sorted(by_source.items()) if by_target.get(j) == (i, j)])

    def _gain(self, found: Mapping[int, Mapping[int, float]], target: range) -> float:
        """What the units found in any of the target sentences say beyond being missing, each counted once."""
        spread = math.log(len(target))  # the more sentences, the likelier something is found by chance
        best: dict[int, float] = {}
        for j in target:
            for unit, gain in found.get(j, {}).items():
                best[unit] = max(best.get(unit, 0.0), gain - spread)
        return sum(best.values())


def _find(
    units: Sequence[tuple[float, Sequence[Feature]]], where: Mapping[Feature, Sequence[int]], size: int
) -> dict[int, dict[int, float]]:
    """For each target sentence the units found in it, and how much more likely (log) that is than missing them."""
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for number, (likely, alternatives) in enumerate(units):
        for feature in alternatives:
            places = where.get(feature, ())
            for j in places:
                gain = math.log(likely * size / len(places) + 1 - likely) - math.log(1 - likely)
                found[j][number] = max(found[j].get(number, 0.0), gain)
    return dict(found)


def _clear_best(scores: Mapping[tuple[int, int], float], side: int) -> dict[int, tuple[int, int]]:
    """For each sentence of a side its best pair, where that is good and much better than the next."""
    best: dict[int, list[tuple[float, tuple[int, int]]]] = defaultdict(list)
    for cell, score in scores.items():
        best[cell[side]] = sorted([*best[cell[side]], (score, cell)], reverse=True)[:2]
    return {
        at: pairs[0][1]
        for at, pairs in best.items()
        if pairs[0][0] >= CLEAR and (len(pairs) == 1 or pairs[0][0] >= pairs[1][0] + CLEAR)
    }


def _rising(cells: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of cells, sorted by source, whose targets rise too (patience sorting)."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(cells):
        place = bisect_left(ends, j)
        before.append(tops[place - 1] if place else -1)
        ends[place : place + 1], tops[place : place + 1] = [j], [at]
    rising = []
    at = tops[-1] if tops else -1
    while at >= 0:
        rising.append(cells[at])
        at = before[at]
    return rising[::-1]


def _source_units(text: str, lexicon: Lexicon) -> Iterator[Unit]:
    """What an Arabic sentence names, each with the features that say the same in English."""
    tokens = words(text)
    for number in arabic_numbers(text, tokens):
        yield NUMBER if number.sure else UNSURE_NUMBER, frozenset(("number", value) for value in number.values)
    for name in arabic_calendar(tokens):
        yield DATE, frozenset({(name.calendar, name.number)})
    for place in arabic_places(tokens):
        yield PLACE, frozenset(("word", english_stem(word)) for word in place.english)
    for token in tokens:
        if token.key.isascii():
            if not token.is_number:
                yield LATIN_WORD, frozenset({("word", english_stem(token.key))})
            continue
        if looks_like_name(token.key):
            yield NAME, frozenset(("sound", skeleton) for skeleton in arabic_skeletons(token.key) if len(skeleton) > 1)
        known = lexicon.get(token.key) or english_for(token.key)
        if known:
            yield KNOWN_WORD, frozenset(("word", english_stem(word)) for word in known)


def _translated_units(text: str) -> Iterator[Unit]:
    """The longer words of a machine's translation; it may be wrong in any of them."""
    for stem in sorted({english_stem(token.key) for token in words(text) if len(token.key) >= SHORTEST_WORD}):
        yield MACHINE_WORD, frozenset({("word", stem)})


def _target_features(text: str) -> Iterator[Feature]:
    tokens = words(text)
    for number in english_numbers(text, tokens):
        yield from (("number", value) for value in number.values)
    for name in english_calendar(text, tokens):
        yield name.calendar, name.number
    for token in tokens:
        if not token.is_number:
            yield "word", english_stem(token.key)
            if token.text[0].isupper():
                yield from (("sound", skeleton) for skeleton in latin_skeletons(token.text))
