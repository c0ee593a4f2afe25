from __future__ import annotations

from pathlib import Path

import pytest

from translator.engines import load
from translator.engines.base import Options
from translator.errors import DataError
from translator.training.corpus import SentencePair
from translator.training.evaluation import chrf, compare, evaluate, read_test_set, score

TEST = [
    SentencePair("ذهب الولد", "The boy went to school."),
    SentencePair("كلمة " * 12, "Twelve words are said here."),
    SentencePair("كلمة " * 50, "Fifty words are said here today."),
]


def test_a_perfect_translation_has_perfect_scores() -> None:
    result = score("perfect", TEST, [pair.target for pair in TEST])
    assert {one.metric: one.value for one in result.scores} == {"BLEU": 100, "chrF2": 100, "TER": 0}
    assert [(band.words, band.sentences, band.chrf) for band in result.lengths] == [
        ("1–10", 1, 100),
        ("11–20", 1, 100),
        ("over 45", 1, 100),
    ]
    assert chrf(["nothing alike"], ["xyz"]) < 10


def test_engines_are_asked_for_the_normalised_source() -> None:
    test = [SentencePair("قَالَ  الوزير", "x"), SentencePair("ذهبَ", "y")]
    result = evaluate(load("echo", engine="echo"), test, Options(beam=1))
    assert len(result.hypotheses) == 2
    assert not any("\u064e" in line or "  " in line for line in result.hypotheses)
    assert result.words == 3
    assert result.seconds > 0


def test_one_line_a_sentence_or_an_error() -> None:
    with pytest.raises(DataError, match="2 lines for 3 sentences"):
        score("short", TEST, ["a", "b"])


def test_equal_systems_do_not_differ() -> None:
    lines = ["The boy went.", "Words are said.", "Fifty words."]
    for one in compare(TEST, lines, lines, samples=100):
        assert one.ours == one.theirs
        assert one.p > 0.05


def test_a_test_set_is_two_files_of_lines_or_one_of_pairs(tmp_path: Path) -> None:
    (tmp_path / "t.ar").write_text("مرحبا\nشكرا\n", encoding="utf-8")
    (tmp_path / "t.en").write_text("Hello\nThanks\n", encoding="utf-8")
    (tmp_path / "t.tsv").write_text("مرحبا\tHello\nشكرا\tThanks\n", encoding="utf-8")
    pairs = [SentencePair("مرحبا", "Hello"), SentencePair("شكرا", "Thanks")]
    assert read_test_set(tmp_path / "t.ar", tmp_path / "t.en") == pairs
    assert read_test_set(tmp_path / "t.tsv", None) == pairs
    with pytest.raises(DataError, match="cannot be read"):
        read_test_set(tmp_path / "none.ar", tmp_path / "t.en")
