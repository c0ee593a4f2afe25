"""XLSX: an article as a spreadsheet for a colleague who has Excel or LibreOffice and nothing else.

Columns: id, Arabic, English, state (a list to choose from), note. Only English, state and note can be edited; the id
and a hidden checksum of the English that went out bring each row back to its pair.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from translator.bitext import Bitext, State
from translator.errors import ExchangeError
from translator.exchange.units import TOOL, Unit, unit_of
from translator.store import storable

__all__ = ["read_xlsx", "write_xlsx"]

_COLUMNS = {
    "ID": 24,
    "Arabic": 70,
    "English": 70,
    "State": 14,
    "Note": 30,
    "Reviewer": 14,
    "Old Arabic": 30,
    "Base": 10,
}
_EDITABLE = frozenset({"English", "State", "Note", "Reviewer"})
_HIDDEN = frozenset({"Base"})
_STATES = {state.value: state for state in State}
_CODE = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
"""How spreadsheets write a character that XML lacks; text that only looks so has its `_` written that way."""
_OURS = re.compile(r"_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)|_x000[Dd]_")
"""What is read back of it: that `_`, and the carriage returns that Excel adds. LibreOffice writes no `_` that way."""
_LONGEST = 32_767
"""Characters that a cell may hold, by the format's own limit."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, SyntaxError),
    *(LookupError, ValueError, TypeError, AttributeError),
)
"""What zipfile and openpyxl raise for damaged files."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOST_BYTES = 200_000_000
"""Unpacked size beyond which a file is taken for a decompression bomb."""


def write_xlsx(bitext: Bitext) -> bytes:
    """A workbook of one sheet with all pairs of an article. Raises ExchangeError for a text no cell can hold."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = TOOL
    book.properties.title = bitext.slug
    sheet = book.active
    sheet.title = "Pairs"
    _set_up(sheet, len(bitext.pairs) + 1)
    styles = _styles()
    for number, pair in enumerate(bitext.pairs, 2):
        unit = unit_of(pair)
        row = (unit.id, unit.source, unit.target, str(unit.state), unit.note, unit.reviewer, unit.previous, unit.stamp)
        for column, (name, value) in enumerate(zip(_COLUMNS, row, strict=True), 1):
            if len(value) > _LONGEST:
                raise ExchangeError(pair.id, f"is longer than a cell of a spreadsheet ({_LONGEST}).", "Use XLIFF.")
            _write_cell(sheet.cell(number, column), value, *styles[name])
    buffer = BytesIO()
    book.save(buffer)
    return _without_times(buffer.getvalue())


def _set_up(sheet: Any, last: int) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, (name, width) in enumerate(_COLUMNS.items(), 1):
        sheet.cell(1, column, name).font = Font(bold=True)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.hidden = width, name in _HIDDEN
        if name == "State":
            choice = DataValidation(type="list", formula1=f'"{",".join(_STATES)}"', allow_blank=False)
            sheet.add_data_validation(choice)
            choice.add(f"{get_column_letter(column)}2:{get_column_letter(column)}{max(2, last)}")
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _styles() -> dict[str, tuple[Any, Any]]:
    """Alignment and protection of each column's cells."""
    from openpyxl.styles import Alignment, Protection

    arabic = Alignment(wrap_text=True, vertical="top", readingOrder=2)
    english = Alignment(wrap_text=True, vertical="top", readingOrder=1)
    return {
        name: (arabic if "Arabic" in name else english, Protection(locked=name not in _EDITABLE)) for name in _COLUMNS
    }


def _write_cell(cell: Any, value: str, alignment: Any, protection: Any) -> None:
    """Text as text: a sentence that begins with `=` must not become a formula."""
    if value:
        cell.value = _CODE.sub(r"_x005F_\1", value)
        cell.data_type = "s"
    cell.alignment, cell.protection = alignment, protection
    cell.quotePrefix = value[:1] in set("=+-@")


def _without_times(data: bytes) -> bytes:
    """The same workbook with one date for everything: the same pairs give the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _fixed_properties(content)
            fixed = zipfile.ZipInfo(entry.filename, _EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o644 << 16
            new.writestr(fixed, content)
    return buffer.getvalue()


def _fixed_properties(content: bytes) -> bytes:
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.xml.functions import fromstring, tostring

    properties = DocumentProperties.from_tree(fromstring(content))
    properties.created = properties.modified = datetime(*_EPOCH)
    fixed: bytes = tostring(properties.to_tree())
    return fixed


def read_xlsx(data: bytes, where: Path) -> Iterator[Unit]:
    """The rows of the first sheet as units, columns found by their headings in any order; empty rows left out.

    Raises ExchangeError for what is no workbook, lacks the columns Arabic and English, or has an unknown state.
    """
    rows = _rows(data, where)
    header = [str(value or "").strip() for value in next(rows, ())]
    for name in ("Arabic", "English"):
        if name not in header:
            raise ExchangeError(where, f"has no column {name} in its first sheet.", "Keep the headings as exported.")
    for number, values in enumerate(rows, 2):
        row = dict(zip(header, (_text(value) for value in values), strict=False))
        if any(row.values()):
            yield _read_row(row, number, where)


def _rows(data: bytes, where: Path) -> Iterator[Sequence[Any]]:
    from openpyxl import load_workbook

    try:
        _require_harmless(data, where)
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(BytesIO(data), read_only=True, data_only=True)
            rows: list[Sequence[Any]] = list(book.worksheets[0].iter_rows(values_only=True))
    except _BROKEN as error:
        raise ExchangeError(where, f"is no workbook that can be read ({error}).", "Save it as .xlsx.") from None
    return iter(rows)


def _require_harmless(data: bytes, where: Path) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
            raise ExchangeError(
                where, "unpacks to more than a spreadsheet of pairs can need.", "Save it anew as .xlsx."
            )
        if any(b"<!ENTITY" in archive.read(entry) for entry in archive.infolist()):
            raise ExchangeError(where, "defines XML entities, which are not read.", "Save it anew as .xlsx.")


def _text(value: object) -> str:
    return "" if value is None else storable(_OURS.sub(lambda code: "_" if "5" in code[0] else "", str(value)))


def _read_row(row: dict[str, str], number: int, where: Path) -> Unit:
    word = row.get("State", "").strip().lower()
    if word and word not in _STATES:
        known = ", ".join(_STATES)
        raise ExchangeError(where, f"row {number} has the unknown state “{word}”.", f"Choose one of {known}.")
    target = row["English"]
    return Unit(
        id=row.get("ID", ""),
        source=row["Arabic"],
        target=target,
        state=(_STATES.get(word) if target.strip() else State.UNTRANSLATED),
        note=row.get("Note", ""),
        reviewer=row.get("Reviewer", ""),
        previous=row.get("Old Arabic", ""),
    ).stamped(row.get("Base", ""))
