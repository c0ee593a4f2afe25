"""Files to Documents: `read` any article file; `find` the article files under a folder.

A format is one module with a `read(path) -> Document` and one line in READERS. Another package adds a format by an
entry point of the group `translator.readers` that is named by its suffix without the dot.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from translator.bitext import Document
from translator.errors import SourceError
from translator.readers.charset import ARABIC_LETTER
from translator.readers.sniff import sniff_suffix

__all__ = ["READERS", "STDIN", "Reader", "find", "read"]

Reader = Callable[[Path], Document]

READERS: dict[str, str | Reader] = {
    ".txt": "translator.readers.text",
    ".text": "translator.readers.text",
    ".html": "translator.readers.html",
    ".htm": "translator.readers.html",
    ".xhtml": "translator.readers.html",
    ".mhtml": "translator.readers.mhtml",
    ".mht": "translator.readers.mhtml",
    ".md": "translator.readers.markdown",
    ".markdown": "translator.readers.markdown",
    ".docx": "translator.readers.docx",
    ".odt": "translator.readers.odt",
    ".epub": "translator.readers.epub",
    ".pdf": "translator.readers.pdf",
    ".rss": "translator.readers.feed",
    ".atom": "translator.readers.feed",
    ".srt": "translator.readers.subtitles",
    ".vtt": "translator.readers.subtitles",
    ".csv": "translator.readers.table",
    ".tsv": "translator.readers.table",
    ".po": "translator.readers.po",
    ".pot": "translator.readers.po",
    ".xlf": "translator.readers.xliff",
    ".xliff": "translator.readers.xliff",
    ".zip": "translator.readers.zip",
}
"""Suffix to a reader, or to the name of the module whose `read` is imported when the first such file is met."""

STDIN = Path("-")
HEAD = 4096
COLUMN = re.compile(r"\.(csv|tsv)#.", re.IGNORECASE)
OWN_PO = b'"X-Source-File: '
OWN_PAGE = b'<meta name="generator" content="translator '
PAGES = (".html", ".htm", ".xhtml")


def read(path: Path, *, arabic: bool = True) -> Document:
    """The document in `path`, or on standard input when `path` is `-`; `FILE.csv#COLUMN` is one column of a table.

    The format is told by the suffix, and by the first bytes when the suffix is unknown. Raises SourceError, with the
    next step, for a file that is missing, empty, unreadable, broken, of no known format or without any Arabic; `arabic`
    is False for a file in another language.
    """
    if path == STDIN:
        return _read_stdin(arabic)
    file = Path(str(path).rpartition("#")[0]) if COLUMN.search(path.name) and not path.exists() else path
    head = _first_bytes(file)
    if arabic and file.suffix.lower() in PAGES and OWN_PAGE in head:
        raise SourceError(
            path, "this is a page made by translator, not an article.", "Name the article it is made from."
        )
    document = _reader(file, head)(path)
    if arabic and not any(ARABIC_LETTER.search(block.text) for block in document.blocks):
        raise SourceError(path, "there is no Arabic text in it.", "Check that this is the right file.")
    return document


def find(path: Path) -> Iterator[Path]:
    """The article files in the folder `path` and below it, sorted; a path that is no folder is given back as it is.

    Hidden files, files of unknown formats, the program's own PO files and pages, and what saved web pages show
    (`…_files`) are passed over.
    """
    if not path.is_dir():
        yield path
        return
    pages = {page.stem for page in path.iterdir() if page.suffix.lower() in (".html", ".htm")}
    for entry in sorted(path.iterdir()):
        if entry.name.startswith(".") or (entry.is_dir() and entry.name.removesuffix("_files") in pages):
            continue
        if entry.is_dir():
            yield from find(entry)
        elif entry.suffix.lower() in READERS and not _is_own(entry):
            yield entry


def _is_own(path: Path) -> bool:
    """Whether the program has made this file: a PO file of pairs, or a published page."""
    suffix = path.suffix.lower()
    mark = OWN_PO if suffix == ".po" else OWN_PAGE if suffix in PAGES else None
    if mark is None:
        return False
    try:
        with path.open("rb") as file:
            return mark in file.read(HEAD)
    except OSError:
        return False


def _first_bytes(path: Path) -> bytes:
    """The head of the file, read to find out that it is there, readable and not empty. Raises SourceError."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError as error:
        raise SourceError(path, "there is no such file.", "Check the name and the folder you are in.") from error
    except IsADirectoryError as error:
        raise SourceError(path, "this is a folder, not an article.", "Name the files in it.") from error
    except PermissionError as error:
        raise SourceError(path, "you may not read this file.", "Change its permissions: `chmod u+r FILE`.") from error
    except OSError as error:
        raise SourceError(path, f"the file cannot be read ({error.strerror}).", "Check the disk it is on.") from error
    if len(head) < HEAD and not head.strip():
        raise SourceError(path, "the file is empty.", "Save the article into it, or remove it.")
    return head


def _reader(path: Path, head: bytes) -> Reader:
    """The reader for `path`: by its suffix, a plug-in's suffix, or what its first bytes look like."""
    suffix = path.suffix.lower()
    entry = READERS.get(suffix)
    if entry is None and suffix:
        for point in entry_points(group="translator.readers", name=suffix[1:]):
            plugin: Reader = point.load()
            return plugin
    if entry is None:
        entry = READERS.get(sniff_suffix(path, head), READERS[".txt"])
    return _import_reader(entry, path) if isinstance(entry, str) else entry


def _import_reader(module: str, path: Path) -> Reader:
    """The `read` of a module; SourceError when a library it needs is not installed."""
    try:
        reader: Reader = import_module(module).read
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("translator"):
            raise
        raise SourceError(
            path, f"this format needs the package {error.name}.", "Install it: pip install 'translator[formats]'"
        ) from error
    return reader


def _read_stdin(arabic: bool) -> Document:
    """Standard input is kept in a temporary file, since most formats need to seek."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "stdin"
        copy.write_bytes(sys.stdin.buffer.read())
        try:
            return replace(read(copy, arabic=arabic), path=STDIN)
        except SourceError as error:
            raise SourceError("standard input", error.cause, error.tip) from error
