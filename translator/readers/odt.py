"""OpenDocument texts (LibreOffice): headings, lists, tables, footnotes; deleted text and comments are reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from translator.bitext import Block, Document, Dropped, Kind, Metadata
from translator.errors import SourceError
from translator.readers.archive import open_archive, read_member
from translator.readers.breaks import split_breaks
from translator.readers.headings import Leveled, settle_headings
from translator.readers.xml import local_name, parse_xml

__all__ = ["read"]

Element = Any

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CONTAINERS = {"list-item": Kind.LIST_ITEM, "table-cell": Kind.TABLE_CELL}
STYLES = {
    "Subtitle": Kind.SUBHEAD,
    "Quotations": Kind.QUOTATION,
    "Caption": Kind.CAPTION,
    "Illustration": Kind.CAPTION,
    "Figure": Kind.CAPTION,
}
LEFT_OUT = {"tracked-changes": "deleted text (a tracked change)", "annotation": "comment", "hidden-text": "hidden text"}
APART = frozenset({"text-box", "note-body"})
"""What hangs on a paragraph without being part of its text."""


def read(path: Path) -> Document:
    """The document of an .odt file. Raises SourceError for a file that is broken, protected or no OpenDocument text."""
    with open_archive(path) as archive:
        if b"encryption-data" in read_member(archive, "META-INF/manifest.xml", path):
            raise SourceError(path, "it is protected with a password.", "Save it without password.")
        parts: dict[str, Element] = {
            name: parse_xml(read_member(archive, name, path), path, name)
            for name in ("content.xml", "styles.xml", "meta.xml")
            if name in archive.namelist() or name == "content.xml"
        }
    body = parts["content.xml"].find(".//{*}body/{*}text")
    if body is None:
        raise SourceError(path, "this is no OpenDocument text.", "Give an .odt file.")
    reader = _Reader(parts)
    items = [*reader.blocks(body), *reader.notes()]
    meta = parts.get("meta.xml")
    metadata = Metadata(
        title=_meta(meta, "title"),
        author=_meta(meta, "initial-creator") or _meta(meta, "creator"),
        date=(_meta(meta, "creation-date") or _meta(meta, "date"))[:10],
    )
    return Document(path, tuple(settle_headings(items)), metadata, tuple(reader.dropped))


class _Reader:
    """One document's blocks; it numbers them, and collects the notes that they refer to and what it leaves out."""

    def __init__(self, parts: dict[str, Element]) -> None:
        styles = [style for part in parts.values() for style in part.iter(f"{STYLE}style")]
        self.parents = {style.get(f"{STYLE}name"): style.get(f"{STYLE}parent-style-name") for style in styles}
        self.number = 0
        self.note_bodies: list[Element] = []
        self.dropped: list[Dropped] = []

    def blocks(self, container: Element, inside: Kind | None = None) -> Iterator[Leveled]:
        """The blocks of the text, a cell, a list item, a note or a text box."""
        for child in container:
            name = local_name(child)
            if name in ("p", "h"):
                yield from self.paragraph(child, inside)
            elif name in LEFT_OUT:
                self.drop(child)
            else:
                yield from self.blocks(child, CONTAINERS.get(name, inside))

    def paragraph(self, paragraph: Element, inside: Kind | None) -> Iterator[Leveled]:
        """The blocks of a paragraph, then those of the text boxes that hang on it."""
        self.number += 1
        number = self.number
        kind, level = self.kind(paragraph)
        for text in split_breaks("".join(self.text(paragraph))):
            yield Leveled(Block(text, inside or kind, number), None if inside else level)
        for box in paragraph.iter("{*}text-box"):
            yield from self.blocks(box, inside or Kind.CAPTION)

    def kind(self, paragraph: Element) -> tuple[Kind | None, int | None]:
        """What the paragraph is by its styles, and its level when it is a heading."""
        names = self.styles(paragraph.get(f"{TEXT}style-name"))
        if "Title" in names:
            return Kind.SUBHEAD, 0
        if local_name(paragraph) == "h":
            return Kind.SUBHEAD, int(paragraph.get(f"{TEXT}outline-level", "1"))
        return next((STYLES[name] for name in names if name in STYLES), None), None

    def styles(self, name: str | None) -> list[str]:
        """A style's name and those it is derived from."""
        names: list[str] = []
        while name and name not in names:
            names.append(name)
            name = self.parents.get(name)
        return names

    def text(self, element: Element) -> Iterator[str]:
        """The text of a paragraph; white space as the format says it, notes referred to as `[1]`."""
        yield " ".join((element.text or "").split(" "))
        for child in element:
            name = local_name(child)
            if name == "s":
                yield " " * int(child.get(f"{TEXT}c", "1"))
            elif name in ("tab", "line-break"):
                yield " " if name == "tab" else "\n"
            elif name == "note":
                self.note_bodies.append(child.find("{*}note-body"))
                yield f"[{len(self.note_bodies)}]"
            elif name in LEFT_OUT:
                self.drop(child)
            elif name and name not in APART:
                yield from self.text(child)
            yield child.tail or ""

    def notes(self) -> Iterator[Leveled]:
        """The footnotes and endnotes in the order they are referred to, each with its number."""
        for number, body in enumerate(self.note_bodies, start=1):
            for at, item in enumerate(self.blocks(body, Kind.FOOTNOTE)):
                text = item.block.text if at else f"[{number}] {item.block.text}"
                yield replace(item, block=replace(item.block, text=text))

    def drop(self, element: Element) -> None:
        for paragraph in element.iter(f"{TEXT}p", f"{TEXT}h", f"{TEXT}hidden-text"):
            text = "".join(paragraph.itertext()).strip()
            if text:
                self.dropped.append(Dropped(Block(text, line=self.number), LEFT_OUT[local_name(element)]))


def _meta(meta: Element, name: str) -> str:
    return (meta.findtext(f".//{{*}}{name}") or "").strip() if meta is not None else ""
