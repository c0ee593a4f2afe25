"""Numbers, months and days that the two sides do not share, whatever each side writes them in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from translator.checks.findings import Finding, Severity, View
from translator.language.arabic_numbers import arabic_numbers
from translator.language.calendar import CalendarName, arabic_calendar, english_calendar, gregorian_years, hijri_years
from translator.language.english_numbers import english_numbers
from translator.language.numerals import Form, Number

__all__ = ["check_dates", "check_numbers"]

SURE = 3
"""Smaller numbers in words are no numbers too often: the dual, one of them, the second, a second."""
_DUAL_ENDINGS = ("ان", "ين")
_MONDAY = ("day", 2)
"""Also “the two of them”: its loss alone says nothing."""
_HALF = Decimal("0.5")
MONTHS = range(1, 13)
YEARS = range(1000, 2200)


def check_numbers(seen: View) -> Iterator[Finding]:
    """An error for a number in digits that the other side lacks in any form; a warning for words and for percent."""
    source_dates = arabic_calendar(seen.source_words)
    target_dates = english_calendar(seen.target, seen.target_words)
    ours = _outside(arabic_numbers(seen.source, seen.source_words), source_dates)
    theirs = _outside(english_numbers(seen.target, seen.target_words), target_dates)
    years = {Decimal(year) for hijri in hijri_years(seen.source) for year in gregorian_years(hijri)}
    hijri = {Decimal(year) for year in hijri_years(seen.source)} if years & _values(theirs) else set()
    lost = _lacking(ours, theirs, _month_values(target_dates) | _centuries(theirs) | hijri)
    added = _lacking(theirs, ours, _month_values(source_dates) | _centuries(ours) | _duals(seen) | years)
    yield from _differences(lost, added)
    yield from _percent(ours, theirs)


def check_dates(seen: View) -> Iterator[Finding]:
    """A warning for a month or a day of the week that only one side names; an error if it became another."""
    ours = arabic_calendar(seen.source_words)
    theirs = english_calendar(seen.target, seen.target_words)
    if not ours and not theirs:
        return
    numbers = _values(english_numbers(seen.target, seen.target_words))
    for calendar in ("month", "day", "hijri"):
        here = [name for name in ours if name.calendar == calendar]
        there = [name for name in theirs if name.calendar == calendar]
        known = {name.number for name in here}, {name.number for name in there}
        if calendar == "month":
            known[1].update(int(value) for value in numbers if value in MONTHS)
        lost = [name for name in here if name.number not in known[1]]
        added = [name for name in there if name.number not in known[0]]
        if not here and calendar != "day":
            added = []
        yield from _changed_names(lost, added)


def _changed_names(lost: Sequence[CalendarName], added: Sequence[CalendarName]) -> Iterator[Finding]:
    for mine, other in zip_longest(lost, added):
        if mine and other:
            yield Finding("dates", Severity.ERROR, f"{mine} became {other}", mine.span, other.span)
        elif mine and (mine.calendar, mine.number) != _MONDAY:
            yield Finding("dates", Severity.WARNING, f"{mine} is in the source alone", source_span=mine.span)
        elif other:
            yield Finding("dates", Severity.WARNING, f"{other} is in the target alone", target_span=other.span)


def _outside(numbers: Sequence[Number], names: Sequence[CalendarName]) -> list[Number]:
    spans = [name.span for name in names]
    return [n for n in numbers if not any(start <= n.span[0] < end for start, end in spans)]


def _values(numbers: Sequence[Number]) -> set[Decimal]:
    return {value for number in numbers for value in number.values}


def _month_values(names: Sequence[CalendarName]) -> set[Decimal]:
    return {Decimal(name.number) for name in names if name.calendar != "day"}


def _centuries(numbers: Sequence[Number]) -> set[Decimal]:
    """The 1850s are of the nineteenth century."""
    return {number.value // 100 + 1 for number in numbers if number.form is Form.DECADE and number.value in YEARS}


def _duals(seen: View) -> set[Decimal]:
    """Two, if a word of the source may be a dual (درجتين)."""
    return {Decimal(2)} if any(word.key.endswith(_DUAL_ENDINGS) for word in seen.source_words) else set()


def _lacking(numbers: Sequence[Number], others: Sequence[Number], extra: set[Decimal]) -> list[Number]:
    values = _values(others) | extra
    if _HALF in values:
        values |= {number.value for number in numbers if number.value % 1 == _HALF}
    tails = {
        value % 100 for number in others for value in number.values if number.form is Form.DECADE or value in YEARS
    }
    return [number for number in numbers if not number.values & values and not _short_year(number, tails, values)]


def _short_year(number: Number, tails: set[Decimal], values: set[Decimal]) -> bool:
    """Whether a decade or the last digits of a year (2010–15, the '60s) stand whole on the other side."""
    value = number.value
    if number.form is Form.DECADE:
        return value % 100 in tails | values or (value in YEARS and value // 100 + 1 in values)
    return (value < 100 and value in tails) or (value in YEARS and value % 100 in values and value % 10 == 0)


def _differences(lost: Sequence[Number], added: Sequence[Number]) -> Iterator[Finding]:
    lost = [number for number in lost if _matters(number)]
    added = [number for number in added if _matters(number) and number.form is not Form.ROMAN]
    if len(lost) == len(added) == 1:
        mine, other = lost[0], added[0]
        severity = max(_severity(mine), _severity(other), key=lambda s: s is Severity.ERROR)
        yield Finding("numbers", severity, f"{mine} became {other}", mine.span, other.span)
        return
    for number in lost:
        yield Finding("numbers", _severity(number), f"{number} is in the source alone", source_span=number.span)
    for number in added:
        yield Finding("numbers", _severity(number), f"{number} is in the target alone", target_span=number.span)


def _matters(number: Number) -> bool:
    return number.sure and (number.form in (Form.DIGITS, Form.DECADE) or number.value >= SURE)


def _severity(number: Number) -> Severity:
    return Severity.ERROR if number.form is Form.DIGITS and number.value >= SURE else Severity.WARNING


def _percent(ours: Sequence[Number], theirs: Sequence[Number]) -> Iterator[Finding]:
    for number in ours:
        twins = [other for other in theirs if other.values & number.values]
        if twins and all(other.percent != number.percent for other in twins):
            verb = "lost its" if number.percent else "got a"
            yield Finding("numbers", Severity.WARNING, f"{number.value:f} {verb} percent", number.span, twins[0].span)
