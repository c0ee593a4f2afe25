"""From the order in which glyphs stand on a line to the order in which they are read: the bidi algorithm, backwards.

What is undone is Unicode Standard Annex 9 for a line whose base direction is right to left, so far as its result says
how it came about: Latin words and numbers run left to right, a number's separators stay in it, all else is reversed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

__all__ = ["Glyph", "find_mirrored", "is_mark", "read_line"]

PRESENTATION_FORMS = re.compile(r"[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]+")
ALEFS = ("ا", "أ", "إ", "آ", "ٱ")
FATHATAN = "\u064b"
NO_LETTERS = str.maketrans("", "", "ـ\0")
"""Tatweel, which stretches lines, and what glyphs of several marks are called that have no name."""
SEPARATORS = frozenset(".,:/،٫٬\u00a0")
MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
CLOSING = frozenset(")]}>»›")
OVERLAP = 0.5
"""Letters that share more of the width of the narrower one are stacked."""
WIDEST_GAP = 0.22
"""A wider gap between glyphs, in ems, is a space; but not one before a stop, which some fonts set apart."""
STOPS = frozenset(".،؛:؟!")


@dataclass(frozen=True, slots=True)
class Glyph:
    """What is drawn at once: the characters it stands for in reading order; its place, in points from bottom left.

    `exact`: the file says which characters it means, so that a bracket is not only named by its shape.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool = False
    exact: bool = False


SPACE = Glyph(" ", 0, 0, 0, 0)


def read_line(glyphs: Iterable[Glyph], mirrored: frozenset[str] = frozenset()) -> str:
    """The text of one line in reading order, presentation forms and ligatures made letters, white space single.

    `glyphs` come in the order they were drawn; `mirrored` is what `find_mirrored` finds in all lines of a file.
    """
    row = _spaced(_from_left(_clusters(_rightmost_first(list(glyphs)))))
    if any(_direction(glyph.text) == "R" for glyph in row):
        row = _logical(row, mirrored)
    return " ".join("".join(glyph.text for glyph in row).split())


def find_mirrored(lines: Iterable[Iterable[Glyph]]) -> frozenset[str]:
    """The brackets that the file names by the shape they have on the page, so that an opening one says it closes.

    Some programs do, others name their meaning, and some do now one and now the other: what stands between a space and
    a letter opens, what stands after a letter closes. Without any sign of it, it is the shape, as in most files.
    """
    score = Counter[str]()
    for line in lines:
        text = f" {read_line(glyph for glyph in line if not (glyph.exact and glyph.text in MIRRORED))} "
        for before, char, after in zip(text, text[1:], text[2:], strict=False):
            pair = MIRRORED.get(char, "") + char
            if pair and before.isspace() != after.isspace():
                score[min(pair)] += 1 if (char in CLOSING) == before.isspace() else -1
    return frozenset(char for char in MIRRORED if score[min(MIRRORED[char], char)] >= 0)


def is_mark(glyph: Glyph) -> bool:
    """Whether the glyph is only marks (tashkeel), which belong to the letter drawn next to it."""
    text = _letters(glyph.text)
    return bool(text) and all(unicodedata.combining(char) for char in text)


def _rightmost_first(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs in the order drawn, or in its reverse if that goes from left to right: marks then follow letters."""
    letters = [glyph for glyph in glyphs if _direction(_letters(glyph.text)) == "R"]
    rightwards = sum(1 if one.left < other.left else -1 for one, other in pairwise(letters)) > 0
    return glyphs[::-1] if rightwards else glyphs


def _clusters(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Letters with their marks, and lam with an alef drawn at the same place, as one glyph each."""
    clusters: list[Glyph] = []
    for glyph in glyphs:
        text = _letters(glyph.text)
        last = clusters[-1] if clusters else None
        if last is not None and is_mark(glyph):
            clusters[-1] = replace(last, text=_marked(last, glyph, text))
        elif last is not None and _is_lam_alef(last, glyph):
            clusters[-1] = replace(last, text=last.text + text, right=max(last.right, glyph.right))
        elif text:
            clusters.append(replace(glyph, text=text))
    return clusters


def _marked(letter: Glyph, mark: Glyph, text: str) -> str:
    """A letter with its marks; those on a lam and alef drawn as one are the lam's, but for what an alef can bear."""
    if len(letter.text) != 2 or letter.text[1] not in ALEFS:
        return letter.text + text
    is_alefs = text == FATHATAN or (letter.text[1] in "أإ" and 2 * mark.left < letter.left + letter.right)
    return letter.text + text if is_alefs else letter.text[0] + text + letter.text[1]


def _from_left(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of a row from left to right; of two Arabic ones set over each other the one drawn later is left.

    Fonts of the naskh tradition stack letters, so that a letter may begin to the right of the one it follows.
    """
    order = {id(glyph): at for at, glyph in enumerate(glyphs)}
    row = sorted(glyphs, key=lambda glyph: glyph.left)
    for at in range(len(row) - 1):
        one, other = row[at : at + 2]
        overlap = min(one.right, other.right) - other.left
        if (
            overlap > OVERLAP * min(one.right - one.left, other.right - other.left)
            and order[id(one)] < order[id(other)]
            and {_direction(one.text), _direction(other.text)} == {"R"}
        ):
            row[at : at + 2] = other, one
    return row


def _is_lam_alef(lam: Glyph, alef: Glyph) -> bool:
    return lam.text[0] == "ل" and _letters(alef.text)[:1] in ALEFS and abs(lam.left - alef.left) < 0.02 * lam.size


def _letters(text: str) -> str:
    """Characters for a glyph's code: no presentation forms, no tatweel that stretched the line, lam before alef."""
    text = PRESENTATION_FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text).translate(NO_LETTERS)
    text = text.strip() or text  # marks that stand alone are normalised to a space with a mark
    return text[::-1] if text[:1] in ALEFS and text[1:] == "ل" else text


def _spaced(row: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs from left to right, with a space where there is a gap and none was drawn."""
    spaced: list[Glyph] = []
    right = None
    for glyph in row:
        is_wide = right is not None and glyph.left - right > WIDEST_GAP * glyph.size
        if is_wide and not (spaced[-1].text in STOPS and _direction(glyph.text) == "R"):
            spaced.append(SPACE)
        spaced.append(glyph)
        right = glyph.right if right is None else max(right, glyph.right)
    return spaced


def _logical(row: Sequence[Glyph], mirrored: frozenset[str]) -> list[Glyph]:
    """Glyphs from left to right put in reading order: the whole line reversed, but not Latin runs and numbers."""
    kinds = [_direction(glyph.text) or ("S" if glyph.text in SEPARATORS else "") for glyph in row]
    runs: list[list[Glyph]] = []
    at = 0
    while at < len(row):
        end = _end_of_run(kinds, at)
        runs.append(list(row[at:end]) if end > at + 1 else [_turned(row[at], mirrored)])
        at = end
    return [glyph for run in reversed(runs) for glyph in run]


def _turned(glyph: Glyph, mirrored: frozenset[str]) -> Glyph:
    """A bracket on its own that is named by its shape, by its meaning."""
    turns = glyph.text in mirrored and not glyph.exact
    return replace(glyph, text=MIRRORED[glyph.text]) if turns else glyph


def _end_of_run(kinds: Sequence[str], start: int) -> int:
    """Where the run ends that starts at `start`: Latin with the numbers and signs in it, a number, or one glyph."""
    end = start + 1
    if kinds[start] == "L":
        for at in range(end, len(kinds)):
            if kinds[at] == "R":
                break
            end = at + 1 if kinds[at] in ("L", "N") else end
    elif kinds[start] == "N":
        while end < len(kinds):
            if kinds[end] == "N":
                end += 1
            elif list(kinds[end : end + 2]) == ["S", "N"]:
                end += 2
            else:
                break
    return end


def _direction(piece: str) -> str:
    """R for Arabic letters, L for other letters, N for digits, "" for signs and spaces."""
    kind = unicodedata.bidirectional(piece[:1]) if piece else ""
    return {"AL": "R", "R": "R", "L": "L", "EN": "N", "AN": "N"}.get(kind, "")
