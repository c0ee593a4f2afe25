"""Parallel text read into sentence pairs: TSV, TMX, PO, and Moses pairs of plain files, compressed or not."""

from __future__ import annotations

import gzip
import lzma
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from translator.errors import DataError

__all__ = ["SUFFIXES", "SentencePair", "read_bytes", "read_pairs"]

SOURCE, TARGET = "ar", "en"


class SentencePair(NamedTuple):
    """A source sentence and its translation, as the file has them."""

    source: str
    target: str


def read_pairs(path: Path) -> Iterator[SentencePair]:
    """The pairs of a file, in order; its suffix tells its format.

    `.tsv` has `source<TAB>target` lines (more columns are ignored), `.tmx` and `.po` are what translation tools
    exchange (of a PO file, the reviewed pairs), `.ar` is the source side of a Moses pair that lies beside its `.en`.
    `.gz` and `.xz` may follow. Raises DataError for a file that is missing, broken or of another kind.
    """
    suffixes = [suffix for suffix in path.suffixes if suffix not in (".gz", ".xz")]
    reader = SUFFIXES.get(suffixes[-1] if suffixes else "")
    if reader is None:
        raise DataError(path, "is no parallel text that can be read.", f"Known suffixes: {', '.join(SUFFIXES)}.")
    try:
        yield from reader(path)
    except OSError as error:
        raise DataError(path, f"cannot be read: {error.strerror or error}.") from error
    except (UnicodeDecodeError, EOFError, lzma.LZMAError) as error:
        raise DataError(path, f"is broken or not UTF-8: {error}.", "Convert it to UTF-8, or fetch it again.") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    opener: Callable[..., IO[str]] = {".xz": lzma.open, ".gz": gzip.open}.get(path.suffix, open)  # type: ignore[assignment]
    with opener(path, "rt", encoding="utf-8", newline="\n") as lines:
        yield lines


def _read_tsv(path: Path) -> Iterator[SentencePair]:
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) >= 2:
                yield SentencePair(cells[0], cells[1])
            elif line.strip():
                raise DataError(path, f"has no tab in line {number}.", "Each line is a source, a tab and its target.")


def _read_moses(path: Path) -> Iterator[SentencePair]:
    other = path.with_name(path.name.replace(f".{SOURCE}", f".{TARGET}"))
    if not other.is_file():
        raise DataError(path, f"has no {other.name} beside it.", "A Moses pair is two files with as many lines each.")
    with _opened(path) as sources, _opened(other) as targets:
        try:
            for source, target in zip(sources, targets, strict=True):
                yield SentencePair(source.rstrip("\r\n"), target.rstrip("\r\n"))
        except ValueError as error:
            raise DataError(path, f"and {other.name} have different numbers of lines.", "Align them again.") from error


def _read_po(path: Path) -> Iterator[SentencePair]:
    from translator.bitext import State
    from translator.store import load

    for pair in load(path).pairs:
        if pair.state is State.REVIEWED:
            yield SentencePair(pair.source, pair.target)


def _read_tmx(path: Path) -> Iterator[SentencePair]:
    try:
        from translator.exchange.tmx import read_tmx
    except ImportError as error:
        raise DataError(path, "needs lxml to be read.", "pip install 'translator[formats]'") from error
    data = {".xz": lzma.decompress, ".gz": gzip.decompress}.get(path.suffix, bytes)(read_bytes(path))
    for unit in read_tmx(data, path):
        yield SentencePair(unit.source, unit.target)


def read_bytes(path: Path) -> bytes:
    """What a file holds, as it lies there. Raises DataError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(path, f"cannot be read: {error.strerror}.", "Check its name.") from error


SUFFIXES: dict[str, Callable[[Path], Iterator[SentencePair]]] = {
    ".tsv": _read_tsv,
    ".txt": _read_tsv,
    ".tmx": _read_tmx,
    ".po": _read_po,
    f".{SOURCE}": _read_moses,
}
"""Suffix -> reader."""
