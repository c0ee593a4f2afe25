"""XML sources, without entities, without a DTD and without the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from translator import safexml
from translator.errors import SourceError
from translator.safexml import local_name

__all__ = ["local_name", "parse_xml"]


def parse_xml(data: bytes, where: Path, part: str = "") -> Any:
    """The root element of an XML file or of a `part` of one. Raises SourceError for what is broken or has entities."""
    try:
        return safexml.parse(data)
    except safexml.XMLError as error:
        raise SourceError(where, f"{f'its part {part}' if part else 'it'} {error}", error.tip) from error
