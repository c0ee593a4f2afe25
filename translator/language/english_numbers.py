"""Numbers in English text: digits, number words, ordinals, decades, Roman numerals, percent, 5m and $2bn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from translator.language.compose import Part, Piece, compose
from translator.language.numerals import Form, Number, digit_values
from translator.language.words import Word

__all__ = ["english_numbers"]

_UNITS = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINAL_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_ORDINAL_TEENS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
)
_FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_SUFFIX_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_ORDINAL_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_OTHER = {"dozen": (Part.HUNDRED, 12, False), "once": (Part.UNIT, 1, False), "twice": (Part.UNIT, 2, False)}
_LINKS = ("and", "and a")
_PERCENT = re.compile(r"\s*%|[\s-]+(?:percent|per cent|pct|percentage)\b", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[IVX]{2,})X{0,3}(?:IX|IV|V?I{0,3})|[VX]")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_DECADE_TAIL = re.compile(r"['’]?s\b")


def _lexicon() -> dict[str, tuple[Part, int, bool]]:
    entries: dict[str, tuple[Part, int, bool]] = {"hundred": (Part.HUNDRED, 100, False)} | _OTHER
    for ordinal, units, teens in ((False, _UNITS, _TEENS), (True, _ORDINAL_UNITS, _ORDINAL_TEENS)):
        entries |= {word: (Part.UNIT, n, ordinal) for n, word in enumerate(units, 1)}
        entries |= {word: (Part.TEEN, n, ordinal) for n, word in enumerate(teens, 10)}
    entries |= {word: (Part.TENS, 10 * n, False) for n, word in enumerate(_TENS, 2)}
    entries |= {word[:-1] + "ieth": (Part.TENS, 10 * n, True) for n, word in enumerate(_TENS, 2)}
    entries |= {word: (Part.SCALE, value, False) for word, value in _SCALES.items()}
    return entries | {"hundredth": (Part.HUNDRED, 100, True), "zero": (Part.UNIT, 0, False)}


_LEXICON = _lexicon()
_DECADES = {word[:-1] + "ies": 10 * n for n, word in enumerate(_TENS, 2)}


def english_numbers(text: str, words: Sequence[Word]) -> list[Number]:
    """The numbers of an English sentence in order, given its `words`."""
    found = [*_decades(text, words), *_roman(words), *compose(_pieces(text, words), unit_first=False)]
    return sorted((_with_percent(text, number) for number in found), key=lambda number: number.span)


def _with_percent(text: str, number: Number) -> Number:
    return replace(number, percent=True) if _PERCENT.match(text, number.span[1]) else number


def _is_decade(text: str, word: Word) -> bool:
    round_year = word.is_number and len(word.key) in (2, 4) and word.key.endswith("0")
    return round_year and _DECADE_TAIL.match(text, word.end) is not None


def _decades(text: str, words: Sequence[Word]) -> Iterator[Number]:
    for word in words:
        if word.key in _DECADES:
            yield Number(frozenset({Decimal(_DECADES[word.key])}), word.span, Form.DECADE)
        elif _is_decade(text, word):
            yield Number(frozenset({Decimal(int(word.key))}), word.span, Form.DECADE)


def _roman(words: Sequence[Word]) -> Iterator[Number]:
    for word in words[1:]:
        if _ROMAN.fullmatch(word.text):
            yield Number(frozenset({Decimal(_roman_value(word.text))}), word.span, Form.ROMAN)


def _roman_value(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-value if value < max(values[n:]) else value for n, value in enumerate(values))


def _pieces(text: str, words: Sequence[Word]) -> Iterator[Piece]:
    last: Piece | None = None
    for index, word in enumerate(words):
        for piece in _digits(text, words, index) if word.is_number else _number_word(words, index):
            gap = text[last.span[1] : piece.span[0]].lower().strip(" -‐‑\u00a0") if last else "."
            after_scale = last is not None and last.part is Part.SCALE and piece.part is not Part.DIGITS
            adjacent = gap in ("", "a", "of a", *_LINKS) or (gap in (",", ", and") and after_scale)
            yield replace(piece, linked=gap in _LINKS, adjacent=adjacent)
            last = piece


def _number_word(words: Sequence[Word], index: int) -> Iterator[Piece]:
    word = words[index]
    if found := _LEXICON.get(word.key):
        part, value, ordinal = found
        led = index > 0 and words[index - 1].key in ("a", "an", "per")
        vague = part in (Part.SCALE, Part.HUNDRED) and not led
        sure = (part is not Part.UNIT or value > 2) and not (ordinal and _is_share(words, index))
        yield Piece(part, (Decimal(value),), word.span, ordinal=ordinal, vague=vague, sure=sure)
    elif word.key in _FRACTIONS:
        yield Piece(Part.FRACTION, (_FRACTIONS[word.key],), word.span, sure=False)


def _is_share(words: Sequence[Word], index: int) -> bool:
    """Whether an ordinal is a share or a turn of phrase: a third, one-fifth, third party."""
    before = words[index - 1].key if index else ""
    after = words[index + 1].key if index + 1 < len(words) else ""
    return before in ("a", "one", "every") or after == "party"


def _digits(text: str, words: Sequence[Word], index: int) -> Iterator[Piece]:
    word = words[index]
    if _is_decade(text, word):
        return
    values = digit_values(word.key, comma_groups=True)
    suffix = words[index + 1] if index + 1 < len(words) and words[index + 1].start == word.end else None
    if values and suffix and suffix.key in _SUFFIX_SCALES:
        scaled = tuple(value * _SUFFIX_SCALES[suffix.key] for value in values)
        yield Piece(Part.DIGITS, scaled + values, (word.start, suffix.end))
    elif values:
        ordinal = suffix is not None and suffix.key in _ORDINAL_SUFFIXES
        exponent = len(word.key) == 1 and index > 0 and words[index - 1].end == word.start
        yield Piece(Part.DIGITS, values, word.span, ordinal=ordinal, sure=not exponent)
    else:
        for part in re.finditer(r"\d+", word.text):
            span = word.start + part.start(), word.start + part.end()
            yield Piece(Part.DIGITS, (Decimal(part[0]),), span)
