"""Sentence segmentation: every rule by its golden cases, and what the issue asks of running text."""

from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from translator.segmentation import split_sentences
from translator.segmentation.boundaries import RULES


def squeeze(text: str) -> str:
    return "".join(text.split())


def boundary_f1(pairs: list[tuple[str, list[str]]]) -> float:
    """In percent, boundaries counted in characters that are no white space."""
    right = found = expected = 0
    for text, sentences in pairs:
        ours, theirs = ({*accumulate(len(squeeze(one)) for one in some)} for some in (split_sentences(text), sentences))
        right, found, expected = right + len(ours & theirs), found + len(ours), expected + len(theirs)
    return 200 * right / (found + expected)


def test_golden(golden_case: Any) -> None:
    assert split_sentences(golden_case.text) == golden_case.sentences


def test_every_rule_has_its_cases(golden_cases: list[Any]) -> None:
    assert {rule.__name__ for rule in RULES} <= {case.rule for case in golden_cases}


def test_tricky_cases(shared: Path) -> None:
    cases = json.loads((shared / "segmentation" / "tricky.json").read_text(encoding="utf-8"))["cases"]
    for case in cases:
        assert [*map(squeeze, split_sentences(case["text"]))] == [*map(squeeze, case["expected"])], case["id"]


@pytest.fixture(scope="module")
def running_text(shared: Path) -> list[list[str]]:
    """PUD in blocks of five sentences; one without a final mark closes its block."""
    blocks: list[list[str]] = [[]]
    for line in (shared / "segmentation" / "pud.ar").read_text(encoding="utf-8").splitlines():
        if len(blocks[-1]) == 5 or (blocks[-1] and blocks[-1][-1][-1].isalpha()):
            blocks.append([])
        blocks[-1].append(line.strip())
    return blocks


def test_running_text(running_text: list[list[str]]) -> None:
    assert boundary_f1([(" ".join(block), block) for block in running_text]) >= 99.7


def test_running_text_without_spaces_after_stops(running_text: list[list[str]]) -> None:
    assert boundary_f1([("".join(block), block) for block in running_text]) >= 99.5


def test_no_text_at_all() -> None:
    assert split_sentences("") == split_sentences(" \n\u00a0\r\n") == []
