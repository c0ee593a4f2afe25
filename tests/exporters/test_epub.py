"""EPUB books: EPUBCheck finds nothing, not even with fifty hard chapters."""

from __future__ import annotations

import json
import subprocess
import time
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from translator.bitext import Bitext, State
from translator.exporters import ExportOptions, export, export_collection
from translator.exporters.html.page import anchor
from translator.exporters.published import clean

OPF = {"o": "http://www.idpf.org/2007/opf", "d": "http://purl.org/dc/elements/1.1/"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read(book: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(book)) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.slow
def test_epubcheck_finds_nothing(
    tmp_path: Path, bitext: Bitext, hard_bitexts: dict[str, Bitext], samples: list[Bitext], epubcheck: list[str]
) -> None:
    options = ExportOptions(title="Rivers & more", reviewers=("Salma", "هند"))
    [(_, anthology)] = export_collection([bitext, *hard_bitexts.values(), *samples], "anthology", options)
    english = export(bitext, "epub", ExportOptions(languages=("en",)))
    for name, book in (("anthology", anthology), ("english", english)):
        (tmp_path / f"{name}.epub").write_bytes(book)
        command = [*epubcheck, "--json", "-", "--quiet", str(tmp_path / f"{name}.epub")]
        answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        found = [(message["ID"], message["message"]) for message in json.loads(answer.stdout)["messages"]]
        assert found == [], name


def test_text_is_what_is_stored(hard: Bitext) -> None:
    chapter = read(export(hard, "epub"), "EPUB/article-1.xhtml")
    for pair in hard.pairs:
        stored = {anchor(pair.id): pair.source}
        if pair.state in {State.REVIEWED, State.MACHINE, State.STALE} and pair.target:
            stored[f"{anchor(pair.id)}-en"] = pair.target
        for name, text in stored.items():
            [element] = chapter.xpath(f"//*[@id='{name}']")
            assert "".join(element.itertext()) == clean(text).replace("\r\n", "\n")


def test_languages_directions_and_accessibility(bitext: Bitext) -> None:
    book = export(bitext, "epub")
    package = read(book, "EPUB/package.opf")
    assert package.xpath("//o:spine/@page-progression-direction", namespaces=OPF) == ["rtl"]
    assert package.xpath("//d:language/text()", namespaces=OPF) == ["ar", "en"]
    properties = set(package.xpath("//o:meta/@property", namespaces=OPF))
    assert {f"schema:access{name}" for name in ("Mode", "ModeSufficient")} <= properties
    assert {f"schema:accessibility{name}" for name in ("Feature", "Hazard", "Summary")} <= properties
    english_first = read(export(bitext, "epub", ExportOptions(languages=("en", "ar"))), "EPUB/package.opf")
    assert english_first.xpath("//o:spine/@page-progression-direction", namespaces=OPF) == ["ltr"]
    for element in read(book, "EPUB/article-1.xhtml").iter("{*}*"):
        assert element.get("lang") == element.get(XML_LANG)


def test_fonts_are_inside(bitext: Bitext) -> None:
    with zipfile.ZipFile(BytesIO(export(bitext, "epub"))) as archive:
        names = archive.namelist()
        assert names[0] == "mimetype"
        assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    fonts = [name for name in names if name.endswith(".woff2")]
    assert [name for name in fonts if "noto-naskh-arabic-core" in name]
    assert not [name for name in fonts if "amiri" in name]


def test_machine_english_is_marked_and_announced(bitext: Bitext) -> None:
    chapter = read(export(bitext, "epub"), "EPUB/article-1.xhtml")
    assert "Unreviewed machine draft" in "".join(chapter.xpath("//*[local-name()='aside']")[0].itertext())
    assert len(chapter.xpath("//*[local-name()='sup']")) == 7


def test_same_bytes_whatever_the_time(bitext: Bitext) -> None:
    before = export(bitext, "epub")
    time.sleep(2.1)  # the resolution of times in a ZIP archive
    assert export(bitext, "epub") == before


def test_identifier_is_the_articles(bitext: Bitext) -> None:
    first, second = (
        read(export(one, "epub"), "EPUB/package.opf").xpath("string(//d:identifier)", namespaces=OPF)
        for one in (bitext, replace(bitext, slug="other"))
    )
    assert first.startswith("urn:uuid:")
    assert first != second
