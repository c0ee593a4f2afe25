"""Plain text: paragraphs between blank lines, headings and list items, in any encoding of Arabic."""

from __future__ import annotations

from pathlib import Path

from translator.bitext import Document
from translator.readers.charset import decode
from translator.segmentation.blocks import split_blocks

__all__ = ["read"]


def read(path: Path) -> Document:
    """The document of a plain text file: its blocks have no kind yet. Raises SourceError."""
    return Document(path, tuple(split_blocks(decode(path.read_bytes(), path))))
