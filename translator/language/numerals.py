"""Numbers of a sentence, whatever they are written in: digits of both kinds, words, ordinals, decades, percent.

`arabic_numbers` and `english_numbers` give the same `Number`s, so that ٪٢٫٥ and “two and a half percent” compare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

__all__ = ["Form", "Number", "Span", "digit_values"]

Span = tuple[int, int]

_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_TIME = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
_MIXED = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+")


class Form(StrEnum):
    """How a number is written, which decides what counts as the same number on the other side."""

    DIGITS = "digits"
    WORDS = "words"
    ORDINAL = "ordinal"
    DECADE = "decade"
    ROMAN = "roman"


@dataclass(frozen=True, slots=True)
class Number:
    """One number: every value its spelling may mean (3,500 is 3500 or 3.5), where it stands, and how it is written.

    `percent`: it is followed or led by a percent sign or word. `sure` is False for a word that
    often means something else (ألف a thousand, composed): it explains a number of the other side and asks for none.
    """

    values: frozenset[Decimal]
    span: Span
    form: Form
    percent: bool = False
    sure: bool = True

    @property
    def value(self) -> Decimal:
        """The likeliest value: the largest, as a thousands separator is commoner than three decimals."""
        return max(self.values)

    def __str__(self) -> str:
        text = f"{self.value.normalize():f}"
        return f"{text}s" if self.form is Form.DECADE else f"{text}%" if self.percent else text


def digit_values(digits: str, comma_groups: bool = False) -> tuple[Decimal, ...]:
    """What ASCII digits with points, commas or a colon may mean, likeliest first; several parts (3.2.1) mean none.

    A time of day is hours with the minutes as decimals, and as 1430, by the clock of 12 and of 24 hours.
    `comma_groups`: a comma before three digits can only part thousands, as in English.
    """
    plain = "".join(filter(str.isdecimal, digits))
    if plain == digits:
        return (Decimal(digits),)
    if match := _TIME.fullmatch(digits):
        return _time_values(int(match[1]), match[2])
    if match := _GROUPED.fullmatch(digits):
        single = digits.count(match[1]) == 1
        if single and not (comma_groups and match[1] == ","):
            readings = (Decimal(plain), Decimal(digits.replace(",", ".")))
            return readings[::-1] if match[1] == "." else readings
        return (Decimal(plain),)
    if _DECIMAL.fullmatch(digits):
        return (Decimal(digits.replace(",", ".")),)
    if _MIXED.fullmatch(digits):
        mark = max(digits.rfind("."), digits.rfind(","))
        return (Decimal(digits[:mark].replace(".", "").replace(",", "") + "." + digits[mark + 1 :]),)
    return ()


def _time_values(hour: int, minutes: str) -> tuple[Decimal, ...]:
    hours = (hour, hour - 12 if hour > 12 else hour + 12)
    return (*(Decimal(f"{each}.{minutes}") for each in hours), *(Decimal(f"{each}{minutes}") for each in hours))
