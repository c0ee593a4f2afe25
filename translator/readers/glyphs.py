"""The glyphs on the pages of a PDF: the characters each stands for, and its place.

A font's table (ToUnicode) names what single glyphs mean. Where letters are put together from several glyphs, as in
newer fonts a letter from its stem and its dots, programs that mind it write the characters beside them (ActualText,
ISO 32000 section 14.9.4), which overrule the table.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTImage, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import decode_text

from translator.readers.visual import Glyph

__all__ = ["read_glyphs"]

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells what it mends, which is nothing to the user
LONGEST_CLUSTER = 8
"""Glyphs that one ActualText is for, and characters in it; what is longer is a phrase and its glyphs say more."""


class _Device(PDFPageAggregator):
    """Collects a page's characters, those of one ActualText together."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.tags: list[str | None] = []
        self.clusters: dict[int, tuple[int, str]] = {}
        self.spans = 0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        super().begin_page(page, ctm)
        self.tags, self.clusters = [], {}

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        text = props.get("ActualText") if isinstance(props, dict) else None
        self.spans += 1
        self.tags.append(decode_text(text) if isinstance(text, bytes) else None)

    def end_tag(self) -> None:
        if self.tags:
            self.tags.pop()

    def render_char(self, *arguments: Any, **named: Any) -> float:
        advance = super().render_char(*arguments, **named)
        if self.tags and self.tags[-1] is not None:
            self.clusters[id(self.cur_item._objs[-1])] = self.spans, self.tags[-1]
        return advance


def read_glyphs(document: PDFDocument) -> Iterator[tuple[list[Glyph], bool]]:
    """The upright glyphs of each page in the order they are drawn, and whether there are images on it."""
    resources = PDFResourceManager()
    device = _Device(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.create_pages(document):
        interpreter.process_page(page)
        result: LTPage = device.get_result()
        items = list(_items(result))
        clusters: list[tuple[tuple[int, str] | None, list[LTChar]]] = []
        for char in (item for item in items if isinstance(item, LTChar) and item.upright):
            span = device.clusters.get(id(char))
            if span is None or not clusters or clusters[-1][0] != span:
                clusters.append((span, []))
            clusters[-1][1].append(char)
        glyphs = [glyph for span, chars in clusters for glyph in _as_glyphs(chars, span[1] if span else None)]
        yield glyphs, any(isinstance(item, LTImage) for item in items)


def _as_glyphs(chars: list[LTChar], text: str | None) -> list[Glyph]:
    """The characters as glyphs: one for all, where they are what one short ActualText is for."""
    if text is None or max(len(chars), len(text)) > LONGEST_CLUSTER:
        return [_as_glyph(char, char.get_text()) for char in chars]
    widest = max(chars, key=lambda char: char.x1 - char.x0)  # marks and dots have no width
    return [_as_glyph(widest, text, exact=True)]


def _as_glyph(char: LTChar, text: str, exact: bool = False) -> Glyph:
    is_bold = "bold" in char.fontname.lower()
    return Glyph(text, char.x0, char.x1, char.matrix[5], char.size, is_bold, exact)


def _items(container: Any) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item
