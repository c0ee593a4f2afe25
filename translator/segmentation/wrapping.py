"""Lines that a program broke at a fixed width: which go on the line before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import regex

from translator.segmentation.folding import fold

__all__ = ["ITEM", "MEASURES", "common_width", "joins"]

ORDINALS = "أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|أخيرا"
ITEM = regex.compile(
    rf"""\s*(?:
      [•◦▪▫■□●○‣⁃∙·►▶▸➢➤➔→✓✔✗❖◆◇★☆✦*+–—−-]\s+\S                      # bullets, and the dashes of a dialogue
    | [(\[]?(?:\p{{Nd}}{{1,3}}|\p{{L}}|[ivxIVX]{{1,4}})[.)\]/–-]+\s*\p{{L}}  # 1. 2) أ- ج/ iv.
    | [(\[](?:\p{{Nd}}{{1,3}}|\p{{L}})[)\]]\s*\S                          # (1) (أ)
    | [سج]\s?\p{{Nd}}{{0,3}}\s?[:：]                                    # the questions and answers of an interview
    | (?:{ORDINALS})ً?\s?[:.،–-]
    )""",
    regex.VERBOSE,
)
"""How an item of a list begins."""
ENDED = regex.compile(r"""[.…!?؟۔:][\s"»”’)\]]*$""")
GOES_ON = regex.compile(r"(?:[،؛,(«]|(?<!\p{L})(?:في|من|إلى|على|عن|مع|بين|أن|إن|التي|الذي|أو|ثم|و))$")
NARROWEST, WIDEST = 30, 200
"""Widths, in characters, that text is wrapped at."""

Measure = Callable[[str, str], int]
MEASURES: tuple[Measure, ...] = (
    lambda line, folded: len(folded),
    lambda line, folded: len(line),
    lambda line, folded: len(line.encode(errors="surrogatepass")) // 2,
)
"""What programs count when they wrap a line: what is seen, characters, or bytes (of which Arabic takes two a letter)."""


def joins(lines: Sequence[str], common: int = 0) -> list[bool]:
    """For each of `lines` but the first, whether it goes on the one before.

    It does when that one was full: the first word here had no room in it. `common` is the width of longer runs of lines
    in the same text, for two lines say little by themselves.
    """
    if len(lines) == 1:
        return []
    folded = [fold(line).text for line in lines]
    full = max((_full(lines, folded, measure, common) for measure in MEASURES), key=sum)
    joined = [
        was_full and first != second and not ITEM.match(second)
        for was_full, (first, second) in zip(full, pairwise(folded), strict=True)
    ]
    return joined if _wrapped(folded, joined, common) else [False] * len(joined)


def common_width(runs: Sequence[Sequence[str]]) -> int:
    """The width that runs of more than two lines were wrapped at; 0 when there are none."""
    wrapped = (lines for lines in runs if len(lines) > 2 and all(joins(lines)))
    return max((len(fold(line).text) for lines in wrapped for line in lines), default=0)


def _full(lines: Sequence[str], folded: Sequence[str], measure: Measure, common: int) -> list[bool]:
    """For each line but the last, whether the first word of the next had no room in it."""
    lengths = [measure(line, seen) for line, seen in zip(lines, folded, strict=True)]
    width = max(*lengths, common if len(lines) == 2 else 0)
    if not NARROWEST <= width <= WIDEST:
        return [False] * (len(lines) - 1)
    words = [line.split(maxsplit=1)[0] for line in lines[1:]]
    return [length + 1 + measure(word, fold(word).text) > width for length, word in zip(lengths, words, strict=False)]


def _wrapped(lines: Sequence[str], joined: Sequence[bool], common: int) -> bool:
    """Whether a run of lines was wrapped: sentences go over the ends of lines, and lines that are not full end one."""
    if not any(join and not ENDED.search(line) for join, line in zip(joined, lines, strict=False)):
        return False
    if len(lines) == 2:
        return bool(common or GOES_ON.search(lines[0]) or (ENDED.search(lines[1]) and not ENDED.search(lines[0])))
    broken = sum(
        not join and not ENDED.search(line) and not ITEM.match(following)
        for join, (line, following) in zip(joined, pairwise(lines), strict=True)
    )
    return broken <= 0.1 * len(joined) or broken < sum(not join for join in joined) - broken
