"""The Engine protocol: what a machine translation engine is asked and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Engine", "Options", "Progress", "Translation"]

Progress = Callable[[int], None]
"""Called after each batch with the number of sources finished in it."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to decode.

    `beam`: hypotheses kept (4 careful, 1 fast). `alternatives`: how many other translations to give (at most beam - 1).
    `batch_tokens`: padded source tokens a batch. `max_tokens`: longest target. `alignment`: give word alignments too.
    `no_repeat`: sequences of this many target tokens come once at most (0: any number of times).
    """

    beam: int = 4
    alternatives: int = 0
    batch_tokens: int = 1024
    max_tokens: int = 512
    alignment: bool = False
    no_repeat: int = 0


@dataclass(frozen=True, slots=True)
class Translation:
    """One answer: `score` is the mean log-probability per target token, end of sentence included.

    `alternatives` are other hypotheses, best first. `alignment` holds (source word, target word) index pairs over
    white-space separated words, empty unless asked for.
    """

    text: str
    score: float
    alternatives: tuple[str, ...] = ()
    alignment: tuple[tuple[int, int], ...] = ()


class Engine(Protocol):
    """A loaded model. Sources are already normalised pieces; an engine never splits or drops one."""

    @property
    def name(self) -> str:
        """The model as provenance says it: `ar-en@3f2a1c`, its name and the first hex digits of its weights' digest."""
        ...

    def count_tokens(self, sources: Sequence[str]) -> list[int]:
        """Tokens the model would see for each source, end of sentence included."""
        ...

    def translate(
        self, sources: Sequence[str], options: Options = Options(), progress: Progress | None = None
    ) -> list[Translation]:
        """One Translation per source, in order. Raises ModelError for a source beyond the model's positions."""
        ...
