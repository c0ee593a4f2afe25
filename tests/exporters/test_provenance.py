"""Every document ends with where the article is from, what translated it and who reviewed it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree

from translator.bitext import Bitext
from translator.exporters import ExportOptions, export, export_collection

MEMBERS = {"docx": "word/document.xml", "odt": "content.xml", "epub": "EPUB/article-1.xhtml"}


def last_words(name: str, bitext: Bitext, options: ExportOptions) -> str:
    with zipfile.ZipFile(BytesIO(export(bitext, name, options))) as archive:
        root = etree.fromstring(archive.read(MEMBERS[name]))
    return "".join(root.itertext()).replace("\u200f", "").replace("\u00a0", " ").strip()


@pytest.mark.parametrize("name", MEMBERS)
def test_documents_name_source_model_and_reviewers(bitext: Bitext, name: str) -> None:
    text = last_words(name, bitext, ExportOptions(reviewers=("Salma al-Rawi",)))
    at = [
        text.index(part)
        for part in (
            "Source: corpus/ar/river.txt · https://example.org/articles/river",
            "Machine translation: ar-en@3f2a1c, 2026-11-22",
            "Review: 8 of 19 sentences, by Salma al-Rawi",
        )
    ]
    assert at == sorted(at)
    assert text.endswith("by Salma al-Rawi")


@pytest.mark.parametrize("name", MEMBERS)
def test_the_arabic_alone_names_its_source(bitext: Bitext, name: str) -> None:
    text = last_words(name, bitext, ExportOptions(languages=("ar",)))
    assert text.endswith("المصدر: corpus/ar/river.txt · https://example.org/articles/river")
    assert "Review:" not in text


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("corpus/ar/river.txt", "corpus/ar/river.txt"),
        ("../../home/salma/desk/river.txt", "river.txt"),
        ("/home/salma/river.txt", "river.txt"),
        (r"C:\Users\Salma\river.txt", "river.txt"),
    ],
)
def test_no_document_tells_where_on_a_disk_its_source_lies(bitext: Bitext, source: str, told: str) -> None:
    moved = replace(bitext, source=source)
    for name in ("html", "markdown", "jsonl"):
        text = export(moved, name).decode()
        assert told in text
        assert "salma/" not in text.lower(), name
    assert f"Source: {told} · " in last_words("docx", moved, ExportOptions())
    datasheet = dict(export_collection([moved], "corpus"))["DATASHEET.md"].decode()
    assert told.rpartition("/")[2] in datasheet
    assert "home" not in datasheet
    assert "Users" not in datasheet
