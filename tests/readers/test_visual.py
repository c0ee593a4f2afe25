"""Glyphs where they stand to text as it is read; each case is set the way programs set it and must come back."""

from __future__ import annotations

import pytest

from translator.readers.visual import Glyph, find_mirrored, read_line

WIDTH = 6.0


def set_row(visual: list[str], *, leftwards: bool = False) -> list[Glyph]:
    """Glyphs side by side from the left, drawn in this order or the other way."""
    glyphs = [Glyph(text, at * WIDTH, (at + 1) * WIDTH, 0, 10) for at, text in enumerate(visual)]
    return glyphs[::-1] if leftwards else glyphs


@pytest.mark.parametrize("leftwards", [False, True])
@pytest.mark.parametrize(
    ("visual", "text"),
    [
        (list("مالس"), "سلام"),
        (list("2024 ماع"), "عام 2024"),
        (list("12.5 غلب"), "بلغ 12.5"),
        (list("١٨٠ هلوط"), "طوله ١٨٠"),
        (list("2024–1995 نم"), "من 1995–2024"),
        (list("٪85 نم"), "من 85٪"),
        (list("ماقأ BBC News ةانق"), "قناة BBC News أقام"),
        (list("ثدحأ Windows 11 ماظن"), "نظام Windows 11 أحدث"),
        (list("،مالس"), "سلام،"),
        (list("https://a.example/b عقوم"), "موقع https://a.example/b"),
        (list("English only, 5."), "English only, 5."),
        ([*"ءاط", "لا", "و"], "ولاطاء"),
        (["ﻻ", "ﻭ"], "ولا"),
        (["ال", "و"], "ولا"),
        (["ﷲ", "و"], "والله"),
        ([*"ـــم", "ل", "ﻋ"], "علم"),
        (["م", "ﬁ", "x"], "ﬁ".replace("ﬁ", "fix") + "م"),
    ],
)
def test_reading_order(visual: list[str], text: str, leftwards: bool) -> None:
    assert read_line(set_row(visual, leftwards=leftwards), frozenset("«»()")) == text


def test_marks_follow_their_letters_whichever_way_they_are_drawn() -> None:
    leftwards = [Glyph("ل", 6, 12, 0, 10), Glyph("َ", 8, 8, 3, 10), Glyph("م", 0, 6, 0, 10), Glyph("ْ", 2, 2, 3, 10)]
    assert read_line(leftwards) == "لَمْ"
    assert read_line(leftwards[::-1]) == "لَمْ"


def test_lam_alef_drawn_as_two_glyphs_at_one_place() -> None:
    glyphs = [Glyph("و", 6, 12, 0, 10), Glyph("ل", 0, 6, 0, 10), Glyph("ا", 0, 0, 0, 10)]
    assert read_line(glyphs) == "ولا"
    assert read_line(glyphs[::-1]) == "ولا"


def test_gap_is_a_space_but_not_before_a_stop() -> None:
    row = [Glyph(".", 0, 2, 0, 10), Glyph("م", 5, 10, 0, 10), Glyph("ع", 10, 15, 0, 10), Glyph("ن", 20, 25, 0, 10)]
    assert read_line(row) == "ن عم."


@pytest.mark.parametrize(("row", "by_shape"), [("(ملع) لاق", True), (")ملع( لاق", False)])
def test_brackets_are_told_by_shape_or_meaning(row: str, by_shape: bool) -> None:
    glyphs = set_row(list(row))
    mirrored = find_mirrored([glyphs])
    assert ("(" in mirrored) == by_shape
    assert read_line(glyphs, mirrored) == "قال (علم)"


def test_each_kind_of_bracket_is_told_by_itself() -> None:
    glyphs = set_row(list("»لا« (ملع) لاق"))
    assert read_line(glyphs, find_mirrored([glyphs])) == "قال (علم) «ال»"
