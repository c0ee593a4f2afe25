"""The golden cases: text files in golden/ that people read and extend; punctuation.txt says how."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

GOLDEN = Path(__file__).parent / "golden"
CHARACTERS = {
    "RLM": "\u200f", "LRM": "\u200e", "ALM": "\u061c", "RLE": "\u202b", "LRE": "\u202a", "PDF": "\u202c",
    "RLI": "\u2067", "LRI": "\u2066", "PDI": "\u2069", "BOM": "\ufeff", "NBSP": "\u00a0", "ZWSP": "\u200b",
    "CR": "\r", "LS": "\u2028", "PS": "\u2029", "FF": "\f",
}  # fmt: skip


class Golden(NamedTuple):
    """A text with its sentences, and the rule that it shows."""

    rule: str
    text: str
    sentences: list[str]


def read_cases() -> Iterator[Golden]:
    for path in sorted(GOLDEN.glob("*.txt")):
        rule = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                rule = line[3:]
            elif line and not line.startswith("#"):
                yield read_case(rule, line)


def read_case(rule: str, line: str) -> Golden:
    line = line.replace("⏎", "\n")
    for name, character in CHARACTERS.items():
        line = line.replace(f"<{name}>", character)
    sentences = [part.strip() for part in line.replace("||", " | ").split(" | ")]
    return Golden(rule, line.replace(" | ", " ").replace("||", ""), sentences)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "golden_case" in metafunc.fixturenames:
        metafunc.parametrize("golden_case", list(read_cases()), ids=lambda case: f"{case.rule}: {case.text}")


@pytest.fixture(scope="session")
def golden_cases() -> list[Golden]:
    return list(read_cases())
