"""EPUB books: chapters, table of contents, locks."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from translator.errors import SourceError
from translator.readers import read

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>حكايات الساحل</dc:title><dc:creator>نادية</dc:creator>
<dc:date>2023-05-01T00:00:00Z</dc:date></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="text/%D8%A8.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="rest" href="text/rest.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="style.css" media-type="text/css"/></manifest>
<spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="rest"/><itemref idref="two"/><itemref idref="gone"/>
</spine>
</package>"""
PAGES = {
    "OPS/nav.xhtml": "<nav><ol><li><a href='text/one.xhtml'>البحر</a></li></ol></nav>",
    "OPS/text/one.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'><h1>البحر</h1><p>هدأ&nbsp;البحر.</p></html>",
    "OPS/text/rest.xhtml": "<p>تتمة الفصل الأول.</p>",
    "OPS/text/ب.xhtml": "<h2>الجبل</h2><h3>القمة</h3><p>صعدنا الجبل.</p>",
}


def make(path: Path, extra: dict[str, str] | None = None) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/book.opf", PACKAGE)
        for name, text in {**PAGES, **(extra or {})}.items():
            archive.writestr(name, text)
    return path


def encryption(name: str) -> dict[str, str]:
    reference = f'<enc:CipherReference URI="{name}"/>'
    return {
        "META-INF/encryption.xml": f'<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#">{reference}</encryption>'
    }


def test_chapters_are_articles_in_the_order_of_the_spine(tmp_path: Path) -> None:
    document = read(make(tmp_path / "book.epub"))
    assert [(str(block.kind), block.text) for block in document.blocks] == [
        ("title", "البحر"),
        ("paragraph", "هدأ\u00a0البحر."),
        ("paragraph", "تتمة الفصل الأول."),
        ("title", "الجبل"),
        ("subhead", "القمة"),
        ("paragraph", "صعدنا الجبل."),
    ]
    starts = [block.metadata for block in document.blocks if block.starts_article]
    assert [(start.title, start.author, start.date) for start in starts if start] == [
        ("البحر", "نادية", "2023-05-01"),
        ("الجبل", "نادية", "2023-05-01"),
    ]
    assert [dropped.reason for dropped in document.dropped] == ["table of contents"]


def test_locked_book_is_refused_but_not_one_with_locked_fonts(tmp_path: Path) -> None:
    assert read(make(tmp_path / "fonts.epub", encryption("OPS/font.otf"))).blocks
    with pytest.raises(SourceError, match="locked"):
        read(make(tmp_path / "locked.epub", encryption("OPS/text/one.xhtml")))
