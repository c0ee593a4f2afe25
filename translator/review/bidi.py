"""Arabic lines on a terminal. Only what is shown is changed here; stored text never passes through this module."""

from __future__ import annotations

from enum import StrEnum

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

__all__ = ["Bidi", "inside", "right_to_left"]

_RLI, _FSI, _PDI = "\u2067", "\u2068", "\u2069"


class Bidi(StrEnum):
    """Who lays out Arabic: a terminal that knows the bidirectional algorithm, we for one that does not, or nobody."""

    TERMINAL = "terminal"
    REORDER = "reorder"
    OFF = "off"


def right_to_left(text: Text, bidi: Bidi, console: Console) -> Text:
    """Lines of Arabic as they are to be printed.

    `terminal`: in logical order, each line isolated as right-to-left. `reorder`: wrapped, put into visual order and set
    to the right, for terminals that draw characters in the order they come. `off`: as it is stored.
    """
    if bidi is Bidi.OFF:
        return text
    if bidi is Bidi.TERMINAL:
        return Text("\n").join(Text.assemble(_RLI, line, _PDI) for line in text.split("\n", allow_blank=True))
    from bidi import get_display

    width = console.width
    lines = [str(get_display(line.plain.strip(), base_dir="R")) for line in text.wrap(console, width)]
    return Text("\n".join(" " * max(0, width - cell_len(line)) + line for line in lines), style=text.style)


def inside(text: str, bidi: Bidi) -> str:
    """A short text of either language as it is to be printed inside of an English line; layouts as above."""
    if bidi is Bidi.OFF or text.isascii():
        return text
    if bidi is Bidi.TERMINAL:
        return f"{_FSI}{text}{_PDI}"
    from bidi import get_display

    return str(get_display(text, base_dir="L"))
