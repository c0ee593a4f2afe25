"""Damaged files of every format: read, or refused with a SourceError that names the file; never anything else."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from translator.errors import SourceError
from translator.readers import read

DATA = Path(__file__).parent / "data"
FILES = sorted(path for path in DATA.iterdir() if path.suffix not in (".expected", ""))
TRIES = 8


def damage(data: bytes, chance: random.Random) -> bytes:
    """The data cut off, with a hole, or with some bytes changed."""
    start, end = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    how = chance.randrange(3)
    if how < 2:
        return data[:start] if how else data[:start] + data[end:]
    changed = bytearray(data)
    for _ in range(chance.choice([1, 5, 50])):
        changed[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(changed)


def damage_part(data: bytes, chance: random.Random) -> bytes:
    """A zip file whose archive is whole, with one of its parts damaged."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        parts = [info for info in old.infolist() if info.file_size]
        unlucky = chance.choice(parts)
        for info in parts:
            part = old.read(info)
            new.writestr(info, damage(part, chance) if info is unlucky else part)
    return target.getvalue()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_damaged_file_is_read_or_refused_by_name(tmp_path: Path, path: Path) -> None:
    chance = random.Random(path.name)
    copy = tmp_path / path.name
    for attempt in range(TRIES):
        is_zip = path.suffix in (".docx", ".odt", ".epub") and attempt % 2
        copy.write_bytes((damage_part if is_zip else damage)(path.read_bytes(), chance))
        with suppress(SourceError):
            assert read(copy).blocks


def test_formats_leave_nothing_open_or_behind(tmp_path: Path) -> None:
    for path in FILES:
        copy = tmp_path / path.name
        copy.write_bytes(path.read_bytes())
        read(copy)
        copy.unlink()
    assert list(tmp_path.iterdir()) == []
