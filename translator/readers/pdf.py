"""PDF files with a text layer: lines in reading order, put together to paragraphs; page headers and numbers dropped.

A PDF says where glyphs stand, not what they spell. Text whose letters would come out wrong is refused, not guessed at.
"""

from __future__ import annotations

import re
from pathlib import Path

from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from translator.bitext import Document, Metadata
from translator.errors import SourceError
from translator.readers.charset import ARABIC_LETTER
from translator.readers.glyphs import read_glyphs
from translator.readers.headings import settle_headings
from translator.readers.page_layout import read_pages
from translator.readers.visual import Glyph

__all__ = ["read"]

UNKNOWN = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
"""What a glyph is read as when the file does not say which letter it is."""
WORDS = ("في", "من", "على", "أن", "إلى", "التي", "الذي", "عن", "هذا", "كان")
NO_TITLE = re.compile(
    r"^(about|https?|file):|\.(docx?|html?|indd|odt|pdf|qxd|rtf|txt)$|^untitled|^Microsoft Word", re.I
)
"""What programs write for a title when they know none."""
DOTTED = frozenset("بتثجخذزشضظغفقنية")
FEWEST_LETTERS = 200
SCANNED = "Make its text readable first, for example: ocrmypdf -l ara IN.pdf OUT.pdf"
COPIED = "Copy the text out of the PDF or get the article in another format."


def read(path: Path) -> Document:
    """The document of a PDF. Raises SourceError for one that is broken, locked, scanned, or without letters' names."""
    with path.open("rb") as file:
        try:
            document = PDFDocument(PDFParser(file))
            pages = list(read_glyphs(document))
        except PDFPasswordIncorrect as error:
            raise SourceError(path, "it is protected with a password.", "Save a copy without password.") from error
        except Exception as error:  # pdfminer raises whatever a broken file makes it stumble over
            raise SourceError(path, f"this is no whole PDF ({error or type(error).__name__}).", COPIED) from error
    _check_letters([glyph for page, _ in pages for glyph in page], any(has_images for _, has_images in pages), path)
    items, dropped = read_pages([page for page, _ in pages])
    blocks = settle_headings(items)
    _check_text(" ".join(block.text for block in blocks), path)
    return Document(path, tuple(blocks), _metadata(document), tuple(dropped))


def _check_letters(glyphs: list[Glyph], has_images: bool, path: Path) -> None:
    """Refuse a file whose pages are pictures, or whose glyphs do not say which letters they are."""
    visible = [glyph for glyph in glyphs if glyph.text.strip()]
    if not visible:
        cause = "its pages are pictures without a text layer." if has_images else "there is no text in it."
        raise SourceError(path, cause, SCANNED)
    unknown = sum(bool(UNKNOWN.search(glyph.text)) for glyph in visible)
    if unknown > len(visible) / 50:
        raise SourceError(path, "its fonts do not say which letters their glyphs are.", COPIED)


def _check_text(text: str, path: Path) -> None:
    """Refuse text whose letters are in the wrong order, or have lost their dots.

    That shows in common words found backwards more often than forwards, and in dotted letters, which are 45 in 100.
    """
    words = text.split()
    forwards = sum(words.count(word) for word in WORDS)
    backwards = sum(words.count(word[::-1]) for word in WORDS)
    if backwards > max(2, forwards):
        raise SourceError(path, "its letters come out in the wrong order.", COPIED)
    letters = ARABIC_LETTER.findall(text)
    if len(letters) > FEWEST_LETTERS and sum(letter in DOTTED for letter in letters) < len(letters) / 4:
        raise SourceError(path, "its letters come out without their dots.", COPIED)


def _metadata(document: PDFDocument) -> Metadata:
    info = document.info[0] if document.info else {}
    text = {key: decode_text(value) for key, value in info.items() if isinstance(value, bytes)}
    day = re.match(r"D:(\d{4})(\d\d)(\d\d)", text.get("CreationDate", ""))
    title = text.get("Title", "").strip()
    return Metadata(
        title="" if NO_TITLE.search(title) else title,
        author=text.get("Author", "").strip(),
        date="-".join(day.groups()) if day else "",
    )
