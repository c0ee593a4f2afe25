"""Codes, severities, places and silencing; articles as a whole; the measured rate of false alarms."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.bitext import Bitext, Kind, Pair, Segment, State
from translator.checks import CODES, CheckSettings, Finding, Severity, View, check, check_bitext
from translator.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]


def pair(source: str, target: str, state: State = State.MACHINE, place: int = 1, block: int = 0) -> Pair:
    return Pair(f"story/{place}", Segment(source, Kind.PARAGRAPH, block or place, 1), target, state)


def article(*pairs: Pair) -> Bitext:
    return Bitext("story", "story.txt", pairs)


def only(source: str, target: str) -> Finding:
    (finding,) = check(pair(source, target))
    return finding


def test_a_good_pair_has_no_findings() -> None:
    assert check(pair("وصل الوزير إلى الدوحة يوم ١٢ مايو.", "The minister arrived in Doha on 12 May.")) == []


def test_a_pair_without_a_target_has_none_but_empty() -> None:
    source = "وصل 12 وزيراً إلى قطر، ولم يعودوا (بعد)."
    assert [finding.code for finding in check(pair(source, "  "))] == ["empty"]
    assert check(pair(source, "", State.UNTRANSLATED)) == []


@pytest.mark.parametrize(
    ("source", "target", "code", "severity", "shown_source", "shown_target"),
    [
        ("قال بايدن ذلك", "Then said بايدن that", "arabic", Severity.ERROR, "", "بايدن"),
        ("عدد القتلى 15 شخصاً", "The dead were 51 people", "numbers", Severity.ERROR, "15", "51"),
        ("حضر ثلاثة عشر وزيراً", "Fourteen ministers came", "numbers", Severity.WARNING, "ثلاثة عشر", "Fourteen"),
        ("في تشرين الأول الماضي", "It was last November", "dates", Severity.ERROR, "تشرين الأول", "November"),
        ("التقى سوليفان العائلات", "He met the families", "names", Severity.WARNING, "سوليفان", ""),
        ("لم يحضر الوزير", "The minister came", "negation", Severity.WARNING, "لم", ""),
        ("قال ذلك (غاضباً)", "He said so (angrily", "brackets", Severity.ERROR, "", "("),
        ("أهلاً www.example.org", "Hello www.example.com", "urls", Severity.ERROR, "www.example.org", ""),
        ("وصل الوفد أمس", "The the delegation came", "repetition", Severity.WARNING, "", "The the"),
    ],
)
def test_a_finding_shows_its_places(
    source: str, target: str, code: str, severity: Severity, shown_source: str, shown_target: str
) -> None:
    finding = check(pair(source, target))[0]
    assert (finding.code, finding.severity) == (code, severity)
    assert (source[slice(*finding.source_span)] if finding.source_span else "") == shown_source
    assert (target[slice(*finding.target_span)] if finding.target_span else "") == shown_target


def test_bidi_controls() -> None:
    assert only("وصل الوفد أمس", "The \u202bdelegation came").severity is Severity.ERROR
    assert only("وصل الوفد أمس", "The delegation\u202c came").severity is Severity.ERROR
    assert only("وصل الوفد أمس", "The \u200fdelegation came").severity is Severity.WARNING
    assert check(pair("وصل \u200fالوفد", "The \u200fdelegation")) == []
    assert check(pair("وصل الوفد أمس", "The \u2067delegation\u2069 came")) == []


def test_a_silenced_code_is_not_reported() -> None:
    bad = pair("عدد 5", "A number 6")
    assert [finding.code for finding in check(bad)] == ["numbers"]
    assert check(replace(bad, silenced=("numbers",))) == []
    assert check(bad, CheckSettings.from_mapping({"silence": ["numbers"]})) == []
    assert check_bitext(article(replace(bad, silenced=("numbers",)))) == []


def test_settings_change_the_severity() -> None:
    lenient = CheckSettings.from_mapping({"severity": {"numbers": "info"}})
    assert {finding.severity for finding in check(pair("عدد 5", "A number 6"), lenient)} == {Severity.INFO}


@pytest.mark.parametrize(
    "table", [{"silence": ["nombers"]}, {"severity": {"numbers": "bad"}}, {"severity": 3}, {"quiet": 1}, {"silence": 1}]
)
def test_settings_that_make_no_sense_say_so(table: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match=r"Known|Write"):
        CheckSettings.from_mapping(table)


def test_a_pair_that_is_all_wrong_is_told_briefly() -> None:
    found = check(pair("لا شيء", " ".join(f"{n}.5 \u202b" for n in range(3, 500))))
    assert len(found) < 60
    twice = check(pair("عدد 7 ثم 7", "Number 8, then 8"))
    assert [finding.message for finding in twice] == ["7 became 8"]


def test_more_checks_can_be_added() -> None:
    def shout(seen: View) -> Iterator[Finding]:
        if seen.target.isupper():
            yield Finding("shout", Severity.INFO, "too loud")

    assert [finding.code for finding in check(pair("لا", "NO"), more=[shout])] == ["shout"]


def test_a_bitext_is_checked_in_reading_order() -> None:
    first, second = pair("عدد 5", "A number", place=1), pair("عدد 7", "Numbers", place=2)
    found = check_bitext(article(second, first))
    assert [one.id for one, _ in found] == ["story/2", "story/1"]


def test_one_sentence_with_two_translations_is_found() -> None:
    same = pair("وصل الوفدُ أمس.", "The delegation arrived yesterday.", place=1)
    other = pair("وصل الوفد أمس", "Yesterday the delegation came.", place=2)
    ((where, finding),) = check_bitext(article(same, other))
    assert (where.id, finding.code) == ("story/2", "consistency")
    assert "p1.s1" in finding.message


def test_one_translation_for_two_sentences_is_found() -> None:
    target = "The delegation arrived in the city yesterday."
    found = check_bitext(
        article(pair("وصل الوفد إلى المدينة أمس.", target), pair("غادر الرئيس مقر إقامته.", target, place=2))
    )
    assert [(where.id, finding.code) for where, finding in found] == [("story/2", "consistency")]


def test_a_name_keeps_its_spelling_through_the_article() -> None:
    found = check_bitext(
        article(
            pair("قال سوليفان ذلك.", "Sullivan said so.", place=1),
            pair("وأضاف سوليفان الكثير.", "Sullivan added a lot.", place=2),
            pair("غادر سوليفان أمس.", "Sulivan left yesterday.", place=3),
        )
    )
    assert [(where.id, finding.code) for where, finding in found] == [("story/3", "consistency")]


def test_a_name_that_others_render_is_missed_where_it_is_not() -> None:
    found = check_bitext(
        article(
            pair("قال الحمود ذلك.", "Al-Hamoud said so.", place=1),
            pair("وأضاف الحمود الكثير.", "Al-Hamoud added a lot.", place=2),
            pair("غادر الحمود أمس.", "He left yesterday.", place=3),
        )
    )
    assert [where.id for where, finding in found if finding.code == "names"] == ["story/3"]


def test_a_quotation_over_several_sentences_is_whole() -> None:
    first = pair("قال: «كنا ننقذ الكتب.", "He said: “We were saving the books.", place=1, block=1)
    last = pair("ثم أنقذنا المدينة».", "Then we saved the city.”", place=2, block=1)
    assert [finding.code for finding in check(first)] == []
    assert check_bitext(article(first, last)) == []
    moved = replace(first, target="“We were saving the books,” he said.")
    opened = replace(last, target="“Then we saved the city.”")
    assert check_bitext(article(moved, opened)) == []
    ((where, finding),) = check_bitext(article(first, replace(last, target="Then we saved the city.")))
    assert (where.id, finding.code) == ("story/1", "quotes"), "a quotation that is never closed, here in its paragraph"
    assert first.target[slice(*(finding.target_span or ()))] == "“"
    ((where, finding),) = check_bitext(article(replace(first, target="“We saved books,” he said."), last))
    assert (where.id, last.target[slice(*(finding.target_span or ()))]) == ("story/2", "”")
    lost = [replace(one, target=one.target.strip("“”")) for one in (replace(first, target="He said: Books."), last)]
    ((where, finding),) = check_bitext(article(*lost))
    assert (where.id, finding.source_span) == ("story/1", (5, len(first.source)))


TEXTS = st.text(st.sampled_from("اب وكيربي لم٣5.,:()[]«»\"“”؟?!%٪-–'’@/ \u200f\u202b\u2069NOTnotabMay"), max_size=60)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_can_be_checked(source: str, target: str) -> None:
    for finding in check(pair(source, target)):
        assert finding.code in CODES
        assert finding.message
        for span, text in ((finding.source_span, source), (finding.target_span, target)):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)


@pytest.mark.parametrize(
    "text", ["(" * 15_000, '"' * 15_000, "لا " * 5_000, "كيربي " * 5_000, "a." * 15_000, " " * 50_000]
)
def test_long_texts_are_checked_in_time(text: str) -> None:
    check(pair(text, text[::-1]))
    check(pair("كلمة " + text, "Word " + text))


@pytest.mark.slow
def test_false_alarms_and_planted_faults_on_human_pairs(shared: Path) -> None:
    files = [str(shared / "segmentation" / f"pud.{language}") for language in ("ar", "en")]
    script = ROOT / "scripts" / "measure_checks.py"
    figures = json.loads(subprocess.check_output([sys.executable, script, *files, "--json"], text=True))
    assert figures["errors"] < 0.03
    assert figures["warnings"] < 0.12
    found = {name: recall["found"] for name, recall in figures["recall"].items()}
    for name, least in {
        "changed_number": 0.95,
        "dropped_negation": 0.83,
        "dropped_bracket": 0.9,
        "left_over_arabic": 0.99,
        "doubled_phrase": 0.97,
        "dropped_name": 0.78,
        "truncated_target": 0.99,
        "copied_source": 0.99,
    }.items():
        assert found[name] >= least, name
