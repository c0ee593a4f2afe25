"""Publications of bitexts: one module a format, one line a format in a dict.

An exporter turns one bitext into the bytes of one file; a collection turns several into the files of one folder.
Other packages add theirs under the entry points `translator.exporters` and `translator.collections`; the entry point's
name is the format's, and an attribute `suffix` of the function may set the file's suffix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Any, NamedTuple

from translator.bitext import Bitext
from translator.errors import ExportError
from translator.exporters.base import CollectionExporter, Exporter, ExportOptions, File, View
from translator.exporters.published import file_name

__all__ = [
    "COLLECTIONS",
    "EXPORTERS",
    "CollectionExporter",
    "ExportOptions",
    "Exporter",
    "File",
    "Format",
    "View",
    "export",
    "export_collection",
    "file_name",
    "index",
    "suffix",
]


class Format(NamedTuple):
    """Where a format's function is, as `module:function`, and the suffix of its files ("" where it makes a folder)."""

    target: str
    suffix: str = ""


EXPORTERS: dict[str, Format] = {
    "html": Format("translator.exporters.html:export", ".html"),
    "markdown": Format("translator.exporters.markdown:export", ".md"),
    "text": Format("translator.exporters.plain:export", ".txt"),
    "docx": Format("translator.exporters.docx:export", ".docx"),
    "odt": Format("translator.exporters.odt:export", ".odt"),
    "epub": Format("translator.exporters.epub:export", ".epub"),
    "pdf": Format("translator.exporters.pdf:export", ".pdf"),
    "tsv": Format("translator.exporters.tables:tsv", ".tsv"),
    "jsonl": Format("translator.exporters.tables:jsonl", ".jsonl"),
    "tmx": Format("translator.exporters.interchange:tmx", ".tmx"),
    "xliff": Format("translator.exporters.interchange:xliff", ".xlf"),
    "xliff2": Format("translator.exporters.interchange:xliff2", ".xliff2.xlf"),
    "xlsx": Format("translator.exporters.interchange:xlsx", ".xlsx"),
}

COLLECTIONS: dict[str, Format] = {
    "site": Format("translator.exporters.site:export"),
    "anthology": Format("translator.exporters.epub:anthology"),
    "corpus": Format("translator.exporters.corpus:export"),
    "original": Format("translator.exporters.original:export"),
    "memory": Format("translator.exporters.interchange:memory"),
}


def export(bitext: Bitext, name: str, options: ExportOptions = ExportOptions()) -> bytes:
    """The file of one article in the format `name`. Raises ExportError for an unknown format or a missing program."""
    exporter: Exporter = _load(name, EXPORTERS, "translator.exporters")
    return exporter(bitext, options)


def export_collection(bitexts: Sequence[Bitext], name: str, options: ExportOptions = ExportOptions()) -> Iterator[File]:
    """The files of a publication of several articles, one by one: (relative path, content). Raises ExportError."""
    exporter: CollectionExporter = _load(name, COLLECTIONS, "translator.collections")
    return exporter(bitexts, options)


def index(bitexts: Sequence[Bitext], options: ExportOptions = ExportOptions()) -> bytes:
    """An HTML page that lists the page of every article with its progress and its title in both languages."""
    function: Callable[[Sequence[Bitext], ExportOptions], bytes] = _import("translator.exporters.html.index:index")
    return function(bitexts, options)


def suffix(name: str) -> str:
    """The suffix of the files of format `name`, with its dot. Raises ExportError for an unknown format."""
    if name in EXPORTERS:
        return EXPORTERS[name].suffix
    return str(getattr(_load(name, EXPORTERS, "translator.exporters"), "suffix", f".{name}"))


def _load(name: str, formats: dict[str, Format], group: str) -> Any:
    if name in formats:
        try:
            return _import(formats[name].target)
        except ModuleNotFoundError as error:
            cause = f"this format needs {error.name}, which is not installed."
            raise ExportError(name, cause, "pip install 'translator[formats]'") from error
    if found := entry_points(group=group, name=name):
        return next(iter(found)).load()
    groups = ("translator.exporters", "translator.collections")
    others = (point.name for group in groups for point in entry_points(group=group))
    known = sorted({*EXPORTERS, *COLLECTIONS, *others})
    raise ExportError(name, "there is no such export format.", f"Formats: {', '.join(known)}.")


def _import(target: str) -> Any:
    return EntryPoint("", target, "").load()
