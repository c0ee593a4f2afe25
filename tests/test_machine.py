"""Whole sentences through an engine: normalised, in pieces, and one text again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from translator.engines import Options, Progress, Translation, load
from translator.engines.marian import TERM_MARKS
from translator.engines.models import takes_terms
from translator.glossary import Glossary, Term, annotate_inline
from translator.machine import prepare, translate_sentences

ECHO = load("echo", engine="echo")
LONG = "، ".join(f"وأكد المتحدث رقم {number} أن الوساطة مستمرة في المدينة" for number in range(40)) + "."


def test_a_short_sentence_is_one_piece() -> None:
    assert prepare("وغادر الوفد.", ECHO, 64).pieces == ("وغادر الوفد.",)


def test_the_engine_sees_the_normalised_copy() -> None:
    assert prepare("قـــال الوزير: ١٢٪ .", ECHO, 64).pieces == ("قال الوزير: ١٢%.",)


def test_an_over_long_sentence_is_cut_within_the_limit_and_loses_no_word() -> None:
    pieces = prepare(LONG, ECHO, 40).pieces
    assert len(pieces) > 5
    assert max(ECHO.count_tokens(pieces)) <= 40
    assert " ".join(pieces).split() == LONG.split()


def test_pieces_come_back_as_one_translation_in_order() -> None:
    [answer] = translate_sentences([LONG], ECHO, piece_tokens=40)
    numbers = [int(word) for word in answer.text.split() if word.isdecimal()]
    assert numbers == list(range(40))


def test_a_sentence_without_arabic_is_its_own_translation() -> None:
    answers = translate_sentences(["12.5 %", "* * *", "GPT-4", ""], ECHO)
    assert [answer.text for answer in answers] == ["12.5 %", "* * *", "GPT-4", ""]


def test_one_answer_per_sentence_in_order() -> None:
    sentences = ["الأول.", LONG, "الثاني.", "الأول."]
    answers = translate_sentences(sentences, ECHO, piece_tokens=40)
    assert len(answers) == 4
    assert answers[0] == answers[3]
    assert answers[2].text == ECHO.translate(["الثاني."])[0].text


def test_words_of_pieces_are_aligned_as_words_of_the_sentence() -> None:
    [answer] = translate_sentences([LONG], ECHO, Options(alignment=True), piece_tokens=40)
    words, target = LONG.split(), answer.text.replace("EN[", "").replace("]", "").split()
    assert len(answer.alignment) == len(words)
    assert all(words[i].strip("،.") == target[j].strip("،.,") for i, j in answer.alignment)


class Obedient:
    """An engine that says what the annotations of its source ask for, and always the same of a plain one."""

    name = "obedient@000000"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def count_tokens(self, sources: Sequence[str]) -> list[int]:
        return ECHO.count_tokens(sources)

    def translate(
        self, sources: Sequence[str], options: Options = Options(), progress: Progress | None = None
    ) -> list[Translation]:
        self.asked += sources
        return [self.answer(source) for source in sources]

    def answer(self, source: str) -> Translation:
        words = source.split()
        said = [(n, word) for n, word in enumerate(words) if word.isascii() and word.isalpha()]
        if not said:
            return Translation("the president spoke of something", -0.5)
        links = tuple((ours, theirs) for theirs, (ours, _) in enumerate(said))
        return Translation(" ".join(word for _, word in said), -0.5, alignment=links)


GLOSSARY = Glossary(
    (Term(("هدنة",), ("a truce at last",)), Term(("الرئيس",), ("president",)), Term(("غادر",), ("left",)))
)


def test_an_engine_that_takes_terms_is_told_those_it_missed() -> None:
    source = "أعلن الرئيس هدنة، وغادر."
    engine = Obedient()
    [answer] = translate_sentences([source], engine, glossary=GLOSSARY, takes_terms=True)
    assert engine.asked == [source, "أعلن الرئيس هدنة ⟦ a truce at last ⟧، وغادر ⟦ left ⟧."]
    assert answer.text == "A truce at last left"
    assert answer.alignment == ((2, 0), (2, 1), (2, 2), (2, 3), (3, 4))


def test_an_engine_that_takes_none_is_not_told_any() -> None:
    engine = Obedient()
    translate_sentences(["أعلن الرئيس هدنة، وغادر."], engine, glossary=GLOSSARY)
    assert engine.asked == ["أعلن الرئيس هدنة، وغادر."]


def test_an_answer_with_all_terms_is_left_alone() -> None:
    engine = Obedient()
    [answer] = translate_sentences(["تحدث الرئيس."], engine, glossary=GLOSSARY, takes_terms=True)
    assert engine.asked == ["تحدث الرئيس."]
    assert answer.text == "The president spoke of something"


class Lower:
    """An engine that answers in lower case whatever it is asked."""

    name = "lower@000000"

    def __init__(self, text: str) -> None:
        self.text = text

    def count_tokens(self, sources: Sequence[str]) -> list[int]:
        return [len(source.split()) + 1 for source in sources]

    def translate(
        self, sources: Sequence[str], options: Options = Options(), progress: Progress | None = None
    ) -> list[Translation]:
        return [Translation(self.text, -1.0) for _ in sources]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("the talks go on.", "The talks go on."),
        ("“the talks go on.”", "“The talks go on.”"),
        ("iPhone sales rose.", "iPhone sales rose."),
        ("14 trucks crossed.", "14 trucks crossed."),
        ("The talks go on.", "The talks go on."),
    ],
)
def test_a_sentence_begins_with_a_capital(answer: str, sentence: str) -> None:
    assert translate_sentences(["المفاوضات مستمرة."], Lower(answer))[0].text == sentence


@pytest.mark.model
def test_the_embedded_model_copies_the_terms_it_is_told(embedded_model: Path) -> None:
    assert takes_terms(embedded_model)
    glossary = Glossary((Term(("كيربي",), ("Kirby",)), Term(("الهيئة",), ("watchdog",))))
    engine = load(embedded_model)
    sources = ["وصل كيربي إلى القاهرة أمس.", "أكدت الهيئة أن المياه صالحة للشرب."]
    told = [annotate_inline(source, glossary.find(source)) for source in sources]
    texts = [answer.text for answer in engine.translate(told)]
    assert "Kirby" in texts[0]
    assert "watchdog" in texts[1]
    assert not any(mark in text for text in texts for mark in TERM_MARKS)
