"""What every engine does around its model: each distinct source once, batches of like length, answers in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from translator.engines.base import Progress, Translation
from translator.errors import ModelError

__all__ = ["Answers", "batch", "require_positions"]

NOTHING = Translation("", 0.0)
"""The answer to a blank source, which no model is asked for."""


def batch(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Indices into `lengths`, longest first, in batches of at most `budget` padded tokens (or a single source)."""
    members: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: (-lengths[index], index)):
        if members and (len(members) + 1) * lengths[members[0]] > budget:
            yield members
            members = []
        members.append(index)
    if members:
        yield members


def require_positions(model: str, sources: Sequence[str], lengths: Iterable[int], positions: int) -> None:
    """Raises ModelError for the first source that has more tokens than the model has positions."""
    for source, length in zip(sources, lengths, strict=True):
        if length > positions:
            start = " ".join(source.split()[:8])
            cause = f"sees at most {positions} tokens, and “{start} …” has {length}."
            raise ModelError(model, cause, "Split it into shorter pieces.")


class Answers:
    """Collects one Translation for each of `sources`; `distinct` are the sources that a model must be asked for."""

    def __init__(self, sources: Sequence[str], progress: Progress | None) -> None:
        self._sources = sources
        self._progress = progress
        self._counts: dict[str, int] = {}
        for source in sources:
            if not source.isspace() and source:
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
