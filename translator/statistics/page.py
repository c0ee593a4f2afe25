"""The report as one HTML file that needs nothing else: tables, and plots drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from translator import __version__
from translator.statistics.effort import Group
from translator.statistics.measure import Report

__all__ = ["HEADER", "render", "table"]

HEADER = ("Pairs", "Reviewed", "Words", "Unchanged", "HTER", "chrF", "s / segment", "Words / h")
"""The figures of a row; words are the reviewed ones of the Arabic."""
_BINS = ((0.0, "0"), (10.0, "≤ 10"), (20.0, "≤ 20"), (30.0, "≤ 30"), (50.0, "≤ 50"), (75.0, "≤ 75"), (inf, "> 75"))
"""Upper ends of the bars of edit rates, and what is written under them."""
_MOST_DAYS = 60
_HEIGHT = 120


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a plot: what is written under and over it, and its height in user units of the SVG."""

    label: str
    value: str
    height: float


def table(groups: Iterable[Group]) -> list[tuple[str, ...]]:
    """A row for each group: its name, then the figures that HEADER names."""
    return [
        (
            group.name,
            _number(group.pairs),
            _number(group.reviewed),
            _number(group.reviewed_words),
            f"{_number(group.unchanged)} / {_number(group.compared)}",
            _number(group.hter, 1),
            _number(group.chrf, 1),
            _number(group.seconds),
            _number(group.words_per_hour),
        )
        for group in groups
    ]


def render(report: Report, title: str = "Review report") -> bytes:
    """The page of a report. The same report gives the same bytes."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = _number
    tables = [("Article", report.articles), ("Model", report.models), ("Reviewer", report.reviewers)]
    page = environment.get_template("page.html.j2").render(
        title=title,
        version=__version__,
        total=report.total,
        header=HEADER,
        tables=[(name, table(groups)) for name, groups in tables if groups],
        done=[(group, _percent(group)) for group in (report.total, *report.articles)],
        days=_bars(report.days[-_MOST_DAYS:]),
        edits=_bars(_histogram(report.edit_rates)) if report.edit_rates else [],
        height=_HEIGHT,
    )
    return page.encode("utf-8")


def _percent(group: Group) -> int:
    return 100 * group.reviewed // group.pairs if group.pairs else 100


def _histogram(rates: Sequence[float]) -> list[tuple[str, int]]:
    counts = [0] * len(_BINS)
    for rate in rates:
        counts[next(n for n, (end, _) in enumerate(_BINS) if rate <= end)] += 1
    return [(label, count) for (_, label), count in zip(_BINS, counts, strict=True)]


def _bars(values: Sequence[tuple[str, int]]) -> list[Bar]:
    highest = max((value for _, value in values), default=0) or 1
    return [Bar(label, f"{value:,}", round(_HEIGHT * value / highest, 1)) for label, value in values]


def _number(value: float | None, digits: int = 0, unit: str = "") -> str:
    """A number for people; an en dash where there is none."""
    return "–" if value is None else f"{value:,.{digits}f}{unit}"
