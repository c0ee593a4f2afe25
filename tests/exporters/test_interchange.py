"""Files for other programs hold what was asked for; their formats are tested with `translator.exchange`."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.bitext import Bitext, State
from translator.exchange import read_units
from translator.exporters import ExportOptions, export, export_collection, suffix


def read(data: bytes, name: str, folder: Path) -> list[tuple[str, str]]:
    path = folder / f"river{suffix(name)}"
    path.write_bytes(data)
    return [(unit.source, unit.target) for unit in read_units(path)]


def pairs(bitext: Bitext, *states: State) -> list[tuple[str, str]]:
    return [(pair.source, pair.target) for pair in bitext.pairs if pair.state in states]


def test_a_memory_holds_reviewed_pairs_unless_asked(bitext: Bitext, tmp_path: Path) -> None:
    assert read(export(bitext, "tmx"), "tmx", tmp_path) == pairs(bitext, State.REVIEWED)
    everything = read(export(bitext, "tmx", ExportOptions(unreviewed=True)), "tmx", tmp_path)
    assert set(pairs(bitext, State.REVIEWED, State.MACHINE)) <= set(everything)


@pytest.mark.parametrize("name", ["xliff", "xliff2", "xlsx"])
def test_every_pair_or_the_reviewed_ones(bitext: Bitext, name: str, tmp_path: Path) -> None:
    assert [source for source, _ in read(export(bitext, name), name, tmp_path)] == [p.source for p in bitext.pairs]
    reviewed = read(export(bitext, name, ExportOptions(reviewed_only=True)), name, tmp_path)
    assert reviewed == pairs(bitext, State.REVIEWED)


def test_one_memory_of_all_articles(bitext: Bitext, hard_bitexts: dict[str, Bitext], tmp_path: Path) -> None:
    bitexts = [bitext, hard_bitexts["many-blocks"]]
    [(name, data)] = export_collection(bitexts, "memory")
    assert name == "memory.tmx"
    assert len(read(data, "tmx", tmp_path)) == 8 + 300


@pytest.mark.parametrize("name", ["tmx", "xliff", "xliff2", "xlsx"])
def test_same_bytes_twice(hard: Bitext, name: str) -> None:
    assert export(hard, name) == export(hard, name)
