"""Words of a sentence with their places, and the forms under which two spellings of one word compare equal."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["ARABIC_LETTER", "Word", "bare", "fold_arabic", "fold_digits", "prefixed", "strip_marks", "words"]

ARABIC_LETTER = (
    "\u0621-\u063a\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc"
)
"""Inside of a regular expression's character class: every Arabic letter, presentation forms too."""
_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200c\u200d"
_TOKEN = re.compile(
    rf"(\d+(?:[.,:٫٬]\d+|،\d{{3}}(?!\d))*)|([{ARABIC_LETTER}][{ARABIC_LETTER}{_MARKS}]*)"
    rf"|[^\W\d_{ARABIC_LETTER}]+(?:['’ʼ][^\W\d_{ARABIC_LETTER}]+)*"
)
_INVISIBLE = "\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_NO_MARKS = {
    code: None for first, last in re.findall(r"(.)-(.)", _MARKS) for code in range(ord(first), ord(last) + 1)
} | dict.fromkeys(map(ord, "\u0640\u0670" + _INVISIBLE))
_FOLD = _NO_MARKS | str.maketrans("أإآٱىةیکگڤپچژ", "اااايهيكغفبجز")
_WRITTEN_ON = re.compile(r"^(?:[وف]?(?:ال|[بك]ال|لل)|[وف]?[بلك]|[وف])(?=\w{3})")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪٫٬،", "01234567890123456789%.,,")
_PREFIXES = ("", *"و ف ب ل ك وب ول وك فب فل ال وال فال بال لل كال وبال ولل فبال فلل وكال".split())


class Word(NamedTuple):
    """A word or a number as it is written, the key under which it compares, and its character offsets."""

    text: str
    key: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def is_number(self) -> bool:
        return self.key[:1].isdecimal()


def strip_marks(text: str) -> str:
    """The text without tashkeel, tatweel and invisible direction marks."""
    return text.translate(_NO_MARKS)


@lru_cache(65536)
def fold_arabic(text: str) -> str:
    """The text with the spellings that Arabic writers mix made one: hamza on alef, ة/ه, ى/ي; marks dropped."""
    return text.translate(_FOLD)


def fold_digits(text: str) -> str:
    """The text with Arabic-Indic and Persian digits, ٪ ٫ ٬ and ، as ASCII; every offset stays."""
    return text.translate(_DIGITS)


def words(text: str) -> tuple[Word, ...]:
    """The words and numbers of a sentence in order; keys are ASCII digits, folded Arabic or lower-case Latin."""
    return tuple(_word(match) for match in _TOKEN.finditer(text))


def _word(match: re.Match[str]) -> Word:
    text = match[0]
    if match.lastindex == 1:
        key = text.translate(_DIGITS)
    elif match.lastindex == 2:
        key = fold_arabic(text)
    else:
        key = text.lower().replace("’", "'").replace("ʼ", "'").removesuffix("'s")
    return Word(text, key, *match.span())


@lru_cache(65536)
def bare(key: str) -> str:
    """The folded word without the particles and the article written onto it, where three letters are left."""
    return _WRITTEN_ON.sub("", key, count=1)


def prefixed(form: str) -> tuple[str, ...]:
    """The folded word with each prefix that is written onto it: و ف ب ل ك, alone and before ال (ل and ال are لل)."""
    return tuple(prefix + form for prefix in _PREFIXES)
