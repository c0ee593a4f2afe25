"""Translations of the pieces of a sentence made one sentence again: case, marks and spaces mended at the seams."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from translator.segmentation.lexicon import read_words

__all__ = ["join_pieces"]

END_MARKS = {"،": ",", ",": ",", "؛": ";", ";": ";", ":": ":", "–": " –", "—": " –", "-": " –"}
SENTENCE_ENDS = (".", "!", "؟", "?", "…", "۔")
TAIL = regex.compile(r"[\s.,;:!?…–—-]*(?P<closing>[\"”’)\]]*)[\s.,;:!?…–—-]*$")
HEAD = regex.compile(r"^[\s.,;:!?…]+")
FIRST_WORD = regex.compile(r"(?P<opening>[\"“‘(\[]*)(?P<word>\p{Lu}\p{L}*)(?P<rest>['’]\p{L}+)?")
PARTICIPLE = regex.compile(r"\p{Lu}\p{Ll}{3,}(?:ing|ed|ly)")
SMALL = frozenset(read_words("english_small"))
NEVER_SMALL = frozenset({"I"})


def join_pieces(pieces: Sequence[str], translations: Sequence[str]) -> str:
    """One English sentence from the `translations` of its source `pieces`, one each and in order.

    A piece that does not end its sentence in the source does not in English: its stop becomes the mark of the source,
    or goes, and the next piece goes on in lower case unless it begins with a name.
    """
    parts = [
        (piece, text) for piece, translation in zip(pieces, translations, strict=True) if (text := translation.strip())
    ]
    if not parts:
        return ""
    joined = parts[0][1]
    for (piece, _), (_, following) in pairwise(parts):
        joined = _seam(joined, following, piece.rstrip())
    return joined


def _seam(before: str, after: str, piece: str) -> str:
    """`before` and `after` joined as the end of the source `piece` asks for."""
    closing = piece.rstrip('»"”’)]')
    if closing.endswith(SENTENCE_ENDS):
        return f"{before} {after}"
    mark = END_MARKS.get(closing[-1:], "")
    before = TAIL.sub(r"\g<closing>", before, count=1)
    after = HEAD.sub("", after)
    if not after:
        return before
    return f"{before}{mark} {_lower(after, before)}"


def _lower(text: str, before: str) -> str:
    """`text` as it reads in mid-sentence: its first word small, unless it may be a name."""
    found = FIRST_WORD.match(text)
    if not found or found["word"] in NEVER_SMALL:
        return text
    word = found["word"]
    small = word.lower()
    if small in SMALL or PARTICIPLE.fullmatch(word) or _stands_small(small, before) or _stands_small(small, text):
        return f"{found['opening']}{small}{text[found.end('word') :]}"
    return text


def _stands_small(word: str, text: str) -> bool:
    return regex.search(rf"(?<!\p{{L}}){regex.escape(word)}(?!\p{{L}})", text) is not None
