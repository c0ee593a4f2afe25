"""Numbers in Arabic text: digits of both kinds, number words in every case and gender, ordinals, decades, percent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from translator.language.compose import Part, Piece, compose
from translator.language.numerals import Form, Number, digit_values
from translator.language.words import Word, fold_arabic, prefixed

__all__ = ["NUMBER_WORDS", "arabic_numbers"]

_CARDINALS: dict[Part, dict[int, str]] = {
    Part.UNIT: {
        1: "واحد واحدة",
        2: "اثنان اثنين اثنتان اثنتين اثنا اثنتا اثني اثنتي",
        3: "ثلاثة ثلاث",
        4: "أربعة أربع",
        5: "خمسة خمس",
        6: "ستة ست",
        7: "سبعة سبع",
        8: "ثمانية ثماني ثمان",
        9: "تسعة تسع",
    },
    Part.TEEN: {10: "عشرة عشر"},
    Part.TENS: {
        20: "عشرون عشرين",
        30: "ثلاثون ثلاثين",
        40: "أربعون أربعين",
        50: "خمسون خمسين",
        60: "ستون ستين",
        70: "سبعون سبعين",
        80: "ثمانون ثمانين",
        90: "تسعون تسعين",
    },
    Part.HUNDRED: {100: "مئة مائة"},
    Part.HUNDREDS: {200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي"}
    | {
        100 * n: " ".join(stem + hundred for stem in stems.split() for hundred in ("مئة", "مائة"))
        for n, stems in enumerate(("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان ثماني", "تسع"), 3)
    },
    Part.SCALE: {
        10**3: "ألف آلاف ألفا ألوف",
        10**6: "مليون ملايين مليونا",
        10**9: "مليار مليارات مليارا بليون بلايين بليونا",
        10**12: "تريليون تريليونات ترليون ترليونات تريليونا",
    },
    Part.SCALED: {
        2 * 10**3: "ألفان ألفين ألفا ألفي",
        2 * 10**6: "مليونان مليونين مليوني",
        2 * 10**9: "ملياران مليارين ملياري",
    },
}
_ORDINALS: dict[int, str] = {
    1: "أول أولى حادي حادية",
    2: "ثاني ثانية ثان",
    3: "ثالث ثالثة",
    4: "رابع رابعة",
    5: "خامس خامسة",
    6: "سادس سادسة",
    7: "سابع سابعة",
    8: "ثامن ثامنة",
    9: "تاسع تاسعة",
    10: "عاشر عاشرة",
}
_PLURAL_SCALES = map(fold_arabic, "آلاف ألوف ملايين مليارات بلايين تريليونات ترليونات".split())
_VAGUE = frozenset(written for form in _PLURAL_SCALES for written in prefixed(form)) | frozenset(
    ("المليون", "المليار", "البليون", "التريليون", "الالف")
)
_FOLDS = {
    2: "ثنائي",
    3: "ثلاثي",
    4: "رباعي",
    5: "خماسي",
    6: "سداسي",
    7: "سباعي",
    8: "ثماني",
    9: "تساعي",
}
"""Threefold, fourfold: they explain a number of the other side, and are said without one as well."""
_NOT_NUMBERS = frozenset({"لست", "بست", "كست"})
_FRACTIONS = {"نصف": Decimal("0.5"), "ربع": Decimal("0.25")}
_ONE_OF = frozenset(map(fold_arabic, ("أحد", "إحدى")))
_TEN = frozenset(map(fold_arabic, ("عشر", "عشرة")))
_DECADES = {
    fold_arabic(stem + ending): tens
    for tens, stem in zip(range(20, 100, 10), "عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين".split(), strict=True)
    for ending in ("ات", "يات")
}
_PERCENT = re.compile(r"\s*[%٪]|\s+(?:بالم[ائ]?[ئا]?[ةه]|في\s+الم[ائ]?[ئا]?[ةه]|بالمئة|في\s+المئة|نقط[ةه]\s+مئوي[ةه])")
_PERCENT_BEFORE = re.compile(r"[%٪]\s*$")
_HUNDRED_OF_PERCENT = frozenset({"بالمئه", "بالمائه", "المئه", "المائه"})

_UNSURE = frozenset(
    written for form in ("الف", "الفا", "ست", "سته", "خمس", *_FOLDS.values()) for written in prefixed(form)
)
"""Also: composed, alpha, lady, the verb, a fifth, and what `_FOLDS` says."""


def _lexicon() -> dict[str, tuple[Part, Decimal, bool, bool]]:
    """Every written form of a number word: its part, its value, whether و leads it, whether it is an ordinal."""
    entries: dict[str, tuple[Part, Decimal, bool, bool]] = {}
    tables = [(part, table, False) for part, table in _CARDINALS.items()] + [(Part.UNIT, _ORDINALS, True)]
    for part, table, ordinal in tables:
        for value, forms in table.items():
            kind = Part.TEEN if value == 10 else part
            for form in forms.split():
                for written in prefixed(fold_arabic(form)):
                    linked = written.startswith("و") and form[0] != "و"
                    entries.setdefault(written, (kind, Decimal(value), linked, ordinal))
    for form, share in _FRACTIONS.items():
        for written in prefixed(form):
            entries[written] = (Part.FRACTION, share, written.startswith("و"), False)
    for value, form in _FOLDS.items():
        for written in prefixed(form) + prefixed(form + "ه"):
            entries[written] = (Part.UNIT, Decimal(value), False, True)
    for word in _NOT_NUMBERS:
        entries.pop(word, None)
    return entries


_LEXICON = _lexicon()
NUMBER_WORDS = frozenset(_LEXICON)
"""Every folded word that may be a number, with what is written onto it."""
_DECADE_FORMS = {written: tens for form, tens in _DECADES.items() for written in prefixed(form)}


def arabic_numbers(text: str, words: Sequence[Word]) -> list[Number]:
    """The numbers of an Arabic sentence in order, given its `words`."""
    decades = [
        Number(frozenset({Decimal(_DECADE_FORMS[word.key])}), word.span, Form.DECADE)
        for word in words
        if word.key in _DECADE_FORMS
    ]
    found = [*decades, *compose(_pieces(text, words), unit_first=True)]
    return sorted((_with_percent(text, number) for number in found), key=lambda number: number.span)


def _with_percent(text: str, number: Number) -> Number:
    start, end = number.span
    percent = _PERCENT.match(text, end) or _PERCENT_BEFORE.search(text, max(0, start - 2), start)
    return replace(number, percent=True) if percent else number


def _pieces(text: str, words: Sequence[Word]) -> Iterator[Piece]:
    end = -1
    index = 0
    while index < len(words):
        word = words[index]
        found = _digits(text, word) if word.is_number else _number_word(words, index)
        if found and word.key in _HUNDRED_OF_PERCENT and end >= 0:
            found = None
        for piece, _ in found or ():
            adjacent = end >= 0 and not text[end : piece.span[0]].strip(" \u00a0و")
            yield replace(piece, adjacent=adjacent)
            end = piece.span[1]
        index += sum(used for _, used in found) if found else 1


def _number_word(words: Sequence[Word], index: int) -> list[tuple[Piece, int]] | None:
    word = words[index]
    following = words[index + 1].key if index + 1 < len(words) else ""
    teen = following.removeprefix("ال") in _TEN
    if word.key.lstrip("وفبلك").removeprefix("ال") in _ONE_OF and teen:
        entry: tuple[Part, Decimal, bool, bool] | None = (Part.UNIT, Decimal(1), word.key.startswith("و"), False)
    else:
        entry = _LEXICON.get(word.key)
    if entry is None:
        return None
    part, value, linked, ordinal = entry
    span = word.span
    used = 1
    if part is Part.UNIT and teen:
        part, value, span, used = Part.TEEN, value + 10, (word.start, words[index + 1].end), 2
    sure = part is not Part.FRACTION and word.key not in _UNSURE and (part is not Part.UNIT or value > 2)
    return [(Piece(part, (value,), span, linked, ordinal=ordinal, vague=word.key in _VAGUE, sure=sure), used)]


def _digits(text: str, word: Word) -> list[tuple[Piece, int]]:
    linked = text[: word.start].rstrip(" ").endswith("و")
    if values := digit_values(word.key):
        return [(Piece(Part.DIGITS, values, word.span, linked), 1)]
    parts = list(re.finditer(r"\d+", word.text))
    return [
        (Piece(Part.DIGITS, (Decimal(part[0]),), (word.start + part.start(), word.start + part.end())), int(not n))
        for n, part in enumerate(parts)
    ]
