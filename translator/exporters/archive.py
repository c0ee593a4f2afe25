"""ZIP archives that depend on their content alone: DOCX and EPUB files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO

from translator.exporters.base import File

__all__ = ["pack", "unpack"]

_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(files: Iterable[File], stored: frozenset[str] = frozenset()) -> bytes:
    """The files as a ZIP archive in the order given, without times; those named in `stored` uncompressed."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return buffer.getvalue()


def unpack(data: bytes) -> Iterator[File]:
    """The files of an archive, in its order."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            yield entry.filename, archive.read(entry)
