"""What became of each sentence between two versions of an article.

First what stayed from the beginning on, however it is cut. In the rest the sentences that stayed word for word: a
longest common subsequence, then the moved ones, then those that were only cut otherwise. Between the anchors an
alignment by dynamic programming over 1–1, 1–2, 2–1 … beads, as sentence aligners do (Gale and Church, "A Program for
Aligning Sentences in Bilingual Corpora", Computational Linguistics 19, 1993), here scored by the share of characters
that old and new sentences have in common. Last, sentences that were both moved and edited.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

__all__ = ["Bead", "align", "bare"]

EDITED = 0.6
"""Share of common characters from which a sentence in the same place is the same sentence, edited."""
MOVED = 0.8
"""The share it takes in another place, where only the text speaks for it."""
_BEADS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))
_BAND = 40
"""Sentences that an edited one may drift from the diagonal between two anchors; keeps the work linear."""
_START = 8
"""Characters by which sentences are looked up that may begin the same run of words."""
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_MOST_MOVES = 250_000
"""Comparisons spent on sentences both moved and edited; beyond that they count as removed and added."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Old sentences and the new ones they became, as indices; one side may be empty, not both."""

    old: tuple[int, ...]
    new: tuple[int, ...]

    def moved(self, old: int, new: int) -> Bead:
        """The same bead with its indices that much higher."""
        return Bead(tuple(i + old for i in self.old), tuple(j + new for j in self.new))


def align(old: Sequence[str], new: Sequence[str]) -> list[Bead]:
    """Beads that cover every old and every new sentence once: those with new sentences in their order, then the rest.

    Linear in the article where most of it stayed; quadratic only inside a stretch of at most a few dozen sentences.
    """
    beads = list(_same_beginning(old, new))
    i, j = sum(len(bead.old) for bead in beads), sum(len(bead.new) for bead in beads)
    return beads + [bead.moved(i, j) for bead in _align(old[i:], new[j:])]


def _same_beginning(old: Sequence[str], new: Sequence[str]) -> Iterator[Bead]:
    """The beads from the start on as long as the words are the same; all of them when nothing changed but cuts."""
    was, now = dict(enumerate(map(bare, old))), dict(enumerate(map(bare, new)))
    i = j = 0
    while bead := _same_run(was, now, i, j):
        yield bead
        i, j = i + len(bead.old), j + len(bead.new)


def _align(old: Sequence[str], new: Sequence[str]) -> list[Bead]:
    anchors = _anchors(old, new)
    beads = [Bead((i,), (j,)) for i, j in anchors]
    free_old, free_new = _left(beads, len(old), len(new))
    beads += _moved(old, new, free_old, free_new)
    beads += _recut(old, new, *_left(beads, len(old), len(new)))
    beads += _edited(old, new, anchors, beads)
    free_old, free_new = _left(beads, len(old), len(new))
    beads += _moved_and_edited(old, new, free_old, free_new)
    free_old, free_new = _left(beads, len(old), len(new))
    beads += [Bead((), (j,)) for j in free_new]
    return sorted(beads, key=lambda bead: bead.new) + [Bead((i,), ()) for i in free_old]


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    anchors = []
    for block in LCSseq.opcodes(old, new).as_matching_blocks():
        anchors += [(block.a + k, block.b + k) for k in range(block.size)]
    return [(i, j) for i, j in anchors if old[i] == new[j]]


def _left(beads: Sequence[Bead], old: int, new: int) -> tuple[list[int], list[int]]:
    used_old = {i for bead in beads for i in bead.old}
    used_new = {j for bead in beads for j in bead.new}
    return [i for i in range(old) if i not in used_old], [j for j in range(new) if j not in used_new]


def _moved(old: Sequence[str], new: Sequence[str], free_old: list[int], free_new: list[int]) -> Iterator[Bead]:
    where: dict[str, deque[int]] = defaultdict(deque)
    for i in free_old:
        where[old[i]].append(i)
    for j in free_new:
        if where[new[j]]:
            yield Bead((where[new[j]].popleft(),), (j,))


def bare(*texts: str) -> str:
    """The characters of some texts in a row that ink shows: no white space, no direction marks."""
    return _INVISIBLE.sub("", "".join(texts))


def _recut(old: Sequence[str], new: Sequence[str], free_old: list[int], free_new: list[int]) -> Iterator[Bead]:
    """Neighbouring sentences whose words stayed while the cuts between them moved, however many they are."""
    was, now = {i: bare(old[i]) for i in free_old}, {j: bare(new[j]) for j in free_new}
    starts: dict[str, list[int]] = defaultdict(list)
    for i in free_old:
        starts[was[i][:_START]].append(i)
    for j in free_new:
        for i in starts[now.get(j, "")[:_START]]:
            if bead := _same_run(was, now, i, j):
                for k in bead.old:
                    del was[k]
                for k in bead.new:
                    del now[k]
                yield bead
                break


def _same_run(was: dict[int, str], now: dict[int, str], i: int, j: int) -> Bead | None:
    """The shortest bead that begins with these two sentences and has the same characters on both sides."""
    left, right, i_end, j_end = was.get(i, ""), now.get(j, ""), i + 1, j + 1
    if not left or not right:
        return None
    while left != right:
        if right.startswith(left) and i_end in was:
            left, i_end = left + was[i_end], i_end + 1
        elif left.startswith(right) and j_end in now:
            right, j_end = right + now[j_end], j_end + 1
        else:
            return None
    return Bead(tuple(range(i, i_end)), tuple(range(j, j_end)))


def _edited(
    old: Sequence[str], new: Sequence[str], anchors: list[tuple[int, int]], beads: Sequence[Bead]
) -> Iterator[Bead]:
    free_old, free_new = map(set, _left(beads, len(old), len(new)))
    fence = [(-1, -1), *anchors, (len(old), len(new))]
    for (i1, j1), (i2, j2) in pairwise(fence):
        here = [i for i in range(i1 + 1, i2) if i in free_old]
        there = [j for j in range(j1 + 1, j2) if j in free_new]
        if here and there:
            yield from _Gap(old, new, here, there).beads()


class _Gap:
    """The sentences between two anchors, and the table of the best score for each of their beginnings."""

    def __init__(self, old: Sequence[str], new: Sequence[str], here: list[int], there: list[int]) -> None:
        self.old, self.new, self.here, self.there = old, new, here, there
        self.best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}

    def beads(self) -> Iterator[Bead]:
        """The best beads, last first, without what matched nothing."""
        for cell in self._cells():
            if cell != (0, 0):
                self.best[cell] = max(self._ways(*cell))
        i, j = len(self.here), len(self.there)
        while (i, j) != (0, 0):
            _, di, dj = self.best[i, j]
            if di and dj:
                yield Bead(tuple(self.here[i - di : i]), tuple(self.there[j - dj : j]))
            i, j = i - di, j - dj

    def _cells(self) -> Iterator[tuple[int, int]]:
        """The cells of the table within the band around its diagonal, row by row."""
        rows, columns = len(self.here), len(self.there)
        reach = _BAND + columns // rows
        for i in range(rows + 1):
            middle = i * columns // rows
            for j in range(max(0, middle - reach), min(columns, middle + reach) + 1):
                yield i, j

    def _ways(self, i: int, j: int) -> Iterator[tuple[float, int, int]]:
        """Every way to reach a cell: its score, and how many old and new sentences the last step took."""
        for di, dj in ((1, 0), (0, 1)):
            if before := self.best.get((i - di, j - dj)):
                yield before[0], di, dj
        for di, dj in _BEADS:
            if before := self.best.get((i - di, j - dj)):
                left, right = _together(self.old, self.here[i - di : i]), _together(self.new, self.there[j - dj : j])
                if share := Indel.normalized_similarity(left, right, score_cutoff=EDITED):
                    yield before[0] + share * (len(left) + len(right)) - (di + dj - 2), di, dj


def _together(texts: Sequence[str], indices: list[int]) -> str:
    """Neighbouring sentences as one; empty where they are none, as something between them went elsewhere."""
    if indices[-1] - indices[0] >= len(indices):
        return ""
    return texts[indices[0]] if len(indices) == 1 else " ".join(texts[i] for i in indices)


def _moved_and_edited(
    old: Sequence[str], new: Sequence[str], free_old: list[int], free_new: list[int]
) -> Iterator[Bead]:
    if len(free_old) * len(free_new) > _MOST_MOVES:
        return
    shares = [
        (share, i, j)
        for i in free_old
        for j in free_new
        if (share := Indel.normalized_similarity(old[i], new[j], score_cutoff=MOVED))
    ]
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, i, j in sorted(shares, key=lambda found: (-found[0], found[1], found[2])):
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            yield Bead((i,), (j,))
