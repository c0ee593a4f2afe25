"""Checks that know Arabic and English: a pair in, findings out. Pure functions, linear in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from translator.bitext import Bitext, Pair
from translator.checks.beside import Beside, find_beside
from translator.checks.capitals import check_capitals
from translator.checks.characters import check_bidi, check_characters, check_urls
from translator.checks.findings import Check, Finding, Severity, View
from translator.checks.form import check_copied, check_empty, check_length, check_repetition
from translator.checks.marks import check_brackets, check_punctuation, check_quotes
from translator.checks.names import check_names
from translator.checks.negation import check_negation
from translator.checks.numbers import check_dates, check_numbers
from translator.checks.settings import CODES, CheckSettings

__all__ = [
    "CHECKS",
    "CODES",
    "Beside",
    "Check",
    "CheckSettings",
    "Finding",
    "Severity",
    "View",
    "check",
    "check_bitext",
    "look_beside",
]

CHECKS: tuple[Check, ...] = (
    *(check_empty, check_copied, check_numbers, check_dates, check_negation, check_names, check_brackets, check_quotes),
    *(check_punctuation, check_capitals, check_length, check_repetition, check_urls, check_bidi, check_characters),
)

MOST = 20
"""Findings of one code that a pair gets at the most: what is wrong so often is wrong altogether."""


def check(pair: Pair, settings: CheckSettings = CheckSettings(), more: Sequence[Check] = ()) -> list[Finding]:
    """What looks wrong in one pair, without what its reviewer or the settings silenced; nothing without a target.

    `more` are checks to run besides `CHECKS`, such as a glossary's.
    """
    seen = View(pair)
    checks = (*CHECKS, *more) if pair.target.strip() else (check_empty,)
    return _reported(pair, settings, (finding for run in checks for finding in run(seen)))


def check_bitext(
    bitext: Bitext, settings: CheckSettings = CheckSettings(), more: Sequence[Check] = ()
) -> list[tuple[Pair, Finding]]:
    """What looks wrong in an article, pair by pair in reading order: each pair alone, then beside the others."""
    beside = look_beside(bitext, settings)
    return [(pair, finding) for pair in bitext.pairs for finding in beside.complete(pair, check(pair, settings, more))]


def look_beside(bitext: Bitext, settings: CheckSettings = CheckSettings()) -> Beside:
    """What the pairs of an article show about each other, without what their reviewer or the settings silenced."""
    found = find_beside(bitext)
    more = {pair.id: _reported(pair, settings, found.more[pair.id]) for pair in bitext.pairs if pair.id in found.more}
    return Beside(more, found.alone)


def _reported(pair: Pair, settings: CheckSettings, findings: Iterable[Finding]) -> list[Finding]:
    silenced = settings.silence.union(pair.silenced)
    told: Counter[str] = Counter()
    reported = []
    for finding in findings:
        told[finding.code] += 1
        if finding.code not in silenced and told[finding.code] <= MOST:
            reported.append(replace(finding, severity=settings.severity.get(finding.code, finding.severity)))
    return reported
