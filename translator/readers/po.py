"""PO files of other programs whose messages are Arabic: each message is a block."""

from __future__ import annotations

from pathlib import Path

from translator import store
from translator.bitext import Block, Document, Kind
from translator.errors import SourceError, StoreError

__all__ = ["read"]


def read(path: Path) -> Document:
    """The document of a PO file's messages (msgid), without the obsolete ones.

    Raises SourceError for a file that is no PO, and for one that this program made: that one holds pairs, no article.
    """
    try:
        bitext = store.load(path)
    except StoreError as error:
        raise SourceError(path, error.cause, error.tip) from error
    if bitext.source:
        raise SourceError(path, f"these are the pairs of {bitext.source}, no article.", "Name the article instead.")
    blocks = tuple(Block(pair.source, Kind.PARAGRAPH, number) for number, pair in enumerate(bitext.pairs, start=1))
    return Document(path, blocks, bitext.metadata)
