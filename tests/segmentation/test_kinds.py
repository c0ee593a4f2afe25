"""Kinds of blocks by their text, from kinds.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.segmentation.kinds import classify, reason_to_drop

LINES = (Path(__file__).parent / "kinds.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_kind(kind: str, text: str) -> None:
    assert ("drop" if reason_to_drop(text) else str(classify(text))) == kind
