"""In float32 the default engine says what the reference says: the same texts, scores, alternatives and alignments."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from translator.engines import Engine, Options, Translation, load

pytestmark = pytest.mark.model


@pytest.mark.parametrize("beam", [1, 4])
def test_float32_equals_the_reference(float32: Engine, reference: Engine, sources: list[str], beam: int) -> None:
    options = Options(beam=beam, alternatives=beam - 1, alignment=True)
    ours, theirs = float32.translate(sources, options), reference.translate(sources, options)
    assert [one.text for one in ours] == [other.text for other in theirs]
    assert [one.alignment for one in ours] == [other.alignment for other in theirs]
    assert [one.score for one in ours] == pytest.approx([other.score for other in theirs], abs=1e-3)


@pytest.mark.parametrize("name", ["int8", "float32", "reference"])
def test_batching_changes_nothing(name: str, sources: list[str], request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(name)
    together = engine.translate(sources, Options(beam=2))
    alone = [engine.translate([source], Options(beam=2))[0] for source in sources]
    assert [one.text for one in together] == [one.text for one in alone]
    assert [one.score for one in together] == pytest.approx([one.score for one in alone], abs=1e-3)


def test_quantised_scores_stay_near(int8: Engine, float32: Engine, sources: list[str]) -> None:
    quantised, exact = int8.translate(sources), float32.translate(sources)
    assert [one.score for one in quantised] == pytest.approx([one.score for one in exact], abs=0.5)


@pytest.mark.parametrize("beam", [1, 4])
def test_separate_vocabularies(separate_model: Path, sources: list[str], beam: int) -> None:
    options = Options(beam=beam, alternatives=beam - 1, alignment=True)
    ours = load(separate_model, engine="ctranslate2-float32").translate(sources, options)
    theirs = load(separate_model, engine="transformers").translate(sources, options)
    assert [one.text for one in ours] == [other.text for other in theirs]
    assert [one.alternatives for one in ours] == [other.alternatives for other in theirs]
    assert [one.alignment for one in ours] == [other.alignment for other in theirs]
    assert [one.score for one in ours] == pytest.approx([other.score for other in theirs], abs=1e-4)
    assert len({len(one.text.split()) for one in ours}) > 1
    assert all(one.text.isascii() for one in ours)


def test_no_sequence_comes_twice(separate_model: Path, sources: list[str]) -> None:
    """Random weights give many hypotheses of nearly one score: the engines' texts may differ, the law may not."""
    for engine in ("ctranslate2-float32", "transformers"):
        free = load(separate_model, engine=engine).translate(sources)
        bound = load(separate_model, engine=engine).translate(sources, Options(no_repeat=2))
        assert most_repeated_pair(free) > 2
        assert most_repeated_pair(bound) <= 2, "words may be in several pieces: a pair of words may come twice at most"


def most_repeated_pair(answers: list[Translation]) -> int:
    """How often the same two words follow each other in one answer, at the most."""
    words = [answer.text.split() for answer in answers]
    return max(max(Counter(pairwise(line)).values(), default=0) for line in words)
