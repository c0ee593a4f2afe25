"""Fifty hard articles and the samples as Word and OpenDocument texts, opened by LibreOffice, saved as the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from lxml import etree

from translator.bitext import Bitext, State
from translator.exporters import ExportOptions, export
from translator.exporters.archive import unpack
from translator.exporters.published import clean

pytestmark = pytest.mark.slow

NS = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("table", "text")}
SHOWN = {State.REVIEWED, State.MACHINE, State.STALE}


def word_cells(path: Path) -> list[str]:
    [table] = docx.Document(str(path)).tables
    return [cell.text for cell in table._cells]


def open_document_cells(path: Path) -> list[str]:
    content = etree.fromstring(dict(unpack(path.read_bytes()))["content.xml"])
    return ["".join(cell.itertext()) for cell in content.iterfind(".//table:table-cell", NS)]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", clean(text).replace("\u200f", ""))


@pytest.mark.parametrize(
    ("name", "other", "cells"), [("odt", "docx", word_cells), ("docx", "odt", open_document_cells)]
)
def test_every_word_is_in_its_cell(
    name: str,
    other: str,
    cells: Callable[[Path], list[str]],
    tmp_path: Path,
    hard_bitexts: dict[str, Bitext],
    bitext: Bitext,
    samples: list[Bitext],
    office: Callable[[list[Path], str], None],
) -> None:
    articles = {**hard_bitexts, "river": bitext, **{sample.slug: sample for sample in samples}}
    for slug, article in articles.items():
        (tmp_path / f"{slug}.{name}").write_bytes(export(article, name, ExportOptions(marks=False)))
    office(sorted(tmp_path.glob(f"*.{name}")), other)
    for slug, article in articles.items():
        found = map(squeezed, cells(tmp_path / f"{slug}.{other}")[2:])
        for block, (arabic, english) in zip(article.blocks(), pairs(found), strict=True):
            assert arabic == squeezed("".join(pair.source for pair in block)), slug
            assert all(squeezed(pair.target) in english for pair in block if pair.state in SHOWN), slug


def pairs(items: Iterator[str]) -> Iterator[tuple[str, str]]:
    return zip(items, items, strict=True)
