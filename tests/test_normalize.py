"""The engine's copy of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.normalize import for_engine


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("قـــال الوزيـــر", "قال الوزير"),
        ("قَالَ الوَزِيرُ إنَّهُ", "قال الوزير إنه"),
        ("\u202bقال\u202c \u2067Reuters\u2069\u200f \ufeff", "قال Reuters"),
        ("ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ ﻻ ﷲ", "قال الوزير لا الله"),
        ("½ ² ™ ① ﹪", "½ ² ™ ① ﹪"),
        ("قال\u00a0الوزير\u2009إن\u3000هذا", "قال الوزير إن هذا"),
        ("40 ٪ و٣٫٥ و١٬٠٠٠", "40 % و٣.٥ و١,٠٠٠"),
        ("القرن الأفريقي .", "القرن الأفريقي."),
        ("هل جاء ؟ نعم ، جاء !", "هل جاء؟ نعم، جاء!"),
        ("نسخة .NET", "نسخة .NET"),
        ("انتظر ... طويلا", "انتظر ... طويلا"),
        ("سطر\nوسطر\r\nوآخر\u2028بعده", "سطر وسطر وآخر بعده"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("صلى الله عليه وسلم ﷺ", "صلى الله عليه وسلم صلى الله عليه وسلم"),
        (" \u200f ", ""),
        ("", ""),
    ],
)
def test_cases(text: str, copy: str) -> None:
    assert for_engine(text) == copy


@given(st.text(st.sampled_from("قال م ـ ً .،؟!٪٫\u200f\u202b\u2067\u00a0\n\tﻻﷺﷲABC12½ﷻ\u0308")) | st.text())
def test_a_second_pass_changes_nothing(text: str) -> None:
    assert for_engine(for_engine(text)) == for_engine(text)


@given(st.text())
def test_it_is_one_line_without_marks(text: str) -> None:
    copy = for_engine(text)
    assert copy == " ".join(copy.split())
    assert not set(copy) & set("\u0640\u064b\u200e\u200f\u202b\u2067\ufeff")


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئىة abcdefXYZ0123456789٠١٢٣٤٥٦٧٨٩"))
def test_plain_text_is_left_alone(text: str) -> None:
    assert for_engine(text) == " ".join(text.split())
