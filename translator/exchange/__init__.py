"""Pairs out to other programs and back: TMX, XLIFF 1.2 and 2.1, XLSX, and PO files that came from elsewhere.

units = read_units(path)                          what the file says
proposals = compare(bitext, units)                what that would change, and where both sides changed
bitext = apply(bitext, proposals, reviewer)       conflicts are kept beside the text
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from translator import store
from translator.bitext import Pair
from translator.errors import ExchangeError
from translator.exchange.incoming import Change, Proposal, apply, compare
from translator.exchange.units import Unit, unit_of

__all__ = ["READERS", "Change", "Proposal", "Unit", "apply", "compare", "read_units", "unit_of"]

READERS = {
    ".tmx": "translator.exchange.tmx:read_tmx",
    ".xlf": "translator.exchange.xliff:read_xliff",
    ".xliff": "translator.exchange.xliff:read_xliff",
    ".sdlxliff": "translator.exchange.xliff:read_xliff",
    ".mqxliff": "translator.exchange.xliff:read_xliff",
    ".xlsx": "translator.exchange.xlsx:read_xlsx",
}
"""The reader of each suffix; `.po` goes through the store."""


def read_units(path: Path) -> list[Unit]:
    """The units of an exchange file. Raises ExchangeError for an unknown suffix or a file that cannot be read."""
    suffix = path.suffix.lower()
    if suffix == ".po":
        return [_unit_of_foreign(pair) for pair in store.load(path).pairs]
    if suffix not in READERS:
        known = ", ".join([*READERS, ".po"])
        raise ExchangeError(path, f"has the unknown suffix “{suffix}”.", f"Give one of {known}.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ExchangeError(
            path, f"cannot be read ({error.strerror}).", "Check the name and its permissions."
        ) from None
    return list(_reader(suffix, path)(data, path))


def _reader(suffix: str, path: Path) -> Callable[[bytes, Path], Iterable[Unit]]:
    module, function = READERS[suffix].split(":")
    try:
        read: Callable[[bytes, Path], Iterable[Unit]] = getattr(import_module(module), function)
    except ModuleNotFoundError as error:
        cause = f"is in a format that needs {error.name}, which is not installed."
        raise ExchangeError(path, cause, "pip install 'translator[formats]'") from error
    return read


def _unit_of_foreign(pair: Pair) -> Unit:
    """What a PO file from elsewhere says: no verdict, as some programs drop `fuzzy` from whatever they save."""
    return replace(unit_of(pair), state=None, base="", base_state=None)
