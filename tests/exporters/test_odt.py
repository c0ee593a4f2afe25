"""OpenDocument texts: marked as LibreOffice needs them for Arabic, and opened by it with every word in its place."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from translator.bitext import Bitext, Kind, Metadata, State
from translator.errors import ExportError
from translator.exporters import ExportOptions, export
from translator.exporters.archive import pack, unpack
from translator.exporters.published import clean
from translator.readers import read

NS = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{where}:1.0"
    for name, where in (
        *(("office", "office"), ("style", "style"), ("text", "text")),
        *(("table", "table"), ("fo", "xsl-fo-compatible"), ("meta", "meta")),
    )
} | {"dc": "http://purl.org/dc/elements/1.1/"}
SHOWN = {State.REVIEWED, State.MACHINE, State.STALE}


def part(data: bytes, name: str = "content.xml") -> Any:
    return etree.fromstring(dict(unpack(data))[name])


def find(root: Any, path: str) -> list[Any]:
    return list(root.xpath(path, namespaces=NS))


def text(element: Any) -> str:
    """The text of an element as OpenDocument defines it, without the marks that are added for LibreOffice."""
    for name, value in (("s", " "), ("tab", "\t"), ("line-break", "\n")):
        for one in find(element, f".//text:{name}"):
            one.text = value * int(one.get(f"{{{NS['text']}}}c", "1"))
    return "".join(element.itertext()).replace("\u200f", "").replace("\u00a0", " ")


def attribute(element: Any, name: str) -> str:
    prefix, _, local = name.partition(":")
    return str(element.get(f"{{{NS[prefix]}}}{local}"))


def squeezed(value: str) -> str:
    return re.sub(r"\s", "", clean(value).replace("\u200f", ""))


def test_every_sentence_is_in_its_column(hard: Bitext) -> None:
    content = part(export(hard, "odt", ExportOptions(marks=False)))
    _, *rows = find(content, "//table:table-row")
    for row, block in zip(rows, hard.blocks(), strict=True):
        arabic, english = (text(cell) for cell in find(row, "table:table-cell"))
        assert squeezed(arabic) == squeezed("".join(pair.source for pair in block))
        for pair in block:
            if pair.state in SHOWN:
                assert squeezed(pair.target) in squeezed(english)


def test_white_space_is_not_collapsed(make: Callable[..., Bitext]) -> None:
    rows = [("  كلمة   و\tأخرى\nوسطر ", "  two   words\tand\na line", "r"), (" ثانية", " next", "r")]
    content = part(export(make([(Kind.PARAGRAPH, rows)]), "odt"))
    for spaces in content.itertext():
        assert not re.search(r" {2}|[\t\n]", spaces), "OpenDocument would collapse it"
    cells = find(content, "//table:table-cell")[2:]
    first = [find(cell, ".//text:p")[0].text for cell in cells]
    assert first == [None, None], "a space at the start is an element"
    assert [text(cell) for cell in cells] == ["  كلمة   و\tأخرى\nوسطر   ثانية", "  two   words\tand\na line  next"]


def test_styles_by_which_libreoffice_lays_arabic_out(bitext: Bitext) -> None:
    content = part(export(bitext, "odt"))
    styles = {attribute(style, "style:name"): style for style in find(content, "//style:style")}
    [table] = find(content, "//table:table")
    properties = find(styles[attribute(table, "table:style-name")], "style:table-properties")[0]
    assert attribute(properties, "style:writing-mode") == "rl-tb"
    assert len(find(table, "table:table-header-rows/table:table-row")) == 1
    rows = find(table, "table:table-row")
    kept = find(styles[attribute(rows[0], "table:style-name")], "style:table-row-properties")[0]
    assert attribute(kept, "fo:keep-together") == "always"
    for row in find(table, ".//table:table-row"):
        for cell, language in zip(find(row, "table:table-cell"), ("ar", "en"), strict=True):
            [paragraph] = find(cell, ".//text:p | .//text:h")
            style = styles[attribute(paragraph, "text:style-name")]
            mode = attribute(find(style, "style:paragraph-properties")[0], "style:writing-mode")
            spelling = find(style, "style:text-properties")[0]
            name = "style:language-complex" if language == "ar" else "fo:language"
            assert (mode, attribute(spelling, name)) == ("rl-tb" if language == "ar" else "lr-tb", language)
            for span in find(paragraph, "text:span") if language == "ar" else ():
                inside = find(styles[attribute(span, "text:style-name")], "style:text-properties")[0]
                assert attribute(inside, "fo:language") == "en", text(span)


def test_every_style_in_use_is_there_and_every_own_style_is_used(bitext: Bitext) -> None:
    data = export(bitext, "odt")
    content, styles = part(data), part(data, "styles.xml")
    used = set(find(content, "//office:body//@text:style-name | //office:body//@table:style-name"))
    own = {attribute(style, "style:name") for style in find(content, "//style:style")}
    named = find(styles, "//style:style | //text:list-style")
    assert own <= used
    assert used - own <= {attribute(style, "style:name") for style in named}
    parents = set(find(content, "//@style:parent-style-name"))
    assert parents <= {attribute(style, "style:name") for style in named}


def test_headings_lists_and_quotations_keep_their_kind(bitext: Bitext, tmp_path: Path) -> None:
    for languages in (("ar", "en"), ("ar",)):
        path = tmp_path / "river.odt"
        path.write_bytes(export(bitext, "odt", ExportOptions(languages=languages, marks=False)))
        content = part(path.read_bytes())
        levels = [attribute(heading, "text:outline-level") for heading in find(content, "//text:h")]
        assert levels == [level for level in "1222" for _ in languages]
        assert len(find(content, "//text:list")) == 2 * len(languages)
    kinds = {block.text: block.kind for block in read(path).blocks}
    assert kinds["محطة تنقية."] is Kind.LIST_ITEM
    assert kinds["«النهر ذاكرة المدينة»."] is Kind.QUOTATION


def test_machine_english_is_marked_and_announced(bitext: Bitext) -> None:
    content = part(export(bitext, "odt"))
    first = find(content, "//office:text/*")[0]
    assert text(first).startswith("Unreviewed machine draft. 7 of the 19 sentences")
    marked = find(content, "//text:span[@text:style-name='Mark']")
    assert [text(mark) for mark in marked] == ["MT", "MT", "MT?", "MT", "MT", "MT", "MT"]
    assert "[not yet translated]" in text(content)
    assert not find(part(export(bitext, "odt", ExportOptions(marks=False))), "//text:span[@text:style-name='Mark']")


def test_one_language_alone_has_no_table(bitext: Bitext) -> None:
    content = part(export(bitext, "odt", ExportOptions(languages=("en",), reviewed_only=True)))
    assert not find(content, "//table:table")
    assert text(find(content, "//office:text/*")[0]) == "A city regains its river after forty years"
    assert not re.search(r"[\u0621-\u064a]", text(content))


def test_metadata(make: Callable[..., Bitext]) -> None:
    article = make([(Kind.TITLE, [("النهر", "The river", "r")])], metadata=Metadata(author="سلمى الراوي"))
    meta = part(export(article, "odt", ExportOptions(languages=("en", "ar"))), "meta.xml")
    values = [find(meta, f"string(//{name})") for name in ("dc:title", "meta:initial-creator", "dc:language")]
    assert ["".join(value) for value in values] == ["The river", "سلمى الراوي", "en-GB"]


def test_the_archive_is_as_opendocument_wants_it(bitext: Bitext) -> None:
    data = export(bitext, "odt")
    assert data == export(bitext, "odt")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        listed = set(re.findall(rb'full-path="([^"]+)"', archive.read("META-INF/manifest.xml")))
        inside = {name.encode() for name in archive.namelist()} - {b"mimetype", b"META-INF/manifest.xml"}
        assert listed == inside | {b"/"}


def test_a_template_gives_its_styles_and_page(bitext: Bitext, tmp_path: Path) -> None:
    files = dict(unpack(export(bitext, "odt")))
    files["styles.xml"] = files["styles.xml"].replace(b"20pt", b"31pt")
    files["Pictures/logo.png"] = b"logo"
    for name in ("mimetype", "META-INF/manifest.xml"):
        files[name] = files[name].replace(b"opendocument.text", b"opendocument.text-template")
    template = tmp_path / "house.ott"
    template.write_bytes(pack(files.items()))
    made = dict(unpack(export(bitext, "odt", ExportOptions(templates=(template,)))))
    assert b"31pt" in made["styles.xml"]
    assert made["Pictures/logo.png"] == b"logo"
    assert made["mimetype"] == b"application/vnd.oasis.opendocument.text"
    assert b"template" not in made["META-INF/manifest.xml"]
    assert made["content.xml"] == files["content.xml"]


@pytest.mark.parametrize("content", [b"no", pack([("mimetype", b"application/epub+zip")])])
def test_a_broken_template_is_named(bitext: Bitext, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "house.odt").write_bytes(content)
    with pytest.raises(ExportError, match=r"house\.odt: this template"):
        export(bitext, "odt", ExportOptions(templates=(tmp_path / "house.odt",)))


@pytest.mark.slow
def test_libreoffice_lays_it_out(
    tmp_path: Path, make: Callable[..., Bitext], office: Callable[..., None], require_program: Callable[..., str]
) -> None:
    pdftotext = require_program("pdftotext", package="poppler-utils")
    article = make([(Kind.PARAGRAPH, [("قال «GPT-4o»، (+3.2%) هنا", "It said “GPT-4o”, (+3.2%) here", "r")])])
    (tmp_path / "a.odt").write_bytes(export(article, "odt"))
    office([tmp_path / "a.odt"], "pdf")
    boxes = subprocess.run([pdftotext, "-bbox", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True)
    box = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([^<]+)<'
    found = [(float(a), float(top), float(b), word) for a, top, b, word in re.findall(box, boxes.stdout.decode())]
    arabic = sorted((top // 20, -left, word) for left, top, _, word in found if left > 297)
    words = [set(word) for _, _, word in arabic if re.search(r"\w", word)]
    assert words == [set("العربية"), set("قال"), set("GPT-4o"), set("3.2%"), set("هنا")]
    assert max(right for *_, right, _ in found) > 520, "Arabic begins at the right edge of the page's text"
    assert max(left for left, *_, word in found if word in {"It", "said", "here"}) < 297
