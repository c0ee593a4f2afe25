"""`translator status` and `check`: how far articles are, and what looks wrong in them."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import counted, fail, print_json, print_table, say, tell_error
from translator.cli.options import Articles, Json, Output, settings_for

if TYPE_CHECKING:
    from translator.bitext import Pair
    from translator.checks import Finding
    from translator.config import Settings
    from translator.pipeline import Outcome

__all__ = ["Format", "check", "status"]


class Format(StrEnum):
    """How findings are told."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def status(
    paths: Articles = None,
    output: Output = None,
    report: Annotated[
        bool, typer.Option("--report", help="How reviewing went: words, edit rates, time; also as a page in build/.")
    ] = False,
    json: Json = False,
) -> None:
    """Show how far articles are: sentences by state, Arabic words, findings.

    Example: translator status
    """
    from translator import pipeline
    from translator.bitext import State

    settings = settings_for(output)
    outcomes = list(pipeline.stored(paths or [], settings))
    if report:
        _report(outcomes, settings, json=json)
        _tell_failures(outcomes)
        return
    rows = []
    for outcome, findings in pipeline.check(outcomes, settings):
        bitext = outcome.bitext
        assert bitext is not None
        rows.append(
            {
                "article": bitext.slug,
                "po": str(outcome.po),
                **{state.value: bitext.count(state) for state in State},
                "words": sum(len(pair.source.split()) for pair in bitext.pairs),
                "findings": len(findings),
                "reviewed_percent": 100 * bitext.count(State.REVIEWED) // max(1, len(bitext.pairs)),
            }
        )
    if json:
        print_json(rows)
    elif rows:
        columns = ["article", *(state.value for state in State), "words", "findings", "reviewed_percent"]
        header = [column if column != "reviewed_percent" else "done" for column in columns]
        print_table(header, [[_cell(name, row[name]) for name in columns] for row in rows])
    elif not any(outcome.error for outcome in outcomes):
        say("Nothing is translated yet: `translator translate` begins.")
    _tell_failures(outcomes)


def check(
    paths: Articles = None,
    output: Output = None,
    format: Annotated[Format, typer.Option(help="text, json, or github (workflow annotations).")] = Format.TEXT,
) -> None:
    """Tell what looks wrong in pairs; exit code 1 when anything is an error.

    Example: translator check corpus/en/story.po --format github
    """
    from translator import pipeline
    from translator.checks import Severity

    settings = settings_for(output)
    outcomes = list(pipeline.stored(paths or [], settings))
    found = [
        (outcome, pair, finding)
        for outcome, findings in pipeline.check(outcomes, settings)
        for pair, finding in findings
    ]
    if format is Format.JSON:
        print_json([_finding_as_json(*one) for one in found])
    else:
        for outcome, pair, finding in found:
            say(_as_annotation(outcome, pair, finding) if format is Format.GITHUB else _as_text(outcome, pair, finding))
    if format is Format.TEXT:
        pairs = sum(len(outcome.bitext.pairs) for outcome in outcomes if outcome.bitext)
        say(f"{counted(len(found), 'finding')} in {counted(pairs, 'pair')}")
    _tell_failures(outcomes)
    fail(1 if any(finding.severity is Severity.ERROR for _, _, finding in found) else 0)


def _report(outcomes: list[Outcome], settings: Settings, *, json: bool) -> None:
    from translator import journal, statistics
    from translator.store.files import write_file

    measured = statistics.measure((o.bitext, journal.read(o.po)) for o in outcomes if o.bitext and o.po)
    if json:
        print_json(asdict(measured))
        return
    for noun in ("articles", "models", "reviewers"):
        if groups := getattr(measured, noun):
            print_table((noun.capitalize(), *statistics.HEADER), statistics.table(groups))
            say()
    page = settings.build / "review-report.html"
    write_file(page, statistics.render(measured))
    say(f"As a page: {page}")


def _tell_failures(outcomes: list[Outcome]) -> None:
    failures = [outcome.error for outcome in outcomes if outcome.error]
    for error in failures:
        tell_error(error)
    fail(0 if not failures else 3 if len(failures) == len(outcomes) else 1)


def _cell(name: str, value: Any) -> str:
    return f"{value}%" if name == "reviewed_percent" else f"{value:,}" if isinstance(value, int) else str(value)


def _as_text(outcome: Outcome, pair: Pair, finding: Finding) -> str:
    return f"{outcome.po}: {pair.segment.location}: {finding.severity}: {finding.message} [{finding.code}]"


def _as_annotation(outcome: Outcome, pair: Pair, finding: Finding) -> str:
    level = {"error": "error", "warning": "warning"}.get(finding.severity, "notice")
    message = finding.message.replace("%", "%25").replace("\n", "%0A")
    return f"::{level} file={outcome.po},title={finding.code}::{pair.segment.location}: {message}"


def _finding_as_json(outcome: Outcome, pair: Pair, finding: Finding) -> dict[str, Any]:
    return {
        "po": str(outcome.po),
        "id": pair.id,
        "place": pair.segment.location,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "source_span": finding.source_span,
        "target_span": finding.target_span,
    }
