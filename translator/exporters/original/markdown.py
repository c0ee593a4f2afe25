"""Markdown written back: headings, lists and quotations stay, links and emphasis stay on the words that they were on.

A line is cut at its inline markup into slots of text and tokens that are copied; a pair of tokens that lost all its
text goes too.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import regex

from translator.exporters.original.shares import linked
from translator.exporters.original.slots import Translations
from translator.readers.charset import decode

__all__ = ["markdown"]

_REFERENCE = r"\[\^[^\]]*\]"
_SKIPPED = rf"\]\([^)]*\)|{_REFERENCE}|[*_`~\\\[\]]"
_INLINE = regex.compile(
    r"(?<![\\\w])(?P<open>___|__|_)(?=\S)(?P<inner>[^\n]+?)(?<=\S)(?P<close>(?P=open))(?!\w)"
    r"|(?<!\\)(?P<open>\*\*\*|\*\*|~~|`|\*)(?=[^\s*])(?P<inner>[^\n]+?)(?<=[^\s*])(?P<close>(?P=open))"
    r"|(?<![\\!])(?P<open>\[)(?P<inner>[^\[\]\n]+)(?P<close>\]\([^)\n]*\))"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text, or a token that opens or closes the pair `pair`; `look` is the pairs of tokens that a text stands in."""

    text: str
    look: tuple[int, ...]
    pair: int = -1
    opens: bool = False


def markdown(path: Path, translations: Translations) -> bytes:
    """The file with its structure and, where words tell their counterparts, its links and emphasis."""
    pieces = list(_Pieces(decode(path.read_bytes(), path)))
    texts = [piece for piece in pieces if piece.pair < 0]
    looks: list[Hashable] = [piece.look for piece in texts]
    filled = translations.fill(
        [piece.text for piece in texts],
        skip=_SKIPPED,
        keep=_REFERENCE,
        share=linked(looks, [len(piece.look) for piece in texts]),
    )
    kept = _kept(texts, filled)
    rest = iter(filled)
    shown = (replace(one, text=next(rest)) if one.pair < 0 else one for one in pieces)
    return "".join(_spaced(one for one in shown if one.pair < 0 or one.pair in kept)).encode("utf-8")


class _Pieces:
    """The pieces of a text, line by line, nested markup cut too."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pairs = 0

    def __iter__(self) -> Iterator[_Piece]:
        for line in self.text.splitlines(keepends=True):
            yield from self._cut(line, ())

    def _cut(self, text: str, look: tuple[int, ...]) -> Iterator[_Piece]:
        end = 0
        for match in _INLINE.finditer(text):
            pair, self.pairs = self.pairs, self.pairs + 1
            if match.start() > end:
                yield _Piece(text[end : match.start()], look)
            yield _Piece(match["open"], look, pair, True)
            yield from self._cut(match["inner"], (*look, pair))
            yield _Piece(match["close"], look, pair)
            end = match.end()
        if end < len(text):
            yield _Piece(text[end:], look)


def _kept(texts: Sequence[_Piece], filled: Sequence[str]) -> set[int]:
    """The pairs of tokens that still have text between them."""
    return {pair for piece, text in zip(texts, filled, strict=True) if text.strip() for pair in piece.look}


def _spaced(pieces: Iterable[_Piece]) -> list[str]:
    """The texts and tokens with no space just inside of a pair, where Markdown would not see emphasis."""
    out: list[str] = []
    opened = 0
    for piece in pieces:
        text = piece.text
        if piece.pair < 0 and opened and text.startswith(" "):
            out.insert(len(out) - opened, " ")
            text = text[1:]
        elif piece.pair >= 0 and not piece.opens and out and out[-1].endswith(" "):
            out[-1], text = out[-1][:-1], f"{text} "
        opened = opened + 1 if piece.opens else 0
        out.append(text)
    return out
