"""Quotations and brackets of a text, paired: what a stop stands in, and what a closing mark closes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import regex

__all__ = ["Span", "Spans", "pair"]

MARKS = regex.compile(r"""[«»“”„‟‹›"()\[\]{}﴾﴿]""")
CLOSES = {"»": "«", "”": "“„‟", "“": "„", "›": "‹", ")": "(", "]": "[", "}": "{", "﴾": "﴿"}
OPENERS = frozenset("«“„‟‹([{﴿")
BRACKETS = frozenset("([{﴿")
DEPTH = 4  # how far a closing mark looks for its opening one past others left open


@dataclass(frozen=True, slots=True)
class Span:
    """From the opening mark at `open` to the closing one at `close` (-1: never closed), inside `parent`."""

    open: int
    close: int
    bracket: bool


class Spans:
    """All spans of a text; both questions are answered in logarithmic time."""

    def __init__(self, marks: list[int], inner: list[int], opens: list[int], closes: dict[int, int], text: str) -> None:
        self._marks = marks
        self._inner = inner
        self._closes = closes
        self._close_of = {opening: closing for closing, opening in closes.items()}
        self._text = text

    def opening(self, index: int) -> int:
        """Where the mark at `index` was opened; -1 when it closes nothing."""
        return self._closes.get(index, -1)

    def around(self, index: int) -> Span | None:
        """The innermost closed span that `index` stands in."""
        place = bisect_left(self._marks, index) - 1
        opening = self._inner[place] if place >= 0 else -1
        if opening < 0 or opening not in self._close_of:
            return None
        return Span(opening, self._close_of[opening], self._text[opening] in BRACKETS)


def pair(text: str) -> Spans:
    """The spans of `text`. ASCII quotes open or close by what they touch and, when that does not tell, in turns."""
    stack: list[int] = []
    marks: list[int] = []
    inner: list[int] = []
    closes: dict[int, int] = {}
    for found in MARKS.finditer(text):
        index, mark = found.start(), found[0]
        if mark == '"':
            place = _depth_of(text, stack, '"')
            if place >= 0 and not _touches_only_right(text, index):
                closes[index] = stack[place]
                del stack[place:]
            elif place < 0 and not _touches_only_left(text, index):
                stack.append(index)
        elif mark in CLOSES and (place := _depth_of(text, stack, CLOSES[mark])) >= 0:
            closes[index] = stack[place]
            del stack[place:]
        elif mark in OPENERS:
            stack.append(index)
        marks.append(index)
        inner.append(stack[-1] if stack else -1)
    return Spans(marks, inner, [], closes, text)


def _depth_of(text: str, stack: list[int], openers: str) -> int:
    """The place in `stack` of the nearest of `openers`; -1 when there is none."""
    for place in range(len(stack) - 1, max(-1, len(stack) - 1 - DEPTH), -1):
        if text[stack[place]] in openers:
            return place
    return -1


def _touches_only_left(text: str, index: int) -> bool:
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return bool(before.strip()) and not after.strip()


def _touches_only_right(text: str, index: int) -> bool:
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return not before.strip() and bool(after.strip())
