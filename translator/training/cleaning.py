"""A recipe's files read, cleaned and parted from what is measured on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from translator.errors import DataError
from translator.training.corpus import SentencePair, read_pairs
from translator.training.filters import Cleaner, held_out, overlapping, shingles
from translator.training.recipe import Source
from translator.training.text import comparable

__all__ = ["Corpus", "forbidden_keys", "read_corpus"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Cleaned pairs by source name, the held-out pairs, and how many were dropped for which reason."""

    pairs: dict[str, list[SentencePair]]
    held_out: list[SentencePair]
    dropped: dict[str, int] = field(default_factory=dict)

    def summary(self) -> Iterator[str]:
        """What a person wants to know of it, line by line."""
        for name, pairs in self.pairs.items():
            yield f"{name}: {len(pairs):,} pairs"
        yield f"held out to measure on: {len(self.held_out):,} pairs"
        for reason, count in sorted(self.dropped.items(), key=lambda item: -item[1]):
            yield f"dropped, {reason}: {count:,}"


def read_corpus(sources: Sequence[Source], forbidden: frozenset[str]) -> Corpus:
    """All sources read, cleaned, without duplicates; held-out pairs set aside, and what repeats them dropped.

    The first source that has a pair keeps it. Raises DataError when a file cannot be read, or nothing is left.
    """
    cleaner = Cleaner(forbidden)
    pairs: dict[str, list[SentencePair]] = {}
    held: list[SentencePair] = []
    for source in sources:
        kept = pairs.setdefault(source.name, [])
        for path in source.files:
            for pair in cleaner.clean(islice(read_pairs(path), source.limit or None)):
                (held if source.held_out and held_out(pair.source) else kept).append(pair)
    measured = {run for pair in held for run in shingles(pair.source)}
    for source in sources:
        if source.held_out:
            flagged = zip(pairs[source.name], overlapping(pairs[source.name], measured), strict=True)
            fresh = [pair for pair, repeats in flagged if not repeats]
            cleaner.dropped["repeats a held-out sentence"] += len(pairs[source.name]) - len(fresh)
            pairs[source.name] = fresh
    if not any(pairs.values()):
        raise DataError("training data", "has no pair that is fit to learn from.", f"Dropped: {dict(cleaner.dropped)}.")
    return Corpus(pairs, held, dict(cleaner.dropped))


def forbidden_keys(files: Sequence[Path]) -> frozenset[str]:
    """Keys of the sentences in evaluation files, one a line (all columns of a TSV). Raises DataError."""
    keys: set[str] = set()
    for path in files:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(path, f"cannot be read: {error}.") from error
        keys.update(comparable(cell) for line in lines for cell in line.split("\t"))
    return frozenset(keys - {""})
