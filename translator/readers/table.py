"""CSV and TSV files: one named column holds the text; with a title column each row is an article."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translator.bitext import Block, Document, Kind, Metadata
from translator.errors import SourceError
from translator.readers.charset import ARABIC_LETTER, decode
from translator.segmentation.blocks import split_blocks

__all__ = ["read"]

TEXT = ("ar", "arabic", "source", "text", "body", "content", "article", "النص", "نص", "المقال", "المحتوى", "عربي")
FIELDS = {
    "title": ("title", "headline", "العنوان", "عنوان"),
    "author": ("author", "byline", "الكاتب", "كاتب"),
    "date": ("date", "published", "التاريخ", "تاريخ"),
    "url": ("url", "link", "address", "الرابط", "رابط"),
}
DELIMITERS = ",;\t|"
LONGEST_FIELD = 1 << 26


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: dict[str, str]


def read(path: Path) -> Document:
    """The document of a table's column: `FILE.csv#COLUMN`, else one with a usual name (ar, text, النص …), else the only
    Arabic one. With a column of titles each row starts an article, which has the row's author, date and url.

    Raises SourceError when the column cannot be told or the table is broken.
    """
    file, _, wanted = (str(path), "", "") if path.exists() else str(path).rpartition("#")
    rows = _rows(Path(file))
    column = _column(rows, wanted, path)
    return Document(path, tuple(block for row in rows for block in _blocks(row, column)))


def _rows(path: Path) -> list[_Row]:
    text = decode(path.read_bytes(), path)
    head = text.split("\n", 1)[0]
    delimiter = "\t" if path.suffix.lower() == ".tsv" else max(DELIMITERS, key=head.count)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        rows, line = [], reader.line_num + 1
        for cells in reader:
            rows.append(_Row(line, dict(zip(names, cells, strict=False))))
            line = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(path, f"line {reader.line_num} is no row of a table: {error}.", "Mend the line.") from error
    return rows


def _column(rows: Sequence[_Row], wanted: str, path: Path) -> str:
    names = list(rows[0].cells) if rows else []
    if wanted:
        if wanted in names:
            return wanted
        raise SourceError(path, f"there is no column “{wanted}”.", f"Its columns: {', '.join(names)}.")
    arabic = [name for name in names if any(ARABIC_LETTER.search(row.cells.get(name, "")) for row in rows)]
    usual = [name for usual in TEXT for name in arabic if name.lower() == usual]
    others = [name for name in arabic if not any(name.lower() in fields for fields in FIELDS.values())]
    if usual or len(others) == 1:
        return (usual or others)[0]
    cause = f"several columns are Arabic: {', '.join(others)}." if others else "no column with a header is Arabic."
    raise SourceError(path, cause, f"Name the column: {path.name}#COLUMN.")


def _blocks(row: _Row, column: str) -> Iterator[Block]:
    fields = {
        field: cell.strip()
        for field, names in FIELDS.items()
        for name, cell in row.cells.items()
        if name.lower() in names and name != column
    }
    if fields.get("title"):
        yield Block(fields["title"], Kind.TITLE, row.line, starts_article=True, metadata=Metadata(**fields))
    for block in split_blocks(row.cells.get(column, "")):
        yield replace(block, kind=None if "title" in fields else Kind.PARAGRAPH, line=row.line)
