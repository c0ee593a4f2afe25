"""What every exporter is given and gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from translator.bitext import Bitext
from translator.errors import ExportError

__all__ = ["CollectionExporter", "ExportOptions", "Exporter", "File", "View"]

LANGUAGES = (("ar", "en"), ("en", "ar"), ("ar",), ("en",))
View = Literal["both", "ar", "en", "interlinear"]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How to publish.

    `reviewed_only`: targets that no person has accepted are left out (shown as not yet translated in documents).
    `unreviewed`: machine targets too in formats that hold reviewed pairs only unless asked (TMX, Moses).
    `marks`: mark machine targets sentence by sentence; the notice on a page with machine English always stays.
    `languages`: reading order; one alone gives that language alone. `view`: how a page opens.
    `theme`: CSS that comes after the page's own. `template`: a file to start from, a Jinja2 template for pages
    (it may extend `page.html.j2`) or a .docx or .odt with styles.
    `word_links`: a word under the pointer lights up with its counterpart, on bilingual pages.
    `report_url`: link for readers who found a mistake; `{id}` and `{title}` in it are filled in, percent-encoded.
    `base_url`: where the files will be published, for absolute links. `home`: link from a page to its index.
    `root`: where the paths of the articles' sources start. `reviewers`: names, else those in the pairs.
    `title`: name of a collection of articles.
    """

    reviewed_only: bool = False
    unreviewed: bool = False
    marks: bool = True
    languages: tuple[str, ...] = ("ar", "en")
    view: View = "both"
    theme: str = ""
    template: Path | None = None
    word_links: bool = True
    report_url: str = ""
    base_url: str = ""
    root: Path = Path()
    home: str = ""
    reviewers: tuple[str, ...] = ()
    title: str = ""

    def __post_init__(self) -> None:
        if self.languages not in LANGUAGES:
            known = "; ".join(" ".join(languages) for languages in LANGUAGES)
            raise ExportError(
                "languages", f"{' '.join(self.languages)!r} cannot be published.", f"Give one of: {known}."
            )


Exporter = Callable[[Bitext, ExportOptions], bytes]
"""One article as one file. The same bitext and options give the same bytes."""

File = tuple[str, bytes]
"""A file of a publication: its path relative to the output folder, with `/`, and its content."""

CollectionExporter = Callable[[Sequence[Bitext], ExportOptions], Iterator[File]]
"""Several articles as a publication of several files."""
