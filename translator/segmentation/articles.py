"""Document to Articles: where each begins, what its blocks are, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile

import regex

from translator.bitext import HEADINGS, Article, Block, Document, Dropped, Kind
from translator.segmentation.kinds import classify, key, may_be_heading, reason_to_drop
from translator.segmentation.slugs import slug_of

__all__ = ["split_articles"]

BODY = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTATION, Kind.TABLE_CELL})
CREDITS = frozenset({Kind.BYLINE, Kind.DATELINE})
ONCE = frozenset({None, Kind.TITLE, Kind.SUBHEAD, Kind.CAPTION})
"""What is dropped when it stands twice in a row; subtitles, cells and list items may say the same twice."""
TITLE_WORDS = 4
"""A heading of fewer words opens a section, not an article."""
MENU_WORDS = 2
MOST_HEADINGS = 4
"""More short lines in a row are verse or a list."""
RULE = regex.compile(r"\s*([-=_#~])(?:\s*\1){4,}\s*")
"""A line drawn across the page."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A block with its kind, whether it stood twice, and whether a ruled line is before it."""

    block: Block
    doubled: bool = False
    ruled: bool = False

    @property
    def kind(self) -> Kind | None:
        return self.block.kind


def split_articles(document: Document) -> list[Article]:
    """The articles of `document`, each block with its kind; blocks left out are in `dropped`, with the reason.

    An article begins where the reader says so (`starts_article`). In plain text it also begins at two to four headings
    in a row, a doubled one, or one with a byline, a dateline or a ruled line, each between two paragraphs. One article
    has the file's name as its slug, several are numbered.
    """
    plain = not any(block.starts_article or block.kind for block in document.blocks)
    kept, dropped = _drop(document.blocks)
    if plain:
        kept, menu = _without_menu(kept)
        kept, dropped = list(_settle(kept)), [*menu, *dropped]
        starts = [place for place in range(len(kept)) if not place or _begins(kept, place)]
    else:
        starts = [place for place, one in enumerate(kept) if not place or one.block.starts_article]
    groups = [kept[start:end] for start, end in pairwise([*starts, len(kept)])]
    slug = slug_of(document.path.stem)
    articles = [
        Article(
            slug=slug if len(groups) == 1 else f"{slug}-{number}",
            path=document.path,
            blocks=_with_title([one.block for one in group]),
            metadata=group[0].block.metadata or document.metadata,
        )
        for number, group in enumerate(groups, start=1)
    ]
    return list(_with_dropped(articles, [*document.dropped, *dropped]))


def _drop(blocks: Iterable[Block]) -> tuple[list[Kept], list[Dropped]]:
    """The blocks of articles with their kinds, and what is none: navigation, ruled lines, what stands twice."""
    kept: list[Kept] = []
    dropped: list[Dropped] = []
    ruled = False
    for block in blocks:
        twin = _twin(block, kept)
        if reason := "navigation" if block.kind is Kind.NAVIGATION else reason_to_drop(block.text):
            dropped.append(Dropped(replace(block, kind=Kind.NAVIGATION), reason))
            ruled = ruled or RULE.fullmatch(block.text) is not None
        elif twin is not None:
            dropped.append(Dropped(block, f"the same as the block at line {kept[twin].block.line}"))
            kept[twin] = replace(kept[twin], doubled=True)
        else:
            kept.append(Kept(replace(block, kind=block.kind or classify(block.text)), ruled=ruled))
            ruled = False
    return kept, dropped


def _twin(block: Block, kept: Sequence[Kept]) -> int | None:
    """The place of the block that says the same: the one before, or a heading with no body since."""
    if block.kind not in ONCE or block.starts_article:
        return None
    said = key(block.text)
    for place in range(len(kept) - 1, -1, -1):
        if kept[place].kind in BODY and place < len(kept) - 1:
            return None
        if key(kept[place].block.text) == said and (place == len(kept) - 1 or kept[place].kind in HEADINGS):
            return place
        if kept[place].kind in BODY:
            return None
    return None


def _without_menu(kept: list[Kept]) -> tuple[list[Kept], list[Dropped]]:
    """The blocks without the menu of a web page: two or more lines of a word or two before the first longer heading."""
    menu = [one.block for one in takewhile(lambda one: one.kind is Kind.SUBHEAD and _words(one) <= MENU_WORDS, kept)]
    after = kept[len(menu)] if len(menu) < len(kept) else None
    if len(menu) < 2 or not after or after.kind is not Kind.SUBHEAD or _words(after) < TITLE_WORDS:
        return kept, []
    return kept[len(menu) :], [Dropped(replace(block, kind=Kind.NAVIGATION), "menu of the web page") for block in menu]


def _words(one: Kept) -> int:
    return len(one.block.text.split())


def _settle(kept: Sequence[Kept]) -> Iterator[Kept]:
    """The kinds of blocks by where they stand.

    A short first line and a doubled one are headings, however they begin. What looked like headings, but is the list that
    a colon announced, verse, or the end of a text without its stop, is none.
    """
    kept = [
        _as(Kind.SUBHEAD, one)
        if one.kind is Kind.PARAGRAPH and (one.doubled or not place) and may_be_heading(one.block.text)
        else one
        for place, one in enumerate(kept)
    ]
    before: Kept | None = None
    runs = [list(run) for _, run in groupby(kept, key=_is_short)]
    for number, run in enumerate(runs):
        if not _is_short(run[0]):
            yield from run
        elif before and before.block.text.rstrip().endswith(":"):
            yield from (_as(Kind.LIST_ITEM, one) for one in run)
        elif len(run) > MOST_HEADINGS or (number and number == len(runs) - 1):
            yield from run[: 0 if number else 1]
            yield from (_as(Kind.PARAGRAPH, one) for one in run[0 if number else 1 :])
        else:
            yield from run
        before = run[-1]


def _is_short(one: Kept) -> bool:
    """A heading, or a line as short that begins as none does."""
    return one.kind is Kind.SUBHEAD or (one.kind is Kind.PARAGRAPH and may_be_heading(one.block.text))


def _as(kind: Kind, one: Kept) -> Kept:
    return replace(one, block=replace(one.block, kind=kind))


def _begins(kept: Sequence[Kept], place: int) -> bool:
    """Whether the headings and credits from `place` on follow a text and stand as only those of a new article do."""
    if not _leads(kept[place]) or kept[place - 1].kind not in BODY and kept[place - 1].kind is not Kind.BYLINE:
        return False
    end = next((end for end in range(place, len(kept)) if kept[end].kind in BODY), None)
    if end is None:
        return False
    run = kept[place:end]
    headings = [one for one in run if one.kind in HEADINGS]
    if not 0 < len(headings) <= MOST_HEADINGS or _words(headings[0]) < TITLE_WORDS:
        return False
    return len(headings) > 1 or any(one.ruled or one.doubled or one.kind in CREDITS for one in run)


def _leads(one: Kept) -> bool:
    return one.kind in HEADINGS or one.kind is Kind.DATELINE


def _with_title(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; the first heading before any text is the title, unless there is one."""
    place = next((place for place, block in enumerate(blocks) if block.kind in BODY | HEADINGS), None)
    if place is None or blocks[place].kind is not Kind.SUBHEAD or any(block.kind is Kind.TITLE for block in blocks):
        return tuple(blocks)
    return (*blocks[:place], replace(blocks[place], kind=Kind.TITLE), *blocks[place + 1 :])


def _with_dropped(articles: Sequence[Article], dropped: Sequence[Dropped]) -> Iterator[Article]:
    """Each article with what was dropped in it or before it, by line; the first has what came before all."""
    for article, following in pairwise([*articles, None]):
        before = following.blocks[0].line if following else None
        mine = [drop for drop in dropped if before is None or drop.block.line < before]
        dropped = (
            dropped[len(mine) :] if mine == dropped[: len(mine)] else [drop for drop in dropped if drop not in mine]
        )
        if article:
            yield replace(article, dropped=tuple(mine))
