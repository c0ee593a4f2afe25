"""Document to Articles: where each begins, what its blocks are, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translator.bitext import HEADINGS, Article, Block, Document, Dropped, Kind, Segment
from translator.segmentation.kinds import classify, key, navigation
from translator.segmentation.sentences import split_sentences
from translator.segmentation.slugs import slug_of

__all__ = ["segment", "split_articles"]

BODY = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTATION, Kind.TABLE_CELL})
TITLE_WORDS = 4
MOST_HEADINGS = 4


def split_articles(document: Document) -> list[Article]:
    """The articles of `document`, each block with its kind; blocks left out are in `dropped`, with the reason.

    A new article begins where the reader says so (`starts_article`); in plain text, also at two to four headings in a
    row, or a doubled one, between two paragraphs. One article keeps the file's name as its slug, several are numbered.
    """
    plain = not any(block.starts_article or block.kind for block in document.blocks)
    kept, dropped = _drop(document.blocks)
    groups = _group(kept, plain)
    slug = slug_of(document.path.stem)
    articles = []
    for number, group in enumerate(groups, start=1):
        blocks = _titled([block for block, _ in group], plain)
        articles.append(
            Article(
                slug=slug if len(groups) == 1 else f"{slug}-{number}",
                path=document.path,
                blocks=tuple(blocks),
                dropped=(),
                metadata=document.metadata,
            )
        )
    return _with_dropped(articles, dropped)


def segment(article: Article) -> list[Segment]:
    """The sentences of `article` in reading order."""
    return [
        Segment(text=text, kind=block.kind or Kind.PARAGRAPH, block=number, sentence=place, line=block.line)
        for number, block in enumerate(article.blocks, start=1)
        for place, text in enumerate(split_sentences(block.text), start=1)
    ]


Doubled = tuple[Block, bool]
"""A block, and whether it stood twice."""


def _drop(blocks: Sequence[Block]) -> tuple[list[Doubled], list[Dropped]]:
    """The blocks of articles, and those that are none: navigation, separators, the second of two equal blocks."""
    kept: list[Doubled] = []
    dropped: list[Dropped] = []
    for block in blocks:
        if reason := navigation(block.text):
            dropped.append(Dropped(replace(block, kind=Kind.NAVIGATION), reason))
        elif block.kind is Kind.NAVIGATION:
            dropped.append(Dropped(block, "navigation of the web page"))
        elif kept and key(kept[-1][0].text) == key(block.text) and block.kind is not Kind.TABLE_CELL:
            dropped.append(Dropped(block, f"the same as the block before it, at line {kept[-1][0].line}"))
            kept[-1] = (kept[-1][0], True)
        else:
            kept.append((replace(block, kind=block.kind or classify(block.text)), False))
    return kept, dropped


def _group(blocks: Sequence[Doubled], plain: bool) -> list[list[Doubled]]:
    """The blocks of each article."""
    groups: list[list[Doubled]] = []
    for index, (block, doubled) in enumerate(blocks):
        starts = block.starts_article or (plain and _begins(blocks, index))
        if not groups or (starts and groups[-1]):
            groups.append([])
        groups[-1].append((block, doubled))
    return groups


def _begins(blocks: Sequence[Doubled], index: int) -> bool:
    """Whether the heading at `index` follows a paragraph and begins a run of headings as only a new article does."""
    block = blocks[index][0]
    if index == 0 or block.kind not in HEADINGS or len(block.text.split()) < TITLE_WORDS:
        return False
    previous = blocks[index - 1][0]
    if previous.kind not in BODY or previous.text.rstrip().endswith((":", "：")):
        return False
    end = index
    while end < len(blocks) and blocks[end][0].kind not in BODY:
        end += 1
    run = blocks[index:end]
    headings = [doubled for heading, doubled in run if heading.kind in HEADINGS]
    credits = len(run) > len(headings)
    return end < len(blocks) and len(headings) <= MOST_HEADINGS and (len(headings) > 1 or any(headings) or credits)


def _titled(blocks: Sequence[Block], plain: bool) -> list[Block]:
    """The first heading before any text is the title."""
    if not plain and any(block.kind is Kind.TITLE for block in blocks):
        return list(blocks)
    for index, block in enumerate(blocks):
        if block.kind in BODY:
            break
        if block.kind is Kind.SUBHEAD:
            return [*blocks[:index], replace(block, kind=Kind.TITLE), *blocks[index + 1 :]]
    return list(blocks)


def _with_dropped(articles: Sequence[Article], dropped: Sequence[Dropped]) -> list[Article]:
    """Each article with the dropped blocks that stood before or in it, by line."""
    starts = [article.blocks[0].line for article in articles]
    result = []
    for number, article in enumerate(articles):
        after = starts[number] if number else 0
        before = starts[number + 1] if number + 1 < len(articles) else None
        mine = tuple(
            drop for drop in dropped if drop.block.line >= after and (before is None or drop.block.line < before)
        )
        result.append(replace(article, dropped=mine))
    return result
