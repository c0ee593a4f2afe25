"""Months of the Gregorian and the Hijri year and days of the week, under every name Arabic and English papers use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.language.words import Word, fold_arabic, prefixed, strip_marks

__all__ = [
    "MONTH_WORDS",
    "Calendar",
    "CalendarName",
    "arabic_calendar",
    "english_calendar",
    "gregorian_years",
    "hijri_years",
]

Span = tuple[int, int]
Calendar = str
"""`month`, `hijri` or `day`."""

_ENGLISH_MONTHS = "january february march april may june july august september october november december".split()
_ARABIC_MONTHS: tuple[str, ...] = (
    "يناير كانون_الثاني جانفي",
    "فبراير شباط فيفري",
    "مارس آذار",
    "أبريل إبريل نيسان أفريل",
    "مايو أيار ماي",
    "يونيو يونيه حزيران جوان",
    "يوليو يوليه تموز جويلية يوليوز",
    "أغسطس آب أوت غشت",
    "سبتمبر أيلول شتنبر",
    "أكتوبر تشرين_الأول",
    "نوفمبر تشرين_الثاني نونبر",
    "ديسمبر كانون_الأول دجنبر",
)
"""The Egyptian, the Levantine, the Tunisian and Algerian and the Moroccan names."""
_ENGLISH_DAYS = "sunday monday tuesday wednesday thursday friday saturday".split()
_ARABIC_DAYS = "الأحد الاثنين|الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت".split()
_HIJRI: tuple[tuple[str, str], ...] = (
    ("محرم", "muharram"),
    ("صفر", "safar"),
    ("ربيع_الأول", "rabi al-awwal|rabi' al-awwal|rabi i"),
    ("ربيع_الثاني ربيع_الآخر", "rabi al-thani|rabi' al-thani|rabi al-akhir|rabi ii"),
    ("جمادى_الأولى جمادى_الأول", "jumada al-ula|jumada al-awwal|jumada i"),
    ("جمادى_الثانية جمادى_الآخرة", "jumada al-thani|jumada al-akhirah|jumada ii"),
    ("رجب", "rajab"),
    ("شعبان", "sha'ban|shaaban|shaban"),
    ("رمضان", "ramadan|ramadhan"),
    ("شوال", "shawwal|shawal"),
    ("ذو_القعدة ذي_القعدة", "dhu al-qadah|dhu al-qi'dah|dhul qadah|zul qadah"),
    ("ذو_الحجة ذي_الحجة", "dhu al-hijjah|dhul hijjah|dhu'l-hijjah|zul hijjah"),
)
_SINGLE_WORD_NEEDS_CONTEXT = frozenset("مارس اب ماي اوت جوان محرم صفر رجب شعبان رمضان شوال".split())
_HIJRI_YEAR = re.compile(r"(\d{3,4})\s?(?:هـ|ه(?=[\s.,،)»]|$)|هجري)")


@dataclass(frozen=True, slots=True)
class CalendarName:
    """A month or a day: `calendar` and 1-based `number` in it."""

    calendar: Calendar
    number: int
    span: Span

    def __str__(self) -> str:
        if self.calendar == "hijri":
            return _HIJRI[self.number - 1][1].split("|")[0].title()
        names = _ENGLISH_MONTHS if self.calendar == "month" else _ENGLISH_DAYS
        return names[self.number - 1].title()


def _arabic_names() -> dict[tuple[str, ...], tuple[Calendar, int]]:
    tables = (
        ("month", _ARABIC_MONTHS),
        ("hijri", tuple(arabic for arabic, _ in _HIJRI)),
        ("day", tuple(day.replace("|", " ") for day in _ARABIC_DAYS)),
    )
    names: dict[tuple[str, ...], tuple[Calendar, int]] = {}
    for calendar, months in tables:
        for number, spellings in enumerate(months, 1):
            for spelling in spellings.split():
                first, *rest = fold_arabic(spelling).split("_")
                stem = first.removeprefix("ال")
                for written in prefixed(stem):
                    definite = written.removesuffix(stem).endswith(("ال", "لل"))
                    if definite == (calendar == "day") or stem == "محرم":
                        names[written, *rest] = calendar, number
    return names


_ARABIC_NAMES = _arabic_names()
MONTH_WORDS = frozenset(name[0] for name in _ARABIC_NAMES)
"""The folded Arabic words that a month or a day may begin with."""
_ENGLISH_NAMES = (
    {name: ("month", n) for n, name in enumerate(_ENGLISH_MONTHS, 1)}
    | {name: ("day", n) for n, name in enumerate(_ENGLISH_DAYS, 1)}
    | {short: ("month", n) for n, short in enumerate("jan feb mar apr _ jun jul aug sept oct nov dec".split(), 1)}
    | {"sep": ("month", 9)}
)
_ENGLISH_HIJRI = re.compile(
    "|".join(rf"(?P<m{n}>{english})" for n, (_, english) in enumerate(_HIJRI, 1)), re.IGNORECASE
)

_HIJRI_BEGINNINGS = frozenset(re.split("[ -]", name)[0] for _, english in _HIJRI for name in english.split("|"))


def arabic_calendar(words: Sequence[Word]) -> list[CalendarName]:
    """The months and days that an Arabic sentence names.

    Words that are other things too (مارس practised, آب father, رمضان a person) count beside a number, another month's
    name or the word شهر alone.
    """
    return [found for index, word in enumerate(words) if word.key in MONTH_WORDS and (found := _arabic(words, index))]


def _arabic(words: Sequence[Word], index: int) -> CalendarName | None:
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else None
    if following and (found := _ARABIC_NAMES.get((word.key, following.key))):
        return CalendarName(*found, (word.start, following.end))
    found = _ARABIC_NAMES.get((word.key,))
    if not found:
        return None
    bare = word.key.lstrip("وفبلك")
    if word.key in _SINGLE_WORD_NEEDS_CONTEXT or bare in _SINGLE_WORD_NEEDS_CONTEXT:
        certain = "آ" in strip_marks(word.text) if bare == "اب" else _in_date(words, index)
        if not certain:
            return None
    return CalendarName(*found, word.span)


def _in_date(words: Sequence[Word], index: int) -> bool:
    around = [words[n] for n in (index - 1, index + 1) if 0 <= n < len(words)]
    return any(word.is_number or word.key in _DATE_WORDS or word.key in _SURE_MONTHS for word in around)


_DATE_WORDS = frozenset(
    written
    for form in (
        "شهر شهري عام سنه في منذ خلال اوائل اواخر نهايه بدايه مطلع منتصف ماضي مقبل جاري قادم منصرم حالي"
    ).split()
    for written in prefixed(form)
)
_SURE_MONTHS = frozenset(
    name[0]
    for name, (calendar, _) in _ARABIC_NAMES.items()
    if calendar == "month" and len(name) == 1 and name[0].lstrip("وفبلك") not in _SINGLE_WORD_NEEDS_CONTEXT
)


def english_calendar(text: str, words: Sequence[Word]) -> list[CalendarName]:
    """The months and days that an English sentence names, capitalised; May and March not as its first word alone."""
    found = list(_english(words))
    if any(word.key in _HIJRI_BEGINNINGS for word in words):
        found += [
            CalendarName("hijri", int((match.lastgroup or "m0")[1:]), match.span())
            for match in _ENGLISH_HIJRI.finditer(text)
        ]
    return found


_ALSO_WORDS = frozenset("march may august jan mar jun sept sep dec".split())
"""In small letters they are other words, or no words."""


def _english(words: Sequence[Word]) -> Iterator[CalendarName]:
    for index, word in enumerate(words):
        name = _ENGLISH_NAMES.get(word.key.removesuffix("s") if word.key.endswith("days") else word.key)
        if not name or (word.key in _ALSO_WORDS and not word.text[0].isupper()):
            continue
        if word.key in ("may", "march", "mar", "sun") and index == 0 and not (len(words) > 1 and words[1].is_number):
            continue
        yield CalendarName(*name, word.span)


def hijri_years(text: str) -> dict[int, Span]:
    """The Hijri years of an Arabic sentence (١٤٤٥هـ) with their places."""
    return {int(match[1]): match.span(1) for match in _HIJRI_YEAR.finditer(text)}


def gregorian_years(hijri: int) -> tuple[int, int]:
    """The two Gregorian years that a Hijri year touches, by the mean lengths of both years."""
    first = int(hijri * 0.970225 + 621.5709)
    return first, first + 1
