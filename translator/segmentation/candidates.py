"""Places where a sentence may end: a run of stops with what closes after it, and what stands on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from translator.segmentation.spans import Span, Spans

__all__ = ["Candidate", "candidates"]

STOPS = regex.compile(r"[.…!؟?۔‼⁇⁈⁉⸮؞。]+(?: (?:[!؟?]+|\.(?![.A-Za-z0-9])))*")
CLOSING = frozenset("»”’›)]}﴾")
QUOTES = frozenset('»”›"“')
NOTE = regex.compile(
    r"\s?\[(?:[\p{N}*]{1,4}|(?:بحاجة|التوضيح|غير موجود|محل شك|وفق من)[^\[\]]{0,40})\]"
    r"|[¹²³⁰⁴-⁹†‡*]+|\(\p{Nd}{0,3}\)(?=\s|$)"
)
"""Footnote marks, and the notes that Wikipedia sets after sentences."""
EMOJI = regex.compile(r"\s?[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}--[©®™\p{Nd}]]+", regex.V1)
WORD_BEFORE = regex.compile(r"(?r)[[\p{L}\p{N}./]--[\uFDF0-\uFDFF]]{1,24}", regex.V1)
WORD_AFTER = regex.compile(r"""[\s«"“”„‘'(\[﴿\-–—:•]{0,6}(?P<word>[\p{L}\p{N}]{1,24})""")


@dataclass(slots=True)
class Candidate:
    """A run of stops that ends a sentence or does not, in the sentence that begins at `start` of `text`.

    `marks` are all its stops, `run` those from `stop` on, which nothing parts; closing marks and footnote marks reach
    to `end`. `quotation` is what a closing quotation mark among them closes, `around` the span that `stop` stands in.
    `left` is the character before the stops, `right` the next that is no white space, and `glued` says that none is
    between.
    """

    text: str
    start: int
    stop: int
    end: int
    marks: str
    run: str
    quotation: Span | None
    around: Span | None
    left: str
    right: str
    glued: bool
    _before: str | None = None
    _after: str | None = None

    @property
    def before(self) -> str:
        """The word before the stops, with the dots in it but not around it."""
        if self._before is None:
            found = WORD_BEFORE.match(self.text, self.start, self._word_end)
            self._before = found[0].strip("./") if found else ""
        return self._before

    @property
    def after(self) -> str:
        """The next word, whatever opens before it."""
        if self._after is None:
            found = WORD_AFTER.match(self.text, self.end)
            self._after = found["word"] if found else ""
        return self._after

    @property
    def _word_end(self) -> int:
        """Where the word before the stops ends: some writers put a space between."""
        return self.stop - 1 if self.left == " " and self.stop - 1 > self.start else self.stop

    def behind(self, length: int) -> str:
        """At most `length` characters of the sentence before the word before the stops."""
        end = self._word_end - len(self.before)
        return self.text[max(self.start, end - length) : end]

    def begins_with(self, span: Span) -> bool:
        """Whether nothing of the sentence stands before `span`."""
        return span.open <= self.start or (
            span.open - self.start < 8 and not self.text[self.start : span.open].strip(" -–—•")
        )


def candidates(text: str, spans: Spans) -> Iterator[Candidate]:
    """The candidates of `text` in order; the receiver sets `start` as it lets sentences end."""
    index = 0
    while found := STOPS.search(text, index):
        marks = ""
        quotation: Span | None = None
        while found:
            stop = found.start()
            run = found[0]
            marks += run
            index, closed = _close(text, found.end(), spans)
            quotation = closed or quotation
            found = STOPS.match(text, index)
        if emoji := EMOJI.match(text, index):
            index = emoji.end()
        around = spans.around(stop)
        left, right = text[stop - 1 : stop], text[index : index + 40].lstrip()[:1]
        glued = text[index : index + 1] == right != ""
        yield Candidate(text, 0, stop, index, marks, run, quotation, around, left, right, glued)


def _close(text: str, index: int, spans: Spans) -> tuple[int, Span | None]:
    """Where the closing marks and footnote marks from `index` on end, and the outermost quotation they close.

    One that the block did not open is taken to have begun before it.
    """
    quotation: Span | None = None
    while index < len(text):
        ahead = index + (text[index] == " " and spans.closed_at(index + 1) is not None)
        span = spans.closed_at(ahead)
        if span or text[ahead] in CLOSING or _ends_quotation(text, ahead):
            if text[ahead] in QUOTES:
                quotation = span or quotation or Span(-1, ahead, bracket=False)
            index = ahead + 1
        elif note := NOTE.match(text, index):
            index = note.end()
        else:
            break
    return index, quotation


def _ends_quotation(text: str, index: int) -> bool:
    """A mark that mostly opens, or never was opened, with nothing after it that it could open."""
    return text[index] in "\"'«“" and not text[index + 1 : index + 2].strip(" \n\r\t.،,\"'")
