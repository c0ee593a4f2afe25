"""Words of a sentence with their places, and the forms under which two spellings of an Arabic word are one."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["ARABIC_LETTER", "Word", "fold_arabic", "fold_digits", "strip_marks", "words"]

ARABIC_LETTER = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640"
_JOINERS = "\u200c\u200d"
_WORD = re.compile(rf"[^\W\d_](?:[{_MARKS}{_JOINERS}]|[^\W_]|['’\u02bc](?=[^\W\d_]))*")

_NO_MARKS = {code: None for low, high in (
    (0x610, 0x61A), (0x640, 0x640), (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6DC), (0x6DF, 0x6E8), (0x6EA, 0x6ED),
    (0x200C, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069), (0x61C, 0x61C),
) for code in range(low, high + 1)}
_FOLD = _NO_MARKS | str.maketrans("أإآٱىةیکگڤپچ", "اااايهيكغفبج")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪٫٬", "01234567890123456789%.,")


class Word(NamedTuple):
    """A word as it is written, the key under which it compares, and its character offsets in the sentence."""

    text: str
    key: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


def strip_marks(text: str) -> str:
    """The text without tashkeel, tatweel and invisible direction marks."""
    return text.translate(_NO_MARKS)


def fold_arabic(text: str) -> str:
    """The text with the spellings that Arabic writers mix made one: hamza on alef, ة/ه, ى/ي, marks dropped."""
    return text.translate(_FOLD)


def fold_digits(text: str) -> str:
    """The text with Arabic-Indic and Persian digits, ٪ ٫ and ٬ as ASCII; every offset stays."""
    return text.translate(_DIGITS)


def words(text: str) -> tuple[Word, ...]:
    """The words of an Arabic or English sentence in order; keys are folded Arabic and lower-case Latin."""
    return tuple(
        Word(match[0], match[0].translate(_FOLD).lower(), match.start(), match.end()) for match in _WORD.finditer(text)
    )
