"""Numbers, months and days that the two sides do not share, whatever each side writes them in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from translator.checks.findings import Finding, Severity, View
from translator.language.arabic_numbers import arabic_numbers
from translator.language.calendar import CalendarName, gregorian_years, hijri_years
from translator.language.english_numbers import english_numbers
from translator.language.numerals import Form, Number

__all__ = ["check_dates", "check_numbers"]

SURE = 3
"""Smaller numbers in words are no numbers too often: the dual, one of them, the second, a second."""
_DUAL_ENDINGS = ("ان", "ين")
_MONDAY = ("day", 2)
"""Also “the two of them”: its loss alone says nothing."""
_TWO = Decimal(2)
_HALF = Decimal("0.5")
_HUGE = Decimal(10**15)
"""Beyond it no half is told, and decimal arithmetic would have to round."""


def check_numbers(seen: View) -> Iterator[Finding]:
    """An error for a number in digits that the other side lacks in any form; a warning for words and for percent."""
    ours = _outside(arabic_numbers(seen.source_prose, seen.source_words), seen.source_dates)
    theirs = _outside(english_numbers(seen.target_prose, seen.target_words), seen.target_dates)
    if not ours and not theirs:
        return
    hijri = hijri_years(seen.source)
    years = {Decimal(year) for year_of_hijra in hijri for year in gregorian_years(year_of_hijra)}
    converted = {Decimal(year) for year in hijri} if years & _values(theirs) else set()
    lost = _lacking(ours, theirs, _month_values(seen.target_dates) | _centuries(theirs) | converted)
    added = _lacking(theirs, ours, _month_values(seen.source_dates) | _centuries(ours) | years)
    if any(_TWO in number.values for number in added) and _has_dual(seen):
        added = [number for number in added if _TWO not in number.values]
    yield from _differences(lost, added)
    yield from _percent(ours, theirs)


def check_dates(seen: View) -> Iterator[Finding]:
    """A warning for a month or a day of the week that only one side names; an error if it became another."""
    if not seen.source_dates and not seen.target_dates:
        return
    ours = _whole_values(arabic_numbers(seen.source_prose, seen.source_words))
    theirs = _whole_values(english_numbers(seen.target_prose, seen.target_words))
    for calendar in ("month", "day", "hijri"):
        here = [name for name in seen.source_dates if name.calendar == calendar]
        there = [name for name in seen.target_dates if name.calendar == calendar]
        known_here = {name.number for name in here} | (ours if calendar == "month" else set())
        known_there = {name.number for name in there} | (theirs if calendar == "month" else set())
        lost = [name for name in here if name.number not in known_there]
        added = [name for name in there if name.number not in known_here]
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
    return {number.value // 100 + 1 for number in numbers if number.form is Form.DECADE and _is_year(number.value)}


def _has_dual(seen: View) -> bool:
    """Whether a word of the source may be a dual (درجتين)."""
    return any(word.key.endswith(_DUAL_ENDINGS) for word in seen.source_words)


def _whole_values(numbers: Sequence[Number]) -> set[int]:
    """The numbers that may stand for a month."""
    return {int(value) for value in _values(numbers) if 1 <= value <= 12}


def _lacking(numbers: Sequence[Number], others: Sequence[Number], extra: set[Decimal]) -> list[Number]:
    values = _values(others) | extra
    if _HALF in values:
        values |= {number.value for number in numbers if number.value < _HUGE and number.value % 1 == _HALF}
    tails = {
        value % 100 for number in others for value in number.values if number.form is Form.DECADE or _is_year(value)
    }
    lacking = (number for number in numbers if not number.values & values and not _short_year(number, tails, values))
    return list({number.values: number for number in reversed(list(lacking))}.values())[::-1]


def _is_year(value: Decimal) -> bool:
    return 1000 <= value < 2200


def _short_year(number: Number, tails: set[Decimal], values: set[Decimal]) -> bool:
    """Whether a decade or the last digits of a year (2010–15, the '60s) stand whole on the other side."""
    value = number.value
    if number.form is Form.DECADE:
        century = value // 100 + 1 in values
        recent = not _is_year(value) or value >= 1900
        return (value % 100 in tails | values and (recent or century)) or (value % 100 == 0 and century)
    if not _is_year(value):
        return value < 100 and value in tails
    century = any(_is_year(other) and other // 100 == value // 100 for other in values)
    return value % 100 in values and (century or value % 10 == 0)


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
    twins: dict[Decimal, list[Number]] = defaultdict(list)
    for other in theirs:
        for value in other.values:
            twins[value].append(other)
    with_percent = {value for value, found in twins.items() if any(other.percent for other in found)}
    without = {value for value, found in twins.items() if not all(other.percent for other in found)}
    for number in ours:
        shared = number.values & twins.keys()
        if shared and not number.values & (with_percent if number.percent else without):
            verb = "lost its" if number.percent else "got a"
            span = twins[min(shared)][0].span
            yield Finding("numbers", Severity.WARNING, f"{number.value:f} {verb} percent", number.span, span)
