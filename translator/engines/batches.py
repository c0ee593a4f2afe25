"""What every engine does around its model: each distinct source once, batches of like length, answers in order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from translator.engines.base import Progress, Translation
from translator.errors import ModelError

__all__ = ["Answers", "Batch", "batch", "count_cores", "others", "require_positions"]

NOTHING = Translation("", 0.0)
"""The answer to a blank source, which no model is asked for."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Indices of sources that are translated together, and the longest target any of them may get, in tokens."""

    indices: list[int]
    max_tokens: int


def batch(lengths: Sequence[int], budget: int, max_tokens: int) -> Iterator[Batch]:
    """Batches of at most `budget` tokens with padding (or of a single source), longest sources first.

    A target may have three times its source's tokens and some, so that a model caught in a loop is stopped early; the
    limit depends on the source alone, never on what else is in its batch.
    """
    members: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: (-lengths[index], index)):
        longest = lengths[members[0]] if members else 0
        if members and ((len(members) + 1) * longest > budget or _limit(lengths[index]) != _limit(longest)):
            yield Batch(members, min(max_tokens, _limit(longest)))
            members = []
        members.append(index)
    if members:
        yield Batch(members, min(max_tokens, _limit(lengths[members[0]])))


def _limit(length: int) -> int:
    """Three times the next power of two (from 16), and 32: few values, so that few batches are split by them."""
    return 3 * max(16, 1 << (length - 1).bit_length()) + 32


def require_positions(model: str, sources: Sequence[str], lengths: Iterable[int], positions: int) -> None:
    """Raises ModelError for the first source that has more tokens than the model has positions."""
    for source, length in zip(sources, lengths, strict=True):
        if length > positions:
            start = " ".join(source.split()[:8])
            cause = f"sees at most {positions} tokens, and “{start[:80]} …” has {length}."
            raise ModelError(model, cause, "Split it into shorter pieces.")


def others(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts that differ from the first and from each other: hypotheses may differ in their pieces alone."""
    return tuple(dict.fromkeys(text for text in texts[1:] if text != texts[0]))


def count_cores() -> int:
    """The processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Answers:
    """Collects one Translation for each of `sources`; `distinct` are the sources that a model must be asked for."""

    def __init__(self, sources: Sequence[str], progress: Progress | None) -> None:
        self._sources = sources
        self._progress = progress
        self._counts: dict[str, int] = {}
        for source in sources:
            if source and not source.isspace():
                self._counts[source] = self._counts.get(source, 0) + 1
        self.distinct = list(self._counts)
        self._found: dict[str, Translation] = {}
        self._report(len(sources) - sum(self._counts.values()))

    def add(self, sources: Iterable[str], translations: Iterable[Translation]) -> None:
        """Takes the answers of one batch and reports how many sources they settle."""
        answers = dict(zip(sources, translations, strict=True))
        self._found.update(answers)
        self._report(sum(self._counts[source] for source in answers))

    def in_order(self) -> list[Translation]:
        """One Translation per source, in the order asked."""
        return [self._found.get(source, NOTHING) for source in self._sources]

    def _report(self, count: int) -> None:
        if self._progress is not None and count:
            self._progress(count)
