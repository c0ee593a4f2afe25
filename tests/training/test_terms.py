from __future__ import annotations

import random
import re

import pytest

from translator.engines.marian import TERM_MARKS
from translator.training.corpus import SentencePair
from translator.training.terms import find_terms, with_terms
from translator.training.vocabulary import Encoder, assign_ids, train_pieces

PAIRS = [
    SentencePair(
        "أعلن الوزير هدنة طويلة في المدينة، ورحب الرئيس.",
        "The minister announced a long truce in the city, and the president welcomed it.",
    ),
    SentencePair(
        "وصف الطبيب المستشفى القديم بأنه سجن كبير.", "The doctor described the old hospital as a large prison."
    ),
    SentencePair("زار المعلم المدرسة أمس.", "The teacher visited the school yesterday."),
]
ANNOTATION = re.compile(r" ⟦ ([^⟦⟧]+) ⟧")


def many(seed: int) -> list[SentencePair]:
    return [pair for number in range(60) for pair in with_terms(PAIRS, random.Random(seed + number))]


def test_what_is_annotated_stands_in_the_translation() -> None:
    annotated = many(0)
    assert len(annotated) == 180
    for pair in annotated:
        asked = ANNOTATION.findall(pair.source)
        assert 1 <= len(asked) <= 3
        assert all(term in pair.target for term in asked)


def test_without_its_annotations_a_source_is_what_it_was() -> None:
    sources = {pair.source for pair in PAIRS}
    assert {ANNOTATION.sub("", pair.source) for pair in many(1)} == sources


def test_some_terms_are_others_than_the_model_would_say() -> None:
    known = {pair.target for pair in PAIRS}
    foreign = [pair for pair in many(2) if pair.target not in known]
    assert 20 < len(foreign) < 120


def test_a_term_follows_its_own_word_and_leaves_the_comma_behind() -> None:
    after = {pair.source for pair in many(3)}
    assert any("⟧، ورحب" in source for source in after)


def test_function_words_are_no_terms() -> None:
    pair = SentencePair("وصل الوزير قبل الرئيس.", "The minister arrived before the president.")
    found = {term.text for term in find_terms(pair)}
    assert "president" in found
    assert "before" not in found


def test_sentences_without_a_link_are_left_out() -> None:
    assert with_terms([SentencePair("كذا وكذا.", "So.")], random.Random(0)) == []


def test_the_marks_are_pieces_of_their_own(pairs: list[tuple[str, str]]) -> None:
    model = train_pieces([side for pair in pairs for side in pair], 400, TERM_MARKS)
    vocabulary = assign_ids(model, [target for _, target in pairs])
    marks = [vocabulary.pieces.index(mark) for mark in TERM_MARKS]
    assert min(marks) >= vocabulary.targets
    encoder = Encoder(vocabulary)
    [plain], [asked] = encoder.encode(["المدينة the city."]), encoder.encode(["المدينة ⟦ the city ⟧."])
    for mark in marks:
        assert asked.count(mark) == 1
    [sampled] = encoder.sample(["المدينة ⟦ the city ⟧."], random.Random(0))
    assert [number for number in sampled if number in marks] == marks
    assert len(asked) <= len(plain) + 5


@pytest.mark.parametrize("seed", range(5))
def test_the_same_seed_annotates_alike(seed: int) -> None:
    assert many(seed) == many(seed)
