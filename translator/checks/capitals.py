from __future__ import annotations

import re
from collections.abc import Iterator

from translator.bitext import HEADINGS
from translator.checks.findings import Finding, Severity, View
from translator.language.places import english_place_words

__all__ = ["check_capitals"]

_FIRST_LETTER = re.compile(r"^(?:\w{1,3}[.)]\s)?[\s\"'“‘«(\[–—-]*([a-z])(?![a-z]*[A-Z@.])(?!\))")
_INNER_START = re.compile(r"(?<=[a-z]{3}[.!?] )[a-z](?=[a-z]+\b)")
_ALWAYS_CAPITAL = (
    frozenset(
        "january february april june july september october november december monday tuesday wednesday "
        "thursday friday "
        "saturday sunday ramadan islam islamic muslim muslims christian christians christianity jewish arab "
        "arabs arabic "
        "english european europeans african africans asian asians quran koran eid".split()
    )
    | english_place_words()
)
_SHOUTING = re.compile(r"\b[A-Z]{2,}(?:[\s,'’-]+[A-Z]{2,}){3,}\b")


def check_capitals(seen: View) -> Iterator[Finding]:
    """Warnings: a sentence or a proper name in small letters, a run of shouted words."""
    if found := _FIRST_LETTER.search(seen.target_prose):
        message = "the target begins with a small letter"
        yield Finding("capitals", Severity.WARNING, message, target_span=found.span(1))
    for found in _INNER_START.finditer(seen.target):
        yield Finding("capitals", Severity.WARNING, "a sentence begins with a small letter", target_span=found.span())
    for word in seen.target_words:
        if word.text.islower() and word.key in _ALWAYS_CAPITAL:
            message = f"{word.text} takes a capital letter"
            yield Finding("capitals", Severity.WARNING, message, target_span=word.span)
    if seen.pair.segment.kind not in HEADINGS and (found := _SHOUTING.search(seen.target)):
        yield Finding("capitals", Severity.WARNING, "words in capitals throughout", target_span=found.span())
