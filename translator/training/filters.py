"""Which pairs are fit to learn from, and which must never be: rules with names, counted, so that a report can say why.

The rules are those that helped in the shared tasks on parallel corpus filtering (Koehn et al. 2018): script, length,
length ratio, identical sides, numbers that differ, duplicates; and no evaluation sentence in the training text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import regex

from translator.training.corpus import SentencePair
from translator.training.text import comparable, source_text, target_text

__all__ = ["Cleaner", "fault", "held_out", "overlapping", "shingles"]

MAX_WORDS = 130
"""Words of a sentence that is worth its padding."""

_ARABIC = regex.compile(r"\p{Arabic}")
_ARABIC_LETTER = regex.compile(r"[\u0621-\u064a]")
_LETTER = regex.compile(r"\p{L}")
_DIGITS = regex.compile(r"\d+")
_MARKUP = regex.compile(r"<[a-z/][^>]*>|&[a-z]+;|%[ds]|\{\d|\$\{|https?://", regex.I)


@dataclass(slots=True)
class Cleaner:
    """Normalises pairs and drops the unfit; `dropped` counts why, `forbidden` are the evaluation sets' keys."""

    forbidden: frozenset[str] = frozenset()
    dropped: Counter[str] = field(default_factory=Counter)
    _seen: set[int] = field(default_factory=set)

    def clean(self, pairs: Iterable[SentencePair]) -> Iterator[SentencePair]:
        """The pairs worth learning from, each once over all the calls, as training sees them."""
        for pair in pairs:
            cleaned = SentencePair(source_text(pair.source), target_text(pair.target))
            reason = fault(cleaned) or self._known(cleaned)
            if reason:
                self.dropped[reason] += 1
            else:
                yield cleaned

    def _known(self, pair: SentencePair) -> str:
        source, target = comparable(pair.source), comparable(pair.target)
        if source in self.forbidden or (target in self.forbidden and len(target.split()) > 5):
            return "in an evaluation set"
        key = hash((source, pair.target.casefold()))
        if key in self._seen:
            return "duplicate"
        self._seen.add(key)
        return ""


def fault(pair: SentencePair) -> str:
    """Why a normalised pair is not worth learning from, empty when it is."""
    source, target = pair
    if not source or not target:
        return "empty"
    if not _ARABIC_LETTER.search(source) or _ARABIC.search(target) or not _LETTER.search(target):
        return "wrong script"
    if _MARKUP.search(source) or _MARKUP.search(target):
        return "markup or placeholders"
    words, translated = len(source.split()), len(target.split())
    if max(words, translated) > MAX_WORDS:
        return "too long"
    if translated > 2.6 * words + 6 or words > 2 * translated + 4:
        return "length ratio"
    if _differing_numbers(source, target):
        return "numbers differ"
    return ""


def _differing_numbers(source: str, target: str) -> bool:
    """Whether two or more numbers of three digits or more are on one side alone: a misaligned pair, not a rounding."""
    left, right = ({int(number) for number in _DIGITS.findall(text) if len(number) > 2} for text in (source, target))
    return len(left ^ right) > 2


def held_out(source: str, one_in: int = 36) -> bool:
    """Whether a sentence is kept out of training to measure on: a fixed rule, by a hash of its key."""
    key = comparable(source)
    return len(key.split()) >= 5 and int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % one_in == 0


def shingles(text: str, size: int = 5) -> set[str]:
    """The runs of `size` words in a text."""
    words = comparable(text).split()
    return {" ".join(words[start : start + size]) for start in range(len(words) - size + 1)}


def overlapping(pairs: Iterable[SentencePair], held: set[str]) -> Iterator[bool]:
    """For each pair, whether its source shares a run of words with the held-out sentences' shingles `held`."""
    for pair in pairs:
        yield not held.isdisjoint(shingles(pair.source))
