"""The memory's index: an SQLite file (FTS5) over reviewed units, made again from PO and TMX files at any time."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from translator.errors import StoreError
from translator.memory.similarity import exact_key, keys, terms
from translator.memory.units import Unit

__all__ = ["Index"]

_VERSION = 1
_SCHEMA = """
CREATE TABLE origins (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE units (
    number INTEGER PRIMARY KEY, origin TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL,
    previous TEXT NOT NULL, following TEXT NOT NULL, key TEXT NOT NULL, keys TEXT NOT NULL
);
CREATE INDEX units_by_key ON units (key);
CREATE INDEX units_by_origin ON units (origin);
CREATE TABLE terms (term TEXT PRIMARY KEY, units INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE texts USING fts5 (source, target, tokenize = "unicode61 remove_diacritics 0");
"""
_SELECT = "SELECT source, target, origin, id, previous, following FROM units"
_SEARCH = """
SELECT units.source, units.target, units.origin, units.id, units.previous, units.following, units.keys
FROM (SELECT rowid, rank FROM texts WHERE texts MATCH ? ORDER BY rank, rowid LIMIT ?) AS best
JOIN units ON units.number = best.rowid
ORDER BY best.rank, best.rowid
"""
_HOLDING = """
SELECT units.source, units.target, units.origin, units.id, units.previous, units.following
FROM (SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid LIMIT ?) AS found
JOIN units ON units.number = found.rowid
ORDER BY found.rowid
"""
BUSY_SECONDS = 30.0


class Index:
    """Reviewed units on disk. Several processes and threads may use one file at once: each thread has its connection,
    readers see the last whole update, writers wait for one another.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._writing() as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                self._create(connection)

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, in every thread."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    def connection(self) -> sqlite3.Connection:
        """This thread's connection; raises StoreError where the file is no index or cannot be opened."""
        existing: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if existing is not None:
            return existing
        try:
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error as error:
            raise self._broken(error) from None
        self._local.connection = connection
        self._connections.append(connection)
        return connection

    def _broken(self, error: sqlite3.Error) -> StoreError:
        cause = f"cannot be used as a memory ({error})."
        return StoreError(self.path, cause, "Delete it or run `translator memory rebuild`: it is made again.")

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        try:
            return self.connection().execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._broken(error) from None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the only pen; undone whole when anything fails."""
        connection = self.connection()
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise self._broken(error) from None

    @staticmethod
    def _create(connection: sqlite3.Connection) -> None:
        for name in ("origins", "units", "terms", "texts"):
            connection.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in filter(str.strip, _SCHEMA.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {_VERSION}")

    def origins(self) -> dict[str, str]:
        """Each origin with the digest its units were taken at."""
        return dict(self._rows("SELECT name, digest FROM origins ORDER BY name"))

    def update(self, changed: Mapping[str, tuple[str, Iterable[Unit]]], gone: Iterable[str] = ()) -> int:
        """Replace the units of each changed origin (name: digest and units), forget those gone; how many are new.

        All of it or, when anything fails, nothing.
        """
        added = 0
        with self._writing() as connection:
            for name in (*gone, *changed):
                self._forget(connection, name)
            for name, (digest, units) in changed.items():
                added += self._add(connection, name, digest, units)
        return added

    @staticmethod
    def _forget(connection: sqlite3.Connection, origin: str) -> None:
        rows = connection.execute("SELECT number, source FROM units WHERE origin = ?", (origin,)).fetchall()
        counts = Counter(term for _, source in rows for term in set(terms(source)))
        connection.executemany("UPDATE terms SET units = units - ? WHERE term = ?", [(n, t) for t, n in counts.items()])
        connection.execute("DELETE FROM terms WHERE units <= 0")
        connection.executemany("DELETE FROM texts WHERE rowid = ?", [(number,) for number, _ in rows])
        connection.execute("DELETE FROM units WHERE origin = ?", (origin,))
        connection.execute("DELETE FROM origins WHERE name = ?", (origin,))

    @staticmethod
    def _add(connection: sqlite3.Connection, origin: str, digest: str, units: Iterable[Unit]) -> int:
        counts: Counter[str] = Counter()
        rows, texts = [], []
        for place, unit in enumerate(units):
            found = terms(unit.source)
            counts.update(set(found))
            number = _number(origin, place, unit)
            context = unit.previous, unit.following
            compared = exact_key(unit.source), " ".join(keys(unit.source))
            rows.append((number, origin, place, unit.id, unit.source, unit.target, *context, *compared))
            texts.append((number, " ".join(found), unit.target))
        connection.execute("INSERT INTO origins VALUES (?, ?)", (origin, digest))
        connection.executemany("INSERT INTO units VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sorted(rows))
        connection.executemany("INSERT INTO texts (rowid, source, target) VALUES (?, ?, ?)", sorted(texts))
        connection.executemany(
            "INSERT INTO terms VALUES (?, ?) ON CONFLICT (term) DO UPDATE SET units = units + excluded.units",
            sorted(counts.items()),
        )
        return len(rows)

    def __len__(self) -> int:
        return int(self._rows("SELECT count(*) FROM units")[0][0])

    def units(self) -> list[Unit]:
        """Every unit, by origin and in its order."""
        return [Unit(*row) for row in self._rows(_SELECT + " ORDER BY origin, place")]

    def exact(self, source: str) -> list[Unit]:
        """The units with this very source, white space aside."""
        rows = self._rows(_SELECT + " WHERE key = ? ORDER BY origin, place", (exact_key(source),))
        return [Unit(*row) for row in rows]

    def rarity(self, wanted: Iterable[str]) -> dict[str, int]:
        """In how many units each of these terms is; those in none are left out."""
        found = ((term, self._rows("SELECT units FROM terms WHERE term = ?", (term,))) for term in wanted)
        return {term: rows[0][0] for term, rows in found if rows}

    def search(self, expression: str, limit: int) -> list[tuple[Unit, tuple[str, ...]]]:
        """The best units for an FTS5 expression, ranked by BM25, with their keys."""
        return [(Unit(*row[:-1]), tuple(row[-1].split(" "))) for row in self._rows(_SEARCH, (expression, limit))]

    def holding(self, term: str, limit: int) -> list[Unit]:
        """Some units with a term in their source, always the same ones."""
        return [Unit(*row) for row in self._rows(_HOLDING, (f'source : "{term}"', limit))]


def _number(origin: str, place: int, unit: Unit) -> int:
    """A row number from the content, so that ties are settled alike in whatever order the memory was filled."""
    text = repr((origin, place, unit.source, unit.target)).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest()) >> 1
