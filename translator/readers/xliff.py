"""XLIFF 1.2 and 2.x files with Arabic sources: each unit is a block."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from translator.bitext import Block, Document, Dropped, Kind, Metadata
from translator.errors import SourceError
from translator.readers.xml import local_name, parse_xml

__all__ = ["read"]

UNITS = ("trans-unit", "unit")
CODES = frozenset({"bpt", "ept", "it", "ph"})
"""Inline elements of XLIFF 1.2 whose content is the format's own code, not text."""


def read(path: Path) -> Document:
    """The document of an XLIFF file's sources; units not to be translated are dropped with that reason.

    Raises SourceError for broken XML and for sources in another language than Arabic.
    """
    root = parse_xml(path.read_bytes(), path)
    for element in (root, *root.iter()):
        language = element.get("source-language") or (element.get("srcLang") if local_name(element) == "xliff" else "")
        if language and not language.lower().startswith("ar"):
            raise SourceError(path, f"its sources are in “{language}”, not Arabic.", "Give a file with Arabic sources.")
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    for number, unit in enumerate((e for e in root.iter() if local_name(e) in UNITS), start=1):
        block = Block(" ".join(filter(None, _sources(unit))), Kind.PARAGRAPH, number)
        if not block.text:
            continue
        if _is_translatable(unit):
            blocks.append(block)
        else:
            dropped.append(Dropped(block, "not to be translated"))
    title = next((e.get("original") for e in root.iter() if local_name(e) == "file" and e.get("original")), "")
    return Document(path, tuple(blocks), Metadata(title=title), tuple(dropped))


def _sources(unit: Any) -> Iterator[str]:
    """The text of each `<source>`: one in XLIFF 1.2, one a segment in 2.x; not those of alternative translations."""
    for source in unit.iter():
        if local_name(source) == "source" and not any(local_name(e) == "alt-trans" for e in source.iterancestors()):
            yield " ".join("".join(_text(source)).split())


def _text(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local_name(child) and local_name(child) not in CODES:
            yield from _text(child)
        yield child.tail or ""


def _is_translatable(unit: Any) -> bool:
    return all(element.get("translate") != "no" for element in (unit, *unit.iterancestors()))
