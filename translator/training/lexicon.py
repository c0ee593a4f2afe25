"""Translation probabilities of pieces, counted from the parallel text itself (IBM Model 1, Brown et al. 1993).

They are used twice: to start the network as a word-for-word translator (`initial`), and to show the decoder's
attention where to look (`loss.alignment_loss`).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

__all__ = ["count_translations"]

FAINT = 1e-3
"""Below it a translation is none: nothing asks for less, and a table of zeros packs well."""

CHUNK = 4_000_000
"""Piece pairs handled at a time."""


Lines = Sequence[Sequence[int]]


def count_translations(sources: Lines, targets: Lines, vocabulary: int, width: int) -> Tensor:
    """How well each target piece translates each source piece, in 0…1, (vocabulary, width).

    The geometric mean of p(target | source) and p(source | target): high only where both directions agree.
    """
    forward = translation_table(sources, targets, vocabulary, width)
    backward = translation_table(targets, sources, width, vocabulary)
    both = (forward * backward.t()).sqrt_()
    return torch.where(both < FAINT, 0.0, both)


def _cells(sources: Lines, targets: Lines, width: int) -> tuple[Tensor, Tensor, Tensor]:
    """For each (source piece, target piece) of each sentence: its cell in the table, its target place and its prior."""
    cells, places, priors = [], [], []
    place = 0
    for source, target in zip(sources, targets, strict=True):
        f, e = torch.tensor(source), torch.tensor(target)
        cells.append((f[None, :] * width + e[:, None]).flatten().to(torch.int32))
        places.append((torch.arange(len(e))[:, None] + place).expand(-1, len(f)).flatten().to(torch.int32))
        place += len(e)
        row = (torch.arange(len(e)) + 0.5)[:, None] / len(e)
        column = (torch.arange(len(f)) + 0.5)[None, :] / len(f)
        prior = torch.exp(-2.5 * (row - column).abs())
        priors.append((prior / prior.sum(1, keepdim=True)).flatten().half())
    return torch.cat(cells), torch.cat(places), torch.cat(priors)


def translation_table(sources: Lines, targets: Lines, vocabulary: int, width: int, rounds: int = 5) -> Tensor:
    """p(target piece | source piece), (vocabulary, width), after `rounds` of expectation maximisation.

    A gentle preference for the diagonal (Dyer et al. 2013) replaces Model 1's flat alignment prior.
    """
    cells, places, priors = _cells(sources, targets, width)
    parts = [slice(start, start + CHUNK) for start in range(0, len(cells), CHUNK)]
    table = torch.ones(vocabulary * width)
    for _ in range(rounds):
        totals = torch.zeros(sum(map(len, targets)))
        for part in parts:
            totals.index_add_(0, places[part], table[cells[part].long()] * priors[part])
        counts = torch.zeros(vocabulary * width)
        for part in parts:
            chance = table[cells[part].long()] * priors[part] / totals[places[part].long()].clamp_min(1e-12)
            counts.index_add_(0, cells[part], chance)
        # Three tenths of a count are kept aside, so that a word seen once is not certain of its translation.
        rows = counts.view(vocabulary, width)
        table = (rows / (rows.sum(1, keepdim=True) + 0.3)).flatten()
    return table.view(vocabulary, width)
