"""The text as the rules read it: without marks that nobody sees, each of its positions known in the real text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

import regex

__all__ = ["Folded", "fold"]

# Tashkeel, tatweel, bidi controls, joiners, soft hyphens and variation selectors say nothing about where a sentence
# ends; presentation forms are letters.
FOLDS = regex.compile(
    r"[\u00AD\u0610-\u061A\u061C\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u08D3-\u08FF"
    r"\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFE00-\uFE0F\uFEFF]+"
    r"|(?P<form>[\uFB50-\uFD3D\uFD50-\uFDF9\uFE70-\uFEFC])"
)
OPENING_MARKS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
SPACE = regex.compile(r"[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is what rules match; at `starts[i]` in it, the original stands at `origins[i]`."""

    original: str
    text: str
    starts: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()

    def position(self, index: int) -> int:
        """Where the original stands after `index` characters of `text`.

        Silent marks stay with what they follow, except those that open an embedding, which belong to what comes next.
        """
        after = bisect_right(self.starts, index)
        start, end = (self.starts[after - 1], self.origins[after - 1]) if after else (0, 0)
        if start < index or not after:
            place = end + index - start
            return min(place, self.origins[after]) if after < len(self.origins) else place
        while end and self.original[end - 1] in OPENING_MARKS:
            end -= 1
        return end


def fold(text: str) -> Folded:
    """`text` without silent marks, presentation forms as letters and every space as U+0020 (line breaks stay)."""
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = done = 0
    for found in FOLDS.finditer(text):
        form = found["form"]
        parts += (text[done : found.start()], unicodedata.normalize("NFKC", form) if form else "")
        length += len(parts[-2]) + len(parts[-1])
        done = found.end()
        if len(parts[-1]) != 1:
            starts.append(length)
            origins.append(done)
    parts.append(text[done:])
    return Folded(text, SPACE.sub(" ", "".join(parts)), tuple(starts), tuple(origins))
