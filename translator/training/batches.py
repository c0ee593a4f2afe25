"""Which pairs are seen when: weighted sources without replacement, then batches of like lengths, budgeted in tokens.

Pairs are handled as numbers of lines in one table of ids, many at a time: a GPU eats twenty thousand pairs a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

__all__ = ["Batch", "EncodedSource", "Lines", "Pairs", "Sampler", "collate", "cut", "pack"]

Ids = NDArray[np.uint16]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lines:
    """Id sequences, one after the other in `values`; line n ends before `ends[n]`."""

    values: Ids
    ends: Numbers

    def __len__(self) -> int:
        return len(self.ends)

    def __iter__(self) -> Iterator[Ids]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int) -> Ids:
        return self.values[self.ends[number - 1] if number else 0 : self.ends[number]]

    def starts(self, numbers: Numbers) -> Numbers:
        """Where the lines of these numbers begin in `values`."""
        return np.where(numbers > 0, self.ends[numbers - 1], 0)

    def lengths(self, numbers: Numbers) -> Numbers:
        """Ids in each of the lines of these numbers."""
        return self.ends[numbers] - self.starts(numbers)

    def table(self, numbers: Numbers, pad: int) -> Tensor:
        """The lines of these numbers as rows, padded to the longest, (lines, longest)."""
        starts, lengths = self.starts(numbers), self.lengths(numbers)
        columns = np.arange(lengths.max(initial=0))
        places = np.minimum(starts[:, None] + columns, len(self.values) - 1)
        rows = np.where(columns < lengths[:, None], self.values[places], pad)
        return torch.from_numpy(rows.astype(np.int64))


def pack(lines: Sequence[Sequence[int]]) -> Lines:
    """Id sequences as Lines; ids are below 65,536."""
    values = np.fromiter((number for line in lines for number in line), dtype=np.uint16)
    return Lines(values, np.cumsum([len(line) for line in lines], dtype=np.int64))


@dataclass(frozen=True, slots=True)
class EncodedSource:
    """One source of pairs as ids: several segmentations of each source sentence, one of each target."""

    name: str
    variants: tuple[Lines, ...]
    targets: Lines

    def __len__(self) -> int:
        return len(self.targets)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of lines: line `sources[n]` of `lines` is translated by line `targets[n]`."""

    lines: Lines
    sources: Numbers
    targets: Numbers

    def __len__(self) -> int:
        return len(self.sources)

    def take(self, numbers: Numbers) -> Pairs:
        """Some of the pairs, in the order of `numbers`."""
        return Pairs(self.lines, self.sources[numbers], self.targets[numbers])


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded ids, (sentences, longest), and the places of the target ids that are not padding in the flat table."""

    source: Tensor
    target: Tensor
    places: Tensor

    @property
    def tokens(self) -> int:
        """Target tokens without padding."""
        return len(self.places)

    def to(self, device: torch.device) -> Batch:
        if device.type == "cuda":  # Copied while the GPU computes: nothing waits.
            parts = (
                part.pin_memory().to(device, non_blocking=True) for part in (self.source, self.target, self.places)
            )
        else:
            parts = (part.to(device) for part in (self.source, self.target, self.places))
        return Batch(*parts)


@dataclass(slots=True)
class Sampler:
    """Draws pairs from weighted sources, each in its own shuffled order, so that a source is used evenly.

    `drawn`, pairs taken per source so far, is all its state: the same state and seed draw the same pairs.
    """

    sources: Mapping[str, EncodedSource]
    seed: int
    drawn: dict[str, int] = field(default_factory=dict)
    _lines: Lines = field(init=False)
    _starts: dict[str, list[int]] = field(init=False, default_factory=dict)
    _orders: dict[str, tuple[int, Numbers]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        parts: list[Lines] = []
        lines = values = 0
        ends = []
        for name, source in sorted(self.sources.items()):
            self._starts[name] = []
            for part in (*source.variants, source.targets):
                self._starts[name].append(lines)
                parts.append(part)
                ends.append(part.ends + values)
                lines, values = lines + len(part), values + len(part.values)
        self._lines = Lines(np.concatenate([part.values for part in parts]), np.concatenate(ends))

    def draw(self, weights: Mapping[str, float], count: int) -> Pairs:
        """About `count` pairs; a source gives in proportion to its weight times its size."""
        shares = {name: weights.get(name, 0) * len(source) for name, source in sorted(self.sources.items())}
        total = sum(shares.values())
        taken = [(np.empty(0, np.int64), np.empty(0, np.int64))]
        for name, share in shares.items():
            if share == 0:
                continue
            begin = self.drawn.get(name, 0)
            # The fraction left over is carried as chance, from the state alone, so that small sources get their part.
            chance = np.random.default_rng((self.seed, begin, sum(len(one) for one, _ in taken))).random()
            end = begin + int(count * share / total + chance)
            self.drawn[name] = end
            taken += self._take(name, begin, end)
        sources, targets = (np.concatenate(side) for side in zip(*taken, strict=True))
        return Pairs(self._lines, sources, targets)

    def _take(self, name: str, begin: int, end: int) -> Iterator[tuple[Numbers, Numbers]]:
        source = self.sources[name]
        size, count = len(source), len(source.variants)
        starts = np.array(self._starts[name], dtype=np.int64)
        for turn in range(begin // size, (end - 1) // size + 1):
            numbers = self._order(name, turn)[max(0, begin - turn * size) : end - turn * size]
            # Every other turn takes the likeliest segmentation, the turns between the sampled ones.
            sampled = np.minimum(1 + (turn // 2 + numbers) % max(1, count - 1), count - 1)
            variants = sampled if turn % 2 else np.zeros_like(numbers)
            yield starts[variants] + numbers, starts[-1] + numbers

    def _order(self, name: str, turn: int) -> Numbers:
        """The order of a source's pairs in its `turn`th use; the last one is kept."""
        known = self._orders.get(name)
        if known is None or known[0] != turn:
            size = len(self.sources[name])
            known = self._orders[name] = (turn, np.random.default_rng((self.seed, turn, size)).permutation(size))
        return known[1]


def cut(pairs: Pairs, budget: int, seed: int) -> list[Pairs]:
    """Batches of pairs of like lengths, in random order, of at most `budget` padded target tokens each.

    Padded source tokens may be half as many again. A pair that is longer than that is a batch of its own.
    """
    rng = np.random.default_rng(seed)
    source, target = pairs.lines.lengths(pairs.sources), pairs.lines.lengths(pairs.targets)
    order = np.argsort(target + source / 4 + rng.random(len(pairs)), kind="stable")
    ends = []
    size = widest_source = widest_target = 0
    for place, (s, t) in enumerate(zip(source[order].tolist(), target[order].tolist(), strict=True)):
        wide, high = max(widest_source, s), max(widest_target, t)
        if size and (wide * (size + 1) > 1.5 * budget or high * (size + 1) > budget):
            ends.append(place)
            size, wide, high = 0, s, t
        size, widest_source, widest_target = size + 1, wide, high
    batches = [pairs.take(numbers) for numbers in np.split(order, ends)]
    return [batches[number] for number in rng.permutation(len(batches))]


def collate(pairs: Pairs, pad: int) -> Batch:
    """Pairs as padded tensors."""
    target = pairs.lines.table(pairs.targets, pad)
    places = (target != pad).flatten().nonzero().squeeze(1)
    return Batch(pairs.lines.table(pairs.sources, pad), target, places)
