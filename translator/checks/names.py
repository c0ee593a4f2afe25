"""Names of people and places that the target lost, found by sound and by a list of places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from translator.checks.findings import Finding, Severity, View
from translator.language.names import looks_like_name
from translator.language.places import Place, arabic_places
from translator.language.transliteration import arabic_skeletons, latin_skeletons, sounds_like
from translator.language.words import Word, prefixed

__all__ = ["check_names"]

_LATIN = re.compile(r"[A-Za-z]")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,}s?")
_TANWIN = re.compile("[\u064b-\u064d]")
_DOLLAR = frozenset(written for form in ("دولار", "دولارا", "دولارات") for written in prefixed(form))
STEM = 4
"""Letters of a place's name that a derived word keeps: Austr-o-Prussian."""


def check_names(seen: View) -> Iterator[Finding]:
    """A warning for each place or name of the source that no word of the target renders, nor any acronym may hold."""
    latin = [word.text for word in seen.target_words if _LATIN.match(word.text)]
    if not latin:
        return
    candidates = [*latin, *(first + second for first, second in pairwise(latin))]
    initials = "".join(word for word in latin if _ACRONYM.fullmatch(word))
    places = list(arabic_places(seen.source_words))
    for place in places:
        if not _renders_place(seen, place, candidates, initials):
            message = f"{place.name} is in the source alone"
            yield Finding("names", Severity.WARNING, message, source_span=(place.start, place.end))
    covered = [(place.start, place.end) for place in places]
    kept = {word.key for word in seen.target_words}
    for word in seen.source_words:
        if any(start <= word.start < end for start, end in covered) or word.key in kept or not _is_name(word):
            continue
        if not _renders_name(word, candidates, initials):
            message = f"{word.text} sounds like nothing in the target"
            yield Finding("names", Severity.WARNING, message, source_span=word.span)


def _is_name(word: Word) -> bool:
    return not word.is_number and not _TANWIN.search(word.text) and looks_like_name(word.key)


def _renders_name(word: Word, candidates: Sequence[str], initials: str) -> bool:
    if any(sounds_like(word.key, candidate, loose=True) for candidate in candidates):
        return True
    starts = {skeleton[0] for skeleton in arabic_skeletons(word.key) if skeleton}
    return any(skeleton[:1] in starts for letter in initials for skeleton in latin_skeletons(letter) if skeleton)


def _renders_place(seen: View, place: Place, candidates: Sequence[str], initials: str) -> bool:
    target = seen.target.lower()
    if any(english in target or english[0].upper() in initials for english in place.english):
        return True
    stems = tuple(english[:STEM] for english in place.english if len(english) > STEM)
    if any(candidate.lower().startswith(stems) for candidate in candidates):
        return True
    named = [word for word in seen.source_words if place.start <= word.start < place.end]
    if any(sounds_like(word.key, candidate) for word in named for candidate in candidates):
        return True
    before = [word.key for word in seen.source_words if word.end < place.start][-1:]
    return bool(before) and before[0] in _DOLLAR and "$" in seen.target
