"""Zip archives of articles: the files in it that can be read, in the order of their names."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from translator import readers
from translator.bitext import Block, Document, Dropped
from translator.errors import SourceError
from translator.readers import READERS
from translator.readers.archive import open_archive, read_member

__all__ = ["read"]


def read(path: Path) -> Document:
    """The document of all articles in the archive; a file that cannot be read is dropped, its error the reason.

    Raises SourceError when none can be.
    """
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    with open_archive(path) as archive, tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(_file_names(archive)):
            copy = Path(folder) / f"{number}{PurePosixPath(name).suffix.lower()}"
            try:
                if copy.suffix not in READERS or copy.suffix == ".zip":
                    raise SourceError(name, "a file of this format is not read from an archive.")
                copy.write_bytes(read_member(archive, name, path))
                document = readers.read(copy)
            except SourceError as error:
                dropped.append(Dropped(Block(name), error.cause))
                continue
            blocks += _as_articles(document)
            dropped += document.dropped
    if not blocks:
        causes = "; ".join(f"{left.block.text}: {left.reason}" for left in dropped[:3])
        raise SourceError(
            path, f"there is no article in it that can be read ({causes}).", "Unpack it to see what it holds."
        )
    return Document(path, tuple(blocks), dropped=tuple(dropped))


def _file_names(archive: ZipFile) -> list[str]:
    """The files in order of their names, without hidden ones and those that saved pages show."""
    names = sorted(info.filename for info in archive.infolist() if not info.is_dir())
    pages = {name.rpartition(".")[0] for name in names if name.lower().endswith((".html", ".htm"))}
    return [
        name
        for name in names
        if not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
        and not any(name.startswith(f"{page}_files/") for page in pages)
    ]


def _as_articles(document: Document) -> list[Block]:
    """The blocks of one file, the first of which starts an article."""
    first, *rest = document.blocks
    metadata = first.metadata or document.metadata
    return [replace(first, starts_article=True, metadata=metadata), *rest]
