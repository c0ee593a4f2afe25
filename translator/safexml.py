"""XML from elsewhere: parsed without entities, without a DTD and without the network."""

from __future__ import annotations

from typing import Any

from lxml import etree

__all__ = ["XMLError", "local_name", "parse", "require_no_entities"]


class XMLError(ValueError):
    """Broken XML, or XML that defines entities: says so as a predicate (`is broken XML …`); `tip` is the next step."""

    def __init__(self, cause: str, tip: str) -> None:
        super().__init__(cause)
        self.tip = tip


def parse(data: bytes) -> Any:
    """The root element. Raises XMLError for broken XML, and for XML that defines entities."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise XMLError(f"is broken XML ({error.msg}).", "Mend it, or save it again.") from error
    require_no_entities(root)
    return root


def require_no_entities(root: Any) -> None:
    """Raises XMLError for the root of a document that defines entities: what they stand for would be missing."""
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise XMLError("defines XML entities, which are not read.", "Save it without them.")


def local_name(element: Any) -> str:
    """An element's name without its namespace; "" for comments and processing instructions."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""
