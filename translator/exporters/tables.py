"""Aligned corpora for programs: JSON Lines, which loses nothing, and TSV, one pair a line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from translator.bitext import Bitext, Pair, State, checksum
from translator.exporters.base import ExportOptions
from translator.exporters.published import clean, source_name

__all__ = ["COLUMNS", "jsonl", "tsv"]

COLUMNS = (
    *("id", "article", "block", "sentence", "kind", "state", "source", "target"),
    *("edited", "model", "score", "machine_date"),
)

_BREAKS = {ord(character): f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"}
"""Characters at which some readers of JSON Lines end a line."""


def jsonl(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """One JSON object a pair, UTF-8: texts as stored, state, machine provenance, notes, other people's versions."""
    lines = (json.dumps(_record(pair, bitext), ensure_ascii=False, allow_nan=False) for pair in _pairs(bitext, options))
    return "".join(f"{line.translate(_BREAKS)}\n" for line in lines).encode("utf-8", "backslashreplace")


def tsv(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """A header and one pair a line, UTF-8, no quoting: white space in a text, tabs too, becomes single spaces."""
    lines = ["\t".join(COLUMNS), *rows(bitext, options)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def rows(bitext: Bitext, options: ExportOptions) -> Iterator[str]:
    """The lines of the TSV without its header."""
    for pair in _pairs(bitext, options):
        record = _record(pair, bitext)
        yield "\t".join(_cell(record.get(column)) for column in COLUMNS)


def _pairs(bitext: Bitext, options: ExportOptions) -> Iterator[Pair]:
    return (pair for pair in bitext.pairs if pair.state is State.REVIEWED or not options.reviewed_only)


def _record(pair: Pair, bitext: Bitext) -> dict[str, object]:
    segment, machine, about = pair.segment, pair.machine, bitext.metadata
    record: dict[str, object] = {
        "id": pair.id,
        "article": bitext.slug,
        "block": segment.block,
        "sentence": segment.sentence,
        "kind": segment.kind.value,
        "state": pair.state.value,
        "source": pair.source,
        "target": pair.target,
    }
    if machine:
        score = machine.score if math.isfinite(machine.score) else None
        record |= {"model": machine.model, "score": score, "machine_date": machine.date}
        if pair.state is State.REVIEWED:
            record["edited"] = checksum(pair.target) != machine.checksum
    extra: dict[str, object] = {"reviewer": pair.reviewer, "note": pair.note, "previous": pair.previous}
    extra |= {"conflicts": list(pair.conflicts), "file": source_name(bitext)}
    extra |= {"title": about.title, "author": about.author, "date": about.date, "url": about.url}
    return record | {key: value for key, value in extra.items() if value}


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else " ".join(clean(str(value)).split())
