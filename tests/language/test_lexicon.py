"""The lexicon: stems of both languages, and what translates what."""

from __future__ import annotations

import pytest

from translator.language.lexicon import arabic_stems, english_for, english_stem, english_stems
from translator.language.words import fold_arabic


def test_forms_of_one_word_have_one_stem() -> None:
    assert arabic_stems("والمهندسون") == arabic_stems("المهندسين") == arabic_stems("مهندسات")
    assert english_stems("engineers") == english_stems("engineering")


@pytest.mark.parametrize(
    ("arabic", "english"),
    [("الجسر", "bridge"), ("وبالمدارس", "schools"), ("المحادثات", "talks"), ("ميناء", "port"), ("للأطباء", "doctors")],
)
def test_words_are_translated_whatever_is_written_onto_them(arabic: str, english: str) -> None:
    assert english_stem(english) in english_for(fold_arabic(arabic))


def test_what_it_does_not_know_has_no_translation() -> None:
    assert english_for("زمهرير") == ()
