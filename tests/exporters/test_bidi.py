"""The runs of a sentence: what reads the other way, and what a line must not break."""

from __future__ import annotations

from translator.exporters.bidi import runs


def test_a_range_is_kept_on_one_line() -> None:
    assert [(run.text, run.keep) for run in runs("بين 10-12 و8 ٪", "ar") if run.keep] == [
        ("10-12", True),
        ("8 ٪", True),
    ]


def test_a_number_as_long_as_a_line_may_break() -> None:
    [run] = runs("310," + "000," * 20 + "0", "en")
    assert not run.keep
