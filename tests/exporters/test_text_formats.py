"""Markdown, plain text, TSV and JSONL: every word in, nothing read as markup, columns that stay columns."""

from __future__ import annotations

import json

import lxml.html
import pytest
from markdown_it import MarkdownIt

from translator.bitext import Bitext, State
from translator.exporters import ExportOptions, export
from translator.exporters.published import clean
from translator.exporters.tables import COLUMNS

SHOWN = {State.REVIEWED, State.MACHINE, State.STALE}


def words(text: str) -> list[str]:
    return clean(text).split()


def rendered(markdown: bytes) -> lxml.html.HtmlElement:
    """The document as CommonMark renders it, its front matter cut off."""
    body = markdown.decode("utf-8").split("\n---\n", 1)[1]
    return lxml.html.fromstring(f"<main>{MarkdownIt('commonmark').render(body)}</main>")


def test_markdown_shows_every_word_as_it_is(hard: Bitext) -> None:
    page = rendered(export(hard, "markdown", ExportOptions(marks=False)))
    arabic = " ".join(div.text_content() for div in page.xpath(".//div[@dir='rtl'][@lang='ar']"))
    assert arabic.split() == [word for pair in hard.pairs for word in words(pair.source)]
    for div in page.xpath(".//div"):
        div.drop_tree()
    if not any(pair.state is not State.REVIEWED for pair in hard.pairs):
        english = [word for pair in hard.pairs for word in words(pair.target)]
        assert page.text_content().split() == english


def test_markdown_marks_machine_english_and_says_so_first(bitext: Bitext) -> None:
    page = rendered(export(bitext, "markdown"))
    assert page[0].tag == "blockquote"
    assert page[0].text_content().strip().startswith("Unreviewed machine draft. 7 of the 19")
    assert [mark.text for mark in page.xpath(".//sup")] == ["MT", "MT", "MT?", "MT", "MT", "MT", "MT"]
    assert [heading.text_content() for heading in page.xpath(".//h1")] == [
        "مدينة تستعيد نهرها بعد أربعين عاماً",
        "A city regains its river after forty years",
    ]


def test_markdown_front_matter_is_yaml(bitext: Bitext) -> None:
    lines = export(bitext, "markdown").decode("utf-8").split("\n---\n")[0].splitlines()[1:]
    fields = {key: json.loads(value) for key, value in (line.split(": ", 1) for line in lines)}
    assert fields["title_ar"] == "مدينة تستعيد نهرها بعد أربعين عاماً"
    assert fields["machine"] == "ar-en@3f2a1c"


def test_plain_text_has_every_english_word(hard: Bitext) -> None:
    text = export(hard, "text").decode("utf-8")
    for block in hard.blocks():
        for pair in block:
            if pair.state in SHOWN and pair.target:
                assert " ".join(words(pair.target)) in text


def test_plain_text_says_what_is_missing(bitext: Bitext) -> None:
    text = export(bitext, "text", ExportOptions(reviewed_only=True)).decode("utf-8")
    assert "Unreviewed" not in text
    assert "GPT" not in text
    assert text.startswith("A city regains its river after forty years\n\nSalma al-Rawi\n\nThe mayor")
    assert "[not yet translated]" in text
    assert text.endswith("A view of the river at dusk.\n")


def test_jsonl_loses_nothing(hard: Bitext) -> None:
    records = [json.loads(line) for line in export(hard, "jsonl").decode("utf-8").splitlines()]
    assert [(record["id"], record["source"], record["target"], record["state"]) for record in records] == [
        (pair.id, pair.source, pair.target, pair.state.value) for pair in hard.pairs
    ]


def test_jsonl_tells_where_pairs_come_from(bitext: Bitext) -> None:
    record = json.loads(export(bitext, "jsonl").decode("utf-8").splitlines()[3])
    assert record["model"] == "ar-en@3f2a1c"
    assert record["score"] == -0.42
    assert record["author"] == "سلمى الراوي"
    assert record["file"] == "corpus/ar/river.txt"


def test_tsv_keeps_its_columns(hard: Bitext) -> None:
    header, *lines, end = export(hard, "tsv").decode("utf-8").split("\n")
    assert (header.split("\t"), end) == (list(COLUMNS), "")
    assert len(lines) == len(hard.pairs)
    for line, pair in zip(lines, hard.pairs, strict=True):
        row = dict(zip(COLUMNS, line.split("\t"), strict=True))
        assert (row["source"], row["target"]) == (" ".join(words(pair.source)), " ".join(words(pair.target)))


@pytest.mark.parametrize("name", ["tsv", "jsonl"])
def test_reviewed_only(bitext: Bitext, name: str) -> None:
    text = export(bitext, name, ExportOptions(reviewed_only=True)).decode("utf-8")
    assert "machine" not in text.split("\n", 1)[1]
    assert len(text.splitlines()) == 8 + (name == "tsv")


@pytest.mark.parametrize("name", ["markdown", "text", "tsv", "jsonl"])
def test_same_bytes_twice(hard: Bitext, name: str) -> None:
    assert export(hard, name) == export(hard, name)
