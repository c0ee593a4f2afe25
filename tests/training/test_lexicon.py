from __future__ import annotations

import torch

from translator.training.initial import near_translations
from translator.training.lexicon import count_translations

# Target pieces are 2…5, source pieces 6…9: 6 ↔ 2, 7 ↔ 3, 8 ↔ 4, 9 ↔ 5, in changing order and company.
SOURCES = [[6, 7], [7, 8], [8, 9], [9, 6], [6, 8, 7], [9, 7], [8, 6], [7, 9]]
TARGETS = [[3, 2], [3, 4], [5, 4], [5, 2], [4, 2, 3], [3, 5], [4, 2], [3, 5]]


def test_model_1_finds_the_translations_whatever_the_order() -> None:
    table = count_translations(SOURCES, TARGETS, vocabulary=10, width=6)
    assert table.shape == (10, 6)
    assert table[6:10].argmax(1).tolist() == [2, 3, 4, 5]
    assert table.min() >= 0
    assert table.max() <= 1


def test_a_word_seen_once_is_less_certain_than_one_seen_often() -> None:
    table = count_translations([*SOURCES, [9]], [*TARGETS, [5]], vocabulary=10, width=6)
    once = count_translations([[6]], [[2]], vocabulary=10, width=6)
    assert once[6, 2] < table[9, 5]


def test_source_pieces_start_near_their_translations() -> None:
    table = torch.nn.functional.normalize(torch.randn(10, 64, generator=torch.Generator().manual_seed(0)), dim=1)
    lexicon = count_translations(SOURCES, TARGETS, vocabulary=10, width=6)
    moved = near_translations(lexicon, table)
    assert torch.equal(moved[:6], table[:6])
    likeness = moved[6:10] @ moved[:6].t()
    assert likeness.argmax(1).tolist() == [2, 3, 4, 5]
    assert likeness.max(1).values.min() > 0.7
