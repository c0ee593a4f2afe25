"""Lines that a program broke at a fixed width: which go on the line before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import regex

from translator.segmentation.folding import fold
from translator.segmentation.lexicon import lexicon, read_words

__all__ = ["MEASURES", "common_width", "is_item", "joins", "seen"]

WORDS = lexicon()
BULLETS = r"[•◦▪▫■□●○‣⁃∙·►▶▸➢➤➔→✓✔✗❖◆◇★☆✦*]\s+\S"
NUMBERS = r"[(\[]?(?:\p{Nd}{1,3}|[ivxIVX]{1,4})[.)\]/–-]+\s*\p{L}|[(\[](?:\p{Nd}{1,3}|\p{L})[)\]]\s*\S"
INTERVIEW = r"[سج]\s?\p{Nd}{0,3}\s?[:：]"
ORDINALS = rf"(?:{'|'.join(read_words('ordinals'))})\s?[:.،–-]"
DASHES = r"[+–—−-]\s+\S"
LETTERS = r"[(\[]?\p{L}[.)\]/–-]+\s*\p{L}"
WEAK_ITEM = regex.compile(rf"\s*(?:{DASHES}|{LETTERS})")
"""A dash or a letter, with which other lines begin, too: د. أحمد"""
ITEM = regex.compile(rf"\s*(?:{BULLETS}|{NUMBERS}|{INTERVIEW}|{ORDINALS}|{DASHES}|{LETTERS})")
TATWEEL = regex.compile(r"(?<=^\s*[\p{Nd}\p{L}]{0,3})\u0640(?=\s)")
ENDED = regex.compile(r"""[.…!?؟۔:][\s"»”’)\]]*$""")
INNER_STOP = regex.compile(r"\p{L}{2}[.!؟?][»\"”)]*\s+\p{L}")
LAST_WORD = regex.compile(r"(\p{L}+)$")
NARROWEST, WIDEST = 25, 200
"""Widths, in characters, that text is wrapped at."""

RAGGED = 0.2
"""How much narrower than the widest line a full one may be when letters are of different widths."""

Measure = Callable[[str, str], int]
MEASURES: tuple[Measure, ...] = (
    lambda line, folded: len(folded),
    lambda line, folded: len(line),
    lambda line, folded: len(line.encode(errors="surrogatepass")) // 2,
)
"""What programs count when they wrap a line: what is seen, characters, or bytes (Arabic letters have two)."""


def seen(line: str) -> str:
    """`line` as rules see it, the tatweel that stands for a dash after a number (1ـ) as one."""
    return fold(TATWEEL.sub("-", line)).text


def is_item(line: str) -> bool:
    """Whether a line, as `seen` gives it, begins as an item of a list does."""
    return ITEM.match(line) is not None


def joins(lines: Sequence[str], common: int = 0) -> list[bool]:
    """For each of `lines` but the first, whether it goes on the one before.

    It does when that one was full: the first word here had no room in it. Lines of letters of different widths are
    never quite full; they are taken for wrapped when sentences end inside them. `common` is the width of longer runs
    of lines in the same text, for two lines say little by themselves.
    """
    if len(lines) == 1:
        return []
    folded = [seen(line) for line in lines]
    ragged = len(lines) > 3 and any(INNER_STOP.search(line) for line in folded)
    for slack in (0.0, RAGGED) if ragged else (0.0,):
        full = max((_full(lines, folded, measure, common, slack) for measure in MEASURES), key=sum)
        parted = _parted(folded)
        joined = [was_full and not apart for was_full, apart in zip(full, parted, strict=True)]
        if _wrapped(folded, joined, common):
            return joined
    return [False] * (len(lines) - 1)


def common_width(runs: Sequence[Sequence[str]]) -> int:
    """The width that runs of more than two lines were wrapped at; 0 when there are none."""
    wrapped = (lines for lines in runs if len(lines) > 2 and all(joins(lines)))
    return max((len(fold(line).text) for lines in wrapped for line in lines), default=0)


def _full(lines: Sequence[str], folded: Sequence[str], measure: Measure, common: int, slack: float) -> Sequence[bool]:
    """For each line but the last, whether the first word of the next had no room in it."""
    lengths = [measure(line, seen) for line, seen in zip(lines, folded, strict=True)]
    width = max(*lengths, common if len(lines) == 2 else 0)
    if not NARROWEST <= width <= WIDEST:
        return [False] * (len(lines) - 1)
    words = [line.split(maxsplit=1)[0] for line in lines[1:]]
    needed = [length + 1 + measure(word, fold(word).text) for length, word in zip(lengths[:-1], words, strict=True)]
    return [length > width * (1 - slack) for length in needed]


def _parted(lines: Sequence[str]) -> Sequence[bool]:
    """For each line but the first, whether it is an item, says the same again, or is indented as a paragraph is.

    One dash or letter where no sentence has ended is no item, but a line that happens to begin with it.
    """
    weak = sum(WEAK_ITEM.match(line) is not None for line in lines)
    parted: list[bool] = []
    for first, second in pairwise(lines):
        item = is_item(second) and (weak > 1 or bool(ENDED.search(first)) or not WEAK_ITEM.match(second))
        indented = len(second) - len(second.lstrip()) > len(first) - len(first.lstrip())
        parted.append(item or first.strip() == second.strip() or (indented and bool(ENDED.search(first))))
    return parted


def _goes_on(line: str) -> bool:
    """Whether no sentence or verse ends like this: in a comma, an opening mark, a preposition."""
    word = LAST_WORD.search(line)
    return line.endswith(("،", "؛", ",", "(", "«")) or bool(word and WORDS.clings(word[1]))


def _wrapped(lines: Sequence[str], joined: Sequence[bool], common: int) -> bool:
    """Whether lines were wrapped: sentences go over the ends of lines, and a line that is not full ends one.

    Verse has lines of one length too, but no stops, and no line of it ends in a preposition.
    """
    if not any(join and not ENDED.search(line) for join, line in zip(joined, lines, strict=False)):
        return False
    prose = ENDED.search(lines[-1]) or any(INNER_STOP.search(line) or _goes_on(line) for line in lines[:-1])
    if not prose or len(lines) == 2:
        return bool(prose or (common and len(lines) == 2))
    broken = sum(
        not join and not ENDED.search(line) and not is_item(following)
        for join, (line, following) in zip(joined, pairwise(lines), strict=True)
    )
    return broken <= 0.1 * len(joined) or broken < sum(not join for join in joined) - broken
