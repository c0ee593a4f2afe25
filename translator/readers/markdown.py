"""Markdown (CommonMark with tables and footnotes), its front matter the article's metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from translator.bitext import Block, Document, Kind, Metadata
from translator.readers.breaks import split_breaks
from translator.readers.charset import decode
from translator.readers.headings import Leveled, settle_headings
from translator.readers.markup import read_blocks

__all__ = ["read"]

CONTAINERS = {
    "blockquote_open": Kind.QUOTATION,
    "list_item_open": Kind.LIST_ITEM,
    "td_open": Kind.TABLE_CELL,
    "th_open": Kind.TABLE_CELL,
    "footnote_open": Kind.FOOTNOTE,
}
FIELD = re.compile(r"^(title|author|date|url|link|source)\s*:\s*(.+?)\s*$", re.I | re.M)
ALIASES = {"link": "url", "source": "url"}


def read(path: Path) -> Document:
    """The document of a Markdown file; each of several first-level headings starts an article. Raises SourceError."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin).use(footnote_plugin)
    tokens = parser.parse(decode(path.read_bytes(), path))
    blocks = settle_headings(list(_blocks(tokens)))
    metadata = _front_matter(tokens[0].content) if tokens and tokens[0].type == "front_matter" else Metadata()
    return Document(path, tuple(blocks), metadata)


def _blocks(tokens: Sequence[Token]) -> Iterator[Leveled]:
    kinds: list[Kind | None] = [None]
    level = note = None
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.type in CONTAINERS:
            kinds.append(CONTAINERS[token.type])
            note = token.meta["id"] + 1 if token.type == "footnote_open" else note
        elif token.type.replace("_close", "_open") in CONTAINERS:
            kinds.pop()
        elif token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = None
        elif token.type == "inline":
            kind = kinds[-1] or Kind.PARAGRAPH
            mark = f"[{note}] " if note and kind == Kind.FOOTNOTE else ""
            note = None
            for text in split_breaks(_text(token.children or [])):
                yield Leveled(Block(mark + text, kind, line), level)
                mark = ""
        elif token.type in ("code_block", "fence"):
            yield Leveled(Block(token.content.strip("\n"), Kind.PARAGRAPH, line))
        elif token.type == "html_block":
            yield from (Leveled(Block(block.text, block.kind, line)) for block in read_blocks(token.content))


def _text(tokens: Sequence[Token]) -> str:
    """What a reader of the page would see; hard line breaks are kept, a footnote is referred to as `[1]`."""
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
        elif token.type == "footnote_ref":
            parts.append(f"[{token.meta['id'] + 1}]")
    return "".join(parts)


def _front_matter(text: str) -> Metadata:
    fields = {name.lower(): value.strip("\"'") for name, value in FIELD.findall(text)}
    return Metadata(**{ALIASES.get(name, name): value for name, value in fields.items()})
