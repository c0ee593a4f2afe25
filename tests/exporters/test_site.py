"""A site of several articles: complete, linked, searchable from a folder, with feed and sitemap."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import lxml.etree
import lxml.html
import pytest

from translator.bitext import Bitext, Kind, Metadata
from translator.exporters import ExportOptions, export_collection
from translator.exporters.site.search import search_words

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def bitexts(bitext: Bitext, make: Callable[..., Bitext]) -> list[Bitext]:
    school = [
        (Kind.TITLE, [("المَدرسة الجديدة", "The new school", "r")]),
        (Kind.PARAGRAPH, [("وبالكتاب.", "A book.", "m")]),
    ]
    return [
        bitext,
        make(school, "school"),
        make([(Kind.TITLE, [("مقهى", "", "u")])], "قهوة و#شاي"),
    ]


@pytest.fixture(scope="module")
def site(bitexts: list[Bitext], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    options = ExportOptions(
        title="Rivers & schools", base_url="https://example.org/pages/", theme=".mine { color: red }"
    )
    for name, data in export_collection(bitexts, "site", options):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return folder


def test_every_article_in_every_language_it_has(site: Path) -> None:
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert pages == {
        *("index.html", "river.html", "ar/river.html", "en/river.html", "school.html", "ar/school.html"),
        *("en/school.html", "قهوة و#شاي.html", "ar/قهوة و#شاي.html"),
    }


def test_every_link_leads_somewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = lxml.html.parse(path).getroot()
        for address in page.xpath("//a/@href | //link[@rel='stylesheet']/@href | //script/@src | //form/@data-index"):
            if not re.match(r"[a-z]+:", address):
                file, _, fragment = address.partition("#")
                target = (path.parent / unquote(file)).resolve() if file else path
                assert target.is_file(), (path.name, address)
                if fragment:
                    assert lxml.html.parse(target).getroot().xpath(f"//*[@id='{fragment}']"), (path.name, address)


def test_pages_name_their_other_languages(site: Path) -> None:
    base = "https://example.org/pages/"
    expected = {"x-default": f"{base}river.html", "ar": f"{base}ar/river.html", "en": f"{base}en/river.html"}
    for path, language in (("river.html", "en"), ("ar/river.html", "ar"), ("en/river.html", "en")):
        page = lxml.html.parse(site / path).getroot()
        assert {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang]")} == expected
        assert page.get("lang") == language
        assert page.xpath("//link[@rel='canonical']/@href") == [f"{base}{path}"]


def test_a_page_in_one_language_has_no_other(site: Path, bitext: Bitext) -> None:
    arabic, english = ((site / name / "river.html").read_text(encoding="utf-8") for name in ("ar", "en"))
    assert "A city regains its river" not in arabic
    assert "مدينة تستعيد" not in re.sub(r"<script.*?</script>", "", english, flags=re.DOTALL)
    assert "Unreviewed machine draft" in english


def test_style_fonts_and_theme_are_shared(site: Path) -> None:
    sheet = (site / "assets/page.css").read_text(encoding="utf-8")
    fonts = re.findall(r"url\(\./([^)]+)\)", sheet)
    assert len(fonts) == 8
    assert all((site / "assets" / font).read_bytes().startswith(b"wOF2") for font in fonts)
    assert sheet.endswith(".mine { color: red }")
    assert (site / "river.html").stat().st_size < 60_000


def test_feed(site: Path) -> None:
    feed = lxml.etree.parse(site / "feed.xml")
    assert feed.xpath("string(/a:feed/a:title)", namespaces=ATOM) == "Rivers & schools"
    assert feed.xpath("/a:feed/a:link[@rel='self']/@href", namespaces=ATOM) == ["https://example.org/pages/feed.xml"]
    entries = feed.xpath("/a:feed/a:entry", namespaces=ATOM)
    titles = [entry.xpath("string(a:title)", namespaces=ATOM) for entry in entries]
    assert titles == ["A city regains its river after forty years", "The new school", "مقهى"]
    assert [entry.xpath("string(a:updated)", namespaces=ATOM)[:10] for entry in entries] == [
        *("2026-11-22", "2026-11-22", "1970-01-01")
    ]
    summaries = [entry.find("a:summary", ATOM) for entry in entries]
    arabic = [summary.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar" for summary in summaries]
    assert [summary.text[:20] for summary in summaries] == ["قالت رئيسة البلدية إ", "وبالكتاب.", "0 of 1 sentences rev"]
    assert arabic == [True, True, False], "what a machine translated is not quoted"
    for entry in [feed.getroot(), *entries]:
        for name in ("id", "title", "updated"):
            assert entry.xpath(f"count(a:{name})", namespaces=ATOM) == 1
    ids = feed.xpath("//a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == len(ids) == 4
    assert all(name.startswith("urn:uuid:") for name in ids)


def test_feed_has_the_latest(make: Callable[..., Bitext]) -> None:
    rows = [(Kind.TITLE, [("عنوان", "A title", "r")])]
    days = [f"2026-{month:02}-{day:02}" for month in (5, 6, 7, 8) for day in range(1, 29)]
    many = [make(rows, f"article-{n}", Metadata(date=day)) for n, day in enumerate(days)]
    feed = lxml.etree.fromstring(dict(export_collection(many, "site"))["feed.xml"])
    dates = feed.xpath("//a:entry/a:updated/text()", namespaces=ATOM)
    assert [date[:10] for date in dates] == days[::-1][:100]


def test_sitemap_only_with_absolute_addresses(site: Path, bitexts: list[Bitext]) -> None:
    places = lxml.etree.parse(site / "sitemap.xml").xpath("//m:loc/text()", namespaces=MAP)
    assert {unquote(place) for place in places} == {
        f"https://example.org/pages/{path.relative_to(site).as_posix()}" for path in site.rglob("*.html")
    }
    assert "sitemap.xml" not in dict(export_collection(bitexts, "site"))


def test_same_bytes_twice(bitexts: list[Bitext]) -> None:
    assert list(export_collection(bitexts, "site")) == list(export_collection(bitexts, "site"))


def test_words_are_folded_for_search() -> None:
    assert list(search_words("المَدْرَسَة، إلى القـهوةِ؛ Erdoğan’s ٢٠٢٦ سؤال")) == [
        *("المدرسه", "الي", "القهوه", "erdogan", "s", "٢٠٢٦", "سوال")
    ]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("مدرسة", ["school.html"]),
        ("المدرسه", ["school.html"]),
        ("كتاب", ["school.html"]),
        ("النهر", ["river.html"]),
        ("erdogan", ["river.html"]),
        ("SCHOOL book", ["school.html"]),
        ("school river", []),
        ("مقهى", ["قهوة و#شاي.html"]),
    ],
)
def test_search_from_a_folder(chromium: Any, site: Path, query: str, found: list[str]) -> None:
    page = chromium.new_page()
    page.goto((site / "index.html").as_uri())
    page.get_by_label("Search in both languages").fill(query)
    page.wait_for_function("document.querySelector('output').textContent")
    shown = page.eval_on_selector_all(".entries > li:not([hidden]) a", "all => all.map(one => one.pathname)")
    assert [unquote(path).rpartition("/")[2] for path in shown] == found
    assert page.text_content("output") == f"{len(found)} of 3 articles"
    page.close()


@pytest.mark.browser
def test_site_pages_are_accessible_and_valid(chromium: Any, site: Path, node_module: Callable[[str], Path]) -> None:
    axe = node_module("axe-core/axe.min.js").read_text(encoding="utf-8")
    for width in (1280, 320):
        page = chromium.new_page(viewport={"width": width, "height": 800})
        for name in ("index", "river", "ar/river", "en/river"):
            page.goto((site / f"{name}.html").as_uri())
            page.evaluate(axe)
            found = page.evaluate("axe.run()")["violations"]
            assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], (name, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width, name
        page.close()


def test_an_article_named_index_does_not_replace_the_index(make: Callable[..., Bitext]) -> None:
    article = replace(make([(Kind.TITLE, [("فهرس", "Contents", "r")])]), slug="index")
    names = [name for name, _ in export_collection([article], "site")]
    assert len(names) == len(set(names))
