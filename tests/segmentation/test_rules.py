"""A user's own abbreviations and patterns, alone and against the package's rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import ConfigError
from translator.segmentation import Rules, split_sentences

TEXT = "قالت قوات. الردع إن الأمر؛ انتهى في شارع 5. ثم ذهب."


@pytest.mark.parametrize(
    ("mapping", "sentences"),
    [
        ({}, ["قالت قوات.", "الردع إن الأمر؛ انتهى في شارع 5.", "ثم ذهب."]),
        ({"abbreviations": ["قوات"]}, ["قالت قوات. الردع إن الأمر؛ انتهى في شارع 5.", "ثم ذهب."]),
        ({"abbreviations": ["قوات."]}, ["قالت قوات. الردع إن الأمر؛ انتهى في شارع 5.", "ثم ذهب."]),
        ({"no_break": [r"شارع\s\d\."]}, ["قالت قوات.", "الردع إن الأمر؛ انتهى في شارع 5. ثم ذهب."]),
        (
            {"no_break": [{"before": r"\.", "after": r"\sثم"}]},
            ["قالت قوات.", "الردع إن الأمر؛ انتهى في شارع 5. ثم ذهب."],
        ),
        ({"break": ["؛"]}, ["قالت قوات.", "الردع إن الأمر؛", "انتهى في شارع 5.", "ثم ذهب."]),
        (
            {"abbreviations": ["قوات"], "break": [{"before": "؛", "after": r"\sانتهى"}]},
            ["قالت قوات. الردع إن الأمر؛", "انتهى في شارع 5.", "ثم ذهب."],
        ),
        ({"no_break": ["قوات\\."], "break": ["قوات\\."]}, ["قالت قوات. الردع إن الأمر؛ انتهى في شارع 5.", "ثم ذهب."]),
    ],
)
def test_a_table_of_rules(mapping: dict[str, object], sentences: list[str]) -> None:
    assert split_sentences(TEXT, Rules.from_mapping(mapping)) == sentences


def test_patterns_do_not_see_invisible_marks() -> None:
    rules = Rules.from_mapping({"abbreviations": ["قوات"]})
    assert split_sentences("قَالَت ق\u0640وات\u200f. الردع.", rules) == ["قَالَت ق\u0640وات\u200f. الردع."]


@pytest.mark.parametrize(
    ("mapping", "cause"),
    [
        ({"abbreviation": ["قوات"]}, "abbreviation is not a known key"),
        ({"abbreviations": "قوات"}, "abbreviations in [segmentation] must be a list"),
        ({"break": [{"before": "؛", "behind": "x"}]}, "is no pattern"),
        ({"break": [{"before": 5}]}, "is no pattern"),
        ({"no_break": ["(["]}, "is not a pair of regular expressions"),
        ({"srx": 5}, "srx in [segmentation] must be the name of a file"),
        ({"srx": "missing.srx"}, "cannot be read"),
    ],
)
def test_what_makes_no_sense_is_told(mapping: dict[str, object], cause: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        Rules.from_mapping(mapping, tmp_path / "translator.toml")
    assert cause in raised.value.cause
    assert raised.value.where.startswith(str(tmp_path))
    assert raised.value.tip


def test_a_pattern_that_takes_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translator.segmentation.rules.TIMEOUT", 0.05)
    rules = Rules.from_mapping({"no_break": [r"(?:م+)+ن"]})
    with pytest.raises(ConfigError, match="takes too long"):
        split_sentences("م" * 5000 + ". نعم.", rules)
