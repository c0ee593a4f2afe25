"""Document to Articles: where each begins, what its blocks are, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from translator.bitext import HEADINGS, Article, Block, Document, Dropped, Kind
from translator.segmentation.kinds import asks
from translator.segmentation.sifting import (
    BODY,
    MOST_HEADINGS,
    TITLE_WORDS,
    Kept,
    leave_out,
    leave_out_menu,
    settle,
)
from translator.segmentation.slugs import slug_of

__all__ = ["split_articles"]

CREDITS = frozenset({Kind.BYLINE, Kind.DATELINE})


def split_articles(document: Document) -> list[Article]:
    """The articles of `document`, each block with its kind; blocks left out are in `dropped`, with the reason.

    An article begins where the reader says so (`starts_article`). In plain text it also begins at two to four headings
    in a row, a doubled one, or one with a byline, a dateline or a ruled line, each between two paragraphs. One article
    has the file's name as its slug, several are numbered.
    """
    kept, dropped = _sift(document)
    plain = _is_plain(document)
    starts = [
        place
        for place, one in enumerate(kept)
        if not place or one.block.starts_article or (plain and _begins(kept, place))
    ]
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
    return list(_with_dropped(articles, dropped))


def _is_plain(document: Document) -> bool:
    """Whether the reader saw nothing but text: no kinds, no beginnings of articles."""
    return not any(block.starts_article or block.kind for block in document.blocks)


def _sift(document: Document) -> tuple[Sequence[Kept], list[Dropped]]:
    kept, dropped = leave_out(document.blocks)
    if not _is_plain(document):
        return kept, [*document.dropped, *dropped]
    rest, menu = leave_out_menu(kept)
    return list(settle(rest)), [*document.dropped, *menu, *dropped]


def _begins(kept: Sequence[Kept], place: int) -> bool:
    """Whether the headings and credits from `place` on follow a text and stand as only those of a new article do.

    Questions in a row do not count: an author may ask several.
    """
    leads = kept[place].kind in HEADINGS or kept[place].kind is Kind.DATELINE
    if not leads or kept[place - 1].kind not in BODY | {Kind.BYLINE}:
        return False
    end = next((end for end in range(place, len(kept)) if kept[end].kind in BODY), None)
    if end is None:
        return False
    run = kept[place:end]
    headings = [one for one in run if one.kind in HEADINGS]
    if not 0 < len(headings) <= MOST_HEADINGS or headings[0].words < TITLE_WORDS:
        return False
    titles = sum(not asks(one.block.text) for one in headings)
    return titles > 1 or any(one.ruled or one.doubled or one.kind in CREDITS for one in run)


def _with_title(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; the first heading before any text is the title, unless there is one."""
    place = next((place for place, block in enumerate(blocks) if block.kind in BODY | HEADINGS), None)
    if place is None or blocks[place].kind is not Kind.SUBHEAD or any(block.kind is Kind.TITLE for block in blocks):
        return tuple(blocks)
    return (*blocks[:place], replace(blocks[place], kind=Kind.TITLE), *blocks[place + 1 :])


def _with_dropped(articles: Sequence[Article], dropped: Sequence[Dropped]) -> Iterator[Article]:
    """Each article with what was dropped in it or before it, by line; the last has what came after all."""
    for place, article in enumerate(articles, start=1):
        end = articles[place].blocks[0].line if place < len(articles) else None
        yield replace(article, dropped=tuple(drop for drop in dropped if end is None or drop.block.line < end))
        dropped = [drop for drop in dropped if end is not None and drop.block.line >= end]
