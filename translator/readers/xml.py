"""XML without entities, without a DTD and without the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from translator.errors import SourceError

__all__ = ["local_name", "parse_xml"]


def parse_xml(data: bytes, where: Path, part: str = "") -> Any:
    """The root element of an XML file or of a `part` of one. Raises SourceError for what is broken or has entities."""
    name = f"its part {part}" if part else "it"
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(where, f"{name} is broken XML: {error.msg}.", "Mend it, or save it again.") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise SourceError(where, f"{name} defines XML entities, which are not read.", "Save it without them.")
    return root


def local_name(element: Any) -> str:
    """An element's name without its namespace; "" for comments and processing instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
