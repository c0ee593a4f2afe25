"""RSS and Atom files: each entry is an article, with its own title, author, date and address."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser

from translator.bitext import Block, Document, Kind, Metadata
from translator.errors import SourceError
from translator.readers.markup import read_blocks

__all__ = ["read"]


def read(path: Path) -> Document:
    """The document of a feed, whose metadata is the feed's; each entry starts an article. Raises SourceError.

    `Block.line` is the number of the entry.
    """
    data = path.read_bytes()
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise SourceError(path, "it defines XML entities, which are not read.", "Save the feed without them.")
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (LookupError, ValueError) as error:
        raise SourceError(path, f"this feed is broken ({error}).", "Save it again.") from error
    if not feed.entries:
        raise SourceError(path, "there is no entry in this feed.", "Save the address of a feed that has entries.")
    blocks = [
        replace(block, line=number) for number, entry in enumerate(feed.entries, start=1) for block in _article(entry)
    ]
    return Document(path, tuple(blocks), _metadata(feed.feed))


def _article(entry: Any) -> Iterator[Block]:
    """The entry's headline and its whole text, or its summary where there is no more."""
    metadata = _metadata(entry)
    title = Block(metadata.title, Kind.TITLE, starts_article=True, metadata=metadata)
    texts = [content.value for content in entry.get("content", ())] or [entry.get("summary")]
    blocks = [block for text in texts for block in read_blocks(text or "")]
    if metadata.title:
        yield title
    elif blocks:
        yield replace(blocks.pop(0), starts_article=True, metadata=metadata)
    yield from blocks


def _metadata(item: Any) -> Metadata:
    link = item.get("link") or ""
    return Metadata(
        title=" ".join(block.text for block in read_blocks(item.get("title") or "")),
        author=item.get("author") or "",
        date=_date(item.get("published") or dict.get(item, "updated") or ""),
        url=link if link.startswith(("http://", "https://")) else "",
    )


def _date(text: str) -> str:
    """The day where the author was, of an RSS (RFC 822) or Atom (RFC 3339) time; "" for anything else."""
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return parse(text).date().isoformat()
        except ValueError:
            continue
    return ""
