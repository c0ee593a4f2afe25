"""What sentences share across languages."""

from __future__ import annotations

import pytest

from translator.align.evidence import Evidence

OTHERS = [
    "It rained all day in the hills.",
    "Nobody came to the show.",
    "She likes green tea.",
    "Trains were late again.",
]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("بلغ الإنتاج ٤١ طنا", "Production came to 41 tonnes"),
        ("نحو خمسة عشر", "About fifteen"),
        ("وذلك في أكتوبر الماضي", "That was last October"),
        ("يوم الثلاثاء", "On Tuesday"),
        ("سوليفان هنا", "Enter Sullivan"),
        ("في الصين", "Inside China"),
        ("شركة Siemens وحدها", "Only the company Siemens did"),
        ("أصلحوا الجسر", "They mended that bridge"),
    ],
)
def test_what_is_shared_speaks_for_the_pair(source: str, target: str) -> None:
    evidence = Evidence([source], [*OTHERS, target])
    one = range(1)
    assert evidence(one, range(4, 5)) > 0
    assert all(evidence(one, range(at, at + 1)) < 0 for at in range(4))


def test_a_persons_lexicon_and_a_machines_translations_count_too() -> None:
    source, target = "زمهرير", "A bitter chill"
    assert Evidence([source], [*OTHERS, target])(range(1), range(4, 5)) == 0
    assert Evidence([source], [*OTHERS, target], lexicon={"زمهرير": ["chill"]})(range(1), range(4, 5)) > 0
    assert Evidence([source], [*OTHERS, target], ["bitter cold"])(range(1), range(4, 5)) > 0


def test_what_is_found_in_several_sentences_counts_once() -> None:
    evidence = Evidence(["بلغ 41"], ["It was 41.", "Yes, 41.", *OTHERS])
    assert evidence(range(1), range(2)) <= evidence(range(1), range(1))


def test_anchors_rise_on_both_sides() -> None:
    numbers = [100 + 7 * at for at in range(50)]
    targets = [f"From {number} to {number + 1000}." for number in numbers]
    targets[10], targets[40] = targets[40], targets[10]
    anchors = Evidence([f"من {number} إلى {number + 1000}" for number in numbers], targets).anchors()
    assert [i for i, _ in anchors] == sorted({i for i, _ in anchors})
    assert [j for _, j in anchors] == sorted({j for _, j in anchors})
    assert len(anchors) == 48
