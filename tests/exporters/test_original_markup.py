"""Links and emphasis inside sentences, written back: they stay on the words that translate theirs, or are lost."""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from translator.bitext import Bitext, Pair, State
from translator.exporters import ExportOptions, export_collection
from translator.exporters.original.shares import largest, linked, proportional
from translator.exporters.original.slots import Translations
from translator.language.word_links import LONGEST
from translator.readers import read
from translator.segmentation import segment, split_articles

HEAD = ("تقرير عن الفائدة", "A report on interest rates")
BANK = (
    "وقالت رئيسة البلدية إن البنك المركزي المصري رفع الفائدة في نوفمبر.",
    "In November, the mayor said, the Central Bank of Egypt raised interest rates.",
)
REPORT = (
    "بحسب تقرير نشرته منظمة الصحة العالمية أمس في جنيف، بلغ عدد المصابين 190 ألف شخص.",
    "According to a report that the World Health Organization published in Geneva, 190,000 people were infected.",
)
NOTE = ("ملاحظة: أسعار القمح ارتفعت خمسة في المئة.", "Note: wheat prices rose five percent.")


def written(path: Path, *pairs: tuple[str, str]) -> bytes:
    """The source with these translations of its sentences."""
    known = dict((HEAD, BANK, REPORT, NOTE, *pairs))
    [article] = split_articles(read(path))
    stored = tuple(
        Pair(f"{article.slug}/{n:08x}", one, known.get(one.text, ""), State.REVIEWED)
        for n, one in enumerate(segment(article))
    )
    bitext = Bitext(article.slug, path.name, stored)
    [(_, data)] = export_collection([bitext], "original", ExportOptions(root=path.parent))
    return data


def html(folder: Path, *paragraphs: str) -> lxml.html.HtmlElement:
    path = folder / "bank.html"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    path.write_text(f"<!DOCTYPE html><html><body><article><h1>{HEAD[0]}</h1>{body}</article></body></html>", "utf-8")
    return lxml.html.document_fromstring(written(path).decode("utf-8"))


def inside(element: Any) -> str:
    return lxml.html.tostring(element, encoding="unicode", with_tail=False).partition(">")[2].rpartition("<")[0]


def test_a_link_moves_with_its_words(tmp_path: Path) -> None:
    marked = REPORT[0].replace("منظمة الصحة العالمية", '<a href="https://who.int/">منظمة الصحة العالمية</a>')
    page = html(tmp_path, marked)
    assert inside(page.find(".//p")) == (
        'According to a report that the <a href="https://who.int/">World Health Organization</a> '
        "published in Geneva, 190,000 people were infected."
    )


def test_emphasis_keeps_its_place_among_other_sentences(tmp_path: Path) -> None:
    bank = BANK[0].replace("البنك المركزي المصري", "<strong>البنك المركزي المصري</strong>")
    report = REPORT[0].replace("190 ألف", "<em>190 ألف</em>")
    page = html(tmp_path, f"{bank} {report} {NOTE[0]}")
    assert inside(page.find(".//p")) == (
        "In November, the mayor said, the <strong>Central Bank of Egypt</strong> raised interest rates. According to a "
        "report that the World Health Organization published in Geneva, <em>190,000</em> people were infected. "
        f"{NOTE[1]}"
    )


def test_emphasis_at_the_edge_and_over_a_whole_sentence(tmp_path: Path) -> None:
    edge = NOTE[0].replace("ملاحظة:", "<b>ملاحظة:</b>")
    page = html(tmp_path, edge, f'<a href="x"><i>{BANK[0]}</i></a> {NOTE[0]}')
    first, second = page.iterfind(".//p")
    assert inside(first) == NOTE[1].replace("Note:", "<b>Note:</b>")
    assert inside(second) == f'<a href="x"><i>{BANK[1]}</i></a> {NOTE[1]}'


def test_punctuation_stays_outside_of_a_link(tmp_path: Path) -> None:
    marked = REPORT[0].replace("جنيف", '<a href="g">جنيف</a>')
    page = html(tmp_path, marked)
    assert 'published in <a href="g">Geneva</a>, 190,000' in inside(page.find(".//p"))


def test_what_attributes_say_again_is_translated(tmp_path: Path) -> None:
    path = tmp_path / "bank.html"
    head = f'<meta property="og:title" content="{HEAD[0]}"><meta name="author" content="سلمى">'
    body = f'<h1>{HEAD[0]}</h1><p>{BANK[0]} <img src="a" alt="{NOTE[0]}"></p><p title="{HEAD[0]} 2">{NOTE[0]}</p>'
    path.write_text(f"<html><head>{head}</head><body><article>{body}</article></body></html>", encoding="utf-8")
    page = lxml.html.document_fromstring(written(path).decode("utf-8"))
    assert page.xpath("//meta[@property='og:title']/@content | //img/@alt") == [HEAD[1], NOTE[1]]
    assert page.xpath("//meta[@name='author']/@content | //p/@title") == ["سلمى", f"{HEAD[0]} 2"]


def test_no_empty_link_is_left(tmp_path: Path) -> None:
    marked = BANK[0].replace("إن", '<a href="x"><b>إن</b></a>')
    page = html(tmp_path, marked)
    assert inside(page.find(".//p")) == BANK[1]
    pictured = BANK[0].replace("إن", '<a href="x">إن<img src="y" alt=""></a>')
    page = html(tmp_path, pictured)
    assert page.xpath("//p/a/img/@src") == ["y"]
    assert page.find(".//p").text_content().split() == BANK[1].split()


def test_a_reference_to_a_note_stays_once(tmp_path: Path) -> None:
    path = tmp_path / "bank.html"
    for number in ("[1]", "1"):
        mark = f'<sup class="reference"><a href="#n1">{number}</a></sup>'
        path.write_text(
            f"<!DOCTYPE html><html><body><article><h1>{HEAD[0]}</h1><p>{REPORT[0][:-1].replace('جنيف', '<b>جنيف</b>')}."
            f"{mark} {BANK[0]}</p></article></body></html>",
            encoding="utf-8",
        )
        read_so = REPORT[0] + "[1]"
        page = lxml.html.document_fromstring(written(path, (read_so, f"{REPORT[1]}[1]")).decode("utf-8"))
        assert inside(page.find(".//p")) == f"{REPORT[1].replace('Geneva', '<b>Geneva</b>')}{mark} {BANK[1]}"


def test_words_are_never_lost(tmp_path: Path) -> None:
    words = REPORT[0].split()
    for size in (1, 2, 3):
        for start in range(len(words) - size + 1):
            before, mine, after = words[:start], words[start : start + size], words[start + size :]
            page = html(tmp_path, " ".join((*before, f"<b>{' '.join(mine)}</b>", *after)))
            assert page.find(".//p").text_content().split() == REPORT[1].split(), mine


WORDS = st.sampled_from([*REPORT[0].split(), *BANK[0].split(), "«نعم»", "2026", "[1]"])
ENGLISH = st.sampled_from([*REPORT[1].split(), *BANK[1].split(), "“yes”", "...", "2026,", ":", "(a"])


@given(st.lists(st.tuples(WORDS, st.integers(0, 3)), min_size=1, max_size=30), st.lists(ENGLISH, max_size=30))
def test_any_cut_keeps_all_words_in_order(words: list[tuple[str, int]], target: list[str]) -> None:
    runs = [(look, [word for word, _ in group]) for look, group in groupby(words, key=lambda word: word[1])]
    sizes = {slot: sum(map(len, run)) for slot, (_, run) in enumerate(runs)}
    looks = [look for look, _ in runs]
    shares = linked(looks, looks)(" ".join(word for word, _ in words), " ".join(target), sizes)
    assert len(shares) == len(runs)
    assert "".join(shares).split() == target


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            REPORT[0].replace("منظمة الصحة العالمية", "[منظمة الصحة العالمية](https://who.int/)"),
            REPORT[1].replace("World Health Organization", "[World Health Organization](https://who.int/)"),
        ),
        (
            BANK[0].replace("البنك المركزي المصري", "**البنك _المركزي_ المصري**"),
            BANK[1].replace("Central Bank of Egypt", "**_Central_ Bank of Egypt**"),
        ),
        (NOTE[0].replace("ملاحظة:", "**ملاحظة:**"), NOTE[1].replace("Note:", "**Note:**")),
        (BANK[0].replace("إن", "*إن*"), BANK[1]),
        (f"**{BANK[0]}** {NOTE[0]}", f"**{BANK[1]}** {NOTE[1]}"),
    ],
)
def test_markdown(tmp_path: Path, source: str, expected: str) -> None:
    path = tmp_path / "bank.md"
    path.write_text(f"# {HEAD[0]}\n\n{source}\n", encoding="utf-8")
    assert written(path).decode("utf-8") == f"# {HEAD[1]}\n\n{expected}\n"


def test_markdown_leaves_code_and_rules_alone(tmp_path: Path) -> None:
    path = tmp_path / "bank.md"
    rest = "* * *\n\n```\na * b * c ** d\n_x_ [y](z) `\n```\n\n![صورة](p_1_2.png)\n"
    path.write_text(f"# {HEAD[0]}\n\n{BANK[0]}\n\n{rest}", encoding="utf-8")
    assert written(path).decode("utf-8") == f"# {HEAD[1]}\n\n{BANK[1]}\n\n{rest}"


def test_word_runs_and_links(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(HEAD[0], style="Title")
    paragraph = document.add_paragraph()
    before, bold, after = BANK[0].partition("البنك المركزي المصري")
    for text in (before[:9], before[9:], bold, after):  # Word cuts runs anywhere
        run = paragraph.add_run(text)
        properties = run._r.get_or_add_rPr()
        if text == bold:
            properties.append(OxmlElement("w:bCs"))
        properties.append(OxmlElement("w:rtl"))
    paragraph = document.add_paragraph()
    before, link, after = REPORT[0].partition("منظمة الصحة العالمية")
    paragraph.add_run(before)
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(
        qn("r:id"), document.part.relate_to("https://who.int/", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, True)
    )
    hyperlink.append(paragraph.add_run(link)._r)
    paragraph._p.append(hyperlink)
    paragraph.add_run(after)
    document.save(str(tmp_path / "bank.docx"))
    _, first, second = docx.Document(BytesIO(written(tmp_path / "bank.docx"))).paragraphs
    assert first.text == BANK[1]
    assert "".join(run.text for run in first.runs if run.bold) == "Central Bank of Egypt"
    assert [(one.text, one.url) for one in second.hyperlinks] == [("World Health Organization", "https://who.int/")]
    assert second.text == REPORT[1]


def test_open_document_spans(tmp_path: Path) -> None:
    names = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' " + " ".join(
        f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("text", "style")
    )
    marked = BANK[0].replace("البنك المركزي المصري", "<text:span text:style-name='T1'>البنك المركزي المصري</text:span>")
    content = (
        f"<office:document-content {names} office:version='1.3'><office:body><office:text>"
        f"<text:h text:outline-level='1'>{HEAD[0]}</text:h><text:p>{marked}</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    path = tmp_path / "bank.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    with zipfile.ZipFile(BytesIO(written(path))) as archive:
        english = archive.read("content.xml").decode("utf-8")
    assert '<text:span text:style-name="T1">Central Bank of Egypt</text:span> raised' in english


def test_without_known_words_all_goes_to_the_largest_piece() -> None:
    filled = Translations([("أب جد هوز", "zorb zap")]).fill(["أب ", "جد هوز"], share=linked(["a", "b"]))
    assert filled == ["", "zorb zap"]


def test_what_is_no_sentence_is_not_linked() -> None:
    source, target = "قال الرئيس " * LONGEST, "the president said " * LONGEST
    sizes = {0: len("قالالرئيس") * LONGEST - 4, 1: 4}
    assert linked(["a", "b"])(source, target, sizes) == largest(source, target, sizes) == [target, ""]
    assert len(proportional(source, target, sizes)) == 2
