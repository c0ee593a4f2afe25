"""What every exporter is given and gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from translator.bitext import Bitext
from translator.errors import ExportError

__all__ = ["TEMPLATES", "CollectionExporter", "ExportOptions", "Exporter", "File", "View"]

LANGUAGES = (("ar", "en"), ("en", "ar"), ("ar",), ("en",))
TEMPLATES = {"docx": (".docx",), "odt": (".odt", ".ott")}
"""Suffixes of the templates of formats that are no pages."""
View = Literal["both", "ar", "en", "interlinear"]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How to publish.

    `reviewed_only`: targets that no person has accepted are left out (shown as not yet translated in documents).
    `unreviewed`: machine targets too in formats that hold reviewed pairs only unless asked (TMX, Moses).
    `marks`: mark machine targets sentence by sentence; the notice on a page with machine English always stays.
    `languages`: reading order; one alone gives that language alone. `view`: how a page opens.
    `theme`: CSS that comes after the page's own. `templates`: files to start from, of which each format takes the one
    that it can use: a .docx or an .odt with styles, anything else as a Jinja2 template of pages (it may extend
    `page.html.j2`).
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
    templates: tuple[Path, ...] = ()
    word_links: bool = True
    report_url: str = ""
    base_url: str = ""
    root: Path = Path()
    home: str = ""
    reviewers: tuple[str, ...] = ()
    title: str = ""

    def template_for(self, name: str) -> Path | None:
        """The template that the format `name` starts from."""
        wanted = TEMPLATES.get(name, ())
        others = {suffix for suffixes in TEMPLATES.values() for suffix in suffixes}
        for path in self.templates:
            suffix = path.suffix.lower()
            if suffix in wanted if wanted else suffix not in others:
                return path
        return None

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
