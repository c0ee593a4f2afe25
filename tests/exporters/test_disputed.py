"""English that two people wrote differently: documents of drafts tell it, those of reviewed English alone do not."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import lxml.etree
import lxml.html
import pytest

from translator.bitext import Bitext, Kind
from translator.exporters import ExportOptions, export

WORDS = "reviewed; another version is still open"
ROWS = [("عاد النهر.", "The river came back.", "r"), ("عادت الطيور.", "The birds came back.", "m")]


@pytest.fixture
def disputed(make: Callable[..., Bitext]) -> Bitext:
    """A reviewed and a machine sentence, each with another person's version beside it, and one that is settled."""
    article = make([(Kind.PARAGRAPH, [*ROWS, ("وفاض.", "It flooded.", "r")])])
    first, second, third = article.pairs
    others = (replace(first, conflicts=("The river returned.",)), replace(second, conflicts=("Birds returned.",)))
    return replace(article, pairs=(*others, third))


def marks(name: str, data: bytes) -> list[str]:
    """The marks at the English of a document, in order."""
    if name == "html":
        page = lxml.html.document_fromstring(data.decode("utf-8"))
        return [(mark.text or "") for mark in page.xpath("//article//a[@class='mark']")]
    if name == "markdown":
        return [str(mark.text) for mark in lxml.html.fromstring(data.decode("utf-8")).xpath("//sup")]
    member = {"docx": "word/document.xml", "odt": "content.xml", "epub": "EPUB/article-1.xhtml"}[name]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = lxml.etree.fromstring(archive.read(member))
    raised = "//*[local-name()='r'][.//*[local-name()='vertAlign']] | //*[local-name()='sup']"
    raised += " | //*[local-name()='span'][@*[.='Mark']]"
    return ["".join(mark.itertext()) for mark in root.xpath(raised)]


SETTLED = {"html": [""]}
"""What stands at a sentence that needs no mark: on pages a tick, drawn, that links to it."""


@pytest.mark.parametrize("name", ["html", "markdown", "docx", "odt", "epub"])
def test_a_draft_marks_what_is_disputed(disputed: Bitext, name: str) -> None:
    settled = SETTLED.get(name, [])
    assert marks(name, export(disputed, name)) == ["?", "MT", *settled]
    assert marks(name, export(disputed, name, ExportOptions(reviewed_only=True))) == settled * 2
    assert marks(name, export(disputed, name, ExportOptions(marks=False))) == []


def test_a_page_says_it_in_words(disputed: Bitext) -> None:
    page = lxml.html.document_fromstring(export(disputed, "html").decode("utf-8"))
    first, second, third = page.xpath("//article//a[@class='mark']")
    assert first.text_content() == f"?: {WORDS}; link to this sentence"
    assert second.text_content().startswith("MT: machine translation, not reviewed; another version is still open")
    assert "another version" not in third.text_content()
    assert "disputed" in first.getparent().get("class")
    legend = page.xpath("string(//p[@class='legend'])")
    assert "? reviewed, but another version is still open" in legend
    settled = export(disputed, "html", ExportOptions(reviewed_only=True)).decode("utf-8")
    assert "another version" not in settled


def test_a_corpus_has_all_versions(disputed: Bitext) -> None:
    records = [json.loads(line) for line in export(disputed, "jsonl").decode("utf-8").splitlines()]
    assert [record.get("conflicts") for record in records] == [["The river returned."], ["Birds returned."], None]


@pytest.mark.parametrize("name", ["html", "markdown", "docx", "odt", "epub", "text"])
def test_nobody_elses_version_is_published(disputed: Bitext, name: str) -> None:
    data = export(disputed, name, ExportOptions(word_links=False))
    if name in {"docx", "odt", "epub"}:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            data = b"".join(archive.read(member) for member in archive.namelist())
    assert b"The river came back." in data
    assert b"returned" not in data
