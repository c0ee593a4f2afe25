"""Sentences as HTML with marks on parts of them: findings, terms, words that belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from translator.checks.findings import Span
from translator.exporters.bidi import Run, runs

__all__ = ["Mark", "annotate", "placed"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a sentence, of a `kind` (a CSS class and a data attribute) and with a `key` to find its counterpart.

    `tone` is one more CSS class, such as a finding's severity.
    """

    span: Span
    kind: str
    key: str
    tone: str = ""

    @property
    def classes(self) -> str:
        return f"{self.kind} {self.tone}".rstrip()


def annotate(text: str, lang: str, marks: Sequence[Mark] = ()) -> Markup:
    """`text` as HTML whose text content is `text`: what reads the other way isolated, marks around their parts.

    Marks may overlap; each is cut where another or a change of direction begins or ends.
    """
    return Markup("").join(_run(run, start, marks) for run, start in _runs(text, lang))


Placed = tuple[int, int, str, str, str]
"""Start, end, kind, key and classes of a mark; places in UTF-16 code units, as a browser's text fields count them."""


def placed(text: str, marks: Sequence[Mark]) -> list[Placed]:
    """The marks of a text that a browser draws itself, because the text is being edited."""
    return [
        (_units(text, mark.span[0]), _units(text, mark.span[1]), mark.kind, mark.key, mark.classes) for mark in marks
    ]


def _units(text: str, place: int) -> int:
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def _runs(text: str, lang: str) -> Iterator[tuple[Run, int]]:
    start = 0
    for run in runs(text, lang):
        yield run, start
        start += len(run.text)


def _run(run: Run, start: int, marks: Sequence[Mark]) -> Markup:
    content = Markup("").join(_pieces(run.text, start, marks))
    keep = Markup(' class="keep"') if run.keep else Markup("")
    if not run.lang:
        return Markup("<span{}>{}</span>").format(keep, content) if run.keep else content
    return Markup('<bdi lang="{}" dir="{}"{}>{}</bdi>').format(run.lang, "rtl" if run.rtl else "ltr", keep, content)


def _pieces(text: str, start: int, marks: Sequence[Mark]) -> Iterator[Markup]:
    end = start + len(text)
    here = [mark for mark in marks if mark.span[0] < end and mark.span[1] > start]
    edges = sorted({start, end, *(edge for mark in here for edge in mark.span if start < edge < end)})
    for left, right in pairwise(edges):
        piece = escape(text[left - start : right - start])
        for mark in here:
            if mark.span[0] <= left and right <= mark.span[1]:
                piece = Markup('<span class="{}" data-{}="{}">{}</span>').format(
                    mark.classes, mark.kind, mark.key, piece
                )
        yield piece
