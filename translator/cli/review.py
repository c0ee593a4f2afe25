"""`translator review`: a person's part of the work."""

from __future__ import annotations

import functools
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlencode

import typer

from translator.bitext import State
from translator.cli.console import fail, tell_error
from translator.cli.options import Articles, Output, settings_for
from translator.errors import ConfigError

if TYPE_CHECKING:
    from translator.config import Settings
    from translator.review.queue import Check, Look

__all__ = ["review"]


def review(
    paths: Articles = None,
    output: Output = None,
    reviewer: Annotated[
        str | None, typer.Option(help="Your name, for the history and the published page.", show_default="your login")
    ] = None,
    order: Annotated[
        Literal["risk", "document"], typer.Option(help="What needs a person most comes first, or as they stand.")
    ] = "risk",
    state: Annotated[
        list[State] | None,
        typer.Option(help="Only pairs in this state; may be repeated.", show_default="all but reviewed"),
    ] = None,
    finding: Annotated[str, typer.Option(metavar="CODE", help="Only pairs with this finding.")] = "",
    text: Annotated[str, typer.Option(help="Only pairs with this text in the Arabic or the English.")] = "",
    bidi: Annotated[
        Literal["terminal", "reorder", "off"],
        typer.Option(help="Who sets Arabic from right to left: the terminal, this program, or nobody."),
    ] = "terminal",
    web: Annotated[
        bool, typer.Option("--web", help="Review in the browser, on a page that this machine serves.")
    ] = False,
    browser: Annotated[bool, typer.Option(help="With --web: open the page.")] = True,
    host: Annotated[
        str, typer.Option(help="With --web: the address to serve on; by default none but this machine can ask.")
    ] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="With --web: the port.", show_default="8467, or a free one")
    ] = None,
) -> None:
    """Review pairs in the terminal or, with --web, in the browser; each answer is on disk before the next question.

    Example: translator review corpus/en/story.po
    """
    from translator import checks, pipeline
    from translator.glossary import glossary_check
    from translator.glossary.project import open_glossary
    from translator.memory.project import open_memory
    from translator.review.bidi import Bidi
    from translator.review.helper import Helper
    from translator.review.queue import OPEN, Filter, Order
    from translator.review.terminal import review as review_in_terminal

    settings = settings_for(output, reviewer=reviewer)
    outcomes = list(pipeline.stored(paths or [], settings))
    failures = [outcome.error for outcome in outcomes if outcome.error]
    for error in failures:
        tell_error(error)
    if found := [outcome.po for outcome in outcomes if outcome.po and not outcome.error]:
        rules = checks.CheckSettings.from_mapping(settings.checks)
        check = functools.partial(checks.check, settings=rules, more=[glossary_check(open_glossary(settings))])
        look = functools.partial(checks.look_beside, settings=rules)
        if web:
            if len(state or []) > 1:
                raise ConfigError("--state", "the page shows one state at a time.", "Name one; others are in its menu.")
            asked = {"order": order, "state": "".join(state or []), "finding": finding, "text": text}
            _serve(found, settings, check, look, host, port, browser, asked)
        else:
            with open_memory(settings) as memory:
                review_in_terminal(
                    found,
                    reviewer=settings.reviewer,
                    order=Order(order),
                    only=Filter(frozenset(state) if state else OPEN, finding, text),
                    check=check,
                    look=look,
                    helper=Helper(memory, open_glossary(settings)),
                    bidi=Bidi(bidi),
                )
    elif not failures:
        typer.echo("Nothing is translated yet: `translator translate` begins.")
    fail(0 if not failures else 1 if found else 3)


def _serve(
    paths: list[Path],
    settings: Settings,
    check: Check,
    look: Look,
    host: str,
    port: int | None,
    browser: bool,
    asked: dict[str, str],
) -> None:
    try:
        from translator.review.web import project_aids, serve
    except ModuleNotFoundError as error:
        raise ConfigError("--web", f"needs the package {error.name}.", "pip install 'translator[web]'") from None

    def tell(url: str) -> None:
        url += "&" + urlencode({name: value for name, value in asked.items() if value})
        typer.echo(f"The review page: {url}\nCtrl-C ends it; every answer is saved already.")
        if browser:
            webbrowser.open(url)

    serve(
        paths,
        reviewer=settings.reviewer,
        check=check,
        look=look,
        aids=project_aids(settings, tell_error),
        host=host,
        port=port,
        ready=tell,
    )
