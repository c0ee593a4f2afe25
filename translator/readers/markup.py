"""An HTML tree to blocks: what a browser would show as one paragraph, heading, list item or cell is one block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from translator.bitext import Block, Kind
from translator.readers.breaks import BULLET, FINAL_STOP

__all__ = ["Piece", "parse_html", "read_blocks", "walk"]

Element = Any
"""An lxml element; lxml has no types."""

INVISIBLE = frozenset(
    "audio button canvas datalist embed head iframe input link map meta noscript object param script select style "
    "svg template textarea title video".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark math nobr q rp rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
MACHINERY = frozenset({"mw-editsection", "mw-cite-backlink", "mw-jump-link", "screen-reader-text", "visually-hidden"})
"""Classes of the links and labels that MediaWiki and WordPress put into headings and paragraphs."""
KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Kind.SUBHEAD),
    **dict.fromkeys(("li", "dt", "dd"), Kind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), Kind.TABLE_CELL),
    **dict.fromkeys(("figcaption", "caption"), Kind.CAPTION),
    "blockquote": Kind.QUOTATION,
    "address": Kind.BYLINE,
}
CLASSES = (
    (re.compile(r"(^|[\s_-])(byline|author(-name)?|writer)($|[\s_-])", re.I), Kind.BYLINE),
    (re.compile(r"(^|[\s_-])(dateline|published|post-date|entry-date|date-header)($|[\s_-])", re.I), Kind.DATELINE),
    (re.compile(r"(^|[\s_-])(wp-caption-text|caption|tr-caption)($|[\s_-])", re.I), Kind.CAPTION),
    (re.compile(r"(^|[\s_-])(footnotes?|references|reflist|endnotes?)($|[\s_-])", re.I), Kind.FOOTNOTE),
    (re.compile(r"(^|\s)MsoListParagraph\w*"), Kind.LIST_ITEM),
    (re.compile(r"(^|\s)MsoTitle"), Kind.SUBHEAD),
)
LABELS = frozenset({Kind.BYLINE, Kind.DATELINE, Kind.CAPTION})
BREAK = "\u2028"
NOTE_MARK = re.compile(r"^(\[\d+\])(?=\S)")
SPACES = re.compile(r"[ \t\r\n\f\v]+")
XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
LONGEST_LABEL = 200  # characters of a byline, dateline or caption
LONGEST_CELL = 300  # characters of a table's cell; what holds more is the page's layout


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with the element its text begins in, the block-level one around that, and whether all of it is linked."""

    block: Block
    element: Element
    container: Element
    is_linked: bool


def parse_html(text: str) -> Element:
    """The root element of an HTML page or fragment; nothing is fetched, and an empty page has an empty body.

    Raises ValueError when elements are nested so deep (2,048) that the parser would lose the rest.
    """
    text = XML_DECLARATION.sub("", text.replace("\0", ""))
    # huge_tree: the limit would else be 256 levels, which real pages pass; HTML has no entities that could grow
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser, ensure_head_body=True)
    except etree.ParserError:
        return lxml_html.document_fromstring("<body></body>", ensure_head_body=True)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise ValueError("its elements are nested too deep.")
    return root


def read_blocks(text: str) -> list[Block]:
    """The blocks of an HTML fragment, such as a feed's entry."""
    return [piece.block for piece in walk(parse_html(text))]


def walk(root: Element) -> Iterator[Piece]:
    """The blocks of a tree in reading order, those that a page hides among them.

    White space is collapsed as a browser does it. A `<br>` ends a block when it is doubled, after a final stop, before
    a bullet and after a line all in bold, which is a subhead on many pages; else it is a space.
    """
    walker = _Walker()
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event == "start":
            if _is_invisible(element):
                events.skip_subtree()
            yield from walker.enter(element)
        elif event == "end":
            yield from walker.leave(element, tail=element is not root)
        else:
            walker.add(element.tail, element.getparent(), element)


@dataclass(frozen=True, slots=True)
class _Run:
    """Text of one look, from one element; BREAK in it stands for a `<br>`."""

    text: str
    element: Element
    line: int
    kind: Kind | None
    bold: bool
    linked: bool


class _Walker:
    """The text met since the last block's end, and what the open elements make of it."""

    def __init__(self) -> None:
        self.runs: list[_Run] = []
        self.kinds: list[Kind | None] = [None]
        self.containers: list[Element] = []
        self.bold = 0
        self.linked = 0

    def enter(self, element: Element) -> Iterator[Piece]:
        if element.tag == "br":
            self.add(BREAK, element)
        if _is_container(element):
            yield from self.flush()
            self.containers.append(element)
        self.kinds.append(self._kind_of(element))
        self.bold += element.tag in ("b", "strong")
        self.linked += element.tag == "a"
        if not _is_invisible(element):
            self.add(_own_text(element), element)

    def _kind_of(self, element: Element) -> Kind | None:
        """Its own kind or that around it; what is in a note stays a note."""
        if self.kinds[-1] == Kind.FOOTNOTE:
            return Kind.FOOTNOTE
        return _kind(element) or self.kinds[-1] or (Kind.PARAGRAPH if element.tag == "p" else None)

    def leave(self, element: Element, *, tail: bool) -> Iterator[Piece]:
        if _is_container(element):
            yield from self.flush()
            self.containers.pop()
        self.kinds.pop()
        self.bold -= element.tag in ("b", "strong")
        self.linked -= element.tag == "a"
        if tail:
            self.add(element.tail, element.getparent(), element)

    def add(self, text: str | None, element: Element, after: Element = None) -> None:
        """Text in `element`: its first, or what follows its child `after`."""
        if text:
            line = (element if after is None else after).sourceline or 0
            self.runs.append(_Run(text, element, line, self.kinds[-1], self.bold > 0, self.linked > 0))

    def flush(self) -> Iterator[Piece]:
        """The blocks of the text met so far, before an element begins or ends that is no part of its lines."""
        runs, self.runs = self.runs, []
        if not any(run.text.strip() for run in runs):
            return
        for line in _join_lines(_split_lines(runs)):
            text = SPACES.sub(" ", "".join(run.text for run in line)).strip()
            text = NOTE_MARK.sub(r"\1 ", text)
            shown = [run for run in line if run.text.strip()]
            kind = _common_kind(shown, outer=self.kinds[-1])
            block = Block(text, kind, shown[0].line)
            yield Piece(block, shown[0].element, self.containers[-1], all(run.linked for run in shown))


def _is_container(element: Element) -> bool:
    """Whether the element begins and ends blocks: all do but the ones within a line, unknown ones too."""
    return element.tag not in INLINE and element.tag not in INVISIBLE


def _is_invisible(element: Element) -> bool:
    """Whether its text is no part of any block: code, form fields, and what programs put beside words."""
    return (
        element.tag in INVISIBLE
        or "mso-list:ignore" in element.get("style", "").lower()
        or not MACHINERY.isdisjoint(element.get("class", "").split())
    )


def _split_lines(runs: list[_Run]) -> list[list[_Run]]:
    lines: list[list[_Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split(BREAK)
        lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=part)] for part in rest)
    return lines


def _join_lines(lines: list[list[_Run]]) -> Iterator[list[_Run]]:
    """The lines between `<br>`s, those that belong together joined by a space."""
    joined: list[_Run] = []
    last: list[_Run] = []
    for line in lines:
        if joined and (not _is_shown(last) or _starts_block(last, line)):
            yield joined
            joined = []
        if joined:
            joined.append(replace(line[0], text=" "))
        if joined or _is_shown(line):
            joined.extend(line)
        last = line
    if joined:
        yield joined


def _is_shown(line: list[_Run]) -> bool:
    return any(run.text.strip() for run in line)


def _starts_block(last: list[_Run], line: list[_Run]) -> bool:
    """Whether `line` is more than the continuation of `last` after a single `<br>`."""
    text = "".join(run.text for run in line)
    return bool(
        FINAL_STOP.search("".join(run.text for run in last)) or BULLET.match(text) or (_is_bold(last) > _is_bold(line))
    )


def _is_bold(line: list[_Run]) -> bool:
    return all(run.bold for run in line if run.text.strip())


def _common_kind(runs: list[_Run], outer: Kind | None) -> Kind | None:
    """The kind of a block: what all its runs are, else what the element around them is.

    A line all in bold may be a subhead, a byline or a lead: that is left to who knows its words and neighbours.
    """
    kinds = {run.kind for run in runs}
    kind = kinds.pop() if len(kinds) == 1 else Kind.BYLINE if kinds == {Kind.BYLINE, Kind.DATELINE} else outer
    return None if kind == Kind.PARAGRAPH and _is_bold(runs) else kind


def _kind(element: Element) -> Kind | None:
    """What the element's name, class or relation makes of the text in it, if anything."""
    if kind := KINDS.get(element.tag):
        is_layout = kind == Kind.TABLE_CELL and len(element.text_content()) > LONGEST_CELL
        return None if is_layout else kind
    if element.tag == "time":
        return Kind.DATELINE
    if element.get("rel") == "author" or element.get("itemprop") == "author":
        return Kind.BYLINE
    names = (
        f"{element.get('class', '')} {element.get('{http://www.idpf.org/2007/ops}type', element.get('epub:type', ''))}"
    )
    for pattern, kind in CLASSES:
        if pattern.search(names) and (kind not in LABELS or len(element.text_content()) <= LONGEST_LABEL):
            return kind
    return None


def _own_text(element: Element) -> str | None:
    """The text before the first child; a number that links to a note gets brackets, so that it is no part of a word."""
    text: str | None = element.text
    parent = element.getparent()
    if text and text.strip().isdigit() and parent is not None and {element.tag, parent.tag} == {"a", "sup"}:
        return f"[{text.strip()}]"
    if text and element.tag == "pre":
        return text.replace("\n", BREAK)
    return text
