"""The likeliest alignment of two sequences of sentences: dynamic programming over beads.

After Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora", Computational Linguistics 19 (1993): a
bead of some source and some target sentences costs by its kind and by how well their lengths agree; here also less by
the evidence (numbers, names, words) that its sentences share. Confidence is the posterior of the bead, from the forward
and backward sums over all alignments.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

__all__ = ["Bead", "Boundaries", "find_beads"]

PRIORS = {
    (1, 1): 0.89,
    (1, 0): 0.02,
    (0, 1): 0.02,
    (2, 1): 0.042,
    (1, 2): 0.042,
    (2, 2): 0.0005,
    (3, 1): 0.001,
    (1, 3): 0.001,
}
"""How often each kind of bead is met: Gale and Church's counts, with those they did not count, tuned on half of PUD."""
VARIANCE = 3.3
"""Of target characters per source character, counted between Arabic and English; 6.8 in the paper."""
RATIO, USUAL = 1.2, 500
"""English characters per Arabic one, as sure beforehand as so many characters make it."""
FREEDOM = 5
"""Degrees of freedom of Student's t, which forgives the free translation that a normal distribution does not."""
FULL = 40
"""Up to so many sentences every pair is looked at; beyond, only what is near the path through the anchors."""
SLACK, BAND = 8, 60
"""How far from it: from the corners between two anchors, and from the line where they are far apart."""
CROSSED, UNEVEN = 4.0, 1.5
"""Costs of a bead across the border of a paragraph, and of one where only one side begins a paragraph."""
IMPOSSIBLE = -1e300

Kind = tuple[int, int]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bead:
    """Source sentences [start, end) that target sentences [start, end) translate; one of the two may be empty.

    `confidence` is the probability of just this bead among all alignments of the two texts.
    """

    source: range
    target: range
    confidence: float


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The sentences of each side with which a paragraph begins; empty where that is not known."""

    source: frozenset[int] = frozenset()
    target: frozenset[int] = frozenset()

    def cost(self, source: range, target: range) -> float:
        """What a bead costs by the paragraphs that it goes across or begins."""
        if not self.source or not self.target:
            return 0.0
        crossed = any(at in self.source for at in source[1:]) or any(at in self.target for at in target[1:])
        uneven = bool(source and target) and (source[0] in self.source) != (target[0] in self.target)
        return CROSSED * crossed + UNEVEN * uneven


def find_beads(
    sources: Sequence[int],
    targets: Sequence[int],
    evidence: Callable[[range, range], float],
    boundaries: Boundaries = Boundaries(),
    anchors: Sequence[Cell] = (),
) -> list[Bead]:
    """The beads of the likeliest alignment, which cover every sentence once, in order.

    `sources` and `targets` are the sentences' lengths in characters; `evidence` gives the log-odds
    that the sentences of a bead belong together for what they share. `anchors` are pairs known to belong together, both
    rising: of long texts only what is near the path through them is looked at.
    """
    lattice = _Lattice(sources, targets, evidence, boundaries, anchors)
    forward = lattice.sums()
    backward = lattice.backward_sums()
    total = forward.get((len(sources), len(targets)), IMPOSSIBLE)
    return [
        Bead(source, target, _probability(forward, backward, total, lattice.score(source, target), source, target))
        for source, target in lattice.best()
    ]


def _probability(
    forward: dict[Cell, float], backward: dict[Cell, float], total: float, score: float, *bead: range
) -> float:
    source, target = bead
    inside = forward[source.start, target.start] + score + backward[source.stop, target.stop]
    return min(1.0, math.exp(inside - total))


class _Lattice:
    """All beads that may be, with their scores: log-probabilities, the evidence for them included."""

    def __init__(
        self,
        sources: Sequence[int],
        targets: Sequence[int],
        evidence: Callable[[range, range], float],
        boundaries: Boundaries,
        anchors: Sequence[Cell],
    ) -> None:
        self.source_ends = [0, *accumulate(sources)]
        self.target_ends = [0, *accumulate(targets)]
        self.evidence = evidence
        self.boundaries = boundaries
        self.ratio = (self.target_ends[-1] + RATIO * USUAL) / (self.source_ends[-1] + USUAL)
        self.score = cache(self._score)
        self.inside = self._band(anchors)

    def _band(self, anchors: Sequence[Cell]) -> list[range]:
        """For each source position the target positions to look at: near the path through the anchors."""
        size, width = len(self.source_ends), len(self.target_ends)
        if size <= FULL and width <= FULL:
            return [range(width)] * size
        path = [(0, 0), *anchors, (size - 1, width - 1)]
        bands = []
        for (i, j), (next_i, next_j) in pairwise(path):
            steps = max(next_i - i, 1)
            for step in range(next_i - i):
                middle = j + (next_j - j) * step // steps
                low, high = max(j, middle - BAND), min(next_j, middle + BAND)
                bands.append(range(max(0, low - SLACK), min(width, high + SLACK + 1)))
        bands.append(range(max(0, width - 1 - SLACK), width))
        reach = [range(band.start, max(band.stop, after.start + 1)) for band, after in pairwise(bands)]
        return [*reach, bands[-1]]  # each row reaches where the next begins, so that there is a way through

    def _score(self, source: range, target: range) -> float:
        score = math.log(PRIORS[len(source), len(target)]) - self.boundaries.cost(source, target)
        if source and target:
            length = self.source_ends[source.stop] - self.source_ends[source.start]
            score += self._length_score(length, self.target_ends[target.stop] - self.target_ends[target.start])
            score += self.evidence(source, target)
        return score

    def _length_score(self, source: int, target: int) -> float:
        """How much less likely than equal lengths these are (log), after Student's t."""
        mean = (source + target / self.ratio) / 2
        squared = (target - source * self.ratio) ** 2 / (VARIANCE * max(mean, 1.0))
        return -(FREEDOM + 1) / 2 * math.log1p(squared / FREEDOM)

    def beads_to(self, i: int, j: int) -> Iterator[tuple[Cell, float]]:
        """The cells from which a bead leads to (i, j), and its score."""
        for before, after in PRIORS:
            a, b = i - before, j - after
            if a >= 0 and b >= 0 and b in self.inside[a]:
                yield (a, b), self.score(range(a, i), range(b, j))

    def sums(self) -> dict[Cell, float]:
        """For each cell the log of the sum over all alignments of what is before it."""
        forward: dict[Cell, float] = {(0, 0): 0.0}
        for i, band in enumerate(self.inside):
            for j in band:
                if i or j:
                    forward[i, j] = _log_sum(
                        [forward.get(cell, IMPOSSIBLE) + score for cell, score in self.beads_to(i, j)]
                    )
        return forward

    def backward_sums(self) -> dict[Cell, float]:
        """For each cell the log of the sum over all alignments of what is after it."""
        last = len(self.source_ends) - 1, len(self.target_ends) - 1
        terms: dict[Cell, list[float]] = {last: [0.0]}
        backward: dict[Cell, float] = {}
        for i in range(last[0], -1, -1):
            for j in reversed(self.inside[i]):
                backward[i, j] = value = _log_sum(terms.pop((i, j), []))
                for cell, score in self.beads_to(i, j):
                    terms.setdefault(cell, []).append(value + score)
        return backward

    def best(self) -> list[tuple[range, range]]:
        """The beads of the likeliest alignment."""
        scores: dict[Cell, float] = {(0, 0): 0.0}
        came: dict[Cell, Cell] = {}
        for i, band in enumerate(self.inside):
            for j in band:
                options = [(scores.get(cell, IMPOSSIBLE) + score, cell) for cell, score in self.beads_to(i, j)]
                if options:
                    scores[i, j], came[i, j] = max(options)
        beads = []
        end = len(self.source_ends) - 1, len(self.target_ends) - 1
        while end != (0, 0):
            start = came[end]
            beads.append((range(start[0], end[0]), range(start[1], end[1])))
            end = start
        return beads[::-1]


def _log_sum(values: Sequence[float]) -> float:
    largest = max(values, default=IMPOSSIBLE)
    if largest <= IMPOSSIBLE:
        return IMPOSSIBLE
    return largest + math.log(sum(math.exp(value - largest) for value in values))
