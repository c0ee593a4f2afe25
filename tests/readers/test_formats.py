"""Feeds, subtitles, tables, PO and XLIFF: what goes wrong in them, and what their goldens in data/ do not show."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from translator import store
from translator.bitext import Bitext, Document, Kind, Pair, Segment
from translator.errors import SourceError
from translator.readers import find, read
from translator.readers.subtitles import group_cues, read_cues

Reads = Callable[[str, str | bytes], Document]
DATA = Path(__file__).parent / "data"


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    def write_and_read(name: str, text: str | bytes) -> Document:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(path)

    return write_and_read


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_feed_with_html_entities_and_broken_markup_is_read(reads: Reads) -> None:
    feed = (
        "<rss><channel><title>أ</title><item><title>خبر&nbsp;أول</title><description>نص <b>الخبر</item></channel></rss>"
    )
    assert texts(reads("feed.rss", feed))[0].split() == ["خبر", "أول"]


def test_feed_in_windows_1256(reads: Reads) -> None:
    feed = '<?xml version="1.0" encoding="windows-1256"?><rss><channel><item><title>خبر</title></item></channel></rss>'
    assert texts(reads("feed.rss", feed.encode("windows-1256"))) == ["خبر"]


def test_feed_without_entries_is_refused(reads: Reads) -> None:
    with pytest.raises(SourceError, match="no entry"):
        reads("feed.rss", "<rss><channel><title>صحيفة</title></channel></rss>")


def test_cues_keep_their_times_and_blocks_say_where_they_begin() -> None:
    cues = read_cues(DATA / "interview.srt")
    assert [(cue.start, cue.end) for cue in cues][:2] == [(1000, 3500), (3600, 6000)]
    assert cues[1].text == "قبل ثلاثين عاما، وكنت\nأصغر العمال."
    groups = group_cues(cues)
    assert [cue for group in groups for cue in group] == cues
    blocks = read(DATA / "interview.srt").blocks
    assert [block.line for block in blocks] == [1 + sum(map(len, groups[:at])) for at in range(len(groups))]


@pytest.mark.parametrize("name", ["a.srt", "a.vtt"])
def test_text_that_is_no_subtitles_is_refused(reads: Reads, name: str) -> None:
    with pytest.raises(SourceError, match=r"subtitles|cue"):
        reads(name, "مجرد نص")


def test_column_is_named_after_the_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("سؤال;جواب\nما اسمك؟;سالم.\n", encoding="utf-8-sig")
    assert texts(read(Path(f"{path}#جواب"))) == ["سالم."]
    with pytest.raises(SourceError, match="several columns are Arabic: سؤال, جواب") as info:
        read(path)
    assert "t.csv#COLUMN" in info.value.tip
    with pytest.raises(SourceError, match="no column “x”") as info:
        read(Path(f"{path}#x"))
    assert "سؤال, جواب" in info.value.tip


def test_only_arabic_column_is_found(reads: Reads) -> None:
    document = reads("t.csv", "id,phrase,note\n1,صباح الخير,greeting\n2,شكرا,thanks\n")
    assert [(block.kind, block.line, block.text) for block in document.blocks] == [
        (Kind.PARAGRAPH, 2, "صباح الخير"),
        (Kind.PARAGRAPH, 3, "شكرا"),
    ]


@pytest.mark.parametrize("text", ["a,b\nx,y\n", "a,b\n", 'ar,b\n"نص,y\n'])
def test_table_without_a_readable_column_is_refused(reads: Reads, text: str) -> None:
    with pytest.raises(SourceError):
        reads("t.csv", text)


def test_long_cell_is_read(reads: Reads) -> None:
    assert len(texts(reads("t.csv", f'ar\n"{"كلمة " * 60_000}"\n'))[0]) > 250_000


def test_own_po_file_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "story.po"
    pair = Pair("story/1", Segment("نص.", Kind.PARAGRAPH, 1, 1))
    store.save(Bitext("story", "corpus/ar/story.txt", (pair,)), path)
    with pytest.raises(SourceError, match=r"pairs of corpus/ar/story\.txt"):
        read(path)
    assert list(find(tmp_path)) == []


def test_broken_po_file_is_refused(reads: Reads) -> None:
    with pytest.raises(SourceError, match=r"bad\.po"):
        reads("bad.po", 'msgid "نص\nmsgstr ""\n')


def test_xliff_in_another_language_is_refused(reads: Reads) -> None:
    xliff = (
        (DATA / "museum-1.2.xlf").read_text(encoding="utf-8").replace('source-language="ar"', 'source-language="fr"')
    )
    with pytest.raises(SourceError, match="in “fr”, not Arabic"):
        reads("fr.xlf", xliff)


def test_mhtml_without_a_page_is_refused(reads: Reads) -> None:
    with pytest.raises(SourceError, match="no page"):
        reads("a.mhtml", "MIME-Version: 1.0\nContent-Type: text/plain\n\nنص")


SNIFFED = [path for path in DATA.iterdir() if path.suffix not in (".md", ".csv", ".tsv", ".expected", "")]


@pytest.mark.parametrize("path", sorted(SNIFFED), ids=lambda path: path.name)
def test_format_is_told_without_the_suffix(tmp_path: Path, path: Path) -> None:
    copy = tmp_path / "article"
    copy.write_bytes(path.read_bytes())
    assert read(copy).blocks == read(path).blocks


def test_missing_library_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "translator.readers.docx", raising=False)
    with pytest.raises(SourceError, match="needs the package docx") as info:
        read(DATA / "library.docx")
    assert "pip install 'translator[formats]'" in info.value.tip
