"""Templates filled in: the whole page, or a fragment that the script puts into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from translator.bitext import Bitext, Kind, State
from translator.checks import CODES
from translator.exporters.html.templating import environment as published_environment
from translator.review.queue import OPEN, Filter, Order, Progress
from translator.review.web import views
from translator.review.web.desk import Desk

__all__ = ["ROWS", "fragment", "page", "progress_values"]

ROWS = 100
"""Sentences on one page of a queue."""
STATES = {"open": "To do", "all": "All", **{state.value: views.WORDS[state].capitalize() for state in State}}
ORDERS = {Order.RISK.value: "Riskiest first", Order.DOCUMENT.value: "As they stand"}


def page(desk: Desk, query: Mapping[str, str], who: str) -> str:
    """The page for the queue that the address asks for; what makes no sense in an address is left out."""
    asked = {name: query.get(name, "") for name in ("article", "state", "finding", "text", "order", "from")}
    articles = desk.articles()
    order = Order(asked["order"]) if asked["order"] in ORDERS else Order.RISK
    asked["order"] = order.value
    asked["state"] = asked["state"] if asked["state"] in STATES else "open"
    items = desk.queue(asked["article"], only=_filter(asked), order=order)
    start = min(int(asked["from"]), len(items)) if asked["from"].isdecimal() else 0
    drafted = desk.drafted(who)
    places = [(item, desk.place(item)) for item in items[start : start + ROWS]]
    return fragment(
        "page",
        rows=[views.row(item, place, place in drafted) for item, place in places],
        titles={name: _title(bitext) for name, bitext in articles.items()},
        progress=progress_values(desk.progress()),
        codes=_codes(desk, asked["article"]),
        unchecked=desk.unchecked(asked["article"]),
        asked=asked,
        start=start,
        waiting=len(items),
        page_rows=ROWS,
        who=who,
        states=STATES,
        orders=ORDERS,
        keys=views.KEYS,
    )


def fragment(template: str, **values: Any) -> str:
    """A template filled in; every value is escaped."""
    return _environment().get_template(f"{template}.html.j2").render(**values)


def progress_values(progress: Progress) -> dict[str, int]:
    """A progress as JSON and templates hold it."""
    names = ("pairs", "reviewed", "words", "reviewed_words", "percent")
    return {name: getattr(progress, name) for name in names}


def _filter(asked: Mapping[str, str]) -> Filter:
    state = asked["state"]
    states = OPEN if state == "open" else frozenset() if state == "all" else frozenset({State(state)})
    return Filter(states, asked["finding"], asked["text"])


def _codes(desk: Desk, article: str) -> list[tuple[str, int]]:
    """The findings there are, each with the number of its pairs, in the order of the checks."""
    items = desk.queue(article, only=Filter(), order=Order.DOCUMENT, patience=0)
    counts = Counter(code for item in items for code in {finding.code for finding in item.findings})
    return [(code, counts[code]) for code in CODES if counts[code]]


def _title(bitext: Bitext) -> tuple[str, str]:
    """An article's title in Arabic and in English, either one may be empty."""
    found = next((pair for pair in bitext.pairs if pair.segment.kind is Kind.TITLE), None)
    return (found.source, found.target) if found else ("", bitext.slug)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("ar", "en"):
        environment.filters[name] = published_environment().filters[name]
    return environment
