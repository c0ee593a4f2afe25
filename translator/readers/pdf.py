"""PDF files with a text layer: lines in reading order, put together to paragraphs; page headers and numbers dropped.

A PDF says where glyphs stand, not what they spell. Text whose letters would come out wrong is refused, not guessed at.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTImage
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from translator.bitext import Document, Metadata
from translator.errors import SourceError
from translator.readers.headings import settle_headings
from translator.readers.page_layout import read_pages
from translator.readers.visual import Glyph

__all__ = ["read"]

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells what it mends, which is nothing to the user
UNKNOWN = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
"""What a glyph is read as when the file does not say which letter it is."""
WORDS = ("في", "من", "على", "أن", "إلى", "التي", "الذي", "عن", "هذا", "كان")
SCANNED = "Make its text readable first, for example: ocrmypdf -l ara IN.pdf OUT.pdf"
COPIED = "Copy the text out of the PDF or get the article in another format."


def read(path: Path) -> Document:
    """The document of a PDF. Raises SourceError for one that is broken, locked, scanned, or without letters' names."""
    with path.open("rb") as file:
        try:
            document = PDFDocument(PDFParser(file))
            pages = list(_pages(document))
        except PDFPasswordIncorrect as error:
            raise SourceError(path, "it is protected with a password.", "Save a copy without password.") from error
        except Exception as error:  # pdfminer raises whatever a broken file makes it stumble over
            raise SourceError(path, f"this is no whole PDF ({error or type(error).__name__}).", COPIED) from error
    _check_letters([glyph for page, _ in pages for glyph in page], any(has_images for _, has_images in pages), path)
    items, dropped = read_pages([page for page, _ in pages])
    blocks = settle_headings(items)
    _check_order(" ".join(block.text for block in blocks), path)
    return Document(path, tuple(blocks), _metadata(document), tuple(dropped))


def _pages(document: PDFDocument) -> Iterator[tuple[list[Glyph], bool]]:
    """The upright glyphs of each page in the order they are drawn, and whether there are images on it."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.create_pages(document):
        interpreter.process_page(page)
        items = list(_items(device.get_result()))
        glyphs = [
            Glyph(item.get_text(), item.x0, item.x1, item.matrix[5], item.size, "bold" in item.fontname.lower())
            for item in items
            if isinstance(item, LTChar) and item.upright
        ]
        yield glyphs, any(isinstance(item, LTImage) for item in items)


def _items(container: Any) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _check_letters(glyphs: list[Glyph], has_images: bool, path: Path) -> None:
    """Refuse a file whose pages are pictures, or whose glyphs do not say which letters they are."""
    visible = [glyph for glyph in glyphs if glyph.text.strip()]
    if not visible:
        cause = "its pages are pictures without a text layer." if has_images else "there is no text in it."
        raise SourceError(path, cause, SCANNED)
    unknown = sum(bool(UNKNOWN.search(glyph.text)) for glyph in visible)
    if unknown > len(visible) / 50:
        raise SourceError(path, "its fonts do not say which letters their glyphs are.", COPIED)


def _check_order(text: str, path: Path) -> None:
    """Refuse text in which common words are found backwards more often than forwards."""
    words = text.split()
    forwards = sum(words.count(word) for word in WORDS)
    backwards = sum(words.count(word[::-1]) for word in WORDS)
    if backwards > max(2, forwards):
        raise SourceError(path, "its letters come out in the wrong order.", COPIED)


def _metadata(document: PDFDocument) -> Metadata:
    info = document.info[0] if document.info else {}
    text = {key: decode_text(value) for key, value in info.items() if isinstance(value, bytes)}
    day = re.match(r"D:(\d{4})(\d\d)(\d\d)", text.get("CreationDate", ""))
    return Metadata(
        title=text.get("Title", "").strip(),
        author=text.get("Author", "").strip(),
        date="-".join(day.groups()) if day else "",
    )
