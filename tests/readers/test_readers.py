"""`read` and `find`: the format is found, and every kind of bad file gets an error that says what to do."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from translator.bitext import Block, Document
from translator.errors import SourceError
from translator.readers import READERS, STDIN, find, read

NEWS = "افتتح الوزير معرض الكتاب أمس.\n\nوقال المدير إن المعرض يستمر أسبوعين.\n"


def test_reads_a_text_file_in_blocks(tmp_path: Path) -> None:
    path = tmp_path / "خبر.txt"
    path.write_text(NEWS, encoding="utf-8")
    document = read(path)
    assert [block.text for block in document.blocks] == NEWS.strip().split("\n\n")
    assert [block.line for block in document.blocks] == [1, 3]
    assert document.path == path


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\r\n\t", "is empty"),
        ("mark.txt", b"\xef\xbb\xbf\n", "no Arabic"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01", "binary"),
        ("photo.txt", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01", "binary"),
        ("english.txt", b"The minister opened the fair.\n", "no Arabic"),
        ("broken.txt", NEWS.encode()[:15] + b"\xff" + NEWS.encode()[15:], "offset 15"),
    ],
)
def test_bad_file_is_named_with_its_cause_and_the_next_step(tmp_path: Path, name: str, data: bytes, cause: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError, match=cause) as info:
        read(path)
    assert info.value.where == str(path)
    assert info.value.tip


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="folder"):
        read(tmp_path)


@pytest.fixture
def not_root() -> Iterator[None]:
    """Root may read everything, so that the test takes another user's rights while it runs."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_unreadable_file(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(NEWS, encoding="utf-8")
    path.chmod(0)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder.is_relative_to(tmp_path.parent.parent):
            folder.chmod(0o755)
    request.getfixturevalue("not_root")
    with pytest.raises(SourceError, match="may not read"):
        read(path)


def test_ten_megabytes_of_text(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_text(NEWS.replace("\n", "\n\n") * 81_000, encoding="utf-8")
    assert path.stat().st_size > 10_000_000
    assert len(read(path).blocks) == 162_000


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEWS.encode("windows-1256"))))
    document = read(STDIN)
    assert (document.path, len(document.blocks)) == (STDIN, 2)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(SourceError, match="standard input: the file is empty"):
        read(STDIN)


@pytest.mark.parametrize("name", ["library.docx", "bridge-cairo.pdf", "news-page.html", "feed.rss"])
def test_any_format_is_read_from_standard_input(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = Path(__file__).parent / "data" / name
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    assert read(STDIN).blocks == read(path).blocks


def test_unknown_suffix_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "مقال"
    path.write_text(NEWS, encoding="utf-16")
    assert len(read(path).blocks) == 2


def test_another_reader_can_be_put_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(READERS, ".test", lambda path: Document(path, (Block("مقال"),)))
    path = tmp_path / "article.TEST"
    path.write_bytes(b"x")
    assert read(path).blocks[0].text == "مقال"


@pytest.mark.parametrize("name", ["story.html", "index.HTM", "ar/story.xhtml"])
def test_own_page_is_no_article(tmp_path: Path, name: str) -> None:
    page = tmp_path / name
    page.parent.mkdir(exist_ok=True)
    head = '<!DOCTYPE html><html><head><meta charset="utf-8">'
    page.write_text(f'{head}<meta name="generator" content="WordPress 6.5"></head><p>{NEWS}</p>', encoding="utf-8")
    assert list(find(tmp_path)) == [page]
    page.write_text(f'{head}<meta name="generator" content="translator 0.1.0"></head><p>{NEWS}</p>', encoding="utf-8")
    assert list(find(tmp_path)) == []
    with pytest.raises(SourceError, match="a page made by translator"):
        read(page)
    assert read(page, arabic=False).blocks, "an English page that was published and then edited can be aligned"


def test_finds_articles_and_passes_over_what_belongs_to_pages(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", ".hidden.txt", "photo.jpg", "page.html", "page_files/ad.html", "sub/c.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    found = [path.relative_to(tmp_path).as_posix() for path in find(tmp_path) if path.suffix.lower() == ".txt"]
    assert found == ["a.TXT", "b.txt", "sub/c.txt"]
    assert not any("page_files" in path.parts for path in find(tmp_path))
    assert list(find(tmp_path / "photo.jpg")) == [tmp_path / "photo.jpg"]
