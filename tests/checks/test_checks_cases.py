"""Golden cases: one pair a line, with the codes that the checks must find in it and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.bitext import Kind, Pair, Segment, State
from translator.checks import Severity, check

CASES = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(("codes", "source", "target"), CASES)
def test_case(codes: str, source: str, target: str) -> None:
    pair = Pair("story/1", Segment(source, Kind.PARAGRAPH, 1, 1), target, State.MACHINE)
    found = {finding.code for finding in check(pair) if finding.severity is not Severity.INFO}
    assert found == set(codes.split()) - {"-"}
