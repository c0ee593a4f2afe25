"""Zip archives and the formats that are one: bombs, traversal, passwords and broken files are refused by name."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from translator.errors import SourceError
from translator.readers import archive, read

NEWS = "افتتح الوزير معرض الكتاب أمس.\n\nوقال المدير إن المعرض يستمر أسبوعين.\n"
DATA = Path(__file__).parent / "data"


def make(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def test_each_readable_file_is_an_article_and_the_others_are_reported(tmp_path: Path) -> None:
    path = make(
        tmp_path / "articles.zip",
        {
            "b.txt": NEWS.encode("windows-1256"),
            "a/page.html": (DATA / "news-page.html").read_bytes(),
            "a/page_files/ad.html": "<p>إعلان</p>",
            "photo.jpg": b"\xff\xd8\0",
            "empty.txt": "",
            "__MACOSX/b.txt": NEWS,
            ".hidden.txt": NEWS,
        },
    )
    document = read(path)
    starts = [block for block in document.blocks if block.starts_article]
    assert [block.text.split()[0] for block in starts] == ["ميناء", "افتتح"]
    assert starts[0].metadata is not None
    assert starts[0].metadata.author == "هناء الشميري"
    reasons = {dropped.block.text: dropped.reason for dropped in document.dropped}
    assert reasons["empty.txt"] == "the file is empty."
    assert "photo.jpg" in reasons
    assert not any("page_files" in text or "hidden" in text or "MACOSX" in text for text in reasons)


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:/out.txt"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    path = make(tmp_path / "evil.zip", {name: NEWS})
    with pytest.raises(SourceError, match="names a file outside itself"):
        read(path)
    assert [file.name for file in tmp_path.iterdir()] == ["evil.zip"]


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "bomb.zip", {f"{number}.txt": b"0" * (8 << 20) for number in range(4)})
    monkeypatch.setattr(archive, "MOST_BYTES", 16 << 20)
    with pytest.raises(SourceError, match="unpacks to 32 MB, over 16 MB"):
        read(path)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    with pytest.raises(SourceError, match="holds 4 files, over 3"):
        read(path)


def test_bomb_in_one_part_is_refused(tmp_path: Path) -> None:
    path = make(
        tmp_path / "bomb.epub", {"mimetype": "application/epub+zip", "META-INF/container.xml": b" " * (65 << 20)}
    )
    assert path.stat().st_size < 100_000
    with pytest.raises(SourceError, match=r"container\.xml unpacks to over 64 MB"):
        read(path)


def test_lying_header_unpacks_to_no_more_than_it_says(tmp_path: Path) -> None:
    path = make(tmp_path / "liar.zip", {"a.txt": NEWS * 1000})
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"a\.txt is broken"):
        read(path)


def test_protected_archive_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "locked.zip", {"a.txt": NEWS})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(SourceError, match="password"):
        read(path)


@pytest.mark.parametrize("suffix", [".zip", ".docx", ".odt", ".epub"])
@pytest.mark.parametrize("data", [b"no zip at all", b"PK\x03\x04broken"])
def test_broken_file_is_refused(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"broken{suffix}"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="broken") as info:
        read(path)
    assert info.value.tip


@pytest.mark.parametrize("name", ["library.docx", "library.odt", "library-libreoffice.epub"])
def test_cut_off_file_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes((DATA / name).read_bytes()[:-3000])
    with pytest.raises(SourceError, match="broken"):
        read(path)


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub"])
def test_zip_with_another_suffix_is_refused(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(SourceError):
        read(make(tmp_path / f"other{suffix}", {"a.txt": NEWS}))


def test_old_word_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "old.docx"
    path.write_bytes(archive.OLE + b"\0" * 512)
    with pytest.raises(SourceError, match="old Office program, or one with a password"):
        read(path)


def test_nothing_readable_is_an_error_that_says_why(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.txt: there is no Arabic text in it"):
        read(make(tmp_path / "english.zip", {"a.txt": "English"}))
