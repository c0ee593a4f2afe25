"""A parallel corpus for research: parallel lines, a complete table, a datasheet that tells the truth."""

from __future__ import annotations

import json
from dataclasses import replace

from translator.bitext import Bitext, State, checksum
from translator.exporters import ExportOptions, export_collection


def test_moses_lines_are_parallel_and_reviewed(bitext: Bitext, hard_bitexts: dict[str, Bitext]) -> None:
    bitexts = [bitext, *hard_bitexts.values()]
    files = dict(export_collection(bitexts, "corpus"))
    arabic, english, ids = (files[f"corpus.{name}"].decode("utf-8").split("\n") for name in ("ar", "en", "ids"))
    reviewed = [pair for one in bitexts for pair in one.pairs if pair.state is State.REVIEWED and pair.target]
    assert len(arabic) == len(english) == len(ids) == len(reviewed) + 1
    assert ids[:-1] == [pair.id for pair in reviewed]
    assert arabic[0] == "مدينة تستعيد نهرها بعد أربعين عاماً"
    assert english[0] == "A city regains its river after forty years"
    assert all(line.split() and line == " ".join(line.split()) for line in (*arabic[:-1], *english[:-1]))


def test_unreviewed_pairs_only_when_asked(bitext: Bitext) -> None:
    files = dict(export_collection([bitext], "corpus", ExportOptions(unreviewed=True)))
    assert len(files["corpus.en"].splitlines()) == 14


def test_tables_hold_every_pair(bitext: Bitext, hard_bitexts: dict[str, Bitext]) -> None:
    bitexts = [bitext, *hard_bitexts.values()]
    files = dict(export_collection(bitexts, "corpus"))
    pairs = [pair for one in bitexts for pair in one.pairs]
    assert files["corpus.tsv"].decode("utf-8").count("\n") == len(pairs) + 1
    assert [json.loads(line)["id"] for line in files["corpus.jsonl"].decode("utf-8").split("\n")[:-1]] == [
        pair.id for pair in pairs
    ]


def test_datasheet_counts(bitext: Bitext) -> None:
    accepted, *others = bitext.pairs
    assert bitext.pairs[3].machine
    made = replace(bitext.pairs[3].machine, checksum=checksum(accepted.target))
    known = replace(bitext, pairs=(replace(accepted, machine=made), *others))
    sheet = dict(export_collection([known], "corpus", ExportOptions(title="Rivers")))["DATASHEET.md"].decode("utf-8")
    assert sheet.startswith("# Rivers: datasheet\n")
    for line in (
        "19 sentence pairs, Arabic to English, in 1 articles",
        "- Reviewed: 8 (",
        "- Machine: 6 (",
        "- `corpus.ar`, `corpus.en`, `corpus.ids`: 8 line pairs.",
        "0 of the 8 reviewed pairs were edited after machine translation, 1 accepted as they were; 7 have no",
        "https://example.org/articles/river",
    ):
        assert line in sheet
