"""The dynamic programming: laws that hold for any lengths and evidence, and the kinds of bead it must find."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.align import Bead, Boundaries
from translator.align.beads import find_beads

LENGTHS = st.lists(st.integers(0, 300), max_size=70)


def nothing(source: range, target: range) -> float:
    return 0.0


def same(source: range, target: range) -> float:
    """Evidence that sentences with the same number belong together."""
    return sum(6.0 if i == j else -4.0 for i in source for j in target)


def cover(beads: list[Bead], sources: int, targets: int) -> bool:
    return list(chain(*(bead.source for bead in beads))) == list(range(sources)) and (
        list(chain(*(bead.target for bead in beads))) == list(range(targets))
    )


@settings(max_examples=60, deadline=None)
@given(LENGTHS, LENGTHS, st.lists(st.tuples(st.integers(0, 69), st.integers(0, 69)), max_size=5))
def test_each_sentence_is_in_one_bead_in_order(
    sources: list[int], targets: list[int], cells: list[tuple[int, int]]
) -> None:
    rising = sorted(cell for cell in cells if cell[0] < len(sources) and cell[1] < len(targets))
    anchors = [cell for at, cell in enumerate(rising) if all(b[0] < cell[0] and b[1] < cell[1] for b in rising[:at])]
    beads = find_beads(sources, targets, nothing, anchors=anchors)
    assert cover(beads, len(sources), len(targets))
    assert all(0 <= bead.confidence <= 1 for bead in beads)


@pytest.mark.parametrize("size", [0, 1, 20, 60])
def test_equal_texts_are_paired_one_by_one(size: int) -> None:
    lengths = [20 + 37 * at % 90 for at in range(size)]
    beads = find_beads(lengths, lengths, same)
    assert all(bead.source == bead.target and len(bead.source) == 1 for bead in beads)
    assert all(bead.confidence > 0.99 for bead in beads)


@pytest.mark.parametrize(
    ("sources", "targets", "expected"),
    [
        ([50, 60, 55], [50, 115], [(1, 1), (2, 1)]),
        ([50, 115], [50, 60, 55], [(1, 1), (1, 2)]),
        ([50, 90, 180, 30, 90], [50, 90, 30, 90], [(1, 1), (1, 1), (1, 0), (1, 1), (1, 1)]),
        ([50, 90, 30, 90], [50, 90, 180, 30, 90], [(1, 1), (1, 1), (0, 1), (1, 1), (1, 1)]),
        ([30, 40, 35, 60], [105, 60], [(3, 1), (1, 1)]),
    ],
)
def test_length_alone_tells_simple_cases(
    sources: list[int], targets: list[int], expected: list[tuple[int, int]]
) -> None:
    beads = find_beads(sources, targets, nothing)
    assert [(len(bead.source), len(bead.target)) for bead in beads] == expected


def test_evidence_overrules_length() -> None:
    beads = find_beads([80, 20, 80], [20, 80, 80], same)
    assert [(list(bead.source), list(bead.target)) for bead in beads] == [([0], [0]), ([1], [1]), ([2], [2])]


def test_paragraphs_are_not_joined_without_need() -> None:
    boundaries = Boundaries(frozenset({0, 2}), frozenset({0, 1}))
    beads = find_beads([50, 20, 40, 40], [70, 40, 40], nothing, boundaries)
    assert [(len(bead.source), len(bead.target)) for bead in beads] == [(2, 1), (1, 1), (1, 1)]


def test_doubt_lowers_confidence() -> None:
    clear = find_beads([50, 50], [50, 50], same)
    doubtful = find_beads([50, 50], [50], nothing)
    assert min(bead.confidence for bead in clear) > 0.99
    assert max(bead.confidence for bead in doubtful) < 0.9
