"""Files that are whole or not there: atomic replacement, and a lock that says who holds it."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from translator.errors import ExportError, LockedError, StoreError

__all__ = ["Stamp", "locked", "read", "replace_file", "stamp", "write_file"]

PATIENCE = 10.0
"""Seconds to wait for another writer; a save takes well under one."""


def read(path: Path) -> bytes:
    """The bytes of a PO file. Raises StoreError when there is none or it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise StoreError(path, "does not exist.", "`translator translate` makes it from its article.") from None
    except OSError as error:
        raise StoreError(path, f"cannot be read ({error.strerror}).", "Check its permissions.") from None


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep every other writer from `path`; the same thread may enter again.

    Waits up to `patience` seconds, then raises LockedError naming the writer. The lock dies with its process.
    """
    lock_path = path.with_name(f".{path.name}.lock")
    lock = FileLock(lock_path, is_singleton=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=patience)
    except Timeout:
        who = _owner(lock_path)
        raise LockedError(path, f"is being written by {who}.", "Try again when that has finished.") from None
    except OSError as error:
        raise StoreError(path, f"cannot be locked for writing ({error.strerror}).", "Check its folder.") from None
    try:
        with suppress(OSError):
            lock_path.write_text(_me(), encoding="utf-8")
        yield
    finally:
        lock.release()


def _me() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "somebody"
    return f"{user} on {socket.gethostname()} (process {os.getpid()})"


def _owner(lock_path: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        if who := lock_path.read_text(encoding="utf-8").strip():
            return who
    return "another process"


Stamp = tuple[int, int, int] | None
"""Which writing of a file it is: inode, time and size; None without a file."""


def stamp(path: Path) -> Stamp:
    """The stamp of the file that is there now."""
    with suppress(FileNotFoundError):
        status = path.stat()
        return status.st_ino, status.st_mtime_ns, status.st_size
    return None


def replace_file(path: Path, data: bytes, seen: Stamp | Literal["any"] = "any") -> bool:
    """Put `data` in place of `path` in one step that survives a crash. The caller holds the lock.

    A symbolic link stays one, and its file keeps its permissions. False, and nothing done, when the file is no longer
    the one `seen`: programs that know no lock may have written it. Raises StoreError; the old file is then untouched.
    """
    path = Path(os.path.realpath(path))
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            with suppress(FileNotFoundError):
                temporary.chmod(path.stat().st_mode)
            os.fsync(file.fileno())
        if seen not in {"any", stamp(path)}:
            temporary.unlink()
            return False
        temporary.replace(path)
        _sync_folder(path.parent)
        return True
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise StoreError(
            path, f"cannot be written ({error.strerror}).", "Check its folder and the free space."
        ) from None


def write_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step, making the folders above it; into a pipe or a device it is written.

    Raises ExportError; the old file is then untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cause = (
            "a file stands in its way" if isinstance(error, FileExistsError | NotADirectoryError) else error.strerror
        )
        raise ExportError(path, f"its folder cannot be made ({cause}).", "Name another folder.") from None
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
        else:
            replace_file(path, data)
    except StoreError as error:
        raise ExportError(error.where, error.cause, error.tip) from None
    except OSError as error:
        raise ExportError(path, f"cannot be written ({error.strerror}).", "Name another file.") from None


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
