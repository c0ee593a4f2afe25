"""Pairs on disk: one PO file an article, written whole or not at all, by one writer at a time.

    bitext = store.load(path)                 the pairs, and the revision they are
    store.save(bitext, path)                  False when the file already says so
    bitext = store.write(bitext, path)        the same, giving what is now on disk
    bitext = store.update(path, change)       load, change and write under one lock

An edit made elsewhere between load and save (Poedit, git, another reviewer) is found by the file's hash and merged
pair by pair (`translator.store.reconcile`); it is never overwritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from translator.bitext import Bitext, Revision
from translator.errors import StoreError
from translator.store.files import locked, read, replace_file, stamp
from translator.store.po import format_po, new_id, parse_po
from translator.store.reconcile import is_persons, reconcile
from translator.store.syntax import decode, storable

__all__ = ["is_persons", "load", "locked", "new_id", "reconcile", "refresh", "save", "storable", "update", "write"]


def load(path: Path) -> Bitext:
    """The bitext of a PO file. Raises StoreError for a file that is missing, unreadable or no PO."""
    return _parse(read(path), path)


def refresh(bitext: Bitext, path: Path) -> Bitext:
    """The bitext as it is on disk: the same object while its file is what it was loaded from. Raises as `load`."""
    data = read(path)
    return bitext if _is_at(bitext, data) else _parse(data, path)


def save(bitext: Bitext, path: Path) -> bool:
    """Store a bitext; False when the file already says the same and is left untouched. Raises as `write`."""
    return _write(bitext, path)[1]


def write(bitext: Bitext, path: Path) -> Bitext:
    """Store a bitext and give what is on disk now: with the edits made elsewhere since it was loaded.

    After the return it is on disk, whatever happens to the process or the power. Raises LockedError while another
    process holds the file, StoreError when it cannot be written or is no longer PO; the file is then as it was.
    """
    return _write(bitext, path)[0]


def update(path: Path, change: Callable[[Bitext], Bitext]) -> Bitext:
    """Load, change and store with nobody in between; gives what is on disk then. Raises as `load` and `write`."""
    with locked(path):
        return write(change(load(path)), path)


def _parse(data: bytes, path: Path) -> Bitext:
    try:
        bitext = parse_po(decode(data), path)
    except (UnicodeDecodeError, LookupError) as error:
        raise StoreError(path, f"is not text in the charset its header names ({error}).", "Save it as UTF-8.") from None
    return _at(bitext, data)


def _at(bitext: Bitext, data: bytes) -> Bitext:
    bitext = replace(bitext, revision=None)
    return replace(bitext, revision=Revision(hashlib.sha256(data).hexdigest(), bitext))


def _is_at(bitext: Bitext, data: bytes) -> bool:
    return bitext.revision is not None and bitext.revision.digest == hashlib.sha256(data).hexdigest()


def _write(bitext: Bitext, path: Path) -> tuple[Bitext, bool]:
    with locked(path):
        while True:
            seen = stamp(path)
            data = read(path) if seen else None
            merged = bitext if data is None else _with_edits_since(bitext, data, path)
            text = format_po(merged).encode("utf-8")
            changed = text != data
            if not changed or replace_file(path, text, seen):
                return _at(merged, text), changed


def _with_edits_since(bitext: Bitext, data: bytes, path: Path) -> Bitext:
    if _is_at(bitext, data):
        return bitext
    base = bitext.revision.bitext if bitext.revision else None
    return reconcile(base, bitext, _parse(data, path))
