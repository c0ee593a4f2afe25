"""Word, OpenDocument and EPUB files: their XML parts are translated in place, all else is copied byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from translator.exporters.archive import pack
from translator.exporters.original.slots import Translations
from translator.exporters.original.texts import Node, fill_nodes, text_nodes, turn
from translator.readers.archive import open_archive, read_member
from translator.readers.xml import parse_xml

__all__ = ["docx", "epub", "odt"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
WORD_PARTS = frozenset(f"word/{name}.xml" for name in ("document", "footnotes", "endnotes", "styles", "numbering"))
UNSEEN = frozenset(f"{W}{name}" for name in ("lang", "rFonts", "noProof", "bCs", "iCs", "szCs", "cs"))
"""Properties of a run by which English looks no different."""
RTL_MARKS = tuple(f"{W}{name}" for name in ("bidi", "rtl", "bidiVisual", "rtlGutter"))

Part = Callable[[str, Any], list[Node] | None]
"""Given a part's name and tree: its pieces of text, after turning its direction; None leaves the part as it is."""


def docx(path: Path, translations: Translations) -> bytes:
    """The Word document with its styles, pictures, tables and notes."""
    return _rewrite(path, translations, lambda name: name in WORD_PARTS, _word_part)


def odt(path: Path, translations: Translations) -> bytes:
    """The OpenDocument text with its styles, pictures and tables."""
    return _rewrite(path, translations, lambda name: name in {"content.xml", "styles.xml"}, _open_document_part)


def epub(path: Path, translations: Translations) -> bytes:
    """The book with its chapters' markup; its package says English and left to right."""
    wanted = (".xhtml", ".html", ".htm", ".opf", ".ncx")
    return _rewrite(path, translations, lambda name: name.lower().endswith(wanted), _book_part)


def _rewrite(path: Path, translations: Translations, wanted: Callable[[str], bool], part: Part) -> bytes:
    """All parts share one search: a note or chapter may stand anywhere in the archive."""
    with open_archive(path) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
        trees = {name: parse_xml(read_member(archive, name, path), path, name) for name in files if wanted(name)}
    nodes: list[Node] = []
    for name, root in sorted(trees.items(), key=lambda item: _order(item[0])):
        nodes += part(name, root) or []
    fill_nodes(nodes, translations)
    for name, root in trees.items():
        files[name] = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)
    return pack(files.items(), stored=frozenset({"mimetype"}))


def _order(name: str) -> tuple[bool, str]:
    return "document" not in name and "content" not in name, name


def _word_part(name: str, root: Any) -> list[Node]:
    for properties in root.iter(f"{W}rPr"):
        if properties.find(f"{W}rtl") is not None:
            _copy_weight(properties)
    for element in [*root.iter(*RTL_MARKS)]:
        element.getparent().remove(element)
    for language in root.iter(f"{W}lang"):
        language.set(f"{W}val", "en-GB")
    return [] if "styles" in name or "numbering" in name else list(_word_texts(root))


def _copy_weight(properties: Any) -> None:
    """Bold and slant of right-to-left letters, which have marks of their own, for the English that replaces them."""
    names = [W + name for name in ("rStyle", "rFonts", "b", "bCs", "i", "iCs")]
    for own, arabic in ((f"{W}b", f"{W}bCs"), (f"{W}i", f"{W}iCs")):
        marked = properties.find(arabic)
        if marked is not None and properties.find(own) is None:
            before = names[: names.index(own)]
            place = sum(one.tag in before for one in properties)
            properties.insert(place, etree.Element(own, marked.attrib))


def _word_texts(root: Any) -> Iterator[Node]:
    for element in root.iter(f"{W}t"):
        if element.text:
            yield element.text, partial(_set_word_text, element), _word_look(element)


def _word_look(element: Any) -> Hashable:
    """The format of a run and the link that it stands in; Word cuts runs for reasons of its own too."""
    run = element.getparent()
    link = next(run.iterancestors(f"{W}hyperlink"), None)
    properties = run.find(f"{W}rPr")
    format_ = sorted(
        etree.tostring(one, with_tail=False)
        for one in (() if properties is None else properties)
        if one.tag not in UNSEEN
    )
    return tuple(format_), None if link is None else tuple(sorted(link.attrib.items()))


def _set_word_text(element: Any, value: str) -> None:
    element.text = value
    element.set(SPACE, "preserve")


def _open_document_part(name: str, root: Any) -> list[Node]:
    for element in root.iter("*"):
        if element.get(f"{STYLE}writing-mode", "").startswith("rl"):
            element.set(f"{STYLE}writing-mode", "lr-tb")
        if element.get(f"{FO}text-align") == "end":
            element.set(f"{FO}text-align", "start")
    return list(text_nodes(root, last=f"{TEXT}note")) if name == "content.xml" else []


def _book_part(name: str, root: Any) -> list[Node]:
    if not name.endswith(".opf"):
        turn(root)
        return list(text_nodes(root))
    for spine in root.iter("{*}spine"):
        spine.set("page-progression-direction", "ltr")
    for language in root.iter("{http://purl.org/dc/elements/1.1/}language"):
        language.text = "en"
    titles = root.iter("{http://purl.org/dc/elements/1.1/}title")
    return [(title.text, partial(setattr, title, "text"), title) for title in titles if title.text]
