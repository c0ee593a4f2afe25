"""XLIFF files written back: units without a target get the English one, with the inline codes of their source.

A target is the copy of its source in which the words are translated, so that no code of the format is lost. Targets
that were there stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from translator.exporters.original.slots import Translations
from translator.exporters.original.texts import Node, fill_nodes
from translator.readers.xliff import CODES, UNITS
from translator.readers.xml import local_name, parse_xml

__all__ = ["xliff"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def xliff(path: Path, translations: Translations) -> bytes:
    """The file in its version, 1.2 or 2.x, with what is translated now in the state `translated`."""
    root = parse_xml(path.read_bytes(), path)
    pairs = [(source, _as_target(source)) for source in _sources(root)]
    fill_nodes([node for _, target in pairs for node in _nodes(target)], translations)
    for source, target in pairs:
        if _text(target) != _text(source):
            _place(target, source)
    for element in root.iter("{*}file", "{*}xliff"):
        for ours, theirs in (("source-language", "target-language"), ("srcLang", "trgLang")):
            if element.get(ours):
                element.set(theirs, "en")
    return bytes(etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True))


def _sources(root: Any) -> Iterator[Any]:
    """The sources to translate; not those of alternative translations."""
    for source in root.iter("{*}source"):
        around = {local_name(element): element for element in source.iterancestors()}
        skipped = "alt-trans" in around or any(one.get("translate") == "no" for one in around.values())
        if around.keys() & set(UNITS) and not skipped:
            yield source


def _as_target(source: Any) -> Any:
    target = deepcopy(source)
    target.tag = source.tag.replace("}source", "}target")
    target.tail = None
    if target.get(_LANG):
        target.set(_LANG, "en")
    return target


def _place(target: Any, source: Any) -> None:
    """Puts the target behind its source (and its segmented copy, as the schema wants it), unless one is there."""
    parent = source.getparent()
    there = parent.find("{*}target")
    if there is not None:
        if _text(there).strip():
            return
        parent.remove(there)
    segmented = parent.find("{*}seg-source")
    (source if segmented is None else segmented).addnext(target)
    holder = target if ":xliff:document:1." in target.tag else parent
    holder.set("state", "translated")


def _nodes(element: Any) -> Iterator[Node]:
    if element.text:
        yield element.text, partial(setattr, element, "text"), element
    for child in element:
        if local_name(child) not in CODES:
            yield from _nodes(child)
        if child.tail:
            yield child.tail, partial(setattr, child, "tail"), element


def _text(element: Any) -> str:
    return "".join(element.itertext())
