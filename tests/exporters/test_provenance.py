"""Every document ends with where the article is from, what translated it and who reviewed it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from lxml import etree

from translator.bitext import Bitext
from translator.exporters import ExportOptions, export

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
