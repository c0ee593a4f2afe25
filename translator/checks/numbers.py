"""Numbers of the source that the target lacks, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.checks.findings import Finding, Severity, View
from translator.language.words import fold_digits

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def check_numbers(seen: View) -> Iterator[Finding]:
    """An error for each number in digits that only one side has."""
    source = {_value(match[0]): match.span() for match in _NUMBER.finditer(fold_digits(seen.source))}
    target = {_value(match[0]): match.span() for match in _NUMBER.finditer(fold_digits(seen.target))}
    for value, span in source.items():
        if value not in target:
            yield Finding("numbers", Severity.ERROR, f"{value} is in the source alone", source_span=span)
    for value, span in target.items():
        if value not in source:
            yield Finding("numbers", Severity.ERROR, f"{value} is in the target alone", target_span=span)


def _value(digits: str) -> str:
    return digits.replace(",", "").rstrip("0") if "." in digits else digits.replace(",", "")
