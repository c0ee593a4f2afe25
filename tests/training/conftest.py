"""A small corpus that can be learnt by heart: 500 pairs from a few words, each sentence once."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

SUBJECTS = (
    ("الوزير", "The minister"),
    ("الرئيس", "The president"),
    ("المعلم", "The teacher"),
    ("الطبيب", "The doctor"),
)
VERBS = (("زار", "visited"), ("وصف", "described"), ("غادر", "left"), ("شاهد", "saw"), ("دخل", "entered"))
OBJECTS = (
    ("المدينة", "the city"),
    ("المدرسة", "the school"),
    ("السوق", "the market"),
    ("المستشفى", "the hospital"),
    ("المكتبة", "the library"),
)
DAYS = (
    ("أمس", "yesterday"),
    ("صباحا", "in the morning"),
    ("يوم الأحد", "on Sunday"),
    ("مع أخيه", "with his brother"),
    ("وحده", "alone"),
)


@pytest.fixture(scope="session")
def pairs() -> list[tuple[str, str]]:
    """500 pairs, verb first in Arabic, subject first in English."""
    return [
        (f"{verb[0]} {subject[0]} {place[0]} {day[0]}.", f"{subject[1]} {verb[1]} {place[1]} {day[1]}.")
        for subject, verb, place, day in itertools.product(SUBJECTS, VERBS, OBJECTS, DAYS)
    ]


@pytest.fixture(scope="session")
def corpus_file(pairs: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "pairs.tsv"
    path.write_text("".join(f"{source}\t{target}\n" for source, target in pairs), encoding="utf-8")
    return path
