"""Every file in data/ becomes just what the .expected file beside it says: metadata, blocks, what was dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from translator.bitext import Document, Metadata
from translator.readers import read

DATA = Path(__file__).parent / "data"
GOLDEN = sorted(path for path in DATA.iterdir() if path.suffix == ".expected")


def describe(document: Document) -> Iterator[str]:
    """A document as the .expected files write it: `kind  text`, an article's start as `=`, what was dropped as `-`."""
    yield f"# {describe_metadata(document.metadata)}"
    for block in document.blocks:
        if block.starts_article:
            yield f"= {describe_metadata(block.metadata or Metadata())}"
        yield f"{block.line:3} {block.kind or '?':10}  {block.text}"
    for dropped in document.dropped:
        yield f"- {dropped.reason}: {dropped.block.text}"


def describe_metadata(metadata: Metadata) -> str:
    return " | ".join((metadata.title, metadata.author, metadata.date, metadata.url)).strip(" |")


@pytest.mark.parametrize("expected", GOLDEN, ids=lambda path: path.stem)
def test_file_becomes_what_is_expected(expected: Path) -> None:
    document = read(expected.with_suffix(""))
    assert "\n".join(describe(document)) + "\n" == expected.read_text(encoding="utf-8")


def test_every_file_has_its_expectation() -> None:
    assert {path.stem for path in GOLDEN} == {
        path.name for path in DATA.iterdir() if path.suffix != ".expected" and not path.name.startswith(".")
    }


@pytest.mark.parametrize("name", ["news-page.html", "bridge-chromium.pdf", "library.docx", "feed.rss"])
def test_same_file_gives_the_same_document(name: str) -> None:
    assert read(DATA / name) == read(DATA / name)
