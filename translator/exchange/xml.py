"""XML of exchange files: read without entities, DTDs or the network; written the same for the same content."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from translator.errors import ExchangeError

__all__ = ["LANG", "SPACE", "local_name", "parse_xml", "text_of", "write_xml"]

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
"""Inline elements of TMX and XLIFF 1.2 whose content is the other format's own code, not text."""


def parse_xml(data: bytes, where: Path) -> Any:
    """The root element. Raises ExchangeError for broken XML, and for XML that defines entities."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ExchangeError(where, f"is broken XML ({error.msg}).", "Export it again.") from None
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise ExchangeError(where, "defines XML entities, which are not read.", "Save it without them.")
    return root


def local_name(element: Any) -> str:
    """An element's name without its namespace; "" for comments and processing instructions."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def text_of(element: Any) -> str:
    """The text in an element and its inline elements, without the codes of other formats."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name and name not in _CODES:
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return "".join(parts)


def write_xml(root: Any) -> bytes:
    """The file of a root element: UTF-8, indented, with an XML declaration."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data
