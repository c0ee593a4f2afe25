"""Codes, severities, spans and silencing."""

from __future__ import annotations

import pytest

from translator.bitext import Bitext, Kind, Pair, Segment, State
from translator.checks import CheckSettings, Severity, check, check_bitext
from translator.errors import ConfigError


def pair(source: str, target: str, state: State = State.MACHINE, silenced: tuple[str, ...] = ()) -> Pair:
    return Pair("story/1", Segment(source, Kind.PARAGRAPH, 1, 1), target, state, silenced=silenced)


def codes(source: str, target: str) -> list[str]:
    return [finding.code for finding in check(pair(source, target))]


def test_a_good_pair_has_no_findings() -> None:
    assert check(pair("وصل الوزير إلى الدوحة يوم ١٢ مايو.", "The minister arrived in Doha on 12 May.")) == []


def test_an_empty_target_is_an_error_unless_untranslated() -> None:
    assert codes("مرحبا", "  ") == ["empty"]
    assert check(pair("مرحبا", "", State.UNTRANSLATED)) == []


def test_arabic_left_over_is_shown_where_it_stands() -> None:
    (finding,) = check(pair("قال بايدن ذلك", "Said بايدن that"))
    assert (finding.code, finding.severity, finding.target_span) == ("arabic", Severity.ERROR, (5, 10))


def test_a_silenced_code_is_not_reported() -> None:
    assert check(pair("عدد 5", "A number 6", silenced=("numbers",))) == []
    assert check(pair("عدد 5", "A number 6"), CheckSettings(silence=frozenset({"numbers"}))) == []


def test_settings_change_the_severity() -> None:
    settings = CheckSettings.from_mapping({"severity": {"numbers": "info"}})
    assert {finding.severity for finding in check(pair("عدد 5", "A number 6"), settings)} == {Severity.INFO}


@pytest.mark.parametrize(
    "table", [{"silence": ["nombers"]}, {"severity": {"numbers": "bad"}}, {"quiet": 1}, {"silence": 1}]
)
def test_settings_that_make_no_sense_say_so(table: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match=r"Known|Write"):
        CheckSettings.from_mapping(table)


def test_a_bitext_is_checked_in_reading_order() -> None:
    bad, good = pair("عدد 5", "A number"), pair("مرحبا", "Hello")
    assert [found.id for found, _ in check_bitext(Bitext("story", "story.txt", (good, bad)))] == ["story/1"]
