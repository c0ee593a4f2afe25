from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.training.batches import EncodedSource, Pairs, Sampler, collate, cut, pack

PAD = 999


def source(name: str, size: int, first: int, variants: int = 1) -> EncodedSource:
    lines = [[first + number, 0] for number in range(size)]
    return EncodedSource(name, tuple(pack(lines) for _ in range(variants)), pack(lines))


def paired(sources: list[list[int]], targets: list[list[int]]) -> Pairs:
    numbers = np.arange(len(sources))
    return Pairs(pack([*sources, *targets]), numbers, numbers + len(sources))


def source_lines(pairs: Pairs) -> list[list[int]]:
    return [pairs.lines[number].tolist() for number in pairs.sources]


def test_packed_lines_come_back() -> None:
    lines = [[1, 2, 3], [], [65535], [4, 5]]
    packed = pack(lines)
    assert [line.tolist() for line in packed] == lines
    assert packed[3].tolist() == [4, 5]
    assert packed.lengths(np.arange(4)).tolist() == [3, 0, 1, 2]
    assert packed.table(np.array([3, 0, 1]), PAD).tolist() == [[4, 5, PAD], [1, 2, 3], [PAD, PAD, PAD]]


def test_sources_are_drawn_in_proportion_and_each_pair_equally_often() -> None:
    sampler = Sampler({"a": source("a", 100, 0), "b": source("b", 50, 200)}, seed=1)
    drawn = Counter(line[0] for _ in range(20) for line in source_lines(sampler.draw({"a": 1, "b": 4}, 90)))
    of_a = [drawn[number] for number in range(100)]
    of_b = [drawn[number] for number in range(200, 250)]
    assert abs(sum(of_b) / sum(of_a) - 2) < 0.1
    assert max(of_a) - min(of_a) <= 1
    assert max(of_b) - min(of_b) <= 1


def test_a_weight_of_zero_leaves_a_source_out() -> None:
    sampler = Sampler({"a": source("a", 10, 0), "b": source("b", 10, 200)}, seed=1)
    assert all(line[0] < 100 for line in source_lines(sampler.draw({"a": 1}, 100)))


def test_the_same_state_draws_the_same_pairs() -> None:
    sources = {"a": source("a", 37, 0, variants=3), "b": source("b", 11, 200)}
    first = Sampler(sources, seed=3)
    first.draw({"a": 1, "b": 2.5}, 30)
    state = dict(first.drawn)
    expected = first.draw({"a": 1, "b": 2.5}, 30)
    again = Sampler(sources, seed=3, drawn=state)
    found = again.draw({"a": 1, "b": 2.5}, 30)
    assert found.sources.tolist() == expected.sources.tolist()
    assert found.targets.tolist() == expected.targets.tolist()


def test_a_source_is_drawn_with_its_own_translation_in_every_segmentation() -> None:
    cuts = tuple(pack([[number, variant, 0] for number in range(30)]) for variant in (100, 101, 102))
    sampler = Sampler({"a": EncodedSource("a", cuts, pack([[number, 0] for number in range(30)]))}, seed=2)
    pairs = sampler.draw({"a": 1}, 120)
    assert [line[0] for line in source_lines(pairs)] == [int(pairs.lines[number][0]) for number in pairs.targets]
    assert {line[1] for line in source_lines(pairs)} == {100, 101, 102}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1, max_size=80), st.integers(60, 300))
def test_batches_hold_every_pair_once_within_the_budget(lengths: list[tuple[int, int]], budget: int) -> None:
    pairs = paired([[n] * a for n, (a, _) in enumerate(lengths)], [[n] * b for n, (_, b) in enumerate(lengths)])
    batches = cut(pairs, budget, seed=0)
    assert sorted(line[0] for batch in batches for line in source_lines(batch)) == list(range(len(pairs)))
    for batch in batches:
        assert max(len(batch.lines[number]) for number in batch.targets) * len(batch) <= budget
        assert max(len(batch.lines[number]) for number in batch.sources) * len(batch) <= 1.5 * budget


def test_collating_pads_and_counts() -> None:
    batch = collate(paired([[5, 6, 0], [8, 0]], [[7, 0], [9, 9, 9, 0]]), PAD)
    assert batch.source.tolist() == [[5, 6, 0], [8, 0, PAD]]
    assert batch.target.tolist() == [[7, 0, PAD, PAD], [9, 9, 9, 0]]
    assert batch.tokens == 6
    assert batch.places.tolist() == [0, 1, 4, 5, 6, 7]
