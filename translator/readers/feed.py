"""RSS and Atom files: each entry is an article, with its own title, author, date and address."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser

from translator.bitext import Block, Document, Kind, Metadata
from translator.errors import SourceError
from translator.readers.markup import read_blocks

__all__ = ["read"]


def read(path: Path) -> Document:
    """The document of a feed: its title is the feed's, each entry starts an article. Raises SourceError."""
    data = path.read_bytes()
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise SourceError(path, "it defines XML entities, which are not read.", "Save the feed without them.")
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise SourceError(path, "there is no entry in this feed.", "Save the address of a feed that has entries.")
    blocks = [block for entry in feed.entries for block in _article(entry)]
    return Document(path, tuple(blocks), _metadata(feed.feed))


def _article(entry: Any) -> Iterator[Block]:
    """The entry's headline and its whole text, or its summary where there is no more."""
    metadata = _metadata(entry)
    title = Block(metadata.title, Kind.TITLE, starts_article=True, metadata=metadata)
    texts = [content.value for content in entry.get("content", ())] or [entry.get("summary", "")]
    blocks = [block for text in texts for block in read_blocks(text)]
    if metadata.title:
        yield title
    elif blocks:
        yield replace(blocks.pop(0), starts_article=True, metadata=metadata)
    yield from blocks


def _metadata(item: Any) -> Metadata:
    date = item.get("published_parsed") or item.get("updated_parsed")
    return Metadata(
        title=" ".join(block.text for block in read_blocks(item.get("title", ""))),
        author=item.get("author", ""),
        date=f"{date[0]:04}-{date[1]:02}-{date[2]:02}" if date else "",
        url=item.get("link", ""),
    )
