"""A web site of several articles: index with search, a page per article and language, Atom feed, sitemap.

    index.html  feed.xml  sitemap.xml  <slug>.html (both languages)  ar/<slug>.html  en/<slug>.html
    assets/  page.css (style sheet, fonts, theme)  *.woff2  search.js  search-index.js

It works from a folder without a server: no page fetches anything, the search index is a script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from translator.bitext import Bitext, State
from translator.exporters import published
from translator.exporters.base import ExportOptions, File
from translator.exporters.html.fonts import FACES, font_faces
from translator.exporters.html.index import index
from translator.exporters.html.metadata import Address
from translator.exporters.html.page import page, rows
from translator.exporters.html.templating import style_sheet
from translator.exporters.site.feed import feed, sitemap
from translator.exporters.site.search import search_index

__all__ = ["export"]

STATIC = Path(__file__).parent / "static"


def export(bitexts: Sequence[Bitext], options: ExportOptions = ExportOptions()) -> Iterator[File]:
    """The files of the site, one by one. The sitemap needs absolute addresses: it comes with `base_url` only."""
    for bitext in bitexts:
        yield from _pages(bitext, options)
    yield "index.html", index(bitexts, options, Address("index.html", assets="assets/"))
    yield "feed.xml", feed(bitexts, options)
    if options.base_url:
        yield "sitemap.xml", sitemap([_addresses(bitext, options) for bitext in bitexts], options)
    yield from _assets(options)
    yield "assets/search-index.js", search_index(bitexts, options)


def _pages(bitext: Bitext, options: ExportOptions) -> Iterator[File]:
    addresses = _addresses(bitext, options)
    both, alone = (list(rows(bitext, replace(options, word_links=one))) for one in (options.word_links, False))
    for language, path in addresses.items():
        root = "../" * path.count("/")
        own = options if language == "x-default" else replace(options, languages=(language,))
        home = f"{root}{options.home or 'index.html'}"
        shown = both if language == "x-default" else alone
        yield path, page(bitext, replace(own, home=home), Address(path, root, f"{root}assets/", addresses), shown)


def _addresses(bitext: Bitext, options: ExportOptions) -> dict[str, str]:
    """hreflang -> path; an English page of its own only where there is English to show."""
    name = published.file_name(bitext.slug)
    addresses = {"x-default": name, "ar": f"ar/{name}"}
    if any(published.target(pair, options) for pair in bitext.pairs if pair.state is not State.UNTRANSLATED):
        addresses["en"] = f"en/{name}"
    return addresses


def _assets(options: ExportOptions) -> Iterator[File]:
    sheet = "\n".join((font_faces(FACES, "."), style_sheet(), options.theme))
    yield "assets/page.css", sheet.encode("utf-8")
    for face in FACES:
        yield f"assets/{face.file}", face.data
    yield "assets/search.js", (STATIC / "search.js").read_bytes()
