"""The runs of a sentence: what reads the other way, and what a line must not break."""

from __future__ import annotations

from translator.exporters.bidi import RLM, office_runs, runs


def test_a_range_is_kept_on_one_line() -> None:
    kept = [run.text for run in runs("بين 10-12 و8 ٪ و3.5\u2009٪", "ar") if run.keep]
    assert kept == ["10-12", "8 ٪", "3.5\u2009٪"]
    assert [run.text for run in runs("from 10–12 to 8 %", "en") if run.keep] == ["10–12", "8 %"]


def test_a_number_as_long_as_a_line_may_break() -> None:
    [run] = runs("310," + "000," * 20 + "0", "en")
    assert not run.keep


def test_word_processors_get_marks_and_no_break_spaces() -> None:
    text = "مختبر Blue Delta رفعها 8 ٪ و3.5\u2009٪"
    shown = "".join(run.text for run in office_runs(text, "ar"))
    assert shown == f"مختبر Blue\u00a0Delta{RLM} رفعها 8\u00a0٪ و3.5\u202f٪"
    assert "".join(run.text for run in office_runs("قال GPT-4o", "ar")) == f"قال GPT-4o{RLM}"
    assert "".join(run.text for run in office_runs("It said النهر here", "en")) == "It said النهر here"
    assert {run.lang for run in office_runs(text, "ar")} == {"ar", "en"}
