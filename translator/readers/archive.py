"""Zip archives, read without trust: no bombs, no names that lead out of them, no surprises from broken ones."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from translator.errors import SourceError

__all__ = ["open_archive", "read_member"]

MOST_MEMBERS = 10_000
MOST_BYTES = 512 << 20
"""Unpacked, all members together."""
MOST_BYTES_MEMBER = 64 << 20
"""Unpacked, one member that is read as text or XML."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, struct.error)
"""What zipfile raises for broken archives; UnicodeDecodeError is a ValueError."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins a file of Office before 2007, and one of today that has a password."""


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip file whose members are few, small, unencrypted and named within it. Raises SourceError for any other."""
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise _not_a_zip(path) from error
    with archive:
        _check_members(archive.infolist(), path)
        yield archive


def read_member(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """The bytes of one member. Raises SourceError when it is missing, broken or too large.

    zipfile gives no more bytes than the checked size says, so that a lying header cannot unpack to more.
    """
    try:
        info = archive.getinfo(name)
        if info.file_size > MOST_BYTES_MEMBER:
            raise SourceError(path, f"its part {name} unpacks to over {MOST_BYTES_MEMBER >> 20} MB.", "Split the file.")
        return archive.read(info)
    except KeyError as error:
        raise SourceError(
            path, f"its part {name} is missing.", "Save the file again with the program it is from."
        ) from error
    except BROKEN as error:
        raise SourceError(path, f"its part {name} is broken ({error}).", "Get the file again.") from error


def _not_a_zip(path: Path) -> SourceError:
    with path.open("rb") as file:
        if file.read(len(OLE)) == OLE:
            return SourceError(
                path,
                "this is a file of an old Office program, or one with a password.",
                "Save it as .docx without password.",
            )
    return SourceError(path, "the file is broken: it is no zip archive, as this format must be.", "Get the file again.")


def _check_members(members: list[zipfile.ZipInfo], path: Path) -> None:
    if len(members) > MOST_MEMBERS:
        raise SourceError(
            path, f"it holds {len(members):,} files, over {MOST_MEMBERS:,}.", "Unpack it and give the folder."
        )
    size = sum(member.file_size for member in members)
    if size > MOST_BYTES:
        raise SourceError(
            path,
            f"it unpacks to {size >> 20:,} MB, over {MOST_BYTES >> 20} MB.",
            "Unpack it and give the articles in it.",
        )
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
            raise SourceError(path, f"it names a file outside itself: {member.filename}.", "Do not trust this archive.")
        if member.flag_bits & 1:
            raise SourceError(path, "it is protected with a password.", "Unpack it, or save it without password.")
