"""Golden cases: text files that people read and extend; each rule of the segmenter has its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from translator.segmentation import split_sentences
from translator.segmentation.boundaries import RULES

GOLDEN = Path(__file__).parent / "golden"
CHARACTERS = {
    "RLM": "\u200f", "LRM": "\u200e", "ALM": "\u061c", "RLE": "\u202b", "LRE": "\u202a", "PDF": "\u202c",
    "RLI": "\u2067", "LRI": "\u2066", "PDI": "\u2069", "BOM": "\ufeff", "NBSP": "\u00a0", "ZWSP": "\u200b",
    "CR": "\r", "LS": "\u2028", "PS": "\u2029", "FF": "\f",
}  # fmt: skip


def cases() -> Iterator[tuple[str, str]]:
    """(rule, line) for each case of each file."""
    for path in sorted(GOLDEN.glob("*.txt")):
        rule = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                rule = line[3:]
            elif line and not line.startswith("# "):
                yield rule, line


def read(line: str) -> tuple[str, list[str]]:
    """The text of a case and its sentences."""
    line = line.replace("⏎", "\n")
    for name, character in CHARACTERS.items():
        line = line.replace(f"<{name}>", character)
    return line.replace(" | ", " ").replace("||", ""), [part.strip() for part in line.replace("||", " | ").split(" | ")]


@pytest.mark.parametrize(("rule", "line"), list(cases()))
def test_golden(rule: str, line: str) -> None:
    text, sentences = read(line)
    assert split_sentences(text) == sentences


def test_every_rule_has_its_cases() -> None:
    assert {rule.__name__ for rule in RULES} <= {rule for rule, _ in cases()}
