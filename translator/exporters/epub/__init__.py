"""EPUB 3 books: one article, or an anthology of several, with fonts inside and accessibility metadata."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import etree

from translator.bitext import Bitext, Kind
from translator.exporters import published
from translator.exporters.archive import pack
from translator.exporters.base import ExportOptions, File
from translator.exporters.html.fonts import Face, font_faces, needed
from translator.exporters.html.page import Row, rows
from translator.exporters.html.templating import environment

__all__ = ["anthology", "export"]

FOLDER = Path(__file__).parent
MEDIA_TYPE = ("mimetype", b"application/epub+zip")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article as a chapter; `file` is its name in the book."""

    file: str
    bitext: Bitext
    arabic: str
    english: str
    headline: str
    rows: tuple[Row, ...]
    notice: published.Notice | None
    provenance: list[str]

    @property
    def subheads(self) -> list[Row]:
        return [row for row in self.rows if row.kind is Kind.SUBHEAD]


def export(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """The article as a book of one chapter, EPUB 3.3; it passes EPUBCheck without a warning."""
    return _book([bitext], options)


def anthology(bitexts: Sequence[Bitext], options: ExportOptions = ExportOptions()) -> Iterator[File]:
    """All articles in one book, `anthology.epub`, with a table of contents in both languages."""
    yield "anthology.epub", _book(bitexts, options)


def _book(bitexts: Sequence[Bitext], options: ExportOptions) -> bytes:
    options = replace(options, report_url="", word_links=False)
    chapters = [_chapter(number, bitext, options) for number, bitext in enumerate(bitexts, 1)]
    pages = [(f"EPUB/{chapter.file}", _page("chapter.xhtml.j2", options, chapter=chapter)) for chapter in chapters]
    first = chapters[0] if chapters else None
    alone = first is not None and len(chapters) == 1 and not options.title
    values = {
        "chapters": chapters,
        "title": published.headline(first.bitext, options) if first and alone else published.clean(options.title),
        "arabic": first.arabic if first and alone else "",
    }
    pages.append(("EPUB/nav.xhtml", _page("nav.xhtml.j2", options, **values)))
    faces = _faces(b"".join(data for _, data in pages).decode("utf-8"))
    name = "\n".join(f"{bitext.slug} {bitext.source}" for bitext in bitexts)
    package = _render(
        "package.opf.j2",
        options,
        faces=faces,
        identifier=uuid.uuid5(uuid.NAMESPACE_URL, published.clean(name)).urn,
        modified=_modified(bitexts),
        reviewers=sorted({name for bitext in bitexts for name in published.reviewers(bitext, options)}),
        authors=sorted({published.clean(bitext.metadata.author) for bitext in bitexts} - {""}),
        **values,
    )
    style = f"{font_faces(faces, 'fonts')}\n{(FOLDER / 'book.css').read_text(encoding='utf-8')}\n{options.theme}"
    files: list[File] = [
        MEDIA_TYPE,
        ("META-INF/container.xml", (FOLDER / "container.xml").read_bytes()),
        ("EPUB/package.opf", package.encode("utf-8")),
        ("EPUB/book.css", style.encode("utf-8")),
        *pages,
        *((f"EPUB/fonts/{face.file}", face.data) for face in faces),
    ]
    return pack(files, stored=frozenset({"mimetype"}))


def _chapter(number: int, bitext: Bitext, options: ExportOptions) -> Chapter:
    arabic, english = published.titles(bitext, options)
    notice = published.notice(bitext, options) if "en" in options.languages else None
    return Chapter(
        f"article-{number}.xhtml",
        bitext,
        arabic,
        english,
        published.headline(bitext, options),
        tuple(rows(bitext, options)),
        notice,
        published.provenance(bitext, options),
    )


def _faces(text: str) -> tuple[Face, ...]:
    return tuple(face for face in needed(text) if face.family != "Amiri")


def _modified(bitexts: Sequence[Bitext]) -> str:
    """The latest date in the articles: a clock would make every export differ."""
    days = [pair.machine.date[:10] for bitext in bitexts for pair in bitext.pairs if pair.machine]
    return f"{max((day for day in days if _is_day(day)), default='2000-01-01')}T00:00:00Z"


def _is_day(text: str) -> bool:
    return len(text) == 10 and text.isascii() and text.replace("-", "").isdigit() and text[4] == text[7] == "-"


def _page(template: str, options: ExportOptions, **values: Any) -> bytes:
    """An XHTML page; every `lang` gets the `xml:lang` that EPUB wants beside it."""
    root = etree.fromstring(_render(template, options, **values).encode("utf-8"), _parser())
    for element in root.iter("{*}*"):
        if language := element.get("lang"):
            element.set(_XML_LANG, language)
    return bytes(etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _render(template: str, options: ExportOptions, **values: Any) -> str:
    return environment(FOLDER / "templates").get_template(template).render(options=options, **values)
