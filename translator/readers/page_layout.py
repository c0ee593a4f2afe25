"""Glyphs on pages to paragraphs: rows, columns from right to left, and where a paragraph ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from translator.bitext import Block, Dropped, Kind
from translator.readers.breaks import BULLET, FINAL_STOP
from translator.readers.headings import Leveled
from translator.readers.visual import Glyph, find_mirrored, is_mark, read_line

__all__ = ["Line", "read_columns", "read_pages"]

GUTTER = 0.9
"""Narrowest space between columns, in ems."""
SHORTEST_COLUMN = 4
"""Rows that a column has at least."""
NARROWEST_COLUMN = 8
"""Ems that its rows are wide on average; what is narrower is a table's."""
PAGE_NUMBER = re.compile(r"(صفحة|page)?[\s|/–—-]*\d+[\s|/–—-]*((من|of)?[\s|/–—-]*\d+)?", re.I)
PRINTED = re.compile(r"(file|https?):///?\S+$|[\d٠-٩]{1,4}([/-][\d٠-٩]{1,4}){2}[,،]? [\d٠-٩]{1,2}:[\d٠-٩]{2}", re.I)
DIGITS = re.compile(r"\d+")
LONGEST_SUBHEAD = 22  # words

Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of one column: its text in reading order, and where it stands, in points from the bottom left."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    page: int
    column: tuple[float, float] = (0, 0)


def read_pages(pages: Sequence[Sequence[Glyph]]) -> tuple[list[Leveled], list[Dropped]]:
    """The blocks of the pages with their heading levels, and the page headers, footers and numbers left out.

    `Block.line` is the number of the page.
    """
    rows = [_rows(glyphs) for glyphs in pages]
    mirrored = find_mirrored(row for page in rows for row in page)
    gutters = [gutter for page in rows for gutter in find_gutters(page)]
    lines = [
        _line(row, edges, number, mirrored)
        for number, page in enumerate(rows, start=1)
        for column in read_columns(page, gutters)
        for edges in [_edges(glyph for row in column for glyph in row)]
        for row in column
    ]
    lines = [line for line in lines if line.text]
    margins = _margins(lines)
    body = [line for line in lines if line not in margins]
    dropped = [Dropped(Block(line.text, line=line.page), reason) for line, reason in margins.items()]
    items = list(_blocks(body))
    if all(item.level is None for item in items):  # no look tells headings: let the text do it
        items = [
            replace(item, block=replace(item.block, kind=None)) if item.block.kind == Kind.PARAGRAPH else item
            for item in items
        ]
    return items, dropped


def read_columns(rows: Sequence[list[Glyph]], gutters: Sequence[Gap] = ()) -> list[list[list[Glyph]]]:
    """The rows of a page by columns in reading order: what spans the page, the right column, the left one, the rest.

    `gutters` are those found on any page of the file: where they are, a few rows are columns too.
    """
    found = _longest_columns(rows, gutters)
    if found is None:
        return [list(rows)] if rows else []
    start, end, gutter = found
    parts = (rows[:start], *_halves(rows[start:end], gutter), rows[end:])
    return [column for part in parts for column in read_columns(part, gutters)]


def find_gutters(rows: Sequence[list[Glyph]]) -> list[Gap]:
    """The spaces between columns on a page."""
    found = _longest_columns(rows, ())
    if found is None:
        return []
    start, end, gutter = found
    parts = (rows[:start], *_halves(rows[start:end], gutter), rows[end:])
    return [gutter, *(other for part in parts for other in find_gutters(part))]


def _halves(rows: Sequence[list[Glyph]], gutter: Gap) -> tuple[list[list[Glyph]], list[list[Glyph]]]:
    """What is to the right of the gutter and what is to the left of it, without empty rows."""
    middle = sum(gutter) / 2
    right = [[glyph for glyph in row if glyph.left > middle] for row in rows]
    left = [[glyph for glyph in row if glyph.left <= middle] for row in rows]
    return [row for row in right if row], [row for row in left if row]


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs by rows from top to bottom, each in the order drawn; raised signs and marks go with their row."""
    order = {id(glyph): at for at, glyph in enumerate(glyphs)}
    letters = [glyph for glyph in glyphs if not is_mark(glyph)]
    rows: list[list[Glyph]] = []
    row_of: dict[int, list[Glyph]] = {}
    for glyph in sorted(letters, key=lambda glyph: -glyph.baseline):
        if not rows or rows[-1][0].baseline - glyph.baseline > 0.4 * max(rows[-1][0].size, glyph.size):
            rows.append([])
        rows[-1].append(glyph)
        row_of[order[id(glyph)]] = rows[-1]
    for mark in (glyph for glyph in glyphs if is_mark(glyph)):
        at = order[id(mark)]
        beside = [other for other in (at - 1, at + 1, at - 2, at + 2) if other in row_of]
        if beside:
            row_of[min(beside, key=lambda other: _distance(glyphs[other], mark))].append(mark)
    return [sorted(row, key=lambda glyph: order[id(glyph)]) for row in rows]


def _distance(letter: Glyph, mark: Glyph) -> float:
    return max(letter.left - mark.left, mark.left - letter.right, 0) + abs(letter.baseline - mark.baseline)


def _longest_columns(rows: Sequence[list[Glyph]], gutters: Sequence[Gap]) -> tuple[int, int, Gap] | None:
    """The longest run of rows that one gutter parts, as start, end and gutter; None when there are no columns."""
    free = [_free(row) for row in rows]
    best: tuple[int, int, Gap] | None = None
    for start in range(len(rows)):
        gaps = free[start]
        for end in range(start + 1, len(rows) + 1):
            gaps = _intersect(gaps, free[end - 1])
            if not gaps:
                break
            if end - start > (best[1] - best[0] if best else 0):
                parting = next((gap for gap in gaps if _parts(rows[start:end], gap, gutters)), None)
                best = (start, end, parting) if parting else best
    return best


def _free(row: list[Glyph]) -> list[Gap]:
    """Where the row has no glyph over at least a gutter's width, the margins included."""
    spans = sorted((glyph.left, glyph.right) for glyph in row if glyph.text.strip())
    size = max((glyph.size for glyph in row), default=0)
    gaps: list[Gap] = []
    right = float("-inf")
    for left, end in spans:
        if left - right > GUTTER * size:
            gaps.append((right, left))
        right = max(right, end)
    return [*gaps, (right, float("inf"))]


def _intersect(one: Sequence[Gap], other: Sequence[Gap]) -> list[Gap]:
    both = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return [(low, high) for low, high in both if high - low > 4]


def _parts(rows: Sequence[list[Glyph]], gap: Gap, gutters: Sequence[Gap]) -> bool:
    """Whether there are columns on both sides of `gap`: enough rows, with more text in them than a table's cells."""
    is_known = bool(_intersect([gap], gutters))
    for half in _halves(rows, gap):
        widths = [(right - left) / row[0].size for row in half for left, right in [_edges(row)]]
        if len(widths) < (1 if is_known else SHORTEST_COLUMN) or sum(widths) < NARROWEST_COLUMN * len(widths):
            return False
    return True


def _line(row: list[Glyph], column: tuple[float, float], page: int, mirrored: frozenset[str]) -> Line:
    shown = [glyph for glyph in row if glyph.text.strip()] or row
    left, right = _edges(shown)
    return Line(
        text=read_line(row, mirrored),
        left=left,
        right=right,
        baseline=shown[0].baseline,
        size=median(glyph.size for glyph in shown),
        bold=all(glyph.bold for glyph in shown),
        page=page,
        column=column,
    )


def _edges(glyphs: Iterable[Glyph]) -> tuple[float, float]:
    """Where the visible glyphs begin and end."""
    shown = [glyph for glyph in glyphs if glyph.text.strip()]
    return min((glyph.left for glyph in shown), default=0), max((glyph.right for glyph in shown), default=0)


def _margins(lines: Sequence[Line]) -> dict[Line, str]:
    """The first and last lines of pages that are a page number, or that come again on most pages."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    ends = [line for page in by_page.values() for line in page if _is_at_end(line, page)]
    pages_with = Counter(place for place, _ in {(_place(line), line.page) for line in ends})
    margins: dict[Line, str] = {}
    for line in ends:
        if PAGE_NUMBER.fullmatch(line.text):
            margins[line] = "page number"
        elif PRINTED.match(line.text):
            margins[line] = "printed by a browser"
        elif pages_with[_place(line)] > max(1, len(by_page) / 2):
            margins[line] = "page header or footer"
    return margins


def _place(line: Line) -> tuple[str, float]:
    """What is the same from page to page: the text without its numbers, and roughly the height."""
    return DIGITS.sub("0", line.text), round(line.baseline, -1)


def _is_at_end(line: Line, page: Sequence[Line]) -> bool:
    """Whether the line is in the first or the last row of its page."""
    rows = [other.baseline for other in page]
    return min(abs(line.baseline - max(rows)), abs(line.baseline - min(rows))) < line.size / 2


def _blocks(lines: Sequence[Line]) -> Iterator[Leveled]:
    """Lines joined to paragraphs, those in larger letters or short and bold ones as headings."""
    if not lines:
        return
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0]
    large = sorted({round(line.size) for line in lines if line.size >= 1.15 * body}, reverse=True)
    leading = median([_leading(a, b) for a, b in pairwise(lines) if 0 < _leading(a, b) < 3] or [1.5])
    paragraph = [lines[0]]
    for line in lines[1:]:
        if _starts_paragraph(paragraph[-1], line, leading):
            yield _block(paragraph, body, large)
            paragraph = []
        paragraph.append(line)
    yield _block(paragraph, body, large)


def _leading(last: Line, line: Line) -> float:
    """From baseline to baseline in ems; 0 from one column or page to the next."""
    return (last.baseline - line.baseline) / max(last.size, line.size) if last.column == line.column else 0


def _starts_paragraph(last: Line, line: Line, leading: float) -> bool:
    """Whether `line` begins a paragraph: by its look, the space above, an indent, or a line before it that is short."""
    if abs(last.size - line.size) > 0.08 * last.size or last.bold != line.bold or BULLET.match(line.text):
        return True
    if _leading(last, line) > max(1.25 * leading, leading + 0.2):
        return True
    width = last.column[1] - last.column[0]
    missing = (last.left - last.column[0]) / width if width else 0
    if missing > 0.3 or (missing > 0.1 and FINAL_STOP.search(last.text)):
        return True
    indent = line.column[1] - line.right
    is_full = line.left - line.column[0] < line.size
    return line.size < indent < 3 * line.size and is_full and last.column[1] - last.right < 0.5 * last.size


def _block(lines: Sequence[Line], body: float, large: Sequence[int]) -> Leveled:
    text = " ".join(line.text for line in lines).replace("/ ", "/")
    block = Block(text, line=lines[0].page)
    if lines[0].size >= 1.15 * body:
        return Leveled(block, 1 + large.index(round(lines[0].size)))
    if lines[0].bold and len(text.split()) <= LONGEST_SUBHEAD and not FINAL_STOP.search(text):
        return Leveled(block, 1 + max(1, len(large)))
    if lines[0].size <= 0.9 * body and re.match(r"[\[(]?\d", text):
        return Leveled(replace(block, kind=Kind.FOOTNOTE))
    if BULLET.match(text):
        return Leveled(replace(block, kind=Kind.LIST_ITEM))
    return Leveled(replace(block, kind=Kind.PARAGRAPH))
