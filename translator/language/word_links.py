"""Which words of a translation belong to which words of its source, told from the two texts alone.

Numbers, dates, places, names, Latin words and words of the lexicon find each other whoever wrote the translation. What
could belong to several goes where its neighbours went. In the end a word alone between two linked neighbours belongs to
the one alone between theirs. No link is better than a wrong one: words that share nothing stay without.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from translator.language.arabic_numbers import arabic_numbers
from translator.language.calendar import arabic_calendar, english_calendar
from translator.language.english_numbers import english_numbers
from translator.language.lexicon import english_for, english_stem
from translator.language.names import looks_like_name
from translator.language.places import arabic_places
from translator.language.transliteration import sounds_like
from translator.language.words import Word, words

__all__ = ["Link", "edited_links", "links"]

Link = tuple[int, int]
"""Places of a source word and of a target word among the white-space separated words of their texts."""
Span = tuple[int, int]
FAR = 0.35
"""Of a sentence's length: how far from where its neighbours went a word may be looked for."""
SURE, LIKELY = 2.0, 1.0
SHORTEST_NAME = 2
LONGEST = 400
"""Words of a text that may still be a sentence: in what is none, one word may be like hundreds of others."""
_SPACED = re.compile(r"\S+")
_PARTICLES = frozenset(
    "من في على الي عن مع ان او ثم لا ما لم لن قد كان هذا هذه ذلك التي الذي هو هي بين كل بعد قبل".split()
)
_SMALL_WORDS = frozenset(
    "the a an of in on at to for from by with and or but as is was are were be been it its this that has had have"
    " not no do did does he she they his her their who which will would can could than then there into"
    " i i'm i've i'll i'd".split()
)
_AUXILIARIES = frozenset("is are was were be been being has had have having do does did will would".split())
"""Arabic says them by the form of the verb: they belong to no word of their own."""


@dataclass(frozen=True, slots=True)
class _Match:
    """Stretches of both texts that may belong together, as first and last word; `weight` says how surely."""

    source: Span
    target: Span
    weight: float


def links(source: str, target: str) -> tuple[Link, ...]:
    """The word links of an Arabic sentence and an English translation of it, in source order; often not all of them.

    A pure function of both texts, linear but for the pairs of like words in one sentence; texts of more than `LONGEST`
    words have none.
    """
    ours, theirs = _Side(source), _Side(target)
    if max(len(ours.spans), len(theirs.spans)) > LONGEST:
        return ()
    chosen = _choose(_matches(ours, theirs), len(ours.spans), len(theirs.spans))
    pairs = {(i, j) for match in chosen for i in _range(match.source) for j in _range(match.target)}
    return tuple(sorted(pairs | _between(pairs, ours, theirs)))


class _Side:
    """A text, its words as the language modules know them, and the white-space separated words they stand in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)
        self.spans = [match.span() for match in _SPACED.finditer(text)]
        self._starts = [start for start, _ in self.spans]

    def place(self, span: Span) -> Span:
        """The first and the last white-space separated word of a stretch of characters."""
        return bisect_right(self._starts, span[0]) - 1, max(bisect_left(self._starts, span[1]) - 1, 0)

    def content(self, small: frozenset[str]) -> set[int]:
        """The white-space separated words that are more than a particle."""
        return {self.place(word.span)[0] for word in self.words if word.key not in small}


def _range(span: Span) -> range:
    return range(span[0], span[1] + 1)


def _matches(ours: _Side, theirs: _Side) -> list[_Match]:
    """Each pair of stretches once, however many reasons there are for it."""
    weights: dict[tuple[Span, Span], float] = {}
    for one, other, weight in (*_figures(ours, theirs), *_named(ours, theirs), *_known(ours, theirs)):
        place = ours.place(one), theirs.place(other)
        weights[place] = max(weights.get(place, 0.0), weight)
    return [_Match(*place, weight) for place, weight in weights.items()]


Found = tuple[Span, Span, float]


def _figures(ours: _Side, theirs: _Side) -> Iterator[Found]:
    """Numbers and dates."""
    english = english_numbers(theirs.text, theirs.words)
    for number in arabic_numbers(ours.text, ours.words):
        weight = SURE if number.sure else LIKELY
        yield from ((number.span, other.span, weight) for other in english if number.values & other.values)
    months = english_calendar(theirs.text, theirs.words)
    for name in arabic_calendar(ours.words):
        same = (name.calendar, name.number)
        yield from ((name.span, other.span, SURE) for other in months if (other.calendar, other.number) == same)


def _named(ours: _Side, theirs: _Side) -> Iterator[Found]:
    """Places, names and what is in Latin letters on both sides."""
    for place in arabic_places(ours.words):
        yield from (((place.start, place.end), span, SURE) for span in _spelled(place.english, theirs.words))
    by_key: dict[str, list[Word]] = {}
    for word in theirs.words:
        by_key.setdefault(word.key, []).append(word)
    capitalised = [word for word in theirs.words if word.text[0].isupper() and word.key not in _SMALL_WORDS]
    for word in ours.words:
        if word.key.isascii() and not word.is_number:
            yield from ((word.span, other.span, SURE) for other in by_key.get(word.key, ()))
        elif len(word.key) > SHORTEST_NAME:
            sure = looks_like_name(word.key)
            yield from (
                (word.span, other.span, SURE if sure else LIKELY)
                for other in capitalised
                if (sure or len(other.text) > SHORTEST_NAME) and sounds_like(word.key, other.text)
            )


def _spelled(names: Iterable[str], of: Sequence[Word]) -> Iterator[Span]:
    """Where one of these names, of one word or several, stands."""
    wanted = {tuple(name.split()) for name in names}
    sizes = sorted({len(name) for name in wanted}, reverse=True)
    at = 0
    while at < len(of):
        here = [word.key for word in of[at : at + sizes[0]]]
        size = next((size for size in sizes if tuple(here[:size]) in wanted), 0)
        if size:
            yield of[at].start, of[min(at + size, len(of)) - 1].end
        at += size or 1


def _known(ours: _Side, theirs: _Side) -> Iterator[Found]:
    """Words of the lexicon."""
    by_stem: dict[str, list[Word]] = {}
    for word in theirs.words:
        if word.key not in _AUXILIARIES:
            by_stem.setdefault(english_stem(word.key), []).append(word)
    for word in ours.words:
        for stem in english_for(word.key):
            yield from ((word.span, other.span, LIKELY) for other in by_stem.get(stem, ()))


def _choose(matches: Sequence[_Match], ours: int, theirs: int) -> list[_Match]:
    """Of matches that claim the same words the one for each: the only one first, then the nearest to its neighbours."""
    claims = Counter(i for match in matches for i in _range(match.source))
    claimed = Counter(j for match in matches for j in _range(match.target))
    only = [
        match
        for match in matches
        if all(claims[i] == 1 for i in _range(match.source)) and all(claimed[j] == 1 for j in _range(match.target))
    ]
    anchors = {match.source[0]: match.target[0] for match in only}
    places = sorted(anchors)

    def off(match: _Match) -> float:
        expected = _expected(match.source[0], places, anchors, ours, theirs)
        return abs(match.target[0] - expected) / max(theirs, 1)

    taken, given, chosen = set[int](), set[int](), []
    rest = sorted(set(matches) - set(only), key=lambda match: (off(match) - match.weight, match.source, match.target))
    for match in [*only, *rest]:
        source, target = set(_range(match.source)), set(_range(match.target))
        far = off(match) > FAR and match.weight < SURE
        if not (source & taken or target & given or far):
            chosen.append(match)
            taken |= source
            given |= target
    return chosen


def _expected(place: int, places: Sequence[int], anchors: Mapping[int, int], ours: int, theirs: int) -> float:
    """Where a word's translation is likely to stand: between those of its linked neighbours."""
    at = bisect_left(places, place)
    if at < len(places) and places[at] == place:
        return anchors[place]
    left = places[at - 1] if at else -1
    right = places[at] if at < len(places) else ours
    start, end = anchors.get(left, -1), anchors.get(right, theirs)
    return start + (end - start) * (place - left) / max(right - left, 1)


def _between(pairs: set[Link], ours: _Side, theirs: _Side) -> set[Link]:
    """Links of words that stand alone between linked ones on both sides."""
    by_source = dict(sorted(pairs))
    given = {j for _, j in pairs}
    mine, yours = ours.content(_PARTICLES), theirs.content(_SMALL_WORDS)
    found = set()
    for i in sorted(mine - by_source.keys()):
        left, right = by_source.get(i - 1), by_source.get(i + 1)
        if left is None or right is None:
            continue
        free = [j for j in range(min(left, right) + 1, max(left, right)) if j in yours and j not in given]
        if len(free) == 1:
            found.add((i, free[0]))
    return found


def edited_links(source: str, target: str, machine: str, alignment: Sequence[Link]) -> tuple[Link, ...]:
    """The word links of a machine's translation that a person edited, given the machine's own `alignment`.

    Words that stayed keep the machine's links; what is linked to none of them gets those of the texts alone.
    """
    kept = {
        step.src_start + n: step.dest_start + n
        for step in Indel.opcodes(machine.split(), target.split())
        if step.tag == "equal"
        for n in range(step.src_end - step.src_start)
    }
    words_of_source = len(source.split())
    pairs = {(i, kept[j]) for i, j in alignment if j in kept and i < words_of_source}
    sources, targets = {i for i, _ in pairs}, {j for _, j in pairs}
    pairs |= {(i, j) for i, j in links(source, target) if i not in sources and j not in targets}
    return tuple(sorted(pairs))
