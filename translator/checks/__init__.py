"""Checks that know Arabic and English: a pair in, findings out. Pure functions, linear in the text."""

from __future__ import annotations

from dataclasses import replace

from translator.bitext import Bitext, Pair
from translator.checks.capitals import check_capitals
from translator.checks.characters import check_bidi, check_characters, check_urls
from translator.checks.findings import Check, Finding, Severity, View, view
from translator.checks.form import check_copied, check_empty, check_length, check_repetition
from translator.checks.marks import check_brackets, check_punctuation, check_quotes
from translator.checks.names import check_names
from translator.checks.negation import check_negation
from translator.checks.numbers import check_dates, check_numbers
from translator.checks.settings import CODES, CheckSettings

__all__ = ["CHECKS", "CODES", "Check", "CheckSettings", "Finding", "Severity", "View", "check", "check_bitext"]

CHECKS: tuple[Check, ...] = (
    *(check_empty, check_copied, check_numbers, check_dates, check_negation, check_names, check_brackets, check_quotes),
    *(check_punctuation, check_capitals, check_length, check_repetition, check_urls, check_bidi, check_characters),
)


def check(pair: Pair, settings: CheckSettings = CheckSettings()) -> list[Finding]:
    """What looks wrong in one pair, without what its reviewer or the settings silenced."""
    seen = view(pair)
    silenced = settings.silence.union(pair.silenced)
    found = (finding for run in CHECKS for finding in run(seen) if finding.code not in silenced)
    return [replace(f, severity=settings.severity.get(f.code, f.severity)) for f in found]


def check_bitext(bitext: Bitext, settings: CheckSettings = CheckSettings()) -> list[tuple[Pair, Finding]]:
    """What looks wrong in an article, pair by pair in reading order."""
    return [(pair, finding) for pair in bitext.pairs for finding in check(pair, settings)]
