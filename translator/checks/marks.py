"""Brackets, quotation marks and punctuation: what the two sides should share, and what English never has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.bitext import HEADINGS, Bitext, Pair
from translator.checks.findings import Check, Finding, Severity, View

__all__ = ["check_brackets", "check_punctuation", "check_quotes", "paired_across", "unpaired_across"]

_OPENING = {"(": ")", "[": "]", "{": "}"}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_LIST_LABEL = re.compile(r"\s*\w{1,3}\)")
_QUOTE = re.compile(r"[«»“”„‟‹›]|(?<!\d)\"|\"(?!\s)|''|``")
_ENGLISH_SINGLE_QUOTED = re.compile(r"(?<!\w)['‘](?=\w).{1,400}?(?<=[\w.,!?])['’](?!\w)")
_ARABIC_MARK = re.compile(r"[،؛؟٪٫٬۔٭]")
_REPEATED = re.compile(r"([,;:])\s*\1|(?<!\.)\.\.(?!\.)|,\.|;,|,;")
_SPACE_BEFORE = re.compile(r"[ \t\u00a0][,;:.!?](?=\s|$)")
_NO_SPACE_AFTER = re.compile(r"[,;!?](?=[A-Za-z])(?<=[a-z].)|\.(?=[A-Z][a-z]+\s)(?<=[a-z]{3}.)")
_FINAL = re.compile(r"([.!?…؟:؛،,۔])[\s\"'”’»)\]›}\u200e\u200f]*$")
_QUESTION_IN_SOURCE = re.compile(r"[؟?]")
SPEECH = 4
"""Fewer quoted words are a title or a name, that English sets without marks."""
_CLOSED = frozenset(".!?…:")


def check_brackets(seen: View) -> Iterator[Finding]:
    """An error for a bracket of the target without its partner, a warning for a bracketed part that one side lacks."""
    lone = _unpaired(seen.target)
    if lone and not _unpaired(seen.source):
        for place in lone:
            yield Finding(
                "brackets", Severity.ERROR, f"{seen.target[place]} has no partner", target_span=(place, place + 1)
            )
        return
    for opening in _OPENING:
        ours, theirs = seen.source.count(opening), seen.target.count(opening)
        if opening == "(":
            ours -= _second_months(seen)
        if ours == theirs or (opening == "[" and ours + seen.source.count("(") == theirs + seen.target.count("(")):
            continue
        message = f"{ours} × {opening} in the source, {theirs} in the target"
        side = seen.source.find(opening), seen.target.find(opening)
        yield Finding("brackets", Severity.WARNING, message, _one(side[0]), _one(side[1]))


def _second_months(seen: View) -> int:
    """How many brackets of the source only hold a month's other name, مارس (آذار), that English has no use for."""
    if "(" not in seen.source or ")" in seen.target:
        return 0
    months = seen.source_dates
    return sum(
        seen.source[m.span[0] - 1 : m.span[0]] == "(" and seen.source[m.span[1] : m.span[1] + 1] == ")" for m in months
    )


def paired_across(bitext: Bitext) -> set[tuple[str, str]]:
    """The (pair id, code) of pairs whose quotation marks or brackets only look wrong alone.

    A quotation of several sentences opens in one pair and closes in another: where the whole paragraph agrees, the
    pairs do.
    """
    return {
        (pair.id, code)
        for block in _paragraphs(bitext)
        for code, found in _as_one(block)
        if not found
        for pair in block
    }


def unpaired_across(bitext: Bitext) -> Iterator[tuple[Pair, Finding]]:
    """The quotation marks and brackets that are wrong in a paragraph, though no pair of it looks wrong alone.

    A quotation that opens in one sentence was left open in the next; the finding goes to the pair where it stands.
    """
    for block in _paragraphs(bitext):
        for code, found in _as_one(block):
            if found and not any(True for pair in block for _ in _ACROSS[code](View(pair))):
                yield from (_in_its_pair(finding, block) for finding in found)


def _paragraphs(bitext: Bitext) -> Iterator[tuple[Pair, ...]]:
    """The paragraphs of several sentences that are all translated."""
    return (block for block in bitext.blocks() if len(block) > 1 and all(pair.target.strip() for pair in block))


def _as_one(block: Sequence[Pair]) -> Iterator[tuple[str, list[Finding]]]:
    """What each check of paired marks says of a paragraph as if it were one sentence."""
    text = replace(block[0].segment, text=" ".join(pair.source for pair in block))
    whole = View(replace(block[0], segment=text, target=" ".join(pair.target for pair in block)))
    return ((code, list(check(whole))) for code, check in _ACROSS.items())


def _in_its_pair(finding: Finding, block: Sequence[Pair]) -> tuple[Pair, Finding]:
    """The pair that holds a finding of its paragraph, and the finding with its place there."""
    on_target = finding.target_span is not None
    start, end = finding.target_span or finding.source_span or (0, 0)
    for pair in block:
        size = len(pair.target if on_target else pair.source)
        if start <= size:
            break
        start, end = start - size - 1, end - size - 1
    span = start, min(end, size)
    return pair, replace(finding, source_span=None if on_target else span, target_span=span if on_target else None)


def _one(place: int) -> tuple[int, int] | None:
    return (place, place + 1) if place >= 0 else None


def _unpaired(text: str) -> list[int]:
    """Places of the brackets that have no partner; the one of a list label, `a)`, needs none."""
    label = _LIST_LABEL.match(text)
    open_places: list[int] = []
    lone: list[int] = []
    for place, character in enumerate(text):
        if character in _OPENING:
            open_places.append(place)
        elif character in _CLOSING:
            if open_places and text[open_places[-1]] == _CLOSING[character]:
                open_places.pop()
            elif not (label and place == label.end() - 1):
                lone.append(place)
    return sorted(lone + open_places)


def check_quotes(seen: View) -> Iterator[Finding]:
    """A warning for a quotation that only one side has (info for a few words) and for one never closed."""
    ours, theirs = _quotations(seen.source), _quotations(seen.target)
    if len(theirs) % 2 and not len(ours) % 2:
        place = theirs[-1]
        yield Finding("quotes", Severity.WARNING, "a quotation mark has no partner", target_span=(place, place + 1))
    elif len(ours) > 1 and not theirs and not _ENGLISH_SINGLE_QUOTED.search(seen.target):
        severity, span = _quoted(seen.source, ours)
        yield Finding("quotes", severity, "the quotation marks were lost", source_span=span)
    elif len(theirs) > 1 and not ours:
        severity, span = _quoted(seen.target, theirs)
        yield Finding("quotes", severity, "the target quotes, the source does not", target_span=span)


_ACROSS: dict[str, Check] = {"quotes": check_quotes, "brackets": check_brackets}


def _quotations(text: str) -> list[int]:
    """Places of the quotation marks; the straight one after a digit is an inch, and '' is one mark."""
    return [found.start() for found in _QUOTE.finditer(text)]


def _quoted(text: str, places: Sequence[int]) -> tuple[Severity, tuple[int, int]]:
    start, end = places[0], places[1] + 1
    return (Severity.WARNING if text.count(" ", start, end) >= SPEECH - 1 else Severity.INFO), (start, end)


def check_punctuation(seen: View) -> Iterator[Finding]:
    """Warnings: Arabic marks in English, doubled marks, wrong spaces, a lost question or full stop."""
    for pattern, what in (
        (_ARABIC_MARK, "an Arabic mark in English"),
        (_REPEATED, "doubled punctuation"),
        (_SPACE_BEFORE, "a space before punctuation"),
        (_NO_SPACE_AFTER, "no space after punctuation"),
    ):
        for found in pattern.finditer(seen.target_prose):
            yield Finding("punctuation", Severity.WARNING, f"{what}: {found[0].strip()}", target_span=found.span())
    yield from _ending(seen)


def _ending(seen: View) -> Iterator[Finding]:
    ours, theirs = _FINAL.search(seen.source_prose), _FINAL.search(seen.target_prose)
    asked = _QUESTION_IN_SOURCE.search(seen.source_prose)
    if asked and "?" not in seen.target_prose:
        yield Finding("punctuation", Severity.WARNING, "the question mark was lost", source_span=asked.span())
    elif not asked and "?" in seen.target_prose:
        place = seen.target_prose.index("?")
        message = "the target asks, the source does not"
        yield Finding("punctuation", Severity.WARNING, message, target_span=(place, place + 1))
    elif (
        seen.pair.segment.kind not in HEADINGS and ours and ours[1] in ".!…؟" and not (theirs and theirs[1] in _CLOSED)
    ):
        end = len(seen.target_prose.rstrip())
        message = "the target stops without a final mark"
        yield Finding("punctuation", Severity.WARNING, message, ours.span(1), (max(0, end - 1), end))
