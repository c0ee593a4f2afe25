"""Texts as rules see them, and the way back to the real text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.segmentation.folding import fold
from translator.segmentation.spans import pair

TEXTS = st.text("قال م.\u064b\u0640\u200f\u202b\u202c\u2067\u2069\u00a0 ﻻﺃﷲ\ufeff\n") | st.text()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("قَـــال\u200f.", "قال."),
        ("ﻗﺎﻝ ﻻ", "قال لا"),
        ("قال\u00a0د.\u3000أحمد", "قال د. أحمد"),
        ("½ ﷺ ﴿ ﴾", "½ ﷺ ﴿ ﴾"),
        ("سطر\nسطر", "سطر\nسطر"),
    ],
)
def test_what_is_seen(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(TEXTS)
def test_positions_grow_and_reach_the_end(text: str) -> None:
    folded = fold(text)
    places = [folded.position(index) for index in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert fold(text[places[-1] :]).text == ""


@given(TEXTS)
def test_a_position_parts_the_real_text_as_the_folded_one(text: str) -> None:
    folded = fold(text)
    for index in range(len(folded.text) + 1):
        place = folded.position(index)
        halves = fold(text[:place]).text, fold(text[place:]).text
        if len(halves[0]) == index:
            assert halves == (folded.text[:index], folded.text[index:])


def test_marks_stay_with_what_they_follow_and_open_what_comes_next() -> None:
    text = "نعم.\u202c\u200f\u202b لا"
    assert fold(text).position(4) == text.index("\u202b")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("«أ (ب) ج»", {(0, 8), (3, 5)}),
        ('"أ" ب "ج"', {(0, 2), (6, 8)}),
        ('"أ "ب" ج"', {(0, 5)}),
        ("„أ“ “ب” ‹ج›", {(0, 2), (4, 6), (8, 10)}),
        ("أ) ب (ج", set()),
        ("«أ (ب» ج)", {(0, 5)}),
        ("﴿أ﴾", {(0, 2)}),
    ],
)
def test_spans(text: str, spans: set[tuple[int, int]]) -> None:
    found = pair(text)
    assert {(span.open, span.close) for span in found.by_close.values()} == spans
    for start, end in spans:
        assert found.closed_at(end) is not None
        around = found.around(start + 1)
        assert around is not None
        assert start <= around.open
        assert around.close <= end
