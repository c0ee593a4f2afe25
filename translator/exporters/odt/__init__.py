"""OpenDocument texts: a table with the Arabic on the right and the English on the left, or one language as plain text.

LibreOffice lays out Arabic from `style:writing-mode` of tables and paragraphs, and takes fonts, sizes and language of
right-to-left letters from the complex-text properties of their styles (OpenDocument 1.3, part 3, chapters 16 and 20).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import regex
from lxml import etree

from translator import __version__
from translator.bitext import Bitext, Kind, Pair
from translator.errors import ExportError
from translator.exporters import published
from translator.exporters.archive import pack, unpack
from translator.exporters.base import ExportOptions
from translator.exporters.bidi import LOCALES, Run, office_runs

__all__ = ["export"]

FOLDER = Path(__file__).parent
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {name: f"{_URN}{name}:1.0" for name in ("office", "style", "text", "table", "meta")} | {
    "fo": f"{_URN}xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
STYLES = {Kind.TITLE: "Title", Kind.SUBHEAD: "Heading_20_2", Kind.QUOTATION: "Quotations"}
LEVELS = {Kind.TITLE: "1", Kind.SUBHEAD: "2"}
WRITING_MODE = "style:writing-mode"
TEMPLATE_TIP = "Give an .odt or .ott file that LibreOffice opens."
_SPACE = regex.compile(r"\r\n?|[\n\x85\u2028\u2029]|\t| +")


def export(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """The article as .odt. Raises ExportError for a template that is no OpenDocument text."""
    template = options.template_for("odt")
    files = _template(template) if template else _own_files()
    content = etree.parse(FOLDER / "content.xml").getroot()
    writer = _Writer(content, options)
    if (notice := published.notice(bitext, options)) and "en" in options.languages:
        paragraph = writer.paragraph(writer.body, "Standard", "en")
        writer.write(paragraph, f"{notice.title} ", "en", "Strong")
        writer.write(paragraph, notice.text, "en")
    if len(options.languages) > 1:
        writer.add_table(bitext.blocks())
    else:
        for block in bitext.blocks():
            writer.add_block(writer.body, block, options.languages[0])
    language = "en" if "en" in options.languages else "ar"
    for line in published.provenance(bitext, options):
        writer.write(writer.paragraph(writer.body, "Standard", language), line, language)
    files |= {"content.xml": _xml(content), "meta.xml": _xml(_metadata(bitext, options))}
    media_type = files.pop("mimetype").replace(b"text-template", b"text")
    return pack([("mimetype", media_type), *sorted(files.items())], stored=frozenset({"mimetype"}))


class _Writer:
    """The body of a document and the styles that its paragraphs and runs turn out to need."""

    def __init__(self, content: Any, options: ExportOptions) -> None:
        self.options = options
        self.styles = content.find(_name("office:automatic-styles"))
        self.body = content.find(f"{_name('office:body')}/{_name('office:text')}")
        self.made: set[str] = set()
        self.before = ""

    def add_table(self, blocks: Iterable[tuple[Pair, ...]]) -> None:
        languages = self.options.languages
        mode = "rl-tb" if languages[0] == "ar" else "lr-tb"
        style = _add(self.styles, "style:style", {"style:name": "Pairs", "style:family": "table"})
        _add(style, "style:table-properties", {"style:width": "17cm", "table:align": "margins", WRITING_MODE: mode})
        table = _add(self.body, "table:table", {"table:name": "Pairs", "table:style-name": "Pairs"})
        _add(table, "table:table-column", {"table:style-name": "Column", "table:number-columns-repeated": "2"})
        head = _add(_add(table, "table:table-header-rows"), "table:table-row")
        for language in languages:
            self.write(self.paragraph(_cell(head), "Table_20_Heading", language), published.HEADERS[language], language)
        for block in blocks:
            row = _add(table, "table:table-row", {"table:style-name": "Row"})
            for language in languages:
                self.add_block(_cell(row), block, language)

    def add_block(self, parent: Any, block: tuple[Pair, ...], language: str) -> None:
        kind = block[0].segment.kind
        if kind is Kind.LIST_ITEM:
            parent = _add(_add(parent, "text:list", {"text:style-name": "List_20_1"}), "text:list-item")
        paragraph = self.paragraph(parent, STYLES.get(kind, "Standard"), language, LEVELS.get(kind, ""))
        for place, pair in enumerate(block):
            if place:
                self.write(paragraph, " ", language)
            if language == "ar":
                self.write(paragraph, published.clean(pair.source), "ar")
            else:
                self._write_target(paragraph, pair)

    def _write_target(self, paragraph: Any, pair: Pair) -> None:
        target = published.target(pair, self.options)
        if not target:
            self.write(paragraph, f"[{published.label(pair, self.options)}]", "en", "Missing")
            return
        self.write(paragraph, target, "en")
        if short := published.mark(pair, self.options):
            self.write(paragraph, short, "en", "Mark")

    def paragraph(self, parent: Any, style: str, language: str, level: str = "") -> Any:
        """A new paragraph, or heading of a level, in a style turned to the language's direction."""
        rtl = language == "ar"
        name = f"{style}_{language}"
        if name not in self.made:
            made = self._style(name, "paragraph", language, rtl)
            made.set(_name("style:parent-style-name"), style)
            # LibreOffice takes "start" for the left side, whatever the direction
            direction = {WRITING_MODE: "rl-tb" if rtl else "lr-tb", "fo:text-align": "right" if rtl else "left"}
            made.insert(0, _element("style:paragraph-properties", direction))
        self.before = ""
        outline = {"text:outline-level": level} if level else {}
        return _add(parent, "text:h" if level else "text:p", {"text:style-name": name, **outline})

    def write(self, paragraph: Any, text: str, language: str, style: str = "") -> None:
        """Adds text to a paragraph; runs in another language, and all of it with a `style`, stand in spans."""
        for run in office_runs(text, language):
            element = self._span(paragraph, run, style) if style or run.lang != language else paragraph
            _write(element, run.text, self.before)
            self.before = run.text[-1:] or self.before

    def _span(self, paragraph: Any, run: Run, style: str) -> Any:
        name = style or f"T_{run.lang}"
        if not style and name not in self.made:
            self._style(name, "text", run.lang, run.rtl)
        return _add(paragraph, "text:span", {"text:style-name": name})

    def _style(self, name: str, family: str, language: str, rtl: bool) -> Any:
        self.made.add(name)
        style = _add(self.styles, "style:style", {"style:name": name, "style:family": family})
        code, _, country = LOCALES.get(language, "zxx-none").partition("-")
        keys = ("style:language-complex", "style:country-complex") if rtl else ("fo:language", "fo:country")
        _add(style, "style:text-properties", dict(zip(keys, (code, country), strict=True)))
        return style


def _cell(row: Any) -> Any:
    return _add(row, "table:table-cell", {"table:style-name": "Cell", "office:value-type": "string"})


def _write(element: Any, text: str, before: str) -> None:
    """Adds text with its breaks, tabs and repeated spaces as elements: OpenDocument collapses white space."""
    end = 0
    for match in _SPACE.finditer(text):
        _append(element, text[end : match.start()])
        end = match.end()
        if match[0][0] == " ":
            single = match.start() > 0 or before.strip(" ") != ""
            _append(element, " " * single)
            if spaces := len(match[0]) - single:
                _add(element, "text:s", {"text:c": str(spaces)})
        else:
            _add(element, "text:tab" if match[0] == "\t" else "text:line-break")
    _append(element, text[end:])


def _append(element: Any, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _metadata(bitext: Bitext, options: ExportOptions) -> Any:
    """Title, author and language; no times: the same article gives the same bytes."""
    root = etree.Element(_name("office:document-meta"), {_name("office:version"): "1.3"}, nsmap=NAMES)
    meta = _add(root, "office:meta")
    _add(meta, "meta:generator").text = f"translator {__version__}"
    _add(meta, "dc:title").text = published.headline(bitext, options)
    if author := published.clean(bitext.metadata.author):
        _add(meta, "meta:initial-creator").text = author
    _add(meta, "dc:language").text = LOCALES[options.languages[0]]
    return root


def _own_files() -> dict[str, bytes]:
    files = {name: (FOLDER / name).read_bytes() for name in ("styles.xml", "manifest.xml")}
    return {"mimetype": MEDIA_TYPE.encode(), "META-INF/manifest.xml": files.pop("manifest.xml"), **files}


def _template(path: Path) -> dict[str, bytes]:
    """The files of a text or text template: its styles, page, headers and pictures are used."""
    try:
        files = dict(unpack(path.read_bytes()))
    except (OSError, zipfile.BadZipFile) as error:
        raise ExportError(path, f"this template cannot be opened ({error}).", TEMPLATE_TIP) from error
    if not files.get("mimetype", b"").startswith(MEDIA_TYPE.encode()) or "META-INF/manifest.xml" not in files:
        raise ExportError(path, "this template is no OpenDocument text.", TEMPLATE_TIP)
    manifest = files["META-INF/manifest.xml"].replace(b"opendocument.text-template", b"opendocument.text")
    return files | {"META-INF/manifest.xml": manifest}


def _xml(root: Any) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _element(name: str, attributes: Mapping[str, str] = MappingProxyType({})) -> Any:
    return etree.Element(_name(name), {_name(key): value for key, value in attributes.items()}, nsmap=NAMES)


def _add(parent: Any, name: str, attributes: Mapping[str, str] = MappingProxyType({})) -> Any:
    parent.append(element := _element(name, attributes))
    return element


def _name(name: str) -> str:
    """`text:p` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"
