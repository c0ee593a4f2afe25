"""Which English words translate an Arabic one: a small lexicon over stems, learned from the project's own pairs."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from translator.language.words import bare, words

__all__ = ["arabic_stem", "arabic_stems", "english_for", "english_stem", "english_stems"]

LENGTH = 5
_ENDING = re.compile(r"(?<=\w{3})(هما|كما|ها|هم|هن|نا|كم|ات|ون|ين|ان|يه|ته|ه|ي|ت|ا)$")


def english_for(key: str) -> tuple[str, ...]:
    """English stems for an Arabic word (its folded key, whatever is written onto it); none where it is not known."""
    return _lexicon().get(arabic_stem(key), ())


def arabic_stems(text: str) -> set[str]:
    """The Arabic words of a text without what is written onto them: article, particles, endings."""
    return {arabic_stem(token.key) for token in words(text) if not token.key.isascii() and len(token.key) > 2}


def english_stems(text: str) -> set[str]:
    """The English words of a text, cut where most endings begin."""
    return {english_stem(token.key) for token in words(text) if not token.is_number and len(token.key) > 2}


@lru_cache(65536)
def arabic_stem(key: str) -> str:
    """A folded Arabic word without article, particles and endings."""
    return _ENDING.sub("", bare(key), count=1)


def english_stem(key: str) -> str:
    """Enough of an English word to find it again under another ending."""
    return key[:LENGTH]


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    """English stems for Arabic ones, learned by scripts/build_lexicon.py."""
    text = files("translator.language").joinpath("data/lexicon.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {stem: tuple(english.split()) for stem, english in rows}
