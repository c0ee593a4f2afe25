"""The Atom feed (RFC 4287) and the sitemap (sitemaps.org) of a site."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from translator.bitext import Bitext
from translator.exporters import published
from translator.exporters.base import ExportOptions
from translator.exporters.html.templating import environment

__all__ = ["feed", "sitemap"]

TEMPLATES = Path(__file__).parent / "templates"
EPOCH = "1970-01-01"
LATEST = 100
"""Articles in the feed: who follows it asks for it daily."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the feed has it; `updated` is an RFC 3339 time, `language` that of the summary."""

    id: str
    href: str
    title: str
    arabic: bool
    updated: str
    author: str
    summary: str
    language: str


def feed(bitexts: Sequence[Bitext], options: ExportOptions) -> bytes:
    """The latest articles as an Atom feed, newest first. No clock: times are those of articles and translations."""
    base = f"{options.base_url.rstrip('/')}/" if options.base_url else ""
    entries = sorted((_entry(bitext, options, base) for bitext in bitexts), key=lambda entry: entry.href)
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    entries = entries[:LATEST]
    updated = entries[0].updated if entries else f"{EPOCH}T00:00:00Z"
    title = published.clean(options.title or "Articles")
    return _render("feed.xml.j2", entries=entries, base=base, title=title, id=_urn(base or title), updated=updated)


def sitemap(addresses: Sequence[Mapping[str, str]], options: ExportOptions) -> bytes:
    """The site's pages, each with its other languages; `addresses`: hreflang -> path of each article's pages."""
    return _render("sitemap.xml.j2", addresses=addresses, base=f"{options.base_url.rstrip('/')}/")


def _entry(bitext: Bitext, options: ExportOptions, base: str) -> Entry:
    arabic, _ = published.titles(bitext, options)
    title = published.headline(bitext, options)
    state = published.progress(bitext)
    href = f"{base}{quote(published.file_name(bitext.slug))}"
    days = [pair.machine.date for pair in bitext.pairs if pair.machine] + [bitext.metadata.date]
    updated = max((day for day in map(_day, days) if day), default=EPOCH)
    summary, language = published.summary(bitext, options)
    if not summary:
        summary, language = f"{state.reviewed} of {state.total} sentences reviewed", "en"
    author = published.clean(bitext.metadata.author)
    return Entry(_urn(href), href, title, title == arabic, f"{updated}T00:00:00Z", author, summary, language)


def _day(text: str) -> str:
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return ""


def _urn(text: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, text).urn


def _render(template: str, **values: Any) -> bytes:
    return environment(TEMPLATES).get_template(template).render(**values).encode("utf-8")
