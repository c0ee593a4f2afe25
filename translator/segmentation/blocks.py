"""Plain text to blocks: paragraphs, list items and lines that stand alone; hard-wrapped lines are joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from translator.bitext import Block
from translator.segmentation.wrapping import common_width, joins

__all__ = ["split_blocks", "split_lines"]

BREAK = regex.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]|\Z")
SECTION_BREAKS = frozenset("\f\x1c\x1d\x1e\u2029")
COUNTED = frozenset({"\n", "\r\n", "\r"})
"""The breaks by which editors number lines."""


class Line(NamedTuple):
    """A line that is not blank: its place in the text and its number."""

    start: int
    end: int
    number: int


def split_blocks(text: str) -> list[Block]:
    """The blocks of `text` in order, with the 1-based line each starts on; kinds are not settled yet.

    Blank lines, form feeds, U+2029, list markers and short lines part blocks. Lines that were broken at a fixed width
    are joined with a space. Everything but white space is kept.
    """
    return [
        Block(" ".join(text[line.start : line.end].strip() for line in lines), line=lines[0].number)
        for lines in split_lines(text)
    ]


def split_lines(text: str) -> Iterator[list[Line]]:
    """The lines of each block of `text`."""
    runs = [(run, [text[line.start : line.end].rstrip() for line in run]) for run in _runs(text)]
    width = common_width([lines for _, lines in runs])
    for run, lines in runs:
        block = [run[0]]
        for line, joined in zip(run[1:], joins(lines, width), strict=True):
            if joined:
                block.append(line)
            else:
                yield block
                block = [line]
        yield block


def _runs(text: str) -> Iterator[Sequence[Line]]:
    """Runs of lines with no blank one between."""
    run: list[Line] = []
    number, start = 1, 0
    for found in BREAK.finditer(text):
        line = Line(start, found.start(), number)
        blank = not text[line.start : line.end].strip()
        if not blank:
            run.append(line)
        if run and (blank or found[0] in SECTION_BREAKS):
            yield run
            run = []
        number += found[0] in COUNTED
        start = found.end()
    if run:
        yield run
