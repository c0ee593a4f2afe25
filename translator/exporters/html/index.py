"""The index page over several articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.bitext import Bitext, Metadata
from translator.exporters import published
from translator.exporters.base import ExportOptions
from translator.exporters.html.metadata import Address
from translator.exporters.html.templating import render

__all__ = ["Entry", "entries", "index"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as a list shows it.

    `english` is "" while its title has no translation to show, `draft` says that no person has reviewed that title.
    """

    href: str
    arabic: str
    english: str
    draft: bool
    progress: published.Progress
    metadata: Metadata


def index(
    bitexts: Sequence[Bitext], options: ExportOptions = ExportOptions(), address: Address = Address("index.html")
) -> bytes:
    """A page with a link to the page of each article, its title in both languages and its progress."""
    listed = entries(bitexts, options)
    total = sum(entry.progress.total for entry in listed)
    reviewed = sum(entry.progress.reviewed for entry in listed)
    return render("index.html.j2", options, address, entries=listed, total=total, reviewed=reviewed)


def entries(bitexts: Sequence[Bitext], options: ExportOptions) -> list[Entry]:
    """The articles as the index lists them, in the order given."""
    return [_entry(bitext, options) for bitext in bitexts]


def _entry(bitext: Bitext, options: ExportOptions) -> Entry:
    arabic, english = published.titles(bitext, options)
    draft = published.headline(bitext, options) != english
    return Entry(published.file_name(bitext.slug), arabic, english, draft, published.progress(bitext), bitext.metadata)
