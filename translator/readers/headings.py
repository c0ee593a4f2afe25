"""From heading levels to titles and subheads, and to where one article ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translator.bitext import Block, Kind, Metadata

__all__ = ["Leveled", "settle_headings"]


@dataclass(frozen=True, slots=True)
class Leveled:
    """A block with its level as a heading: 0 for a document's title, 1 and more for headings, None for any other."""

    block: Block
    level: int | None = None


def settle_headings(items: Sequence[Leveled]) -> list[Block]:
    """The blocks, each heading a title or a subhead.

    The highest level is that of titles, if it is 0 or 1 or the file begins with it. Where several stand apart from each
    other, the file holds several articles and each title starts one.
    """
    levels = [item.level for item in items if item.level is not None]
    top = min(levels, default=0)
    if top > 1 and items[0].level != top:
        top = -1
    titles = [at for at, item in enumerate(items) if item.level == top and (at == 0 or items[at - 1].level != top)]
    blocks = [item.block if item.level is None else replace(item.block, kind=Kind.SUBHEAD) for item in items]
    for at in titles if top <= 1 else titles[:1]:
        blocks[at] = replace(blocks[at], kind=Kind.TITLE)
        if len(titles) > 1 and top <= 1:
            blocks[at] = replace(blocks[at], starts_article=True, metadata=Metadata(title=blocks[at].text))
    return blocks
