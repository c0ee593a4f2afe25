"""Targets that are empty, left in Arabic, copied, too short, too long or in a loop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.bitext import State
from translator.checks.findings import Finding, Severity, View
from translator.language.words import ARABIC_LETTER

_ARABIC_RUN = re.compile(rf"[{ARABIC_LETTER}](?:[{ARABIC_LETTER}\u064b-\u065f\u0640\s]*[{ARABIC_LETTER}])?")
SHORTEST, LONGEST = 0.5, 3.0
SLACK = 6


def check_empty(seen: View) -> Iterator[Finding]:
    """An error for a pair that claims to be translated and holds no target."""
    if seen.source.strip() and not seen.target.strip() and seen.pair.state is not State.UNTRANSLATED:
        yield Finding("empty", Severity.ERROR, "the target is empty", source_span=(0, len(seen.source)))


def check_arabic(seen: View) -> Iterator[Finding]:
    """An error for each run of Arabic letters in the target."""
    for run in _ARABIC_RUN.finditer(seen.target):
        yield Finding("arabic", Severity.ERROR, f"Arabic left in the target: {run[0]}", target_span=run.span())


def check_length(seen: View) -> Iterator[Finding]:
    """A warning for a target with far fewer or far more words than its source makes one expect."""
    ours, theirs = len(seen.source_words), len(seen.target_words)
    if not theirs:
        return
    if theirs + SLACK < SHORTEST * ours + SLACK / 2:
        yield Finding("length", Severity.WARNING, f"{ours} words became only {theirs}", None, (0, len(seen.target)))
    elif theirs > LONGEST * ours + SLACK:
        yield Finding("length", Severity.WARNING, f"{ours} words became {theirs}", None, (0, len(seen.target)))


def check_repetition(seen: View) -> Iterator[Finding]:
    """A warning for a phrase that the target says twice in a row."""
    keys = [word.key for word in seen.target_words]
    start = 0
    while start < len(keys):
        size = next((n for n in range(min(8, (len(keys) - start) // 2), 0, -1)
                     if keys[start:start + n] == keys[start + n:start + 2 * n]), 0)
        if not size:
            start += 1
            continue
        end = start + size
        while keys[end:end + size] == keys[start:start + size]:
            end += size
        span = seen.target_words[start].start, seen.target_words[end - 1].end
        phrase = " ".join(word.text for word in seen.target_words[start:start + size])
        yield Finding("repetition", Severity.WARNING, f"“{phrase}” is said twice in a row", target_span=span)
        start = end
