"""Plain text to blocks: paragraphs, list items and lines that stand alone; hard-wrapped lines are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import regex

from translator.bitext import Block
from translator.segmentation.folding import fold

__all__ = ["ITEM", "split_blocks", "split_lines"]

BREAK = regex.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
SECTION_BREAKS = frozenset("\f\x1c\x1d\x1e\u2029")
ORDINALS = "أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|أخيرا"
ITEM = regex.compile(
    rf"""\s*(?:
      [•◦▪▫■□●○‣⁃∙·►▶▸➢➤➔→✓✔✗❖◆◇★☆✦*+–—−-]\s+\S                # bullets and the dashes of a dialogue
    | [(\[]?(?:\p{{Nd}}{{1,3}}|\p{{L}}|[ivxIVX]{{1,4}})[.)\]/–-]+\s*\p{{L}}   # 1. 2) أ- ج/ iv.
    | [(\[](?:\p{{Nd}}{{1,3}}|\p{{L}})[)\]]\s*\S                   # (1) (أ)
    | [سج]\s?\p{{Nd}}{{0,3}}\s?[:：]                             # the questions and answers of an interview
    | (?:{ORDINALS})ً?\s?[:.،–-]
    )""",
    regex.VERBOSE,
)
ENDED = regex.compile(r"""[.…!?؟۔:][\s"»”’)\]]*$""")
GOES_ON = regex.compile(r"(?:[،؛,(«]|(?<!\p{L})(?:في|من|إلى|على|عن|مع|بين|أن|إن|التي|الذي|أو|ثم|و))$")
NARROWEST, WIDEST = 30, 200
"""Widths, in characters, that text is wrapped at."""

Span = tuple[int, int]


def split_blocks(text: str) -> list[Block]:
    """The blocks of `text` in order, with the 1-based line each starts on; kinds are not settled yet.

    Blank lines, form feeds, U+2029, list markers and short lines part blocks. Lines that were broken at a fixed width
    are joined with a space. Everything but white space is kept.
    """
    return [
        Block(" ".join(text[start:end].strip() for start, end in lines), line=number)
        for number, lines in split_lines(text)
    ]


def split_lines(text: str) -> Iterator[tuple[int, list[Span]]]:
    """The same blocks as the number of the first line and the spans of all lines."""
    runs = list(_runs(text))
    width = _common_width(runs, text)
    for number, run in runs:
        block = [run[0]]
        for offset, (line, joins) in enumerate(zip(run[1:], _joins(run, text, width), strict=True), start=1):
            if joins:
                block.append(line)
                continue
            yield number + offset - len(block), block
            block = [line]
        yield number + len(run) - len(block), block


def _runs(text: str) -> Iterator[tuple[int, list[Span]]]:
    """Runs of lines with no blank one between, each with the number of its first line."""
    run: list[Span] = []
    number, start = 1, 0
    for end, after, mark in [
        *((found.start(), found.end(), found[0]) for found in BREAK.finditer(text)),
        (len(text), len(text), ""),
    ]:
        blank = not text[start:end].strip()
        if not blank:
            run.append((start, end))
        if run and (blank or mark in SECTION_BREAKS or not mark):
            yield number - len(run) + (not blank), run
            run = []
        number += 1
        start = after


def _joins(run: Sequence[Span], text: str, common: int) -> list[bool]:
    """For each line but the first, whether it goes on the one before."""
    if len(run) == 1:
        return []
    lines = [text[start:end].strip() for start, end in run]
    folded = [fold(line).text for line in lines]
    parted = [first == second or bool(ITEM.match(second)) for first, second in pairwise(folded)]
    best = [False] * len(parted)
    for measure in MEASURES:
        lengths = [measure(line, fold_) for line, fold_ in zip(lines, folded, strict=True)]
        width = max(max(lengths), common if len(run) == 2 else 0)
        if NARROWEST <= width <= WIDEST:
            full = [
                first + 1 + measure(second.split(maxsplit=1)[0], fold(second.split(maxsplit=1)[0]).text) > width
                for first, second in zip(lengths, lines[1:], strict=False)
            ]
            best = max(best, full, key=sum)
    joined = [full and not apart for full, apart in zip(best, parted, strict=True)]
    return joined if _wrapped(folded, joined, common) else [False] * len(joined)


Measure = Callable[[str, str], int]
MEASURES: tuple[Measure, ...] = (
    lambda line, folded: len(folded),
    lambda line, folded: len(line),
    lambda line, folded: len(line.encode(errors="surrogatepass")) // 2,
)
"""What programs count when they wrap lines: what is seen, characters, or bytes (of which Arabic takes two a letter)."""


def _wrapped(lines: Sequence[str], joined: Sequence[bool], common: int) -> bool:
    """Whether a run of lines was wrapped: the lines that are not full end a sentence or stand before an item."""
    if len(lines) == 2:
        return bool(common or GOES_ON.search(lines[0]) or (ENDED.search(lines[1]) and not ENDED.search(lines[0])))
    broken = sum(
        not join and not ENDED.search(line) and not ITEM.match(following)
        for join, (line, following) in zip(joined, pairwise(lines), strict=True)
    )
    return broken <= 0.1 * len(joined) or broken < sum(not join for join in joined) - broken


def _common_width(runs: Sequence[tuple[int, list[Span]]], text: str) -> int:
    """The width that longer runs of lines were wrapped at; 0 when there are none."""
    widths = [
        max(len(fold(text[start:end].strip()).text) for start, end in run)
        for _, run in runs
        if len(run) > 2 and all(_joins(run, text, 0))
    ]
    return max(widths, default=0)
