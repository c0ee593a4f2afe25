"""XML of exchange files: read without entities, DTDs or the network; written the same for the same content."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from translator import safexml
from translator.errors import ExchangeError
from translator.safexml import local_name

__all__ = ["LANG", "SPACE", "local_name", "parse_xml", "text_of", "write_xml"]

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
"""Inline elements of TMX and XLIFF 1.2 whose content is the other format's own code, not text."""


def parse_xml(data: bytes, where: Path) -> Any:
    """The root element. Raises ExchangeError for broken XML, and for XML that defines entities."""
    try:
        return safexml.parse(data)
    except safexml.XMLError as error:
        raise ExchangeError(where, str(error), error.tip) from None


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
