"""XML that would read other files, fetch or grow is refused, in each format that is XML."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from translator.errors import SourceError
from translator.readers import read

DATA = Path(__file__).parent / "data"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = {
    "file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "network": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>',
    "growth": f'<!DOCTYPE x [<!ENTITY l0 "نص">{LAUGHS}<!ENTITY e "&l9;">]>',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p; <!ENTITY e "x">]>',
}


@pytest.mark.parametrize("doctype", ENTITIES.values(), ids=ENTITIES)
@pytest.mark.parametrize("name", ["museum-1.2.xlf", "feed.rss"])
def test_entities_are_refused(tmp_path: Path, name: str, doctype: str) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    head, rest = text.split("\n", 1)
    path = tmp_path / name
    path.write_text(f"{head}\n{doctype}\n{rest.replace('التاسعة', '&e;').replace('صحيفة', '&e;')}", encoding="utf-8")
    with pytest.raises(SourceError, match="entities"):
        read(path)


@pytest.mark.parametrize("doctype", ENTITIES.values(), ids=ENTITIES)
@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("library.odt", "content.xml"),
        ("library.docx", "word/document.xml"),
        ("library-libreoffice.epub", "META-INF/container.xml"),
    ],
)
def test_entities_in_archives_are_refused(tmp_path: Path, name: str, part: str, doctype: str) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(DATA / name) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == part:
                head, end, rest = data.decode().partition("?>")
                data = f"{head}{end}{doctype}{rest}".encode()
            new.writestr(info, data)
    with pytest.raises(SourceError, match="defines XML entities"):
        read(path)


def test_broken_xml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cut.xlf"
    path.write_bytes((DATA / "museum-1.2.xlf").read_bytes()[:400])
    with pytest.raises(SourceError, match="it is broken XML"):
        read(path)
