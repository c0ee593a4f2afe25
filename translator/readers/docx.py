"""Word documents: headings, lists, tables, footnotes; what Word does not print is dropped and reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from translator.bitext import Block, Document, Dropped, Kind, Metadata
from translator.errors import SourceError
from translator.readers.archive import open_archive, read_member
from translator.readers.breaks import split_breaks
from translator.readers.headings import Leveled, settle_headings
from translator.readers.xml import local_name, parse_xml

__all__ = ["read"]

Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAVE_AGAIN = "Save it again in Word."
HEADING = re.compile(r"heading (\d)")
OUTLINE_LEVELS = frozenset("012345678")
STYLES = {
    "subtitle": Kind.SUBHEAD,
    "caption": Kind.CAPTION,
    "quote": Kind.QUOTATION,
    "intense quote": Kind.QUOTATION,
    "quotations": Kind.QUOTATION,
    "block text": Kind.QUOTATION,
}
LEFT_OUT = frozenset({"del", "moveFrom", "delText", "instrText", "pPr", "rPr", "txbxContent", "Fallback"})
"""Elements without text of their paragraph: removed text, field codes, formats, text boxes (read as blocks)."""
BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "\u2011"}
NOTES = {"footnoteReference": RELATIONSHIP_TYPE.FOOTNOTES, "endnoteReference": RELATIONSHIP_TYPE.ENDNOTES}


def read(path: Path) -> Document:
    """The document of a .docx file. Raises SourceError for a file that is broken, protected or no Word document."""
    _check_parts(path)
    try:
        return _read(docx.Document(str(path)), path)
    except (PackageNotFoundError, LookupError, AttributeError, ValueError, etree.XMLSyntaxError) as error:
        raise SourceError(path, f"this is no whole Word document ({error}).", SAVE_AGAIN) from error


def _read(document: Any, path: Path) -> Document:
    reader = _Reader(document, path)
    items = [*reader.blocks(document.element.body), *reader.notes()]
    properties = document.core_properties
    metadata = Metadata(
        title=properties.title or "",
        author=properties.author or "",
        date=properties.created.date().isoformat() if properties.created else "",
    )
    return Document(path, tuple(settle_headings(items)), metadata, tuple(reader.dropped()))


def _check_parts(path: Path) -> None:
    """Refuse what the library would unpack and parse unasked: parts that are too large, and document types."""
    with open_archive(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in read_member(archive, name, path).replace(
                b"\0", b""
            ):
                raise SourceError(path, f"its part {name} defines XML entities, which are not read.", SAVE_AGAIN)


class _Reader:
    """One document's blocks; it numbers them, and collects the notes that they refer to and what is hidden in them."""

    def __init__(self, document: Any, path: Path) -> None:
        self.document = document
        self.path = path
        self.styles = {style.style_id: style.element for style in document.styles}
        self.number = 0
        self.references: list[tuple[str, str]] = []
        self.left_out: list[Dropped] = []

    def blocks(self, container: Element, inside: Kind | None = None) -> Iterator[Leveled]:
        """The blocks of a body, cell, note or text box."""
        for child in container:
            name = local_name(child)
            if name == "p":
                yield from self.paragraph(child, inside)
            elif name == "tc":
                yield from self.blocks(child, Kind.TABLE_CELL)
            elif name not in LEFT_OUT:
                yield from self.blocks(child, inside)

    def paragraph(self, paragraph: Element, inside: Kind | None) -> Iterator[Leveled]:
        """The blocks of a paragraph, then those of the text boxes that hang on it."""
        self.number += 1
        number = self.number
        kind, level = self.kind(paragraph)
        for text in split_breaks("".join(self.text(paragraph))):
            yield Leveled(Block(text, inside or kind, number), None if inside else level)
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(local_name(ancestor) == "Fallback" for ancestor in box.iterancestors()):
                yield from self.blocks(box, inside)

    def text(self, element: Element) -> Iterator[str]:
        """The text of a paragraph with its accepted changes; notes are referred to as `[1]`."""
        for child in element:
            name = local_name(child)
            if name == "t":
                yield child.text or ""
            elif name in BREAKS:
                yield BREAKS[name]
            elif name in NOTES:
                self.references.append((name, child.get(f"{W}id")))
                yield f"[{len(self.references)}]"
            elif name == "r" and _is_hidden(child):
                self.drop("".join(child.itertext(f"{W}t")), "hidden text")
            elif name in ("del", "moveFrom"):
                self.drop("".join(child.itertext(f"{W}delText", f"{W}t")), "deleted text (a tracked change)")
            elif name not in LEFT_OUT:
                yield from self.text(child)

    def kind(self, paragraph: Element) -> tuple[Kind | None, int | None]:
        """What the paragraph is, and its level when it is a heading."""
        layers = list(self.layers(paragraph))
        for name, properties in layers:
            level = HEADING.fullmatch(name)
            outline = _value(properties, "outlineLvl")
            if name == "title" or level or outline in OUTLINE_LEVELS:
                return Kind.SUBHEAD, 0 if name == "title" else int(level[1]) if level else int(outline) + 1
        for name, properties in layers:
            if name in STYLES:
                return STYLES[name], None
            numbering = properties.find(f"{W}numPr") if properties is not None else None
            if numbering is not None:
                return (Kind.LIST_ITEM if _value(numbering, "numId") != "0" else None), None
        return None, None

    def layers(self, paragraph: Element) -> Iterator[tuple[str, Element]]:
        """What decides about the paragraph, names and properties: its own, its style's, those the style builds on."""
        own = paragraph.find(f"{W}pPr")
        yield "", own
        identity, seen = _value(own, "pStyle"), set[str]()
        while identity in self.styles and identity not in seen:
            seen.add(identity)
            style = self.styles[identity]
            yield _value(style, "name").lower(), style.find(f"{W}pPr")
            identity = _value(style, "basedOn")

    def notes(self) -> Iterator[Leveled]:
        """The footnotes and endnotes in the order they are referred to, each with its number."""
        parts = {name: self.note_part(relation) for name, relation in NOTES.items()}
        for number, (name, identity) in enumerate(self.references, start=1):
            note = parts[name].get(identity)
            for item in self.blocks(note if note is not None else (), Kind.FOOTNOTE):
                mark = f"[{number}] " if number else ""
                number = 0
                yield replace(item, block=replace(item.block, text=mark + item.block.text))

    def note_part(self, relation: str) -> dict[str, Element]:
        try:
            part = self.document.part.part_related_by(relation)
        except KeyError:
            return {}
        root = parse_xml(part.blob, self.path, str(part.partname))
        return {note.get(f"{W}id"): note for note in root}

    def drop(self, text: str, reason: str) -> None:
        if text.strip():
            self.left_out.append(Dropped(Block(text.strip(), line=self.number), reason))

    def dropped(self) -> list[Dropped]:
        """Text that is no part of the article: hidden and deleted text, page headers and footers, comments."""
        for section in self.document.sections:
            for part, reason in ((section.header, "page header"), (section.footer, "page footer")):
                if not part.is_linked_to_previous:
                    self.drop("\n".join(paragraph.text for paragraph in part.paragraphs), reason)
        for comment in self.document.comments:
            self.drop(comment.text, "comment")
        return self.left_out


def _value(element: Element, name: str) -> str:
    """The value of a property: `<w:name w:val="value"/>` in `element`; "" without one."""
    found = element.find(f"{W}{name}") if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "true") not in ("0", "false")
