"""What only the whole article shows: one sentence translated twice, one name spelled in two ways, a name lost."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from translator.bitext import Pair
from translator.checks.findings import Finding, Severity, Span
from translator.language.names import looks_like_name
from translator.language.places import arabic_places
from translator.language.transliteration import arabic_skeletons, arabic_stems, name_in, sounds_like
from translator.language.words import Word, bare, fold_arabic, words

__all__ = ["Rendering", "best_rendering", "check_consistency", "renderings"]

_SPACE = re.compile(r"\s+")
LONG_TARGET = 5
"""Words from which one target for two different sources is no chance."""
SAME_SENTENCE = 80
"""Per cent of likeness from which two sources are the same sentence in other words."""
ESTABLISHED = 2
"""Pairs in which a name is rendered alike before its absence from another pair counts."""


USUALLY = 0.6
"""Of the pairs with a word that does not look like a name, the share that must render it alike to make it one."""
LONG_WORD = 4
"""Letters that a word needs to be taken for a name because of its renderings alone."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a pair renders a name of its source: the name without prefixes, the English word, and both places."""

    pair: Pair
    name: str
    english: str
    source_span: Span
    target_span: Span


def check_consistency(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Finding]]:
    """Findings over the pairs of one article, in no particular order of pairs."""
    translated = [pair for pair in pairs if pair.target.strip()]
    yield from _differing_targets(translated)
    yield from _shared_targets(translated)
    yield from _names(translated)


def _normal(text: str) -> str:
    return _SPACE.sub(" ", fold_arabic(text)).strip(" .،,؛؟!?").lower()


def _differing_targets(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Finding]]:
    first: dict[str, Pair] = {}
    for pair in pairs:
        earlier = first.setdefault(_normal(pair.source), pair)
        if _normal(earlier.target) != _normal(pair.target):
            message = f"the same sentence reads otherwise in {earlier.segment.location}: {earlier.target}"
            yield pair, Finding("consistency", Severity.WARNING, message, None, (0, len(pair.target)))


def _shared_targets(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Finding]]:
    first: dict[str, Pair] = {}
    for pair in pairs:
        target = _normal(pair.target)
        earlier = first.setdefault(target, pair)
        if earlier is pair or target.count(" ") < LONG_TARGET - 1:
            continue
        if fuzz.ratio(_normal(earlier.source), _normal(pair.source)) < SAME_SENTENCE:
            message = f"another sentence, {earlier.segment.location}, has the same target"
            yield pair, Finding("consistency", Severity.WARNING, message, None, (0, len(pair.target)))


def _names(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Finding]]:
    by_name: dict[str, list[Rendering]] = defaultdict(list)
    for rendering in renderings(pairs):
        by_name[rendering.name].append(rendering)
    established: dict[str, str] = {}
    for name, found in by_name.items():
        usual, count = Counter(rendering.english for rendering in found).most_common(1)[0]
        if count >= ESTABLISHED:
            established[name] = usual
        for rendering in found:
            if rendering.english != usual and not _inflected(usual, rendering.english):
                message = f"{name} is spelled {usual} elsewhere in the article"
                spans = rendering.source_span, rendering.target_span
                yield rendering.pair, Finding("consistency", Severity.WARNING, message, *spans)
    yield from _lost(pairs, established)


def _lost(pairs: Sequence[Pair], established: Mapping[str, str]) -> Iterator[tuple[Pair, Finding]]:
    """Pairs with a name that others render, and no word that could be it."""
    for pair in pairs:
        named = {stem: word for word in words(pair.source) for stem in arabic_stems(word.key)} if established else {}
        missing = established.keys() & named.keys()
        latin = [word.text for word in words(pair.target)] if missing else []
        for name in sorted(missing, key=lambda name: named[name].start):
            if not any(sounds_like(name, word, loose=True) for word in latin):
                message = f"{established[name]} is in the source alone"
                yield pair, Finding("names", Severity.WARNING, message, source_span=named[name].span)


def _inflected(one: str, other: str) -> bool:
    """Whether two words are forms of one: Syria, Syrian, Syrians."""
    shorter = min(len(one), len(other))
    return one[: shorter - 1].lower() == other[: shorter - 1].lower()


def renderings(pairs: Sequence[Pair]) -> list[Rendering]:
    """Each Arabic name that one capitalised English word of its pair sounds like, pair by pair.

    A word counts as a name when it looks like one, or when most pairs that have it render it by the same English word.
    Places of the list are left out: English says Syria, Syrian and Damascus for one of them.
    """
    stems = ({stem for word in words(pair.source) for stem in arabic_stems(word.key)} for pair in pairs)
    written = Counter(stem for of_pair in stems for stem in of_pair)
    found = [(rendering, sure) for pair in pairs for rendering, sure in _candidates(pair, written)]
    seen = Counter((rendering.name, rendering.english) for rendering, _ in found)
    return [one for one, sure in found if sure or seen[one.name, one.english] >= _enough(written[one.name])]


def _enough(occurrences: int) -> float:
    """In how many of its pairs a word must be rendered alike to count as a name."""
    return max(ESTABLISHED, USUALLY * occurrences)


def _candidates(pair: Pair, written: Container[str]) -> Iterator[tuple[Rendering, bool]]:
    """What may be names of a pair with their renderings, and whether they look like names."""
    source, target = words(pair.source), words(pair.target)
    capitalised = [word for word in target if word.text[0].isupper()]
    inside = [word for word in capitalised if word is not target[0]]
    covered = {start for place in arabic_places(source) for start in range(place.start, place.end)}
    for word in source:
        if word.start in covered or word.is_number:
            continue
        sure = looks_like_name(word.key)
        if not (sure or (len(word.key) >= LONG_WORD and inside)):
            continue
        if found := _likest(word, capitalised if sure else inside):
            name = name_in(word.key, found.text)
            if name.startswith("و") and name[1:] in written:
                name = name[1:]
            yield Rendering(pair, name, _without_genitive(found.text), word.span, found.span), sure


def best_rendering(name: str, texts: Iterable[tuple[str, str]]) -> str:
    """How the targets of these (source, target) texts most often write an Arabic name; empty when none does."""
    stem = bare(fold_arabic(name))
    found: Counter[str] = Counter()
    for source, target in texts:
        capitalised = [word for word in words(target) if word.text[0].isupper()]
        for word in words(source):
            if bare(word.key) == stem and (english := _likest(word, capitalised)):
                found[_without_genitive(english.text)] += 1
    return min(found, key=lambda english: (-found[english], english), default="")


def _without_genitive(english: str) -> str:
    return english.removesuffix("'s").removesuffix("’s")


def _likest(name: Word, candidates: Sequence[Word]) -> Word | None:
    """The one capitalised word that sounds like the name; None when several different ones do, or none."""
    if max(map(len, arabic_skeletons(name.key))) < 2:
        return None
    alike = {word.key: word for word in candidates if sounds_like(name.key, word.text)}
    return next(iter(alike.values())) if len(alike) == 1 else None
