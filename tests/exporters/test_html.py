"""Bilingual pages as text: what they say, what is inert in them, what the W3C validator thinks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import lxml.html
import pytest

from translator import __version__
from translator.bitext import Bitext, Kind, Metadata, State
from translator.errors import ExportError
from translator.exporters import EXPORTERS, ExportOptions, export, export_collection, index, suffix
from translator.exporters.html import templating
from translator.exporters.html.page import anchor
from translator.exporters.published import STATE_WORDS, clean

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
STYLE = Path(templating.__file__).parent / "styles" / "page.css"


def parse(page: bytes) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(page.decode("utf-8"))


def test_every_page_says_what_made_it(bitext: Bitext) -> None:
    site = export_collection([bitext], "site", ExportOptions(languages=("ar", "en")))
    pages = [export(bitext, "html"), index([bitext]), *(data for name, data in site if name.endswith(".html"))]
    assert len(pages) > 3
    for page in pages:
        assert f'<meta name="generator" content="translator {__version__}">'.encode() in page[:1000]


@pytest.mark.slow
def test_the_validator_finds_nothing(
    tmp_path: Path,
    bitext: Bitext,
    hard_bitexts: dict[str, Bitext],
    samples: list[Bitext],
    require_program: Callable[..., str],
    node_module: Callable[[str], Path],
) -> None:
    full = ExportOptions(
        home="index.html",
        report_url="https://example.org/report?about={id}&title={title}",
        base_url="https://example.org/",
        reviewers=("Salma", "سلمى"),
        languages=("en", "ar"),
    )
    (tmp_path / "river.html").write_bytes(export(bitext, "html", full))
    (tmp_path / "index.html").write_bytes(index([bitext, *hard_bitexts.values()], full))
    for name, article in hard_bitexts.items():
        (tmp_path / f"{name}.html").write_bytes(export(article, "html"))
    for name, data in export_collection([bitext, *samples], "site", replace(full, languages=("ar", "en"))):
        if name.endswith(".html"):
            (tmp_path / f"site-{name.replace('/', '-')}").write_bytes(data)
    java = require_program("java", package="default-jre-headless")
    command = [
        java,
        "-jar",
        str(node_module("vnu-jar/build/dist/vnu.jar")),
        "--format",
        "json",
        *map(str, tmp_path.iterdir()),
    ]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    messages = json.loads(answer.stderr)["messages"]
    assert [message for message in messages if "Normalization Form C" not in message["message"]] == []


def test_text_is_what_is_stored(hard: Bitext) -> None:
    page = parse(export(hard, "html"))
    for pair in hard.pairs:
        stored = {anchor(pair.id): pair.source, f"{anchor(pair.id)}-en": pair.target}
        if pair.state in {State.UNTRANSLATED, State.REJECTED} or not pair.target:
            del stored[f"{anchor(pair.id)}-en"]
        for name, text in stored.items():
            [span] = page.xpath(f"//*[@id='{name}']")
            assert span.text_content() == clean(text).replace("\r\n", "\n")


def test_previews_quote_reviewed_english(make: Callable[..., Bitext]) -> None:
    article = make([(Kind.TITLE, [("عنوان", "A title", "r")]), (Kind.PARAGRAPH, [("نص.", "Text.", "r")] * 90)])
    page = parse(export(article, "html", ExportOptions(title="The Daily")))
    [description] = page.xpath("//meta[@name='description']/@content")
    assert description.startswith("Text. Text.")
    assert description.endswith("Text.…")
    assert len(description) <= 200
    assert page.xpath("//meta[@property='og:site_name']/@content") == ["The Daily"]
    alone = parse(export(article, "html", ExportOptions(languages=("ar",))))
    assert alone.xpath("//meta[@name='description']/@content")[0].startswith("نص.")


def test_nothing_but_linked_data_is_a_script(hard: Bitext) -> None:
    page = export(hard, "html")
    [script] = parse(page).xpath("//script")
    assert script.get("type") == "application/ld+json"
    assert json.loads(script.text)["translationOfWork"]["inLanguage"] == "ar"
    assert not parse(page).xpath("//*[@onload] | //b")


def test_no_bidi_control_is_added(hard: Bitext) -> None:
    page = parse(export(hard, "html"))
    stored = "".join(pair.source + pair.target for pair in hard.pairs)
    assert Counter(filter(BIDI_CONTROLS.__contains__, page.xpath("string(//article)"))) == Counter(
        filter(BIDI_CONTROLS.__contains__, stored)
    )


def test_same_bytes_twice(hard: Bitext) -> None:
    assert export(hard, "html") == export(hard, "html")


def test_unique_ids(hard: Bitext) -> None:
    ids = parse(export(hard, "html")).xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not [name for name in ids if not re.fullmatch(r"[A-Za-z0-9_-]+", name)]


def test_anchors_survive_an_inserted_paragraph(make: Callable[..., Bitext]) -> None:
    before = make([(Kind.PARAGRAPH, [("أول.", "First.", "r"), ("ثانٍ.", "Second.", "m")])])
    inserted = make([(Kind.PARAGRAPH, [("جديد.", "New.", "r")])], "other").pairs[0]
    inserted = replace(inserted, id="river/ffffffff")
    after = replace(before, pairs=(inserted, *(replace(p, segment=replace(p.segment, block=2)) for p in before.pairs)))
    kept = [name for pair in before.pairs for name in (anchor(pair.id), f"{anchor(pair.id)}-en")]
    for article in (before, after):
        page = parse(export(article, "html"))
        assert [page.get_element_by_id(name).text_content() for name in kept] == ["أول.", "First.", "ثانٍ.", "Second."]


LINKED = ("دفعت الدولة ٣ ملايين في نوفمبر.", "In November the state paid 3 million.", "r")


def groups(page: bytes) -> dict[str, list[str]]:
    """The words of each class w1, w2, … in order."""
    found: dict[str, list[str]] = {}
    for word in parse(page).xpath("//span[starts-with(@class, 'w')]"):
        found.setdefault(word.get("class"), []).append(word.text_content())
    return found


def test_words_know_their_counterparts(make: Callable[..., Bitext]) -> None:
    article = make([(Kind.PARAGRAPH, [LINKED, LINKED])])
    page = export(article, "html")
    found = groups(page)
    assert ["نوفمبر", "November"] in found.values()
    assert sorted(found) == sorted(f"w{n}" for n in range(1, len(found) + 1))
    assert all(f".pair:has(.{name}:hover) .{name}" in page.decode("utf-8") for name in found)
    first, second = list(found.values())[: len(found) // 2], list(found.values())[len(found) // 2 :]
    assert first == second, "each sentence has groups of its own"


def test_words_are_linked_only_where_both_sides_are_seen(make: Callable[..., Bitext]) -> None:
    article = make([(Kind.PARAGRAPH, [LINKED])])
    assert not groups(export(article, "html", ExportOptions(word_links=False)))
    assert not groups(export(article, "html", ExportOptions(languages=("ar",))))
    assert not groups(export(make([(Kind.PARAGRAPH, [(*LINKED[:2], "j")])]), "html")), "a rejected target is not shown"
    pages = {name: groups(data) for name, data in export_collection([article], "site") if name.endswith("river.html")}
    assert pages.pop("river.html")
    assert list(pages.values()) == [{}, {}]


def test_word_links_weigh_little(samples: list[Bitext]) -> None:
    for article in samples:
        plain, linked = (len(export(article, "html", ExportOptions(word_links=on))) for on in (False, True))
        assert plain < linked < 1.12 * plain, article.slug


def test_each_sentence_says_its_state(bitext: Bitext) -> None:
    page = parse(export(bitext, "html"))
    for pair in bitext.pairs:
        [unit] = page.xpath(f"//*[@id='{anchor(pair.id)}-en']/..")
        assert STATE_WORDS[pair.state] in unit.text_content().replace("Not yet", "not yet").replace(
            "Translation", "translation"
        )


def test_machine_english_comes_with_a_notice(bitext: Bitext, make: Callable[..., Bitext]) -> None:
    for options in (ExportOptions(), ExportOptions(marks=False)):
        notice = parse(export(bitext, "html", options)).xpath("string(//aside)")
        assert "Unreviewed machine draft" in notice
        assert "7 of the 19 sentences" in notice
        assert "ar-en@3f2a1c" in notice
    reviewed = make([(Kind.PARAGRAPH, [("نص.", "Text.", "r")])])
    assert not parse(export(reviewed, "html")).xpath("//aside")


def test_footer_names_where_it_comes_from(bitext: Bitext) -> None:
    options = ExportOptions(reviewers=("Salma al-Rawi", "هند"))
    footer = " ".join(parse(export(bitext, "html", options)).xpath("string(//footer)").split())
    for words in ("corpus/ar/river.txt", "https://example.org/articles/river", "ar-en@3f2a1c, 22 November 2026"):
        assert words in footer
    assert "by Salma al-Rawi, هند" in footer


def test_stored_reviewers_are_named_without_their_addresses(bitext: Bitext) -> None:
    first, second, *others = bitext.pairs
    signed = (replace(first, reviewer="Hind <hind@example.org>"), replace(second, reviewer="سلمى"), *others)
    page = parse(export(replace(bitext, pairs=signed), "html"))
    assert "8 of 19 sentences, by Hind, سلمى" in " ".join(page.xpath("string(//footer)").split())
    assert json.loads(page.xpath("string(//script)"))["contributor"] == [
        {"@type": "Person", "name": name} for name in ("Hind", "سلمى")
    ]


def test_reviewed_only_shows_no_machine_english(bitext: Bitext) -> None:
    page = parse(export(bitext, "html", ExportOptions(reviewed_only=True)))
    text = page.xpath("string(//article)")
    assert {pair.state for pair in bitext.pairs if pair.target and pair.target in text} == {State.REVIEWED}
    assert all(pair.source in text for pair in bitext.pairs)
    assert not page.xpath("//aside")


def test_without_marks_no_sentence_is_labelled(bitext: Bitext) -> None:
    assert not parse(export(bitext, "html", ExportOptions(marks=False))).xpath("//*[@class='mark']")


def test_theme_comes_last_and_cannot_close_the_style(bitext: Bitext) -> None:
    page = parse(export(bitext, "html", ExportOptions(theme="body { color: red } </style><b>x</b>")))
    assert not page.xpath("//b")
    assert page.xpath("string(//style)").rstrip().endswith("body { color: red } <\\/style><b>x<\\/b>")


def test_report_links_name_the_sentence(bitext: Bitext) -> None:
    page = parse(export(bitext, "html", ExportOptions(report_url="https://example.org/new?about={id}&text={title}")))
    links = page.xpath("//*[@class='report']/@href")
    assert "https://example.org/new?about=river%2F00000002&text=%D9%82%D8%A7" in links[0]


def test_linked_data_and_open_graph(bitext: Bitext) -> None:
    page = parse(export(bitext, "html", ExportOptions(base_url="https://example.org/pages/")))
    data = json.loads(page.xpath("string(//script)"))
    assert data["headline"] == "A city regains its river after forty years"
    assert data["translationOfWork"] == {
        "@type": "Article",
        "inLanguage": "ar",
        "headline": "مدينة تستعيد نهرها بعد أربعين عاماً",
        "author": {"@type": "Person", "name": "سلمى الراوي"},
        "datePublished": "2026-11-20",
        "url": "https://example.org/articles/river",
    }
    graph = {meta.get("property"): meta.get("content") for meta in page.xpath("//meta[@property]")}
    assert graph["og:title"] == "A city regains its river after forty years"
    assert graph["og:url"] == "https://example.org/pages/river.html"
    assert graph["og:description"].startswith("قالت رئيسة البلدية"), "the English of that paragraph is not all reviewed"
    assert len(graph["og:description"]) <= 200


def test_contents_of_long_articles_link_to_the_subheads(bitext: Bitext) -> None:
    page = parse(export(bitext, "html"))
    links = page.xpath("//nav//a/@href")
    assert len(links) == 3
    assert all(page.xpath(f"//h2//*[@id='{link[1:]}']") for link in links)


def test_only_logical_css_properties() -> None:
    css = re.sub(r"/\*.*?\*/", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)
    declared = re.findall(r"(?:^|[;{])\s*([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])", css)
    assert len(declared) > 150
    physical = re.compile(r"(^|-)(left|right|top|bottom)(-|$)|^(min-|max-)?(width|height)$")
    assert [name for name, _ in declared if physical.search(name)] == []
    assert [
        value for name, value in declared if name in {"float", "clear", "text-align"} and physical.search(value)
    ] == []


def test_index_lists_titles_links_and_progress(bitext: Bitext, make: Callable[..., Bitext]) -> None:
    other = replace(make([(Kind.TITLE, [("بلا ترجمة", "", "u")])], "none"), metadata=Metadata(date="2026-11-21"))
    page = parse(index([bitext, other], ExportOptions(title="Rivers")))
    assert page.xpath("//li/a/@href") == ["river.html", "none.html"]
    first, second = (" ".join(item.text_content().split()) for item in page.xpath("//li"))
    assert "مدينة تستعيد نهرها" in first
    assert "A city regains its river" in first
    assert "8 of 19 reviewed" in first
    assert "Not yet translated" in second
    assert [(bar.get("value"), bar.get("max")) for bar in page.xpath("//progress")] == [("8", "19"), ("0", "1")]


def test_unknown_format_names_the_known_ones(bitext: Bitext) -> None:
    with pytest.raises(ExportError, match=r"papyrus: there is no such export format\. Formats: .*html.*odt.*site"):
        export(bitext, "papyrus")


def test_a_template_may_extend_the_page(bitext: Bitext, tmp_path: Path) -> None:
    template = tmp_path / "house.html.j2"
    template.write_text('{% extends "page.html.j2" %}{% block footer %}<p>House of {{ arabic }}</p>{% endblock %}')
    page = parse(export(bitext, "html", ExportOptions(templates=(template,))))
    assert page.xpath("string(//footer)").strip() == "House of مدينة تستعيد نهرها بعد أربعين عاماً"
    assert page.xpath("//h1")


@pytest.mark.parametrize("text", ["{% block", "{{ nothing }}", "{{ ''.__class__.__mro__ }}"])
def test_a_bad_template_is_named(bitext: Bitext, tmp_path: Path, text: str) -> None:
    template = tmp_path / "house.html.j2"
    template.write_text(text)
    with pytest.raises(ExportError, match=r"house\.html\.j2: this template cannot be used"):
        export(bitext, "html", ExportOptions(templates=(template,)))


def test_a_template_that_is_no_text_is_named(bitext: Bitext, tmp_path: Path) -> None:
    template = tmp_path / "house.page"
    template.write_bytes(export(bitext, "docx"))
    with pytest.raises(ExportError, match=r"house\.page: this template cannot be used"):
        export(bitext, "html", ExportOptions(templates=(template,)))


def test_a_missing_template_is_named(bitext: Bitext, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"house\.html\.j2"):
        export(bitext, "html", ExportOptions(templates=(tmp_path / "house.html.j2",)))


def test_every_known_format_can_be_loaded_and_has_a_suffix(bitext: Bitext) -> None:
    assert all(suffix(name).startswith(".") for name in EXPORTERS)
    assert export(bitext, "html", ExportOptions(languages=("en", "ar"))).startswith(b"<!DOCTYPE html>")


def test_other_packages_add_formats(bitext: Bitext, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*, group: str, name: str = "") -> list[EntryPoint]:
        points = [EntryPoint("count", f"{__name__}:count_pairs", "translator.exporters")]
        return [point for point in points if point.group == group and name in {"", point.name}]

    monkeypatch.setitem(sys.modules, __name__, SimpleNamespace(count_pairs=count_pairs))
    monkeypatch.setattr("translator.exporters.entry_points", found)
    assert export(bitext, "count") == b"19"
    assert suffix("count") == ".count"


def count_pairs(bitext: Bitext, options: ExportOptions) -> bytes:
    return str(len(bitext.pairs)).encode()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " JAVASCRIPT:alert(1)", "file:///etc/passwd"]
)
def test_an_article_cannot_bring_a_dangerous_link(bitext: Bitext, url: str) -> None:
    page = export(replace(bitext, metadata=Metadata(url=url)), "html").decode("utf-8")
    assert url.strip() not in page


def test_a_slug_cannot_lead_out_of_the_folder(bitext: Bitext) -> None:
    names = [name for name, _ in export_collection([replace(bitext, slug="../../x")], "site")]
    assert not [name for name in names if ".." in name.split("/")]


def test_unknown_languages_are_refused() -> None:
    with pytest.raises(ExportError, match="'ar fr' cannot be published"):
        ExportOptions(languages=("ar", "fr"))


def test_a_missing_library_is_named(bitext: Bitext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "translator.exporters.docx", None)
    with pytest.raises(ExportError, match=r"docx: this format needs .*, which is not installed\. pip install"):
        export(bitext, "docx")
