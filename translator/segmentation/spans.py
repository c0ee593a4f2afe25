"""Quotations and brackets of a text, paired: what a stop stands in, and what a closing mark closes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import regex

__all__ = ["Span", "Spans", "pair"]

MARKS = regex.compile(r"""[«»“”„‟‹›"()\[\]{}﴾﴿]""")
OPENED_BY = {"»": "«", "”": "“„‟", "“": "„", "›": "‹", ")": "(", "]": "[", "}": "{", "﴾": "﴿"}
OPENING = frozenset("«“„‟‹([{﴿")
BRACKETS = frozenset("([{")
DEPTH = 4
"""How far a closing mark looks for its opening one past others that were left open."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the opening mark at `open` to the closing one at `close`."""

    open: int
    close: int
    bracket: bool


@dataclass(frozen=True, slots=True)
class Spans:
    """All spans of a text: `marks` are its quotation marks and brackets, `inner` what is open after each."""

    marks: list[int]
    inner: list[int]
    by_open: dict[int, Span]
    by_close: dict[int, Span]

    def closed_at(self, index: int) -> Span | None:
        """The span that the mark at `index` closes."""
        return self.by_close.get(index)

    def around(self, index: int) -> Span | None:
        """The innermost span around `index`; None in one that is never closed."""
        place = bisect_left(self.marks, index) - 1
        return self.by_open.get(self.inner[place]) if place >= 0 else None


def pair(text: str) -> Spans:
    """The spans of `text`, in linear time.

    ASCII quotes open or close by what they touch and, where that does not tell, in turns.
    """
    stack: list[int] = []
    spans = Spans([], [], {}, {})
    for found in MARKS.finditer(text):
        index, mark = found.start(), found[0]
        if mark == '"':
            _take_ascii(text, index, stack, spans)
        elif (place := _open_place(text, stack, OPENED_BY.get(mark, ""))) >= 0:
            _close(text, index, stack, place, spans)
        elif mark in OPENING:
            stack.append(index)
        spans.marks.append(index)
        spans.inner.append(stack[-1] if stack else -1)
    return spans


def _take_ascii(text: str, index: int, stack: list[int], spans: Spans) -> None:
    before, after = text[index - 1 : index].strip(), text[index + 1 : index + 2].strip()
    place = _open_place(text, stack, '"')
    if place >= 0 and (before or not after):
        _close(text, index, stack, place, spans)
    elif place < 0 and (after or not before):
        stack.append(index)


def _close(text: str, index: int, stack: list[int], place: int, spans: Spans) -> None:
    span = Span(stack[place], index, text[index] in ")]}")
    spans.by_open[span.open] = spans.by_close[span.close] = span
    del stack[place:]


def _open_place(text: str, stack: list[int], marks: str) -> int:
    """The place in `stack` of the nearest of `marks`; -1 when there is none."""
    for place in range(len(stack) - 1, max(-1, len(stack) - 1 - DEPTH), -1):
        if text[stack[place]] in marks:
            return place
    return -1
