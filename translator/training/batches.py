"""Which pairs are seen when: weighted sources without replacement, then batches of like lengths, budgeted in tokens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

__all__ = ["Batch", "EncodedSource", "Lines", "Sampler", "collate", "cut", "pack"]

Ids = NDArray[np.uint16]
Pair = tuple[Ids, Ids]


@dataclass(frozen=True, slots=True)
class Lines:
    """Id sequences, one after the other in `values`; line n ends before `ends[n]`."""

    values: Ids
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends)

    def __iter__(self) -> Iterator[Ids]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int) -> Ids:
        return self.values[self.ends[number - 1] if number else 0 : self.ends[number]]


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
class Batch:
    """Padded ids, (sentences, longest), and the number of target tokens that are not padding."""

    source: Tensor
    target: Tensor
    tokens: int

    def to(self, device: torch.device) -> Batch:
        return Batch(self.source.to(device), self.target.to(device), self.tokens)


@dataclass(slots=True)
class Sampler:
    """Draws pairs from weighted sources, each in its own shuffled order, so that a source is used evenly.

    `drawn`, pairs taken per source so far, is all its state: the same state and seed draw the same pairs.
    """

    sources: Mapping[str, EncodedSource]
    seed: int
    drawn: dict[str, int] = field(default_factory=dict)

    def draw(self, weights: Mapping[str, float], count: int) -> list[Pair]:
        """About `count` pairs; a source gives in proportion to its weight times its size."""
        shares = {name: weights.get(name, 0) * len(source) for name, source in sorted(self.sources.items())}
        total = sum(shares.values())
        pairs: list[Pair] = []
        for name, share in shares.items():
            if share == 0:
                continue
            begin = self.drawn.get(name, 0)
            # The fraction left over is carried as chance, from the state alone, so that small sources get their part.
            chance = np.random.default_rng((self.seed, begin, len(pairs))).random()
            end = begin + int(count * share / total + chance)
            self.drawn[name] = end
            pairs += self._take(self.sources[name], begin, end)
        return pairs

    def _take(self, source: EncodedSource, begin: int, end: int) -> Iterator[Pair]:
        size = len(source)
        for turn in range(begin // size, (end - 1) // size + 1):
            order = np.random.default_rng((self.seed, turn, size)).permutation(size)
            for number in order[max(0, begin - turn * size) : end - turn * size]:
                # Every other turn takes the likeliest segmentation, the turns between the sampled ones.
                variant = 0 if turn % 2 == 0 else 1 + (turn // 2 + int(number)) % max(1, len(source.variants) - 1)
                yield source.variants[min(variant, len(source.variants) - 1)][number], source.targets[number]


def cut(pairs: Sequence[Pair], budget: int, seed: int) -> list[list[Pair]]:
    """Batches of pairs of like lengths, in random order, of at most `budget` padded target tokens each.

    Padded source tokens may be half as many again. A pair that is longer than that is a batch of its own.
    """
    rng = np.random.default_rng(seed)
    lengths = np.array([(len(source), len(target)) for source, target in pairs])
    batches: list[list[Pair]] = [[]]
    widest = np.zeros(2)
    limits = np.array([1.5 * budget, budget])
    for number in np.argsort(lengths[:, 1] + lengths[:, 0] / 4 + rng.random(len(pairs)), kind="stable"):
        grown = np.maximum(widest, lengths[number])
        if batches[-1] and (grown * (len(batches[-1]) + 1) > limits).any():
            batches.append([])
            grown = lengths[number]
        widest = grown
        batches[-1].append(pairs[number])
    return [batches[number] for number in rng.permutation(len(batches))]


def collate(pairs: Sequence[Pair], pad: int) -> Batch:
    """Pairs as padded tensors."""
    sources, targets = zip(*pairs, strict=True)
    return Batch(_pad(sources, pad), _pad(targets, pad), sum(map(len, targets)))


def _pad(lines: Sequence[Ids], pad: int) -> Tensor:
    table = np.full((len(lines), max(map(len, lines))), pad, dtype=np.int64)
    for row, line in zip(table, lines, strict=True):
        row[: len(line)] = line
    return torch.from_numpy(table)
