"""Glossary files: TSV and CSV that a spreadsheet opens, and TBX (ISO 30042) for other translation tools.

A table has the columns Arabic, English and note, under a header or not. In a cell `|` parts spellings (Arabic) and
translations (English, the preferred one first); `!` leads a forbidden one: `صفقة|صفقات<TAB>deal|agreement|!bargain`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from translator.errors import ExchangeError
from translator.glossary.terms import Glossary, Term
from translator.language.words import ARABIC_LETTER
from translator.store.files import replace_file

__all__ = ["SUFFIXES", "load", "parse", "save", "serialise"]

SUFFIXES = (".tsv", ".csv", ".tbx")
_HEADER = ("arabic", "english", "note")


def load(path: Path) -> Glossary:
    """The glossary in a file. Raises ExchangeError naming the file and the line that makes no sense."""
    try:
        return parse(path.read_bytes(), path)
    except OSError as error:
        raise ExchangeError(
            path, f"cannot be read ({error.strerror}).", "Check the name and its permissions."
        ) from None


def save(glossary: Glossary, path: Path) -> None:
    """Write a glossary in the format that the suffix says, in one step. Raises ExchangeError for an unknown one."""
    replace_file(path, serialise(glossary, path))


def parse(data: bytes, path: Path) -> Glossary:
    """The glossary in the bytes of a file called `path`."""
    if _suffix(path) == ".tbx":
        from translator.glossary.tbx import read_tbx

        return Glossary(tuple(read_tbx(data, path)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ExchangeError(path, "is not UTF-8.", "Save it as UTF-8 (“CSV UTF-8” in Excel).") from None
    return Glossary(tuple(_read_table(text, path)))


def serialise(glossary: Glossary, path: Path) -> bytes:
    """The bytes of a file called `path` for a glossary; the same glossary gives the same bytes."""
    suffix = _suffix(path)
    if suffix == ".tbx":
        from translator.glossary.tbx import write_tbx

        return write_tbx(glossary.terms)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=_delimiter(suffix), lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows(_row(term) for term in glossary.terms)
    mark = "\ufeff" if suffix == ".csv" else ""
    return (mark + stream.getvalue()).encode()


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ExchangeError(path, f"has the unknown suffix “{suffix}”.", f"Give one of {', '.join(SUFFIXES)}.")
    return suffix


def _delimiter(suffix: str) -> str:
    return "\t" if suffix == ".tsv" else ","


def _read_table(text: str, path: Path) -> Iterable[Term]:
    delimiter = _delimiter(_suffix(path))
    first = text.split("\n", 1)[0]
    if delimiter == "," and first.count(";") > first.count(","):
        delimiter = ";"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader):
            cells = [cell.strip() for cell in row]
            if any(cells) and not cells[0].startswith("#") and not (number == 0 and _is_header(cells)):
                yield _term(cells, path, reader.line_num)
    except csv.Error as error:
        raise ExchangeError(path, f"line {reader.line_num} is broken ({error}).", "Mend the quotation marks.") from None


def _is_header(cells: Sequence[str]) -> bool:
    return not any(_is_arabic(cell) for cell in cells[:2])


def _is_arabic(text: str) -> bool:
    import re

    return re.search(f"[{ARABIC_LETTER}]", text) is not None


def _term(cells: Sequence[str], path: Path, line: int) -> Term:
    if len(cells) < 2 or not cells[0] or not cells[1]:
        raise ExchangeError(path, f"line {line} lacks a term or its translation.", "Write Arabic, then English.")
    sources, targets = _parts(cells[0]), _parts(cells[1])
    if not _is_arabic(cells[0]) and _is_arabic(cells[1]):
        sources, targets = targets, sources
    forbidden = tuple(part[1:].strip() for part in targets if part.startswith("!"))
    wanted = tuple(part for part in targets if not part.startswith("!"))
    return Term(sources, wanted, forbidden, cells[2] if len(cells) > 2 else "")


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in cell.split("|"))))


def _row(term: Term) -> tuple[str, str, str]:
    targets = [*term.targets, *(f"!{word}" for word in term.forbidden)]
    return "|".join(term.sources), "|".join(targets), term.note
