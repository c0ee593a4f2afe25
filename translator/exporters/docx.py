"""Word documents: a table with the Arabic on the right and the English on the left, or one language as plain text.

Word and LibreOffice lay out Arabic from these marks alone: `bidiVisual` turns the table's columns, `w:bidi` a
paragraph, `w:rtl` a run, whose font, size and language are then the complex-script ones (ECMA-376-1, 17.3 and 17.4).
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from translator.bitext import Bitext, Kind, Pair
from translator.errors import ExportError
from translator.exporters import published
from translator.exporters.archive import pack, unpack
from translator.exporters.base import ExportOptions
from translator.exporters.bidi import LOCALES, office_runs

__all__ = ["export"]

PROPERTY_LIMIT = 255
"""Characters that python-docx lets a document property have."""

_STYLES = {Kind.TITLE: "Title", Kind.SUBHEAD: "Heading 2", Kind.LIST_ITEM: "List Bullet", Kind.QUOTATION: "Quote"}
_ARABIC_FONT = "Times New Roman"  # the one Arabic book face that Windows, macOS and Office all have
_MARK_COLOUR = RGBColor(0x85, 0x54, 0x0C)
_Styles = Mapping[Kind, Any]
_FIXED_TIME = datetime(2000, 1, 1)


def export(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """The article as .docx. Raises ExportError for a template that is not a Word document."""
    document = _document(options)
    properties = document.core_properties
    properties.title = published.headline(bitext, options)[:PROPERTY_LIMIT]
    properties.author = published.clean(bitext.metadata.author)[:PROPERTY_LIMIT]
    properties.language = " ".join(options.languages)
    properties.created = properties.modified = _FIXED_TIME
    if (notice := published.notice(bitext, options)) and "en" in options.languages:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{notice.title} ").bold = True
        paragraph.add_run(notice.text)
    blocks = list(bitext.blocks())
    known = {style.name: style for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
    styles = {kind: known[name] for kind, name in _STYLES.items() if name in known}
    if len(options.languages) > 1:
        _add_table(document, blocks, styles, options)
    else:
        for block in blocks:
            _fill(document.add_paragraph(), block, options.languages[0], styles, options)
    for line in published.provenance(bitext, options):
        _fill_text(document.add_paragraph(), line, "en" if "en" in options.languages else "ar")
    buffer = BytesIO()
    document.save(buffer)
    return pack(sorted(unpack(buffer.getvalue()), key=lambda file: (file[0] != "[Content_Types].xml", file[0])))


def _document(options: ExportOptions) -> Any:
    if template := options.template_for("docx"):
        try:
            return Document(str(template))
        except (OSError, ValueError, KeyError, OpcError, zipfile.BadZipFile) as error:
            cause = f"this template cannot be opened as a Word document ({error})."
            raise ExportError(template, cause, "Give a .docx file that Word opens.") from error
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(22)
    for name, size in (("Normal", 10.5), ("Title", 20), ("Heading 2", 13), ("Quote", 10.5)):
        _set_style(document.styles[name], size)
    document.styles["Heading 2"].paragraph_format.space_after = Pt(6)
    return document


def _set_style(style: Any, size: float) -> None:
    """Letters of both scripts in their fonts, the Arabic a fifth larger and never slanted or letter-spaced."""
    style.font.name, style.font.size = "Georgia", Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for attribute in [key for key in fonts.attrib if key.lower().endswith("theme")]:
        del fonts.attrib[attribute]
    fonts.set(qn("w:cs"), _ARABIC_FONT)
    for name in ("w:iCs", "w:spacing", "w:szCs"):
        for found in properties.findall(qn(name)):
            properties.remove(found)
    large = OxmlElement("w:szCs")
    large.set(qn("w:val"), str(round(size * 2.4)))
    properties.insert_element_before(large, "w:highlight", "w:u", "w:effect", "w:lang")
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _add_table(document: Any, blocks: list[tuple[Pair, ...]], styles: _Styles, options: ExportOptions) -> None:
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    if options.languages[0] == "ar":
        _add_flag(table._tbl.tblPr, "w:bidiVisual", before=("w:jc", "w:tblW", "w:tblLayout", "w:tblLook"))
    header = table.rows[0]
    _add_flag(header._tr.get_or_add_trPr(), "w:tblHeader")
    for cell, language in zip(header.cells, options.languages, strict=True):
        _fill_text(cell.paragraphs[0], published.HEADERS[language], language, bold=True)
    for block in blocks:
        row = table.add_row()
        _add_flag(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, language in zip(row.cells, options.languages, strict=True):
            _fill(cell.paragraphs[0], block, language, styles, options)


def _fill(paragraph: Any, block: tuple[Pair, ...], language: str, styles: _Styles, options: ExportOptions) -> None:
    if block[0].segment.kind in styles:
        paragraph.style = styles[block[0].segment.kind]
    for place, pair in enumerate(block):
        space = " " if place else ""
        if language == "ar":
            _fill_text(paragraph, space + published.clean(pair.source), "ar")
        else:
            _fill_target(paragraph, space, pair, options)


def _fill_target(paragraph: Any, space: str, pair: Pair, options: ExportOptions) -> None:
    target = published.target(pair, options)
    if not target:
        paragraph.add_run(f"{space}[{published.label(pair, options)}]").italic = True
        return
    _fill_text(paragraph, space + target, "en")
    if short := published.mark(pair, options):
        mark = paragraph.add_run(short)
        mark.font.superscript = True
        mark.font.color.rgb = _MARK_COLOUR


def _fill_text(paragraph: Any, text: str, language: str, *, bold: bool = False) -> None:
    if language == "ar":
        _add_flag(paragraph._p.get_or_add_pPr(), "w:bidi", before=("w:jc", "w:ind", "w:spacing", "w:rPr"))
    for piece in office_runs(text, language):
        run = paragraph.add_run(piece.text)
        run.bold = bold or None
        properties = run._r.get_or_add_rPr()
        if piece.rtl:
            if bold:
                _add_flag(properties, "w:bCs")
            _add_flag(properties, "w:rtl")
        mark = OxmlElement("w:lang")
        mark.set(qn("w:bidi" if piece.rtl else "w:val"), LOCALES.get(piece.lang, piece.lang))
        properties.append(mark)


def _add_flag(parent: Any, name: str, before: tuple[str, ...] = ()) -> None:
    """Adds `<name/>` once, where the schema wants it: before the first of `before`."""
    if parent.find(qn(name)) is None:
        parent.insert_element_before(OxmlElement(name), *before)
