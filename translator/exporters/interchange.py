"""Files for other translation programs, written by `translator.exchange`: TMX, XLIFF and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.bitext import Bitext, State
from translator.exchange.tmx import write_tmx
from translator.exchange.xliff import write_xliff_1_2, write_xliff_2_1
from translator.exchange.xlsx import write_xlsx
from translator.exporters.base import ExportOptions, File

__all__ = ["memory", "tmx", "xliff", "xliff2", "xlsx"]


def tmx(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """The article's reviewed pairs as TMX 1.4b; with `unreviewed` the machine's too."""
    return write_tmx([bitext], unreviewed=options.unreviewed)


def memory(bitexts: Sequence[Bitext], options: ExportOptions = ExportOptions()) -> Iterator[File]:
    """All articles' reviewed pairs in one translation memory, `memory.tmx`."""
    yield "memory.tmx", write_tmx(bitexts, unreviewed=options.unreviewed)


def xliff(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """The article as XLIFF 1.2, which most programs read."""
    return write_xliff_1_2(_selected(bitext, options))


def xliff2(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """The article as XLIFF 2.1."""
    return write_xliff_2_1(_selected(bitext, options))


def xlsx(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """The article as a spreadsheet, one pair a row."""
    return write_xlsx(_selected(bitext, options))


def _selected(bitext: Bitext, options: ExportOptions) -> Bitext:
    if not options.reviewed_only:
        return bitext
    return replace(bitext, pairs=tuple(pair for pair in bitext.pairs if pair.state is State.REVIEWED))
