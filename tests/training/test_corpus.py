from __future__ import annotations

import gzip
import lzma
from pathlib import Path

import pytest

from translator.errors import DataError
from translator.training.corpus import SentencePair, read_pairs

PAIRS = [SentencePair("مرحبا", "Hello"), SentencePair("شكرا جزيلا", "Many thanks")]
TSV = "مرحبا\tHello\textra\nشكرا جزيلا\tMany thanks\n"


def test_tsv_is_read_plain_and_compressed(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(TSV, encoding="utf-8")
    (tmp_path / "b.tsv.xz").write_bytes(lzma.compress(TSV.encode()))
    (tmp_path / "c.tsv.gz").write_bytes(gzip.compress(TSV.encode()))
    for name in ("a.tsv", "b.tsv.xz", "c.tsv.gz"):
        assert list(read_pairs(tmp_path / name)) == PAIRS


def test_moses_pair_is_read_from_its_arabic_side(tmp_path: Path) -> None:
    (tmp_path / "news.ar").write_text("مرحبا\nشكرا جزيلا\n", encoding="utf-8")
    (tmp_path / "news.en").write_text("Hello\nMany thanks\n", encoding="utf-8")
    assert list(read_pairs(tmp_path / "news.ar")) == PAIRS


def test_moses_pair_with_a_line_missing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "news.ar").write_text("مرحبا\nشكرا جزيلا\n", encoding="utf-8")
    (tmp_path / "news.en").write_text("Hello\n", encoding="utf-8")
    with pytest.raises(DataError, match="different numbers of lines"):
        list(read_pairs(tmp_path / "news.ar"))


def test_moses_pair_needs_both_files(tmp_path: Path) -> None:
    (tmp_path / "news.ar").write_text("مرحبا\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"news\.en"):
        list(read_pairs(tmp_path / "news.ar"))


def test_tmx_is_read_in_either_language_order_with_regions(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text(
        """<?xml version="1.0"?><tmx version="1.4"><header/><body>
        <tu><tuv xml:lang="en-GB"><seg>Hello</seg></tuv><tuv xml:lang="ar-QA"><seg>مرحبا</seg></tuv></tu>
        <tu><tuv xml:lang="AR"><seg>شكرا <bpt i="1">b</bpt>جزيلا<ept i="1"/></seg></tuv>
            <tuv xml:lang="en"><seg>Many thanks</seg></tuv></tu>
        <tu><tuv xml:lang="fr"><seg>Salut</seg></tuv><tuv xml:lang="ar"><seg>أهلا</seg></tuv></tu>
        </body></tmx>""",
        encoding="utf-8",
    )
    assert list(read_pairs(path)) == PAIRS


def test_of_a_po_file_only_reviewed_pairs_are_learnt_from(tmp_path: Path) -> None:
    path = tmp_path / "story.po"
    path.write_text(
        """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"

#: story.txt:p1.s1
msgctxt "story/1a2b3c4d"
msgid "مرحبا"
msgstr "Hello"

#: story.txt:p1.s2
#, fuzzy
msgctxt "story/5e6f7a8b"
msgid "شكرا جزيلا"
msgstr "machine output"
""",
        encoding="utf-8",
    )
    assert list(read_pairs(path)) == PAIRS[:1]


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.docx", b"", "no parallel text"),
        ("a.tsv", "مرحبا Hello\n".encode(), "no tab in line 1"),
        ("a.tsv", b"\xff\xfe\t\x00", "not UTF-8"),
        ("a.tsv.xz", b"not xz", "broken"),
        ("a.tsv.gz", b"not gz", "cannot be read"),
    ],
)
def test_unusable_files_are_refused_by_name(tmp_path: Path, name: str, content: bytes, cause: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=cause) as error:
        list(read_pairs(tmp_path / name))
    assert name in error.value.where


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        list(read_pairs(tmp_path / "none.tsv"))
