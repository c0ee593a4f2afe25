"""A parallel corpus for research: all articles in one TSV and one JSONL, Moses files, a datasheet.

corpus.tsv  corpus.jsonl      every pair with id, state, score and provenance
corpus.ar  corpus.en  corpus.ids   reviewed pairs, line n of each belongs together (Moses)
corpus.tmx                    the reviewed pairs as a translation memory
DATASHEET.md                  what is in it and where it comes from
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from translator.bitext import Bitext, Pair, State
from translator.exchange.tmx import write_tmx
from translator.exporters.base import ExportOptions, File
from translator.exporters.datasheet import datasheet
from translator.exporters.published import clean
from translator.exporters.tables import COLUMNS, jsonl, rows

__all__ = ["export", "moses_pairs"]


def export(bitexts: Sequence[Bitext], options: ExportOptions = ExportOptions()) -> Iterator[File]:
    """The files of the corpus, articles in the order given."""
    lines = ["\t".join(COLUMNS), *(row for bitext in bitexts for row in rows(bitext, options))]
    yield "corpus.tsv", _text(lines)
    yield "corpus.jsonl", b"".join(jsonl(bitext, options) for bitext in bitexts)
    pairs = [pair for bitext in bitexts for pair in moses_pairs(bitext, options)]
    yield "corpus.ar", _text(" ".join(clean(pair.source).split()) for pair in pairs)
    yield "corpus.en", _text(" ".join(clean(pair.target).split()) for pair in pairs)
    yield "corpus.ids", _text(pair.id for pair in pairs)
    yield "corpus.tmx", write_tmx(bitexts, unreviewed=options.unreviewed)
    yield "DATASHEET.md", datasheet(bitexts, options, len(pairs)).encode("utf-8")


def moses_pairs(bitext: Bitext, options: ExportOptions) -> Iterator[Pair]:
    """The pairs fit to train on: reviewed ones, with `unreviewed` the machine's too; none with an empty side."""
    states = {State.REVIEWED, State.MACHINE} if options.unreviewed else {State.REVIEWED}
    return (pair for pair in bitext.pairs if pair.state in states and pair.source.split() and pair.target.split())


def _text(lines: Sequence[str] | Iterator[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")
