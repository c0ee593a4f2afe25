"""Number words put together: three, hundred, and, twelve, thousand make 312,000 in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from translator.language.numerals import Form, Number, Span

__all__ = ["Part", "Piece", "compose"]


class Part(Enum):
    """What a piece does in a number: the grammar of `compose` is written over these."""

    DIGITS = auto()
    UNIT = auto()
    """1 to 9."""
    TEEN = auto()
    """10 to 19."""
    TENS = auto()
    """20, 30 … 90."""
    HUNDRED = auto()
    """100, or a dozen: alone or times what leads it (ثلاث مئة, three hundred, two dozen)."""
    HUNDREDS = auto()
    """200, 300 … 900 in one word."""
    SCALE = auto()
    """1,000, 1,000,000 …, times what leads it."""
    SCALED = auto()
    """2,000, 2,000,000 … in one word, the Arabic dual."""
    FRACTION = auto()
    """A half or a quarter: of the scale that follows, or added to the scale before."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One word or digit group of a number.

    `linked`: “and”/و leads it. `adjacent`: nothing but spaces or a hyphen lies between it and the piece before.
    `vague`: no number when it stands alone (thousands). `sure`: as in Number, when it stands alone.
    """

    part: Part
    values: tuple[Decimal, ...]
    span: Span
    linked: bool = False
    adjacent: bool = False
    ordinal: bool = False
    vague: bool = False
    sure: bool = True

    @property
    def value(self) -> Decimal:
        return self.values[0]


def compose(pieces: Iterable[Piece], *, unit_first: bool) -> Iterator[Number]:
    """The numbers that the pieces of a sentence make, left to right.

    `unit_first`: a unit comes before its tens (خمسة وعشرون), as in Arabic.
    """
    run: _Run | None = None
    for piece in pieces:
        if run is not None and piece.adjacent and run.add(piece, unit_first):
            continue
        rest = run.split(piece) if run is not None and piece.adjacent else None
        if run is not None:
            yield from run.number()
        run = rest or _Run(piece)
    if run is not None:
        yield from run.number()


class _Run:
    """A number while it grows: what is settled (`total`), the group below the last scale, and that scale."""

    def __init__(self, first: Piece) -> None:
        self.start, self.end = first.span
        self.ordinal = first.ordinal
        self.fraction = first.part is Part.FRACTION
        self.sure = first.sure
        self.vague = first.vague
        self.digits = first.values if first.part is Part.DIGITS else ()
        self.total = Decimal(0)
        self.opener: Piece | None = None
        self.settled = self.end
        self.group: Decimal | None = None
        self.scale: Decimal | None = None
        if first.part in (Part.SCALE, Part.SCALED):
            self.total = first.value
            self.scale = first.value if first.part is Part.SCALE else first.value / 2
        else:
            self.group = first.value

    def split(self, piece: Piece) -> _Run | None:
        """The 500 that “300 million and 500” loses when another “million” follows: the next number's."""
        opener = self.opener
        if piece.part is not Part.SCALE or opener is None or self.group != opener.value:
            return None
        rest = _Run(opener)
        if not rest.add(piece, True):
            return None
        self.group, self.end = None, self.settled
        self.digits = ()
        return rest

    def add(self, piece: Piece, unit_first: bool) -> bool:
        """Whether the piece belongs to this number; it is then part of it."""
        if not self._grow(piece, unit_first):
            return False
        self.settled = self.settled if self.opener is piece else piece.span[1]
        self.end = piece.span[1]
        self.vague = self.vague and piece.vague and not self.fraction
        self.ordinal = self.ordinal or piece.ordinal
        self.sure = True
        return True

    def _grow(self, piece: Piece, unit_first: bool) -> bool:
        if piece.part is Part.SCALE:
            return self._multiply(piece)
        if piece.part is Part.FRACTION:
            return self._add_fraction(piece)
        if self.digits and self.scale is None:
            return False
        if self.group is None:
            return self._open_group(piece, unit_first)
        return self._add_to_group(self.group, piece, unit_first)

    def _multiply(self, piece: Piece) -> bool:
        if self.group is None or piece.linked:
            if not piece.linked or self.scale is None or piece.value >= self.scale or self.group is not None:
                return False
            self.total += piece.value
        else:
            if self.scale is not None and piece.value >= self.scale:
                return False
            self.total += self.group * piece.value
            self.digits = tuple(value * piece.value for value in self.digits) if self.scale is None else ()
        self.group, self.scale = None, piece.value
        return True

    def _add_fraction(self, piece: Piece) -> bool:
        if not piece.linked or (self.digits and self.scale is None):
            return False
        if self.group is not None:
            self.group += piece.value
            self.vague = False
        else:
            share = piece.value * (self.scale or 0)
            self.digits = tuple(value + share for value in self.digits)
            self.total += share
        return True

    def _open_group(self, piece: Piece, unit_first: bool) -> bool:
        if not piece.linked and (unit_first or self.scale is None):
            return False
        if piece.value >= (self.scale or 0) or (piece.part is Part.DIGITS and not piece.linked):
            return False
        if piece.part is Part.SCALED:
            self.total, self.scale = self.total + piece.value, piece.value / 2
        else:
            self.group, self.opener = piece.value, piece
        self.digits = ()
        return True

    def _add_to_group(self, group: Decimal, piece: Piece, unit_first: bool) -> bool:
        tens = group % 100
        if piece.part is Part.HUNDRED and not piece.linked and 0 < group < 20 and group != 10:
            self.group = group * piece.value
            return True
        fits = {
            Part.UNIT: (tens >= 20 and tens % 10 == 0 and not unit_first) or (tens == 0 and group > 0),
            Part.TEEN: tens == 0 and group > 0,
            Part.TENS: (tens == 0 and group > 0) or (unit_first and 0 < tens < 10),
        }.get(piece.part, False)
        if not fits or (unit_first and not piece.linked):
            return False
        self.group = group + piece.value
        return True

    def number(self) -> Iterator[Number]:
        """What has grown, unless it is vague."""
        if self.vague:
            return
        value = self.total + (self.group or 0)
        form = Form.ORDINAL if self.ordinal else Form.DIGITS if self.digits else Form.WORDS
        yield Number(frozenset(self.digits or (value,)), (self.start, self.end), form, sure=self.sure)
