"""The engine of tests and demonstrations: needs no model, is deterministic, and keeps every word in sight."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from translator.engines.base import Engine, Options, Progress, Translation
from translator.engines.batches import Answers, batch, require_positions

__all__ = ["Echo", "load"]

_POSITIONS = 512


class Echo:
    """Answers a source with its own words in capitals between `EN[` and `]`; each word is one token."""

    name = "echo@000000"

    def count_tokens(self, sources: Sequence[str]) -> list[int]:
        """Words of each source, and one for the end of sentence."""
        return [len(source.split()) + 1 for source in sources]

    def translate(
        self, sources: Sequence[str], options: Options = Options(), progress: Progress | None = None
    ) -> list[Translation]:
        """One Translation per source, in order. Raises ModelError for a source of more than 511 words."""
        answers = Answers(sources, progress)
        lengths = self.count_tokens(answers.distinct)
        require_positions(self.name, answers.distinct, lengths, _POSITIONS)
        for members in batch(lengths, options.batch_tokens, options.max_tokens):
            chosen = [answers.distinct[index] for index in members.indices]
            answers.add(chosen, [_echo(source, options) for source in chosen])
        return answers.in_order()


def _echo(source: str, options: Options) -> Translation:
    words = source.upper().split()
    count = min(options.alternatives, options.beam - 1)
    return Translation(
        text=f"EN[{' '.join(words)}]",
        score=-1 / (len(words) + 1),
        alternatives=tuple(f"EN{number}[{' '.join(words)}]" for number in range(2, count + 2)),
        alignment=tuple((index, index) for index in range(len(words))) if options.alignment else (),
    )


def load(model: str | Path = "", threads: int = 0) -> Engine:
    """An Echo, whatever the model."""
    return Echo()
