"""EPUB books: each chapter that begins with a heading is an article, in the order of the spine."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from translator.bitext import HEADINGS, Block, Document, Dropped, Kind, Metadata
from translator.errors import SourceError
from translator.readers.archive import open_archive, read_member
from translator.readers.charset import decode
from translator.readers.html import declared_encoding
from translator.readers.markup import read_blocks
from translator.readers.xml import parse_xml

__all__ = ["read"]

PAGES = ("application/xhtml+xml", "text/html")


def read(path: Path) -> Document:
    """The document of a book, whose table of contents is dropped. Raises SourceError for a broken or locked book.

    `Block.line` is the number of the chapter's file.
    """
    with open_archive(path) as archive:
        container = parse_xml(read_member(archive, "META-INF/container.xml", path), path, "container.xml")
        package = container.find(".//{*}rootfile").get("full-path", "")
        opf = parse_xml(read_member(archive, package, path), path, package)
        locked = _locked(archive, path)
        blocks: list[Block] = []
        dropped: list[Dropped] = []
        metadata = _metadata(opf)
        for number, (name, is_contents) in enumerate(_spine(opf, posixpath.dirname(package)), start=1):
            if name in locked:
                raise SourceError(path, "the book is locked (DRM).", "Ask its publisher for a copy without a lock.")
            data = read_member(archive, name, path)
            page = read_blocks(decode(data, path, declared_encoding(data)))
            chapter = [replace(block, line=number) for block in page]
            if is_contents:
                dropped += [Dropped(block, "table of contents") for block in chapter]
            else:
                blocks += _as_article(chapter, metadata)
    if not any(block.kind in HEADINGS for block in blocks):  # then nothing is known from the names of elements
        blocks = [replace(block, kind=None) if block.kind == Kind.PARAGRAPH else block for block in blocks]
    return Document(path, tuple(blocks), metadata, tuple(dropped))


def _spine(opf: Any, folder: str) -> list[tuple[str, bool]]:
    """The pages in reading order by their names in the archive, and whether each is the table of contents."""
    items = {item.get("id"): item for item in opf.iterfind(".//{*}manifest/{*}item")}
    pages = (items.get(ref.get("idref")) for ref in opf.iterfind(".//{*}spine/{*}itemref"))
    return [
        (
            posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))),
            "nav" in item.get("properties", "").split(),
        )
        for item in pages
        if item is not None and item.get("media-type") in PAGES
    ]


def _locked(archive: ZipFile, path: Path) -> set[str]:
    """The parts that are encrypted; fonts often are, in books that can be read all the same."""
    if "META-INF/encryption.xml" not in archive.namelist():
        return set()
    root = parse_xml(read_member(archive, "META-INF/encryption.xml", path), path, "encryption.xml")
    return {unquote(reference.get("URI", "")) for reference in root.iterfind(".//{*}CipherReference")}


def _as_article(chapter: list[Block], book: Metadata) -> list[Block]:
    """A chapter that begins with a heading starts an article, which has the book's author and date."""
    if not chapter or chapter[0].kind not in HEADINGS:
        return chapter
    title = chapter[0]
    metadata = replace(book, title=title.text)
    rest = [replace(block, kind=Kind.SUBHEAD) if block.kind in HEADINGS else block for block in chapter[1:]]
    return [replace(title, kind=Kind.TITLE, starts_article=True, metadata=metadata), *rest]


def _metadata(opf: Any) -> Metadata:
    texts = {
        name: (opf.findtext(f".//{{*}}metadata/{{*}}{name}") or "").strip() for name in ("title", "creator", "date")
    }
    return Metadata(title=texts["title"], author=texts["creator"], date=texts["date"][:10])
