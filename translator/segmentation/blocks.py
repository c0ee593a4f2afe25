"""Plain text to blocks: paragraphs, list items and lines that stand alone; hard-wrapped lines are joined."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from translator.bitext import Block
from translator.segmentation.folding import fold

__all__ = ["block_spans", "split_blocks"]

LINE = regex.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*")
BREAK = regex.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
ITEM = regex.compile(
    r"\s*(?:[•◦▪▫■□●○‣⁃∙·*►▶➢➤✓✔❖◆◇★☆–—\-ـ]\s+\S|[\(\[]?(?:\p{Nd}{1,3}|\p{L}|[ivxIVX]{1,4})[.)\]\-–ـ/]+\s*\S|\((?:\p{Nd}{1,3}|\p{L})\)\s*\S|[سج]\s?[:：]|(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا)ً?\s?[:.\-–])"
)
SOFT = "\n\r\v\x85\u2028"
NARROWEST, WIDEST = 30, 200
FINAL = regex.compile(r"""[.…!?؟۔:][\s"»”’)\]]*$""")


def split_blocks(text: str) -> list[Block]:
    """The blocks of `text` in order, with the 1-based line each starts on; kinds are not settled yet.

    Blank lines, form feeds, U+2029, list markers and short lines part blocks; lines that were broken at a fixed width
    are joined with a space. Blank blocks are left out, everything else is kept.
    """
    return [
        Block(" ".join(text[start:end].strip() for start, end in lines), line=number) for number, lines in _blocks(text)
    ]


def block_spans(text: str) -> list[tuple[int, int]]:
    """Where each block of `text` starts and ends."""
    return [(lines[0][0], lines[-1][1]) for _, lines in _blocks(text)]


Line = tuple[int, int]


def _blocks(text: str) -> Iterator[tuple[int, list[Line]]]:
    if not BREAK.search(text):
        if text.strip():
            yield 1, [(0, len(text))]
        return
    for number, run in _runs(text):
        lines = [text[start:end] for start, end in run]
        joined = _joins(lines)
        block = [run[0]]
        first = number
        for offset, (line, join) in enumerate(zip(run[1:], joined, strict=True), start=1):
            if join:
                block.append(line)
            else:
                yield first, block
                block, first = [line], number + offset
        yield first, block


def _runs(text: str) -> Iterator[tuple[int, list[Line]]]:
    """Runs of lines with no blank one between, each with the number of its first line."""
    run: list[Line] = []
    number = first = 1
    start = 0
    for found in BREAK.finditer(text):
        if text[start : found.start()].strip():
            if not run:
                first = number
            run.append((start, found.start()))
        elif run:
            yield first, run
            run = []
        if found[0] in "\f\x1c\x1d\x1e\u2029" and run:
            yield first, run
            run = []
        number += found[0] not in ("\f", "\v", "\x1c", "\x1d", "\x1e", "\u2028", "\u2029")
        start = found.end()
    if text[start:].strip():
        if not run:
            first = number
        run.append((start, len(text)))
    if run:
        yield first, run


def _joins(lines: list[str]) -> list[bool]:
    """For each line but the first, whether it goes on the one before: that one was full, at the width of the run."""
    if len(lines) == 1:
        return []
    folded = [fold(line.strip()).text for line in lines]
    width = max(map(len, folded))
    if not NARROWEST <= width <= WIDEST:
        return [False] * (len(lines) - 1)
    full = [
        len(line) + 1 + len(following.split(" ", 1)[0]) > width and line != following and not ITEM.match(following)
        for line, following in pairwise(folded)
    ]
    broken = sum(not join and not FINAL.search(line) for line, join in zip(folded, full, strict=False))
    if broken > len(full) * 0.1 and broken > sum(not join for join in full) - broken:
        return [False] * len(full)
    return full
