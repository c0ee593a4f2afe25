"""English written back into the source's own format, from real files that are read, segmented and written."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import lxml.html
import pytest
from docx.oxml import OxmlElement

from translator.bitext import Bitext, Pair, State
from translator.errors import ExportError
from translator.exporters import ExportOptions, export, export_collection
from translator.exporters.original import WRITERS
from translator.exporters.original.shares import proportional
from translator.exporters.original.slots import Translations
from translator.readers import read
from translator.segmentation import segment, split_articles

FIRST = "عاد النهر إلى مجراه بعد أربعين عاماً، وعادت معه الأسماك والطيور."
SECOND = "وقالت رئيسة البلدية إن الضفتين ستفتحان أمام الزوار في الربيع المقبل."
THIRD = "ودعا مختبر Blue Delta السكان إلى المشاركة في قياس نقاء المياه كل شهر."
TITLE = "مدينة تستعيد نهرها"


def articles(path: Path) -> list[Bitext]:
    """The articles of a source with made-up English: E1., E2., … in order, all reviewed."""
    bitexts = []
    for article in split_articles(read(path)):
        segments = segment(article)
        pairs = tuple(
            Pair(f"{article.slug}/{n:08x}", one, f"English sentence {n}.", State.REVIEWED)
            for n, one in enumerate(segments, 1)
        )
        bitexts.append(Bitext(article.slug, path.name, pairs))
    return bitexts


def written(path: Path, options: ExportOptions = ExportOptions()) -> bytes:
    [(name, data)] = export_collection(articles(path), "original", replace(options, root=path.parent))
    assert name == f"{path.stem}.en{path.suffix}"
    return data


def arabic(text: str) -> list[str]:
    return re.findall(r"[\u0621-\u064a]+", text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1256", "utf-16"])
def test_plain_text_keeps_its_lines(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "river.txt"
    path.write_text(f"{TITLE}\n\n{FIRST} {SECOND}\n\n\n{THIRD}\n", encoding=encoding)
    assert written(path).decode("utf-8") == (
        "English sentence 1.\n\nEnglish sentence 2. English sentence 3.\n\n\nEnglish sentence 4.\n"
    )


def test_plain_text_with_hard_wrapped_lines(tmp_path: Path) -> None:
    path = tmp_path / "river.txt"
    lines = "\n".join(re.findall(r".{1,30}(?: |$)", f"{FIRST} {SECOND} {THIRD}"))
    path.write_text(f"{TITLE}\n\n{lines}\n", encoding="utf-8")
    text = written(path).decode("utf-8")
    assert text.split() == " ".join(f"English sentence {n}." for n in range(1, 5)).split()


def test_what_has_no_translation_stays_arabic(tmp_path: Path) -> None:
    path = tmp_path / "river.txt"
    path.write_text(f"{TITLE}\n\n{FIRST} {SECOND}\n", encoding="utf-8")
    [bitext] = articles(path)
    pairs = (*bitext.pairs[:1], replace(bitext.pairs[1], state=State.MACHINE), *bitext.pairs[2:])
    options = ExportOptions(reviewed_only=True, root=tmp_path)
    [(_, data)] = export_collection([replace(bitext, pairs=pairs)], "original", options)
    assert data.decode("utf-8") == f"English sentence 1.\n\n{FIRST} English sentence 3.\n"


def test_a_doubled_headline_is_translated_both_times(tmp_path: Path) -> None:
    path = tmp_path / "river.md"
    path.write_text(f"# {TITLE}\n\n{TITLE}\n\n{FIRST}\n", encoding="utf-8")
    assert not arabic(written(path).decode("utf-8"))


def test_markdown_keeps_its_structure(tmp_path: Path) -> None:
    path = tmp_path / "river.md"
    path.write_text(f"# {TITLE}\n\n> {FIRST}\n\n- {SECOND}\n- **{THIRD}**\n", encoding="utf-8")
    assert written(path).decode("utf-8").split("\n") == [
        *("# English sentence 1.", "", "> English sentence 2.", "", "- English sentence 3."),
        *("- **English sentence 4.**", ""),
    ]


def test_html_keeps_its_markup(tmp_path: Path) -> None:
    path = tmp_path / "river.html"
    path.write_text(
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="windows-1256"><title>{TITLE}</title>'
        f'<style>p {{ margin: 0 }}</style></head><body><nav><a href="/">الرئيسية</a></nav><article><h1>{TITLE}</h1>'
        f'<p class="lead" style="direction: rtl">{FIRST} <b>{SECOND[:20]}</b>{SECOND[20:]}</p>'
        f'<figure><img src="a.jpg" alt=""><figcaption>{THIRD}</figcaption></figure></article></body></html>',
        encoding="windows-1256",
    )
    page = lxml.html.document_fromstring(written(path).decode("utf-8"))
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    assert page.xpath("//meta/@charset") == ["utf-8"]
    assert page.xpath("string(//title)") == page.xpath("string(//h1)") == "English sentence 1."
    assert page.xpath("string(//p[@class='lead'])") == "English sentence 2. English sentence 3."
    assert page.xpath("//p/@style") == ["direction: ltr"]
    assert page.xpath("string(//figcaption)") == "English sentence 4."
    assert page.xpath("//img/@src") == ["a.jpg"]
    assert page.xpath("string(//nav)") == "الرئيسية"
    assert "margin: 0" in page.xpath("string(//style)")


def test_word_keeps_its_layout(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    paragraph = document.add_paragraph()
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    paragraph.add_run(f"{FIRST} {SECOND[:15]}")
    middle = paragraph.add_run(SECOND[15:30])
    middle.bold = True
    middle._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
    paragraph.add_run(SECOND[30:])
    document.add_table(1, 1).rows[0].cells[0].text = THIRD
    document.save(str(tmp_path / "river.docx"))
    data = written(tmp_path / "river.docx")
    english = docx.Document(BytesIO(data))
    assert [(one.text, one.style.name) for one in english.paragraphs] == [
        ("English sentence 1.", "Title"),
        ("English sentence 2. English sentence 3.", "Normal"),
    ]
    assert english.tables[0].rows[0].cells[0].text == "English sentence 4."
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    assert not re.search(rb"<w:(bidi|rtl)\b[^>]*/>", parts)
    assert written(tmp_path / "river.docx") == data


def test_open_document_keeps_its_styles(tmp_path: Path) -> None:
    names = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' " + " ".join(
        f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("text", "style")
    )
    content = (
        f"<office:document-content {names} office:version='1.3'><office:automatic-styles><style:style style:name='P1' "
        "style:family='paragraph'><style:paragraph-properties style:writing-mode='rl-tb'/></style:style>"
        f"</office:automatic-styles><office:body><office:text><text:h text:outline-level='1'>{TITLE}</text:h>"
        f"<text:p text:style-name='P1'>{FIRST} <text:span>{SECOND}</text:span></text:p></office:text></office:body>"
        "</office:document-content>"
    )
    path = tmp_path / "river.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
        archive.writestr("Pictures/a.png", b"picture")
    with zipfile.ZipFile(BytesIO(written(path))) as archive:
        english = archive.read("content.xml").decode("utf-8")
        assert archive.namelist() == ["mimetype", "META-INF/manifest.xml", "content.xml", "Pictures/a.png"]
    assert "<text:span>English sentence 3.</text:span>" in english
    assert 'style:writing-mode="lr-tb"' in english
    assert not arabic(english)


def test_epub_keeps_its_other_files(tmp_path: Path) -> None:
    [bitext] = articles_of_text(tmp_path)
    book = export(bitext, "epub", ExportOptions(languages=("ar",)))
    path = tmp_path / "book.epub"
    path.write_bytes(book)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(BytesIO(written(path))) as after:
        assert before.namelist() == after.namelist()
        chapter = after.read("EPUB/article-1.xhtml").decode("utf-8")
        assert not arabic(chapter)
        assert chapter.count("English sentence") >= 4
        assert 'page-progression-direction="ltr"' in after.read("EPUB/package.opf").decode("utf-8")
        fonts = [name for name in before.namelist() if name.endswith(".woff2")]
        assert all(before.read(name) == after.read(name) for name in fonts)


def articles_of_text(folder: Path) -> list[Bitext]:
    path = folder / "river.txt"
    path.write_text(f"{TITLE}\n\n{FIRST} {SECOND}\n\n{THIRD}\n", encoding="utf-8")
    return articles(path)


@pytest.mark.parametrize("suffix", [".srt", ".vtt"])
def test_subtitles_keep_their_times(tmp_path: Path, suffix: str) -> None:
    words = f"{FIRST} {SECOND}".split()
    cues = [" ".join(words[at : at + 5]) for at in range(0, len(words), 5)]
    mark = "." if suffix == ".vtt" else ","
    rows = [
        f"{n}\n00:00:{n * 2:02}{mark}000 --> 00:00:{n * 2 + 1:02}{mark}900\n<i>{cue}</i>\n"
        for n, cue in enumerate(cues, 1)
    ]
    path = tmp_path / f"river{suffix}"
    path.write_text(("WEBVTT\n\n" if suffix == ".vtt" else "") + "\n".join(rows), encoding="utf-8")
    text = written(path).decode("utf-8")
    times = re.compile(r".*-->.*")
    assert times.findall(text) == times.findall(path.read_text(encoding="utf-8"))
    assert not arabic(text)
    spoken = re.sub(r"<[^>]*>|\d+\n.*-->.*|WEBVTT", " ", text)
    assert spoken.split() == "English sentence 1. English sentence 2.".split()


def test_articles_of_one_file_are_written_together(shared: Path) -> None:
    source = shared / "articles" / "qatar-hostage-diplomacy.txt"
    bitexts = articles(source)
    assert len(bitexts) == 2
    [(_, data)] = export_collection(bitexts, "original", ExportOptions(root=source.parent))
    text = data.decode("utf-8")
    for bitext in bitexts:
        for pair in bitext.pairs:
            assert pair.source not in text
            assert pair.target in text


def test_sources_that_fail_do_not_stop_the_others(tmp_path: Path) -> None:
    [bitext] = articles_of_text(tmp_path)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF")
    broken = [replace(bitext, source="gone.txt"), replace(bitext, source="scan.pdf")]
    files = export_collection([*broken, bitext], "original", ExportOptions(root=tmp_path))
    assert next(files)[0] == "river.en.txt"
    with pytest.raises(ExportError, match=r"gone\.txt: this source is gone\."):
        next(files)


def test_a_source_without_its_sentences_is_an_error(tmp_path: Path) -> None:
    [bitext] = articles_of_text(tmp_path)
    (tmp_path / "river.txt").write_text("نص آخر تماماً.", encoding="utf-8")
    with pytest.raises(ExportError, match="none of the stored sentences is in it"):
        list(export_collection([bitext], "original", ExportOptions(root=tmp_path)))


def test_a_sentence_over_several_slots_goes_to_the_largest() -> None:
    filled = Translations([("أب جد هوز", "one two"), ("حطي", "three")]).fill(["أب ", "جد هوز", " حطي."])
    assert filled == ["", "one two", " three."]


def test_words_are_spread_in_proportion() -> None:
    filled = Translations([("أب جد هوز حطي كلمن", "a b c d e f")]).fill(["أب جد", "هوز حطي كلمن"], share=proportional)
    assert filled == ["a b", "c d e f"]


TESTS = Path(__file__).resolve().parent.parent
NO_ARTICLE = {"binary", "blank", "broken-encoding", "empty", "english-only"}
SOURCES = [
    path
    for path in sorted([*TESTS.glob("articles/*"), *TESTS.glob("readers/data/*")])
    if path.suffix in WRITERS and path.stem not in NO_ARTICLE
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_sentence_of_real_files_is_found_again(path: Path) -> None:
    bitexts = articles(path)
    pairs = [(pair.source, pair.target) for bitext in bitexts for pair in bitext.pairs]
    translations = Translations(pairs)
    assert WRITERS[path.suffix](path, translations)
    assert translations.placed == len(pairs)
