"""Batches hold every source once under their budget; answers come back in order whatever the batches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.engines.base import Translation
from translator.engines.batches import Answers, batch, count_cores, others, require_positions
from translator.errors import ModelError

LENGTHS = st.lists(st.integers(1, 512), max_size=60)


@given(lengths=LENGTHS, budget=st.integers(1, 2048))
def test_every_source_once_within_the_budget(lengths: list[int], budget: int) -> None:
    batches = list(batch(lengths, budget, 512))
    assert sorted(index for members in batches for index in members.indices) == list(range(len(lengths)))
    for members in batches:
        padded = max(lengths[index] for index in members.indices) * len(members.indices)
        assert padded <= budget or len(members.indices) == 1


@given(lengths=LENGTHS, other=LENGTHS)
def test_the_longest_target_depends_on_the_source_alone(lengths: list[int], other: list[int]) -> None:
    def limits(lengths: list[int]) -> dict[int, int]:
        return {lengths[i]: members.max_tokens for members in batch(lengths, 4096, 512) for i in members.indices}

    alone, together = limits(lengths), limits([*lengths, *other])
    assert all(together[length] == limit for length, limit in alone.items())
    assert all(min(512, 3 * length) <= limit <= 512 for length, limit in alone.items())


def test_longest_first() -> None:
    assert [members.indices for members in batch([3, 9, 5, 9], 20, 512)] == [[1, 3], [2, 0]]


def test_answers_keep_order_repeats_and_blanks() -> None:
    done: list[int] = []
    answers = Answers(["b", "", "a", "b", " \n"], done.append)
    assert answers.distinct == ["b", "a"]
    answers.add(["a"], [Translation("A", -1.0)])
    answers.add(["b"], [Translation("B", -2.0)])
    assert [answer.text for answer in answers.in_order()] == ["B", "", "A", "B", ""]
    assert done == [2, 1, 2]


def test_too_long_a_source_is_named() -> None:
    with pytest.raises(ModelError, match=r"“قال الوزير …” has 513") as caught:
        require_positions("ar-en@123456", ["نعم", "قال الوزير"], [3, 513], 512)
    assert caught.value.where == "ar-en@123456"
    assert "shorter" in caught.value.tip


def test_alternatives_are_other_texts() -> None:
    assert others(["a", "a", "b", "b", "c"]) == ("b", "c")


def test_there_is_a_core() -> None:
    assert count_cores() >= 1
