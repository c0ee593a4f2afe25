"""Names of people and places that the target lost, found by sound and by a list of places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from translator.checks.findings import Finding, Severity, View
from translator.language.lexicon import english_for, english_stem
from translator.language.names import looks_like_name
from translator.language.places import Place, arabic_places
from translator.language.transliteration import arabic_skeletons, latin_skeletons, sounds_like
from translator.language.words import Word, prefixed

__all__ = ["check_names"]

_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"\w+")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,}s?")
_TANWIN = re.compile("[\u064b-\u064d]")
_DOLLAR = frozenset(written for form in ("دولار", "دولارا", "دولارات") for written in prefixed(form))
_SETTLED_ACRONYMS = frozenset("US USA UK UN EU AD BC BCE CE TV II III IV VI GMT BBC CNN DVD CD PM AM".split())
"""They hold no name but their own."""
SURE_SKELETON = 3
"""Consonants a word needs for its likeness to a word in small letters to say anything."""
MOST_WORDS = 400
"""Words of a sentence that are compared with each other at the most: beyond any sentence, within a second."""
STEM = 4
"""Letters of a place's name that a derived word keeps: Austr-o-Prussian."""


@dataclass(frozen=True, slots=True)
class _Renderings:
    """What the target offers for a name: its text with spaces around words, its words with capitals, alone and two in a
    row, its other words, the letters of its acronyms, and the stems of all words.
    """

    text: str
    capitalised: tuple[str, ...]
    other: tuple[str, ...]
    initials: str
    stems: frozenset[str]


def check_names(seen: View) -> Iterator[Finding]:
    """A warning for each place or name of the source that no word of the target renders, nor any acronym may hold."""
    offered = _renderings(seen)
    if not offered.capitalised and not offered.other:
        return
    places = list(arabic_places(seen.source_words))
    for place in sorted({place.name: place for place in reversed(places)}.values(), key=lambda place: place.start):
        if not _renders_place(seen, place, offered):
            message = f"{place.name} is in the source alone"
            yield Finding("names", Severity.WARNING, message, source_span=(place.start, place.end))
    covered = {start for place in places for start in range(place.start, place.end)}
    skipped = {word.key for word in seen.target_words} | {
        word.key for word in seen.source_words if word.start in covered
    }
    first = {word.key: word for word in reversed(seen.source_words) if word.key not in skipped and _is_name(word)}
    for word in sorted(first.values(), key=lambda word: word.start)[:MOST_WORDS]:
        if not _renders_name(word, offered):
            message = f"{word.text} sounds like nothing in the target"
            yield Finding("names", Severity.WARNING, message, source_span=word.span)


def _renderings(seen: View) -> _Renderings:
    latin = [word.text for word in seen.target_words if _LATIN.match(word.text)]
    if len(latin) > MOST_WORDS:
        latin = list(dict.fromkeys(latin))[:MOST_WORDS]
    single = [word for word in latin if not word.islower()]
    double = [first + second for first, second in pairwise(latin) if first[0].isupper()]
    other = [word for word in latin if word.islower()]
    initials = "".join(word for word in single if _ACRONYM.fullmatch(word) and word not in _SETTLED_ACRONYMS)
    stems = frozenset(english_stem(word.lower()) for word in latin)
    return _Renderings(_spaced(seen.target), (*single, *double), tuple(other), initials, stems)


def _is_name(word: Word) -> bool:
    return not word.is_number and not _TANWIN.search(word.text) and looks_like_name(word.key)


def _renders_name(word: Word, offered: _Renderings) -> bool:
    if any(sounds_like(word.key, candidate, loose=True) for candidate in offered.capitalised):
        return True
    if offered.stems.intersection(english_for(word.key)):
        return True  # no name but a word, which is translated
    skeletons = arabic_skeletons(word.key)
    if max(map(len, skeletons)) >= SURE_SKELETON and any(sounds_like(word.key, other) for other in offered.other):
        return True
    starts = {skeleton[0] for skeleton in skeletons if skeleton}
    return any(
        skeleton[:1] in starts for letter in offered.initials for skeleton in latin_skeletons(letter) if skeleton
    )


def _spaced(text: str) -> str:
    """The words of a text with one space around each."""
    return f" {' '.join(_WORD.findall(text))} "


def _says(english: str, spaced: str) -> bool:
    """Whether a text says a place: an acronym as it is, a name in any case and with any ending."""
    name = _spaced(english)
    return name in spaced if english.isupper() else name.rstrip().lower() in spaced.lower()


def _renders_place(seen: View, place: Place, offered: _Renderings) -> bool:
    if any(_says(english, offered.text) or english[0].upper() in offered.initials for english in place.spellings):
        return True
    stems = tuple(english[:STEM].lower() for english in place.spellings if len(english) > STEM)
    if any(candidate.lower().startswith(stems) for candidate in offered.capitalised):
        return True
    named = [word for word in seen.source_words if place.start <= word.start < place.end]
    if any(sounds_like(word.key, candidate) for word in named for candidate in offered.capitalised):
        return True
    before = [word.key for word in seen.source_words if word.end < place.start][-1:]
    return bool(before) and before[0] in _DOLLAR and "$" in seen.target
