"""docs/review.md says all keys, checks and figures as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from translator.checks import CODES
from translator.review import terminal
from translator.review.web import views

TEXT = (Path(__file__).parent.parent.parent / "docs" / "review.md").read_text(encoding="utf-8")
BROWSER, TERMINAL, CHECKS = (
    TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]
    for title in ("In the browser", "In the terminal", "What the checks find")
)


def first_cells(section: str) -> set[str]:
    return {
        name for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)
    }


@pytest.mark.parametrize("key", [key for key, *_ in views.KEYS])
def test_every_key_of_the_page_is_told(key: str) -> None:
    assert key in first_cells(BROWSER)


@pytest.mark.parametrize("key", [key for key in terminal.KEYS if not key.isdecimal()])
def test_every_key_of_the_terminal_is_told(key: str) -> None:
    assert key in first_cells(TERMINAL)


def test_every_check_is_told_and_no_other() -> None:
    assert first_cells(CHECKS) == set(CODES)
