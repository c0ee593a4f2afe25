from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import DataError
from translator.training.cleaning import forbidden_keys, read_corpus
from translator.training.corpus import SentencePair
from translator.training.filters import Cleaner, fault, held_out
from translator.training.recipe import Source
from translator.training.text import comparable, source_text, target_text


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("ذهب الولد إلى المدرسة.", "The boy went to school.", ""),
        ("", "Hello", "empty"),
        ("Hello", "Hello", "wrong script"),
        ("مرحبا", "مرحبا Hello", "wrong script"),
        ("٢٠٢٤", "2024", "wrong script"),
        ("افتح <b>الملف</b>", "Open the file", "markup or placeholders"),
        ("تعذر فتح %s", "Cannot open %s", "markup or placeholders"),
        ("نعم", "Yes, " + "and so on and on " * 8, "length ratio"),
        ("كلمة " * 40, "word", "length ratio"),
        ("كلمة " * 140, "word " * 140, "too long"),
        ("عام 1990 وعام 2001 قتل 4500", "In the year 1995 and in 2003", "numbers differ"),
        ("بلغ عددهم 4,500 شخص", "They numbered 4,500", ""),
    ],
)
def test_faults_are_named(source: str, target: str, reason: str) -> None:
    assert fault(SentencePair(source, target)) == reason


def test_source_and_target_take_the_form_that_engines_see() -> None:
    assert source_text("قَالَ  الـرئيس ٪٥٠ .") == "قال الرئيس %٥٠."
    assert target_text("“Don’t…”\u00a0 he said") == '"Don\'t..." he said'


def test_comparable_ignores_spelling_variants_marks_and_punctuation() -> None:
    assert comparable("إلى المدرسةِ، أخيرًا!") == comparable("الي المدرسه اخيرا")


def test_duplicates_are_dropped_over_all_calls() -> None:
    cleaner = Cleaner()
    pair = SentencePair("ذهب الولد", "The boy went")
    variant = SentencePair("ذَهَبَ الولد", "The boy went")
    other = SentencePair("ذهب الولد", "The boy left")
    assert list(cleaner.clean([pair])) == [pair]
    assert list(cleaner.clean([variant, other])) == [other]
    assert cleaner.dropped == {"duplicate": 1}


def test_evaluation_sentences_never_get_in(tmp_path: Path) -> None:
    tests = tmp_path / "test.ar"
    tests.write_text("قال الوزير: سنعود غدا.\n", encoding="utf-8")
    cleaner = Cleaner(forbidden_keys([tests]))
    leaked = SentencePair("قالَ الوزير سنعود غداً", "The minister said: we return tomorrow")
    assert list(cleaner.clean([leaked])) == []
    assert cleaner.dropped == {"in an evaluation set": 1}


def test_held_out_is_a_fixed_share_of_whole_sentences() -> None:
    sentences = [f"هذه جملة طويلة رقمها {number} هنا" for number in range(3600)]
    assert 60 < sum(map(held_out, sentences)) < 140
    assert not held_out("كلمة واحدة")
    assert [held_out(s) for s in sentences] == [held_out(s + "!") for s in sentences]


def test_what_repeats_a_held_out_sentence_is_not_trained_on(tmp_path: Path) -> None:
    sentence = next(s for n in range(500) if held_out(s := f"أعلن الوزير اليوم افتتاح المشروع رقم {n} في المدينة"))
    path = tmp_path / "text.tsv"
    part = " ".join(sentence.split()[1:])
    path.write_text(
        f"{sentence}\tThe minister opened it\n{part}\tThe opening of it\nشيء آخر\tOther\n", encoding="utf-8"
    )
    corpus = read_corpus([Source("text", (path,), held_out=True)], frozenset())
    assert [pair.source for pair in corpus.held_out] == [sentence]
    assert [pair.target for pair in corpus.pairs["text"]] == ["Other"]
    assert corpus.dropped["repeats a held-out sentence"] == 1


def test_nothing_left_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "text.tsv"
    path.write_text("Hello\tHello\n", encoding="utf-8")
    with pytest.raises(DataError, match="no pair"):
        read_corpus([Source("text", (path,))], frozenset())
