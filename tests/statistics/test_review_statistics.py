"""What review cost and changed, added up right and shown."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from translator.bitext import Bitext, Kind, MachineOutput, Pair, Segment, State, checksum
from translator.journal import Action, Record, Version
from translator.statistics import HEADER, Report, effort, measure, render, table

MACHINE = "The talks resumed in Doha ."


def pair(
    number: int, target: str = MACHINE, state: State = State.MACHINE, reviewer: str = "", model: str = "m@1"
) -> Pair:
    machine = MachineOutput(model, -0.5, "2026-11-20", checksum(MACHINE))
    segment = Segment("استؤنفت المحادثات في الدوحة", Kind.PARAGRAPH, number, 1, number)
    return Pair(f"story/{number}", segment, target, state, machine, reviewer=reviewer)


def record(before: Pair, after: Pair, seconds: float | None = 30.0, time: str = "2026-11-25T10:00:00Z") -> Record:
    action = Action.ACCEPT if before.target == after.target else Action.EDIT
    return Record(time, after.reviewer, action, (Version.of(before),), (Version.of(after),), seconds)


def one_of_four_changed() -> Report:
    accepted, edited = (
        pair(1, state=State.REVIEWED, reviewer="Amal"),
        pair(2, "The talks resumed in Cairo .", State.REVIEWED, "Badr"),
    )
    pairs = (accepted, edited, pair(3), replace(pair(4, "", State.UNTRANSLATED), machine=None))
    records = [record(pair(1), accepted, 20), record(pair(2), edited, 40, "2026-11-24T10:00:00Z")]
    return measure([(Bitext("story", "s.txt", pairs), records)])


def test_words_states_and_reviewers_are_counted() -> None:
    report = one_of_four_changed()
    total = report.total
    assert (total.pairs, total.reviewed, total.words, total.reviewed_words) == (4, 2, 16, 8)
    assert (total.compared, total.unchanged) == (2, 1)
    assert [(group.name, group.reviewed) for group in report.reviewers] == [("Amal", 1), ("Badr", 1)]
    assert [group.name for group in report.models] == ["m@1"]
    assert report.days == (("2026-11-24", 4), ("2026-11-25", 4))


def test_edit_rate_is_edits_for_each_hundred_words() -> None:
    report = one_of_four_changed()
    assert report.total.hter == pytest.approx(100 * 1 / 12)
    assert sorted(report.edit_rates) == [0, pytest.approx(100 / 6)]
    assert report.total.chrf is not None
    assert 60 < report.total.chrf < 100


def test_time_is_of_segments_and_absences_do_not_count() -> None:
    report = one_of_four_changed()
    assert (report.total.timed, report.total.seconds) == (2, 30)
    assert report.total.words_per_hour == pytest.approx(8 / 60 * 3600)
    done = pair(1, state=State.REVIEWED)
    away = measure([(Bitext("story", "s.txt", (done,)), [record(pair(1), done, 7200)])])
    assert away.total.seconds == 600
    unknown = measure([(Bitext("story", "s.txt", (done,)), [])])
    assert (unknown.total.seconds, unknown.total.words_per_hour, unknown.days) == (None, None, ())


def test_machine_text_is_found_again_after_several_edits() -> None:
    first, second = pair(1, "Draft.", State.REVIEWED, "Amal"), pair(1, "Final.", State.REVIEWED, "Badr")
    records = [record(pair(1), first), record(first, second)]
    report = measure([(Bitext("story", "s.txt", (second,)), records)])
    assert (report.total.compared, report.total.unchanged, report.total.seconds) == (1, 0, 60)
    lost = measure([(Bitext("story", "s.txt", (second,)), records[1:])])
    assert (lost.total.compared, lost.total.hter) == (0, None)


def test_undone_answers_do_not_say_when_a_pair_was_reviewed() -> None:
    done = pair(1, state=State.REVIEWED)
    undone = replace(record(done, pair(1)), action=Action.UNDO)
    report = measure([(Bitext("story", "s.txt", (pair(1),)), [record(pair(1), done), undone])])
    assert (report.total.reviewed, report.days) == (0, ())


@pytest.fixture
def without_sacrebleu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    effort._metrics.cache_clear()
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics.chrf", None)
    yield
    effort._metrics.cache_clear()


@pytest.mark.usefixtures("without_sacrebleu")
def test_without_sacrebleu_the_rest_is_there() -> None:
    report = one_of_four_changed()
    assert (report.total.hter, report.total.chrf, report.edit_rates) == (None, None, ())
    assert report.total.unchanged == 1
    assert "–" in render(report).decode()


def test_nothing_at_all_is_a_report_too() -> None:
    report = measure([])
    assert (report.total.pairs, report.total.hter, report.articles) == (0, None, ())
    assert b"Review report" in render(report)


def test_page_says_what_the_report_says_and_needs_nothing_else() -> None:
    report = one_of_four_changed()
    page = render(report)
    assert page == render(report)
    root = html.fromstring(page)
    tiles = {div.find("dt").text: div.find("dd").text for div in root.iter("div") if div.find("dt") is not None}
    assert tiles["Pairs reviewed"] == "2 / 4"
    assert tiles["HTER"] == "8.3 %"
    rows = [[cell.text_content() for cell in row] for row in root.xpath("//table")[0].iter("tr")]
    assert rows == [["Article", *HEADER], *map(list, table(report.articles))]
    assert rows[1] == ["story", "4", "2", "8", "1 / 2", "8.3", rows[1][6], "30", "480"]
    assert not root.xpath("//@src | //link | //script")
    assert all(svg.get("aria-label") for svg in root.iter("svg"))


def test_names_are_only_text(tmp_path: Path) -> None:
    hostile = pair(1, state=State.REVIEWED, reviewer="<script>x</script>")
    page = render(measure([(Bitext("<b>s</b>", "s.txt", (hostile,)), [])])).decode()
    assert "<script>" not in page
    assert "<b>s" not in page


@pytest.mark.browser
def test_page_fits_narrow_and_wide_windows(tmp_path: Path, chromium: Any) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(render(one_of_four_changed()))
    for width in (320, 1280):
        page = chromium.new_page(viewport={"width": width, "height": 800})
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
