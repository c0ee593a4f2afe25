"""Plain text, HTML and subtitles, written back in UTF-8."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Hashable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import regex
from lxml import etree
from lxml import html as lxml_html

from translator import __version__
from translator.exporters.original.shares import linked, proportional
from translator.exporters.original.slots import Translations
from translator.readers.charset import decode
from translator.readers.html import declared_encoding
from translator.readers.markup import INVISIBLE, parse_html

__all__ = ["fill_nodes", "html", "subtitles", "text", "text_nodes", "turn"]

LINE = 42
"""Characters in a line of a subtitle."""

_TIMES = regex.compile(r"^.*-->.*$", regex.MULTILINE)
_CUE_TAGS = r"<[^>]*>|\{[^}]*\}"
_MARKS = frozenset({"a", "sup"})
"""Elements whose number refers to a note: it stays, and is no part of a sentence."""
_TEXTS = frozenset({"alt", "title", "content", "aria-label"})
"""Attributes that say again what the article says: a headline for previews, a caption as a picture's description."""
_NUMBER = regex.compile(r"\s*(?:\d+|\[\d+\])\s*")
_INLINE = frozenset("a abbr b bdi cite del em font i ins mark q s small span strike strong sub sup u".split())
"""Elements of HTML and OpenDocument that mean nothing without text."""
_RTL_STYLE = regex.compile(r"(direction\s*:\s*)rtl|(text-align\s*:\s*)right", regex.IGNORECASE)

Node = tuple[str, Callable[[str], None], Hashable]
"""A piece of text in a tree, the function that replaces it, and its look: the element it stands in, or its format."""


def text(path: Path, translations: Translations) -> bytes:
    """Plain text with its blank lines and whatever stands around the sentences."""
    source = decode(path.read_bytes(), path)
    return translations.fill([source])[0].encode("utf-8")


def html(path: Path, translations: Translations) -> bytes:
    """The page with its markup, now English from left to right."""
    data = path.read_bytes()
    root = parse_html(decode(data, path, declared_encoding(data)))
    fill_nodes(list(text_nodes(root)), translations)
    for element in root.iter("*"):
        for name in _TEXTS.intersection(element.keys()):
            if target := translations.exactly(element.get(name)):
                element.set(name, target)
    turn(root)
    for meta in root.iter("meta"):
        if meta.get("charset") or (meta.get("http-equiv") or "").lower() == "content-type":
            meta.getparent().remove(meta)
    head = root.find("head")
    head.insert(0, lxml_html.Element("meta", charset="utf-8"))
    head.insert(1, lxml_html.Element("meta", name="generator", content=f"translator {__version__}"))
    return bytes(lxml_html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"))


def subtitles(path: Path, translations: Translations) -> bytes:
    """SRT or WebVTT with every number, time and setting; a sentence's English is spread over its cues."""
    source = decode(path.read_bytes(), path).replace("\r\n", "\n")
    heads = list(_TIMES.finditer(source))
    ends = [source.find("\n\n", head.end()) for head in heads]
    spans = [(head.end() + 1, end if end >= 0 else len(source)) for head, end in zip(heads, ends, strict=True)]
    cues = [source[start:end] for start, end in spans]
    parts: list[str] = []
    last = 0
    for (start, end), cue, filled in zip(
        spans, cues, translations.fill(cues, skip=_CUE_TAGS, share=proportional), strict=True
    ):
        parts += [source[last:start], cue if filled == cue else _wrap(filled)]
        last = end
    return "".join((*parts, source[last:])).encode("utf-8")


def _wrap(cue: str) -> str:
    """A cue in as few lines of about the same length as it needs."""
    flat = " ".join(cue.split())
    lines = -(-len(flat) // LINE) or 1
    return "\n".join(textwrap.wrap(flat, max(LINE if lines == 1 else -(-len(flat) // lines) + 6, 1)))


def text_nodes(root: Any, last: str = "") -> Iterator[Node]:
    """The pieces of text of an HTML or XML tree in reading order, its title among them.

    Those in elements named `last` come after all others: notes that stand within the sentences that refer to them.
    """
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    apart: list[Any] = []
    for event, element in events:
        if event == "start":
            name = element.tag.rpartition("}")[2]
            if element.tag == last:
                apart.append(element)
            if element.tag == last or name in INVISIBLE - {"head", "title"}:
                events.skip_subtree()
            elif element.text and not (name in _MARKS and _NUMBER.fullmatch(element.text)):
                yield element.text, partial(setattr, element, "text"), element
        elif element.tail and element is not root:
            yield element.tail, partial(setattr, element, "tail"), element.getparent()
    for element in apart:
        yield from text_nodes(element)


def fill_nodes(nodes: list[Node], translations: Translations) -> None:
    """Replaces the text of the nodes in their tree; links and emphasis that lost all their text are taken out."""
    texts, looks = [value for value, *_ in nodes], [look for *_, look in nodes]
    depths = list(map(_depth, looks))
    emptied: list[Any] = []
    filled = translations.fill(texts, share=linked(looks, depths))
    for (before, replace, look), after in zip(nodes, filled, strict=True):
        if after != before:
            replace(regex.sub(r"(?<=\S) {2,}(?=\S)", " ", after))
            if not after and etree.iselement(look):
                emptied.append(look)
    for element in emptied:
        _drop_empty(element)


def _depth(look: Any) -> int:
    return sum(1 for _ in look.iterancestors()) if etree.iselement(look) else 0


def _drop_empty(element: Any) -> None:
    """Takes an inline element without text or anything else out of its tree, and what it leaves empty around it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None or element.tag.rpartition("}")[2] not in _INLINE or len(element) or element.text:
        return
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)
    _drop_empty(parent)


def turn(root: Any) -> None:
    """Marks an HTML or XHTML tree as English, left to right, wherever it said Arabic or right to left."""
    for element in root.iter("*"):
        for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang"):
            if element.get(name, "").lower().startswith("ar"):
                element.set(name, "en")
        if element.get("dir", "").lower() == "rtl":
            element.set("dir", "ltr")
        if style := element.get("style"):
            element.set(
                "style", _RTL_STYLE.sub(lambda match: f"{match[1]}ltr" if match[1] else f"{match[2]}left", style)
            )
    if root.get("lang") is None:
        root.set("lang", "en")
