"""What a check gives: findings, each with a code, a severity and its places in both texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from translator.bitext import Pair
from translator.language.words import Word, words

__all__ = ["Check", "Finding", "Severity", "Span", "View", "view"]

Span = tuple[int, int]
"""Character offsets into a text, end exclusive."""


class Severity(StrEnum):
    """How bad a finding is: an error is almost surely wrong, a warning deserves a look, info is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that looks wrong in a pair; a span is None where the finding has no place on that side."""

    code: str
    severity: Severity
    message: str
    source_span: Span | None = None
    target_span: Span | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A pair with both of its texts cut into words, made once for all checks."""

    pair: Pair
    source: str
    target: str
    source_words: tuple[Word, ...]
    target_words: tuple[Word, ...]


Check = Callable[[View], Iterable[Finding]]


def view(pair: Pair) -> View:
    """The pair as checks see it."""
    return View(pair, pair.source, pair.target, words(pair.source), words(pair.target))
