"""What a check gives: findings, each with a code, a severity and its places in both texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from translator.bitext import Pair
from translator.language.addresses import blank_addresses
from translator.language.calendar import CalendarName, arabic_calendar, english_calendar
from translator.language.words import Word, words

__all__ = ["Check", "Finding", "Severity", "Span", "View"]

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


@dataclass(frozen=True)
class View:
    """A pair as checks see it: what several of them need is found once, when the first one asks."""

    pair: Pair

    @property
    def source(self) -> str:
        return self.pair.segment.text

    @property
    def target(self) -> str:
        return self.pair.target

    @cached_property
    def source_prose(self) -> str:
        """The source with letters in place of each web or e-mail address; every offset stays."""
        return blank_addresses(self.source)

    @cached_property
    def target_prose(self) -> str:
        """The target with letters in place of each web or e-mail address; every offset stays."""
        return blank_addresses(self.target)

    @cached_property
    def source_words(self) -> tuple[Word, ...]:
        return words(self.source_prose)

    @cached_property
    def target_words(self) -> tuple[Word, ...]:
        return words(self.target_prose)

    @cached_property
    def source_dates(self) -> list[CalendarName]:
        """The months and days that the source names."""
        return arabic_calendar(self.source_words)

    @cached_property
    def target_dates(self) -> list[CalendarName]:
        """The months and days that the target names."""
        return english_calendar(self.target_prose, self.target_words)


Check = Callable[[View], Iterable[Finding]]
