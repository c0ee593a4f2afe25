"""What a page tells search engines and social networks: schema.org, Open Graph, links to its other languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from translator.bitext import Bitext
from translator.exporters import published
from translator.exporters.base import ExportOptions

__all__ = ["LOCALES", "Address", "linked_data"]

LOCALES = {"ar": "ar_AR", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page stands in a site.

    `path` is its own, `root` the way from it up to the site (`../`), `assets` the way to the shared style sheet and
    fonts ("" when they are inside the page). `others`: hreflang (ar, en, x-default) -> path, itself included.
    """

    path: str
    root: str = ""
    assets: str = ""
    others: Mapping[str, str] = field(default_factory=dict)


def linked_data(bitext: Bitext, options: ExportOptions) -> dict[str, object]:
    """The article as schema.org has it: a translation, and the work that it translates."""
    arabic, _ = published.titles(bitext, options)
    metadata = bitext.metadata
    original: dict[str, object] = {
        "@type": "Article",
        "inLanguage": "ar",
        "headline": arabic,
        "author": {"@type": "Person", "name": published.clean(metadata.author)} if metadata.author else None,
        "datePublished": published.clean(metadata.date) or None,
        "url": published.link(bitext) or None,
    }
    if options.languages == ("ar",):
        return _present({"@context": "https://schema.org", **original})
    page: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "inLanguage": list(options.languages) if len(options.languages) > 1 else options.languages[0],
        "headline": published.headline(bitext, options),
        "creditText": ", ".join(published.models(bitext)) or None,
        "contributor": [{"@type": "Person", "name": name} for name in published.reviewers(bitext, options)] or None,
        "translationOfWork": _present(original),
    }
    return _present(page)


def _present(values: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}
