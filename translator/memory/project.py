"""The memory of a project: its PO files' reviewed pairs and the files in its memory/ folder, always up to date."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from translator import exchange, store
from translator.bitext import Bitext, Kind, Pair, Segment, State
from translator.config import Settings
from translator.engines.cache import cache_directory
from translator.errors import ExchangeError, StoreError, TranslatorError
from translator.memory import Memory
from translator.memory.units import Unit, imported_units, reviewed_units
from translator.store.files import replace_file

__all__ = ["adopt_file", "as_bitexts", "imports_folder", "index_path", "open_memory"]

Reader = Callable[[], Iterable[Unit]]


def index_path(settings: Settings) -> Path:
    """Where the project's index is: in the user's cache, as it can be made again at any time."""
    place = hashlib.blake2b(str(settings.target.resolve()).encode(), digest_size=8).hexdigest()
    return cache_directory() / "memory" / f"{place}.sqlite3"


def imports_folder(settings: Settings) -> Path:
    """Where imported memories are kept: TMX, XLIFF, XLSX and PO files beside the project's own."""
    return settings.root / "memory"


def open_memory(
    settings: Settings, *, again: bool = False, tell: Callable[[TranslatorError], None] = lambda error: None
) -> Memory:
    """The project's memory, with what changed in its files since; `again` makes the index anew from all of them.

    A file that cannot be read does not stop the others: `tell` hears of it, and what was known of it stays. Raises
    StoreError when the index itself cannot be used.
    """
    memory = _new_memory(index_path(settings)) if again else Memory(index_path(settings))
    try:
        known = {} if again else memory.origins()
        memory.refresh(dict(_readable(_origins(settings), known, tell)), again=again)
    except TranslatorError:
        memory.close()
        raise
    return memory


def _new_memory(path: Path) -> Memory:
    """The memory in an index that may be broken: it is then begun anew."""
    try:
        return Memory(path)
    except StoreError:
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()
        return Memory(path)


def _readable(
    origins: Iterable[tuple[str, Path, Reader]], known: Mapping[str, str], tell: Callable[[TranslatorError], None]
) -> Iterator[tuple[str, tuple[str, Reader]]]:
    """The origins with their digests, those that changed read already; broken ones as they are known."""
    for origin, path, read in origins:
        try:
            digest = _digest(path)
            yield origin, (digest, read if known.get(origin) == digest else partial(list[Unit], list(read())))
        except TranslatorError as error:
            tell(error)
            if origin in known:
                yield origin, (known[origin], read)


def _origins(settings: Settings) -> Iterator[tuple[str, Path, Reader]]:
    for path in sorted(settings.target.glob("*.po")):
        yield path.stem, path, partial(_read_reviewed, path)
    folder = imports_folder(settings)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() in (*exchange.READERS, ".po"):
            origin = f"{folder.name}/{path.name}"
            yield origin, path, partial(_read_imported, path, origin)


def _digest(path: Path) -> str:
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError as error:
        raise ExchangeError(path, f"cannot be read ({error.strerror}).", "Check its permissions.") from None


def _read_reviewed(path: Path) -> list[Unit]:
    return list(reviewed_units(store.load(path)))


def _read_imported(path: Path, origin: str) -> list[Unit]:
    return list(imported_units(exchange.read_units(path), origin))


def adopt_file(path: Path, settings: Settings) -> int:
    """Keep a file of another program in the project's memory/ folder; how many units it gives.

    A file of the same name is replaced. Raises ExchangeError for one that cannot be read or gives nothing.
    """
    units = _read_imported(path, path.name)
    if not units:
        raise ExchangeError(path, "holds no reviewed Arabic–English units.", "Check its languages and states.")
    target = imports_folder(settings) / path.name
    if target.resolve() != path.resolve():
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, path.read_bytes())
    return len(units)


def as_bitexts(units: Iterable[Unit]) -> list[Bitext]:
    """The units as articles of reviewed pairs, one for each origin, as exporters want them."""
    pairs: dict[str, list[Pair]] = {}
    for unit in units:
        found = pairs.setdefault(unit.origin, [])
        place = len(found) + 1
        segment = Segment(unit.source, Kind.PARAGRAPH, place, 1)
        found.append(Pair(unit.id or f"{unit.origin}/{place}", segment, unit.target, State.REVIEWED))
    return [Bitext(origin, "", tuple(found)) for origin, found in pairs.items()]
