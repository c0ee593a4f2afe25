"""Loops, hallucinations and losses are told from honest translations, and asked for again until they are mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from translator.engines import Options, Progress, Translation
from translator.engines.repair import retranslate, suspicious

SOURCE = "وأكد الوزير في كلمته أمام المؤتمر أن الحكومة ملتزمة بتنفيذ الاتفاق في موعده"


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (None, "The minister told the conference that the government would carry out the agreement on time."),
        ("empty", ""),
        ("loop", "The minister said and said and said and said and said and said on time."),
        ("loop", "The minister said no no no no no to the conference and the government."),
        ("loop", "The minister hahahahahahahahahahahaha the conference and the government."),
        ("loop", "Of the state of the u a, of the state of the u b, of the state of the u c, of the state of the u d."),
        ("too short", "The minister."),
        ("too long", "The minister spoke to " + " ".join(f"guest number {number}" for number in range(30))),
    ],
)
def test_reasons(reason: str | None, text: str) -> None:
    assert suspicious(SOURCE, Translation(text, -0.5)) == reason


def test_an_answer_the_model_hardly_believes() -> None:
    assert suspicious("نعم", Translation("Yes.", -3.0)) == "improbable"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("لا لا لا لا لا لا", "No no no no no no"),
        ("الفصل الأول ................ 12", "Chapter one ................ 12"),
        ("نعم", "Yes, that is what she said in the end."),
        ("", ""),
    ],
)
def test_what_the_source_repeats_may_repeat(source: str, text: str) -> None:
    assert suspicious(source, Translation(text, -0.5)) is None


class Moody:
    """An engine that answers well only to what `good` allows, and loops otherwise; it remembers what it was asked."""

    name = "moody@1"

    def __init__(self, good: Callable[[str, Options], bool]) -> None:
        self._good = good
        self.asked: list[tuple[str, Options]] = []

    def count_tokens(self, sources: Sequence[str]) -> list[int]:
        return [len(source.split()) + 1 for source in sources]

    def translate(
        self, sources: Sequence[str], options: Options = Options(), progress: Progress | None = None
    ) -> list[Translation]:
        self.asked += [(source, options) for source in sources]
        return [
            Translation(source.upper() if self._good(source, options) else "loop " * 20, -1.0) for source in sources
        ]


HONEST = "a sentence of which nothing is wrong"
HARD = "a sentence that goes wrong again, and one more clause"


@pytest.mark.parametrize(
    ("good", "rounds"),
    [
        (lambda source, options: options.beam == 1, 1),
        (lambda source, options: options.no_repeat > 0, 2),
        (lambda source, options: len(source.split()) < 8, 4),
    ],
)
def test_asked_until_mended(good: Callable[[str, Options], bool], rounds: int) -> None:
    engine = Moody(good)
    first = [Translation(HONEST.upper(), -1.0), Translation("loop " * 20, -1.0)]
    answers = retranslate([HONEST, HARD], first, engine, Options(), lambda text: text.split(", "), join)
    assert answers[0] is first[0]
    assert answers[1].text == HARD.upper()
    assert len(engine.asked) == rounds
    assert HONEST not in [source for source, _ in engine.asked]


def test_what_cannot_be_mended_stays() -> None:
    first = [Translation("loop " * 20, -1.0)]
    assert retranslate([HARD], first, Moody(lambda *_: False), Options(), lambda text: [text], join) == first


def test_nothing_is_asked_for_good_answers() -> None:
    engine = Moody(lambda *_: True)
    first = [Translation(HONEST.upper(), -1.0), Translation("", 0.0), Translation("Yes.", -9.0)]
    assert retranslate([HONEST, "", "نعم"], first, engine, Options(), lambda text: [text], join) == first
    assert engine.asked == []


def join(pieces: Sequence[str], translations: Sequence[str]) -> str:
    return ", ".join(translations)
