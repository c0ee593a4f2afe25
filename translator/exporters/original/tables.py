"""CSV and TSV files written back: the cells that held the sentences are English, all others stay."""

from __future__ import annotations

import csv
import io
from itertools import islice
from pathlib import Path

from translator.errors import ExportError
from translator.exporters.original.slots import Translations
from translator.readers.charset import decode
from translator.readers.table import DELIMITERS, LONGEST_FIELD

__all__ = ["table"]


def table(path: Path, translations: Translations) -> bytes:
    """The table with its columns and rows, in UTF-8; cells are quoted where they need it."""
    text = decode(path.read_bytes(), path)
    head = text.split("\n", 1)[0]
    delimiter = "\t" if path.suffix.lower() == ".tsv" else max(DELIMITERS, key=head.count)
    csv.field_size_limit(LONGEST_FIELD)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ExportError(path, f"it is no table any more ({error}).", "Mend it, or translate it again.") from error
    cells = iter(translations.fill([cell for row in rows for cell in row]))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n" if head.endswith("\r") else "\n")
    writer.writerows(list(islice(cells, len(row))) for row in rows)
    return buffer.getvalue().encode("utf-8")
