"""How alike two Arabic sentences are, in per cent, as translators count fuzzy matches."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel, Levenshtein

from translator.language.words import bare, fold_digits, words

__all__ = ["exact_key", "keys", "score", "terms"]

_SPACE = re.compile(r"\s+")
NUMBER = "#"
"""Stands for every number: a sentence with another number in it is the same sentence."""
NEARLY = 99
"""The best score of a source that is not the same, character by character but for white space."""


def exact_key(source: str) -> str:
    """The source with its white space made one, as valid Unicode: sources with equal keys match by 100 per cent."""
    return _SPACE.sub(" ", source).strip().encode(errors="replace").decode()


def keys(source: str) -> tuple[str, ...]:
    """The words of a source as they are compared: folded, and every number as `NUMBER`."""
    return tuple(NUMBER if word.is_number else word.key for word in words(source))


def terms(source: str) -> tuple[str, ...]:
    """The words of a source as they are indexed: without the particles written onto them; numbers as ASCII."""
    return tuple(fold_digits(word.key) if word.is_number else bare(word.key) for word in words(source))


def score(query: tuple[str, ...], other: tuple[str, ...], threshold: int = 0) -> int:
    """Per cent of likeness of two sources, by their `keys`: the mean over words and over characters, at most 99.

    Words count insertions, deletions and substitutions (Levenshtein); characters soften what a single prefix costs.
    What cannot reach the threshold is 0.
    """
    by_words = Levenshtein.normalized_similarity(query, other)
    if 50 * (by_words + 1) < threshold:
        return 0
    by_characters = Indel.normalized_similarity(" ".join(query), " ".join(other))
    return min(NEARLY, int(50 * (by_words + by_characters)))
