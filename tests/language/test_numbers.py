"""Numbers read from both languages, as values and places."""

from __future__ import annotations

import pytest

from translator.language.arabic_numbers import arabic_numbers
from translator.language.english_numbers import english_numbers
from translator.language.words import words


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("خمسة وعشرون ألفاً وثلاثمئة وأربعة", ["25304"]),
        ("ثلاث مائة وخمسين", ["350"]),
        ("بين ثلاثة وأربعة", ["3", "4"]),
        ("بين عشرين وثلاثين", ["20", "30"]),
        ("ألفين وثلاثة عشر", ["2013"]),
        ("ألف وتسعمئة وخمسة وتسعين", ["1995"]),
        ("أحد عشر", ["11"]),
        ("الثانية عشرة", ["12"]),
        ("الحادي والعشرين", ["21"]),
        ("مليون ونصف المليون", ["1500000"]),
        ("نصف مليون", ["500000"]),
        ("5 ملايين و300 ألف", ["5300000"]),
        ("340 مليون و500 مليون", ["340000000", "500000000"]),
        ("مئة في المئة", ["100%"]),
        ("٢٫٥٪", ["2.5%"]),
        ("١٬٢٠٠٫٥", ["1200.5"]),
        ("783،562 كيلومتر", ["783562"]),
        ("في ستينيات القرن التاسع عشر", ["60s", "19"]),
        ("الآلاف من الملايين", []),
        ("12.05.2023", ["12", "5", "2023"]),
        ("لست هنا", []),
        ("وبألفي دولار", ["2000"]),
        ("", []),
    ],
)
def test_arabic(text: str, numbers: list[str]) -> None:
    assert [str(number) for number in arabic_numbers(text, words(text))] == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("twenty-five thousand, three hundred and four", ["25304"]),
        ("between three and four", ["3", "4"]),
        ("two hundred and fifty-six million", ["256000000"]),
        ("one and a half million", ["1500000"]),
        ("half a million", ["500000"]),
        ("$5.5bn", ["5500000000"]),
        ("two dozen", ["24"]),
        ("the 1960s and the ’70s", ["1960s", "70s"]),
        ("the sixties", ["60s"]),
        ("21st", ["21"]),
        ("twenty-first", ["21"]),
        ("Henry VIII", ["8"]),
        ("11 per cent", ["11%"]),
        ("5,300,000", ["5300000"]),
        ("tens of thousands", []),
        ("I think", []),
        ("in 1990 and 1991", ["1990", "1991"]),
        ("", []),
    ],
)
def test_english(text: str, numbers: list[str]) -> None:
    assert [str(number) for number in english_numbers(text, words(text))] == numbers


def test_a_number_knows_its_place_and_both_its_readings() -> None:
    text = "دفع 3,500 دولار"
    (number,) = arabic_numbers(text, words(text))
    assert text[slice(*number.span)] == "3,500"
    assert sorted(map(float, number.values)) == [3.5, 3500]


@pytest.mark.parametrize("text", ["1" * 100_000, "1," * 20_000, "و ألف " * 5_000, "٣:" * 20_000, "²³½ ١²"])
def test_absurd_numbers_do_no_harm(text: str) -> None:
    arabic_numbers(text, words(text))
    english_numbers(text, words(text))
