"""The blocks of a document sifted: which belong to articles and as what, and which are left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

import regex

from translator.bitext import HEADINGS, Block, Dropped, Kind
from translator.segmentation.kinds import classify, key, may_be_heading, prose_or_heading, reason_to_drop

__all__ = ["BODY", "MOST_HEADINGS", "TITLE_WORDS", "Kept", "leave_out", "leave_out_menu", "settle"]

BODY = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTATION, Kind.TABLE_CELL})
ONCE = frozenset({None, Kind.TITLE, Kind.SUBHEAD, Kind.CAPTION})
"""What is left out when it stands twice; subtitles, cells and list items may well say the same twice."""
TITLE_WORDS = 4
"""A heading of fewer words opens a section, not an article."""
MENU_WORDS = 2
MOST_HEADINGS = 4
"""More short lines in a row are verse or a list."""
NEAR = 6
"""So many blocks back, a headline may stand for the first time."""
RULE = regex.compile(r"\s*([-=_#~])(?:\s*\1){4,}\s*")
"""A line drawn across the page."""
LETTER = regex.compile(r"\s*\p{L}[./]")


@dataclass(frozen=True, slots=True)
class Kept:
    """A block with its kind, whether it stood twice, and whether a ruled line is before it."""

    block: Block
    doubled: bool = False
    ruled: bool = False

    @property
    def kind(self) -> Kind | None:
        return self.block.kind

    @property
    def words(self) -> int:
        return len(self.block.text.split())


def leave_out(blocks: Iterable[Block]) -> tuple[list[Kept], list[Dropped]]:
    """The blocks of articles, and what is none: navigation, lines without a word, what stands twice."""
    kept: list[Kept] = []
    dropped: list[Dropped] = []
    ruled = False
    for block in blocks:
        if reason := "navigation" if block.kind is Kind.NAVIGATION else reason_to_drop(block.text):
            dropped.append(Dropped(replace(block, kind=Kind.NAVIGATION), reason))
            ruled = ruled or RULE.fullmatch(block.text) is not None
        elif (twin := _twin(block, kept)) is not None:
            dropped.append(Dropped(block, f"the same as the block at line {kept[twin].block.line}"))
            kept[twin] = replace(kept[twin], doubled=True)
        else:
            kept.append(Kept(replace(block, kind=block.kind or classify(block.text)), ruled=ruled))
            ruled = False
    return kept, dropped


def leave_out_menu(kept: Sequence[Kept]) -> tuple[Sequence[Kept], list[Dropped]]:
    """The same without a web page's menu: two lines or more, of a word or two, before the first longer heading."""
    menu = list(takewhile(lambda one: one.kind is Kind.SUBHEAD and one.words <= MENU_WORDS, kept))
    rest = kept[len(menu) :]
    if len(menu) < 2 or not rest or rest[0].kind is not Kind.SUBHEAD or rest[0].words < TITLE_WORDS:
        return kept, []
    return rest, [Dropped(replace(one.block, kind=Kind.NAVIGATION), "menu of the web page") for one in menu]


def settle(kept: Sequence[Kept]) -> Iterator[Kept]:
    """The kinds of plain text's blocks by where they stand.

    A short first line and a doubled one are headings, however they begin. What looked like headings, but is the list
    that a colon announced, verse, or the end of a text without its stop, is none.
    """
    runs = [list(run) for _, run in groupby(_by_neighbours(kept), key=_is_short)]
    before: Kept | None = None
    for number, run in enumerate(runs):
        first, last = number == 0, number == len(runs) - 1
        if not _is_short(run[0]):
            yield from run
        elif before and before.block.text.rstrip().endswith(":"):
            yield from _as(Kind.LIST_ITEM, run)
        elif len(run) > MOST_HEADINGS or (last and not first):
            yield from run[:first]
            yield from _as(Kind.PARAGRAPH, run[first:])
        else:
            yield from run
        before = run[-1]


def _twin(block: Block, kept: Sequence[Kept]) -> int | None:
    """The place of the block that says the same: the one before, or a heading near with no text since."""
    if block.kind not in ONCE or block.starts_article:
        return None
    said = key(block.text)
    for place in range(len(kept) - 1, max(-1, len(kept) - 1 - NEAR), -1):
        one = kept[place]
        last = place == len(kept) - 1
        if (last or one.kind in HEADINGS) and key(one.block.text) == said:
            return place
        if one.kind in BODY:
            return None
    return None


def _by_neighbours(kept: Sequence[Kept]) -> Iterator[Kept]:
    """One letter before a stop is a title (د. أحمد) where no other item is near; see `settle` for headings."""
    items = [one.kind is Kind.LIST_ITEM for one in kept]
    for place, one in enumerate(kept):
        if one.kind is Kind.PARAGRAPH and (one.doubled or not place) and may_be_heading(one.block.text):
            yield from _as(Kind.SUBHEAD, [one])
        elif items[place] and sum(items[max(0, place - 1) : place + 2]) == 1 and LETTER.match(one.block.text):
            yield from _as(prose_or_heading(one.block.text), [one])
        else:
            yield one


def _is_short(one: Kept) -> bool:
    """A heading, or a line as short that begins as none does."""
    return one.kind is Kind.SUBHEAD or (one.kind is Kind.PARAGRAPH and may_be_heading(one.block.text))


def _as(kind: Kind, blocks: Sequence[Kept]) -> Iterator[Kept]:
    return (replace(one, block=replace(one.block, kind=kind)) for one in blocks)
