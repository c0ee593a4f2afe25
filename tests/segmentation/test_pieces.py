"""Pieces of over-long sentences and their seams."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.segmentation import join_pieces, split_pieces
from translator.segmentation.lexicon import lexicon

LONG = (
    "أكد المتحدث باسم الوزارة أن الوساطة مستمرة رغم الصعوبات، موضحا أن قنوات الاتصال مع جميع الأطراف لا تزال مفتوحة، "
    "وأضاف أن الوفد الذي وصل أمس إلى العاصمة سيبقى فيها ثلاثة أيام؛ "
    "حيث يلتقي د. أحمد سالم وعددا من المسؤولين في مكتبه بالوزارة."
)


def words(texts: Sequence[str]) -> list[int]:
    """Counts words, and one for the end of the sentence, as a model's tokens are counted."""
    return [len(text.split()) + 1 for text in texts]


def letters(texts: Sequence[str]) -> list[int]:
    return [len(text.replace(" ", "")) + 1 for text in texts]


def test_a_sentence_that_fits_stays_whole() -> None:
    assert split_pieces(f" {LONG} ", words, 60) == [LONG]


def test_cuts_are_made_where_they_hurt_least() -> None:
    assert split_pieces(LONG, words, 22) == [
        "أكد المتحدث باسم الوزارة أن الوساطة مستمرة رغم الصعوبات، "
        "موضحا أن قنوات الاتصال مع جميع الأطراف لا تزال مفتوحة،",
        "وأضاف أن الوفد الذي وصل أمس إلى العاصمة سيبقى فيها ثلاثة أيام؛",
        "حيث يلتقي د. أحمد سالم وعددا من المسؤولين في مكتبه بالوزارة.",
    ]


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("قال الوزير كلاما طويلا، وأكد أنه لن يعود", 7, ["قال الوزير كلاما طويلا،", "وأكد أنه لن يعود"]),
        ("وصل الوفد إلى الدوحة،وغادر الفريق فجرا", 5, ["وصل الوفد إلى الدوحة،", "وغادر الفريق فجرا"]),
        (
            "قال الوزير للصحفيين في المطار: «لن نعود إلى الوراء»",
            7,
            ["قال الوزير للصحفيين في المطار:", "«لن نعود إلى الوراء»"],
        ),
        (
            "التقى الرئيس (وزير المال، ووزير النقل) ثم غادر القاعة",
            8,
            ["التقى الرئيس (وزير المال، ووزير النقل)", "ثم غادر القاعة"],
        ),
        ("سافر الوزير الذي استقال أمس إلى بلاده", 5, ["سافر الوزير الذي استقال", "أمس إلى بلاده"]),
        ("حضر د. أحمد سالم مع م. خالد سعيد", 5, ["حضر د. أحمد سالم", "مع م. خالد سعيد"]),
    ],
)
def test_each_kind_of_cut(text: str, limit: int, pieces: list[str]) -> None:
    assert split_pieces(text, words, limit) == pieces


def test_a_word_beyond_the_limit_stays_whole() -> None:
    assert split_pieces("مم ممممممممممممممم مم", letters, 8) == ["مم", "ممممممممممممممم", "مم"]


TEXTS = st.lists(
    st.sampled_from([*LONG.split(), "في", "«ثم", "قال»", "(أو", "لا)", "-", "،و", "...", "12"]), min_size=1, max_size=60
)


@given(TEXTS, st.integers(4, 30))
def test_nothing_is_lost_and_no_preposition_is_left_alone(parts: list[str], limit: int) -> None:
    text = " ".join(parts)
    pieces = split_pieces(text, words, limit)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert not {piece.split()[-1] for piece in pieces[:-1]} & lexicon().prepositions
    assert all(before[-1] in "،؛»):.-" for before, piece in pairwise(pieces) if piece.split()[0] == "الذي")


@given(st.lists(st.sampled_from(["كلمة", "أخرى،", "وثالثة", "مدينة؛"]), min_size=1, max_size=80), st.integers(2, 30))
def test_every_piece_is_within_the_limit(parts: list[str], limit: int) -> None:
    assert max(words(split_pieces(" ".join(parts), words, limit))) <= limit


def test_pieces_are_counted_in_tokens_of_the_model(embedded_model: Path) -> None:
    sentencepiece = pytest.importorskip("sentencepiece")
    model = sentencepiece.SentencePieceProcessor(model_file=str(embedded_model / "source.spm"))

    def tokens(texts: Sequence[str]) -> list[int]:
        return [len(ids) + 1 for ids in model.encode(list(texts))]

    pieces = split_pieces(LONG, tokens, 32)
    assert len(pieces) > 1
    assert max(tokens(pieces)) <= 32


@pytest.mark.parametrize(
    ("pieces", "translations", "sentence"),
    [
        (["كاملة."], ["It is whole."], "It is whole."),
        (["الأولى،", "وأضاف أنها"], ["He said the first.", "And he added it."], "He said the first, and he added it."),
        (["الأولى؛", "حيث"], ["The first.", "Where it was."], "The first; where it was."),
        (["قال:", "«نعم»"], ["He said.", "“Yes”."], "He said: “Yes”."),
        (["جاء", "إلى"], ["He came.", "To Doha."], "He came to Doha."),
        (["الأولى،", "قطر"], ["The first,", "Qatar won."], "The first, Qatar won."),
        (["الأولى،", "أنا"], ["The first.", "I came."], "The first, I came."),
        (["الأولى،", "موضحا"], ["He spoke.", "Explaining that it is."], "He spoke, explaining that it is."),
        (
            ["ذهب الوزير،", "الوزير قال"],
            ["The minister went.", "Minister said so."],
            "The minister went, minister said so.",
        ),
        (["هل جاء؟", "نعم."], ["Did he come?", "Yes."], "Did he come? Yes."),
        (["«الأولى»،", "والثانية"], ["“The first.”", "And the second."], "“The first”, and the second."),
        (["الأولى –", "الثانية"], ["The first.", "The second."], "The first – the second."),
        (["الأولى،", "", "الثالثة"], ["The first.", "", ", the third ."], "The first, the third ."),
        (["لا شيء،", "لا"], ["", " "], ""),
    ],
)
def test_seams(pieces: list[str], translations: list[str], sentence: str) -> None:
    assert join_pieces(pieces, translations) == sentence


@given(
    st.lists(
        st.tuples(st.sampled_from(["كلمة،", "كلمة", "كلمة."]), st.text("abcABC ,.", max_size=12)),
        min_size=1,
        max_size=6,
    )
)
def test_no_word_of_a_translation_is_lost(parts: list[tuple[str, str]]) -> None:
    pieces, translations = [piece for piece, _ in parts], [text for _, text in parts]
    joined = join_pieces(pieces, translations)
    plain = "".join(character for text in translations for character in text if character.isalpha())
    assert "".join(character for character in joined if character.isalpha()).lower() == plain.lower()
