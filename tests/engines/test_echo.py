"""The engine of tests keeps the protocol: order, repeats, progress, alternatives, alignment, the longest source."""

from __future__ import annotations

import pytest

from translator.engines import Options, load
from translator.errors import ModelError


def test_echo_is_deterministic_and_keeps_words() -> None:
    engine = load("", engine="echo")
    sources = ["abc 12", "", "abc 12", "قال"]
    answers = engine.translate(sources, Options(alternatives=2, alignment=True))
    assert [answer.text for answer in answers] == ["EN[ABC 12]", "", "EN[ABC 12]", "EN[قال]"]
    assert answers[0].alternatives == ("EN2[ABC 12]", "EN3[ABC 12]")
    assert answers[0].alignment == ((0, 0), (1, 1))
    assert answers == engine.translate(sources, Options(alternatives=2, alignment=True))


def test_echo_counts_and_refuses_as_a_model_does() -> None:
    engine = load("", engine="echo")
    assert engine.count_tokens(["a b", ""]) == [3, 1]
    engine.translate(["a " * 511])
    with pytest.raises(ModelError, match="at most 512"):
        engine.translate(["a " * 512])
