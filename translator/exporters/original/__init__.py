"""The English in the source's own format: a Word file keeps its layout, a page its markup, subtitles their times.

The source file is read again and each stored sentence is found in it by its characters; what has no translation, and
what is no part of an article, stays as it is. Links and emphasis inside a sentence go to the words that translate
theirs, where the two texts tell which; else they are lost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from translator.bitext import Bitext
from translator.errors import ExportError, TranslatorError
from translator.exporters import published
from translator.exporters.base import ExportOptions, File
from translator.exporters.original.archives import docx, epub, odt
from translator.exporters.original.markdown import markdown
from translator.exporters.original.slots import Translations
from translator.exporters.original.tables import table
from translator.exporters.original.texts import html, subtitles, text
from translator.exporters.original.xliff import xliff

__all__ = ["WRITERS", "export"]

Writer = Callable[[Path, Translations], bytes]

WRITERS: dict[str, Writer] = {
    ".txt": text,
    ".text": text,
    ".md": markdown,
    ".markdown": markdown,
    ".html": html,
    ".htm": html,
    ".xhtml": html,
    ".srt": subtitles,
    ".vtt": subtitles,
    ".docx": docx,
    ".odt": odt,
    ".csv": table,
    ".tsv": table,
    ".xlf": xliff,
    ".xliff": xliff,
    ".epub": epub,
}
"""Suffix of the source -> what writes it back; all articles of a file are written together."""


def export(bitexts: Sequence[Bitext], options: ExportOptions = ExportOptions()) -> Iterator[File]:
    """One file for each source file, `<name>.en<suffix>`, numbered where names are alike.

    A source that fails does not stop the others.

    Sources are found from `options.root`. Raises the first ExportError after the last file.
    """
    sources: dict[str, list[Bitext]] = defaultdict(list)
    for bitext in bitexts:
        sources[bitext.source].append(bitext)
    first: TranslatorError | None = None
    names: Counter[str] = Counter()
    for source, articles in sources.items():
        path = options.root / _file(source, options.root)
        names[path.name] += 1
        number = f"-{names[path.name]}" if names[path.name] > 1 else ""
        try:
            yield f"{path.stem}.en{number}{path.suffix}", _write(path, articles, options)
        except TranslatorError as error:
            first = first or error
    if first:
        raise first


def _file(source: str, root: Path) -> str:
    """The file of a source that may be a column of it, `FILE.csv#COLUMN`."""
    file, _, column = source.rpartition("#")
    return file if column and not (root / source).exists() and Path(file).suffix.lower() in {".csv", ".tsv"} else source


def _write(path: Path, articles: Sequence[Bitext], options: ExportOptions) -> bytes:
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        known = ", ".join(WRITERS)
        raise ExportError(path, f"English cannot be written back into {path.suffix or 'such'} files.", f"Can: {known}.")
    if not path.is_file():
        raise ExportError(path, "this source is gone.", "Put it back, or export to another format.")
    translations = Translations(
        [(pair.source, published.target(pair, options)) for article in articles for pair in article.pairs],
        [[(pair.source, published.target(pair, options)) for pair in block] for a in articles for block in a.blocks()],
    )
    data = writer(path, translations)
    if articles and any(article.pairs for article in articles) and not translations.placed:
        raise ExportError(path, "none of the stored sentences is in it.", "Run `translator translate` on it again.")
    return data
