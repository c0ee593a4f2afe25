"""`translator translate`, `run` and `lines`: the machine's part of the work."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import counted, fail, print_json, progress_bar, say, tell_error
from translator.cli.options import Beam, Engine, Json, Model, Output, Sources, Threads, settings_for

if TYPE_CHECKING:
    from translator.pipeline import Outcome

__all__ = ["lines", "run", "translate"]

Memory = Annotated[
    int | None,
    typer.Option(
        min=50,
        max=101,
        help="Match in percent from which what a person translated before is used; 101 is never.",
        show_default="100",
    ),
]
Again = Annotated[bool, typer.Option("--again", help="Make the machine's own targets anew too, with this model.")]


def translate(
    paths: Sources = None,
    output: Output = None,
    model: Model = None,
    engine: Engine = None,
    beam: Beam = None,
    threads: Threads = None,
    memory: Memory = None,
    again: Again = False,
    json: Json = False,
) -> None:
    """Translate articles into PO files; only sentences that are new or changed.

    Example: translator translate corpus/ar/story.txt
    """
    from translator import pipeline

    settings = settings_for(output, model=model, engine=engine, beam=beam, threads=threads, memory=memory)
    with _telling_interrupts(), progress_bar("Sentences") as progress:
        outcomes = pipeline.translate(paths or [], settings, again=again, progress=progress)
    if json:
        print_json([_as_json(outcome) for outcome in outcomes])
    tell_outcomes(outcomes, quiet=json)
    fail(exit_code(outcomes))


def run(
    paths: Sources = None,
    output: Output = None,
    model: Model = None,
    engine: Engine = None,
    beam: Beam = None,
    threads: Threads = None,
    memory: Memory = None,
    again: Again = False,
    json: Json = False,
) -> None:
    """Translate, check and export articles: the whole way to bilingual pages.

    Example: translator run story.txt --output story
    """
    from translator import pipeline

    settings = settings_for(output, model=model, engine=engine, beam=beam, threads=threads, memory=memory)
    with _telling_interrupts(), progress_bar("Sentences") as progress:
        outcomes = pipeline.translate(paths or [], settings, again=again, progress=progress)
    done = _done(outcomes)
    findings = [found for _, found in pipeline.check(done, settings)]
    pages = pipeline.export([o.bitext for o in done if o.bitext], settings, "html") if done else []
    if json:
        print_json({"articles": [_as_json(outcome) for outcome in outcomes], "pages": [str(page) for page in pages]})
    tell_outcomes(outcomes, quiet=json)
    if pages and not json:
        flagged = sum(map(len, findings))
        place = str(done[0].po if len(done) == 1 else settings.target)
        say()
        say(f"Findings:  {flagged:,}" + (f" (translator check {shlex.quote(place)})" if flagged else ""))
        say(f"Review:    translator review {shlex.quote(place)}")
        say(f"Bilingual pages: {pages[0]}")
    fail(exit_code(outcomes))


def lines(
    model: Model = None,
    engine: Engine = None,
    beam: Beam = None,
    threads: Threads = None,
    unbuffered: Annotated[
        bool, typer.Option("--unbuffered", "-u", help="Answer each line before reading the next.")
    ] = False,
) -> None:
    """Translate standard input: one sentence a line in, one translation a line out.

    Example: translator lines < sentences.ar > sentences.en
    """
    from translator import pipeline

    settings = settings_for(model=model, engine=engine, beam=beam, threads=threads)
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sentences = (line.rstrip("\r\n") for line in sys.stdin)
    chunk = 1 if unbuffered or sys.stdin.isatty() else pipeline.CHUNK
    for answer in pipeline.lines(sentences, settings, chunk=chunk):
        print(answer, flush=chunk == 1)  # noqa: T201


@contextmanager
def _telling_interrupts() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("Stopped. What is done is stored; the same command goes on from there.", err=True)
        raise typer.Exit(130) from None


def tell_outcomes(outcomes: Sequence[Outcome], *, quiet: bool = False) -> None:
    """A line an article: what was done, what was kept, what was left out; errors on standard error."""
    for outcome in outcomes:
        if outcome.error:
            tell_error(outcome.error)
        elif outcome.bitext and not quiet:
            say(f"{outcome.po}: {_summary(outcome)}")
            for po in outcome.replaced:
                say(f"  took over the pairs of {po.with_suffix('').name}, which is kept as {po}")
            for dropped in outcome.dropped:
                say(f"  left out, line {dropped.block.line}: {dropped.reason}: {_short(dropped.block.text)}")


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """0 all done, 1 some failed, 3 all did."""
    failed = sum(outcome.error is not None for outcome in outcomes)
    return 0 if not failed else 3 if failed == len(outcomes) else 1


def _done(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.bitext and not outcome.error]


def _summary(outcome: Outcome) -> str:
    from translator.bitext import State

    bitext = outcome.bitext
    if not bitext:
        return ""
    parts = [counted(len(bitext.pairs), "pair")]
    parts.append(f"{outcome.translated:,} translated now" if outcome.translated else "nothing to do")
    for state in (State.REVIEWED, State.STALE, State.REJECTED):
        if number := bitext.count(state):
            parts.append(f"{number:,} {state}")
    return ", ".join(parts)


def _as_json(outcome: Outcome) -> dict[str, Any]:
    from translator.bitext import State

    bitext, error = outcome.bitext, outcome.error
    return {
        "article": str(outcome.path),
        "po": str(outcome.po) if outcome.po else None,
        "translated": outcome.translated,
        "states": {state.value: bitext.count(state) for state in State} if bitext else {},
        "dropped": [
            {"line": dropped.block.line, "reason": dropped.reason, "text": dropped.block.text}
            for dropped in outcome.dropped
        ],
        "error": {"where": error.where, "cause": error.cause, "tip": error.tip} if error else None,
    }


def _short(text: str, length: int = 60) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= length else folded[: length - 1] + "…"
