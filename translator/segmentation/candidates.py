"""Places where a sentence may end: a run of stops with what closes after it, and what stands on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from translator.segmentation.spans import Span, Spans

__all__ = ["Candidate", "candidates"]

STOPS = regex.compile(r"(?:[.…!?؟۔‼⁇⁈⁉⸮؞。](?: (?=[.…!?؟]))?)+")
MARKS = ".…!?؟۔‼⁇⁈⁉⸮؞。"
CLOSING = frozenset("»”’›)]}﴾")
FOOTNOTE = regex.compile(r"\[[\p{N}*]{1,4}\]|[¹²³⁴-⁹⁰†‡*]+|\([\p{Nd}]{1,3}\)(?=\s|$)")
EMOJI = regex.compile(r"\s?[\p{Extended_Pictographic}--[©®™]]+", regex.V1)
WORD_BEFORE = regex.compile(r"(?r)[\p{L}\p{N}.]{1,24}")
WORD_AFTER = regex.compile(r"""\s*[«"“”„‘'(\[﴿\-–—]*\s?(?P<word>[\p{L}\p{N}]{1,24})""")


@dataclass(slots=True)
class Candidate:
    """A run of stops `marks` at `stop`, closed at `end`, in the sentence that starts at `start` of `text`."""

    text: str
    start: int
    stop: int
    end: int
    marks: str
    quotation: Span | None
    around: Span | None

    @property
    def glued(self) -> bool:
        """No white space follows."""
        return self.end < len(self.text) and not self.text[self.end].isspace()

    @property
    def left(self) -> str:
        """The character before the stops."""
        return self.text[self.stop - 1 : self.stop]

    @property
    def right(self) -> str:
        """The next character that is no white space."""
        return self.text[self.end : self.end + 40].lstrip()[:1]

    @property
    def before(self) -> str:
        """The word before the stops, with the dots in it but not around it."""
        end = self.stop - (self.left == " ")
        found = WORD_BEFORE.match(self.text, self.start, end)
        return found[0].strip(".") if found else ""

    @property
    def after(self) -> str:
        """The next word, whatever opens before it."""
        found = WORD_AFTER.match(self.text, self.end)
        return found["word"] if found else ""

    @property
    def lead(self) -> str:
        """The sentence up to the stops, when it is short enough to be a label; empty otherwise."""
        return self.text[self.start : self.stop].strip() if self.stop - self.start <= 40 else ""


def candidates(text: str, spans: Spans) -> Iterator[Candidate]:
    """The candidates of `text` in order; the receiver sets `start` to where it let the sentence begin."""
    index = 0
    while found := STOPS.search(text, index):
        stop = found.start()
        end, quotation = _closers(text, found.end(), spans)
        index = end
        marks = found[0]
        while more := STOPS.match(text, index):
            marks += more[0]
            index, quoted = _closers(text, more.end(), spans)
            quotation = quoted or quotation
        if emoji := EMOJI.match(text, index):
            index = emoji.end()
        yield Candidate(text, 0, stop, index, marks, quotation, spans.around(stop))


def _closers(text: str, index: int, spans: Spans) -> tuple[int, Span | None]:
    """Where the closing marks and footnote marks after a run end, and the outermost quotation they close."""
    quotation: Span | None = None
    while index < len(text):
        mark = text[index]
        ahead = index
        if (
            mark == " "
            and text[index + 1 : index + 2] in ("»", '"', "”", "›", ")", "]")
            and spans.opening(index + 1) >= 0
        ):
            ahead, mark = index + 1, text[index + 1]
        if mark in CLOSING or (mark in '"“' and spans.opening(ahead) >= 0) or _is_apostrophe(text, ahead):
            opening = spans.opening(ahead)
            if mark not in ")]}" and opening >= 0:
                quotation = Span(opening, ahead, False)
            elif mark in '»”"':
                quotation = quotation or Span(-1, ahead, False)
            index = ahead + 1
        elif note := FOOTNOTE.match(text, index):
            index = note.end()
        else:
            break
    return index, quotation


def _is_apostrophe(text: str, index: int) -> bool:
    return text[index] == "'" and not text[index + 1 : index + 2].isalnum()
