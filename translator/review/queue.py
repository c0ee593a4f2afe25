"""What a reviewer looks at next, and why. Pure: pairs and findings in, an ordered queue out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path

from translator.bitext import Bitext, Pair, State
from translator.checks import Beside, Finding, Severity, look_beside
from translator.language.words import fold_arabic

__all__ = [
    "OPEN",
    "Check",
    "Filter",
    "Item",
    "Look",
    "Order",
    "Progress",
    "Risk",
    "build_queue",
    "has_text",
    "judge",
    "progress",
]

Check = Callable[[Pair], Sequence[Finding]]
Look = Callable[[Bitext], Beside]
"""What the pairs of an article show about each other, given the article."""
OPEN = frozenset(State) - {State.REVIEWED}
"""The states that wait for a person."""


class Order(StrEnum):
    """By what a queue is sorted."""

    RISK = "risk"
    DOCUMENT = "document"


class Risk(IntEnum):
    """Why a pair needs a person, most urgent first."""

    CONFLICT = 0
    STALE = 1
    ERROR = 2
    REJECTED = 3
    UNTRANSLATED = 4
    WARNING = 5
    MACHINE = 6
    NONE = 7

    @property
    def reason(self) -> str:
        """The same in words."""
        return _REASONS[self]


_REASONS = {
    Risk.CONFLICT: "two people wrote different translations",
    Risk.STALE: "the Arabic changed after this was translated",
    Risk.ERROR: "a check found an error",
    Risk.REJECTED: "rejected, waiting for a better translation",
    Risk.UNTRANSLATED: "not translated yet",
    Risk.WARNING: "a check has a warning",
    Risk.MACHINE: "machine translation, not reviewed",
    Risk.NONE: "reviewed",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which pairs a queue holds: in one of `states`, with the finding `finding`, with `text` on either side or noted.

    Letter case, vowel marks and the spellings of alef, ة and ى make no difference to `text`. Empty means any.
    """

    states: frozenset[State] = frozenset()
    finding: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One pair of a queue with what the checks say of it; `position` is its 1-based place in the article."""

    path: Path
    pair: Pair
    findings: tuple[Finding, ...]
    position: int
    total: int
    risk: Risk


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is: pairs, and source words in them."""

    pairs: int
    reviewed: int
    words: int
    reviewed_words: int

    @property
    def percent(self) -> int:
        """Reviewed pairs, rounded down, so that 100 means all."""
        return 100 * self.reviewed // self.pairs if self.pairs else 100


def build_queue(
    bitexts: Iterable[tuple[Path, Bitext]],
    check: Check,
    look: Look = look_beside,
    *,
    order: Order = Order.RISK,
    only: Filter = Filter(OPEN),
) -> list[Item]:
    """The pairs that `only` lets through: the riskiest first, or as they stand in their documents.

    Of equal risk the one whose machine translation had the lowest score comes first, then document order.
    """
    items = [
        item
        for path, bitext in bitexts
        for beside in (look(bitext),)
        for at, pair in enumerate(bitext.pairs)
        if _passes(pair, only) and _has(item := judge(path, bitext, at, check, beside), only)
    ]
    return sorted(items, key=_urgency) if order is Order.RISK else items


def judge(path: Path, bitext: Bitext, at: int, check: Check, beside: Beside) -> Item:
    """The pair `at` this place in an article as an item of a queue."""
    pair = bitext.pairs[at]
    findings = tuple(beside.complete(pair, check(pair))) if pair.target else ()
    return Item(path, pair, findings, at + 1, len(bitext.pairs), _risk(pair, findings))


def _passes(pair: Pair, only: Filter) -> bool:
    if only.states and pair.state not in only.states and not pair.conflicts:
        return False
    return has_text(pair, only.text)


def has_text(pair: Pair, text: str) -> bool:
    """Whether a pair has a text on either side or in its note, as `Filter` reads it."""
    return not text or _fold(text) in _fold(f"{pair.source}\n{pair.target}\n{pair.note}")


def _has(item: Item, only: Filter) -> bool:
    return not only.finding or any(finding.code == only.finding for finding in item.findings)


def _fold(text: str) -> str:
    return fold_arabic(text.casefold())


def _risk(pair: Pair, findings: Sequence[Finding]) -> Risk:
    if pair.conflicts:
        return Risk.CONFLICT
    if pair.state is State.STALE:
        return Risk.STALE
    if pair.state is State.REVIEWED:
        return Risk.NONE
    worst = {finding.severity for finding in findings}
    if Severity.ERROR in worst:
        return Risk.ERROR
    if pair.state is State.REJECTED:
        return Risk.REJECTED
    if pair.state is State.UNTRANSLATED:
        return Risk.UNTRANSLATED
    return Risk.WARNING if Severity.WARNING in worst else Risk.MACHINE


def _urgency(item: Item) -> tuple[int, int, float]:
    severe = sum(finding.severity is not Severity.INFO for finding in item.findings)
    return item.risk, -severe, item.pair.machine.score if item.pair.machine else 0.0


def progress(bitexts: Iterable[Bitext]) -> Progress:
    """How much of these articles is reviewed."""
    pairs = [pair for bitext in bitexts for pair in bitext.pairs]
    done = [pair for pair in pairs if pair.state is State.REVIEWED]
    return Progress(len(pairs), len(done), _words(pairs), _words(done))


def _words(pairs: Iterable[Pair]) -> int:
    return sum(len(pair.source.split()) for pair in pairs)
