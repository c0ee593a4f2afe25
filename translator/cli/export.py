"""`translator export`: bilingual documents out of stored pairs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translator.cli.console import counted, fail, print_json, say, tell_error
from translator.cli.options import Articles, Json, settings_for

__all__ = ["export"]


def export(
    paths: Articles = None,
    to: Annotated[str, typer.Option("--to", "-t", help="The format: html, …")] = "html",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Folder for the files.", show_default="build")
    ] = None,
    reviewed_only: Annotated[bool, typer.Option("--reviewed-only", help="Leave out what no person accepted.")] = False,
    marks: Annotated[bool, typer.Option("--marks/--no-marks", help="Mark machine translations.")] = True,
    json: Json = False,
) -> None:
    """Publish articles as bilingual documents in the build folder.

    Example: translator export --to html
    """
    from translator import pipeline
    from translator.exporters import ExportOptions

    settings = settings_for().override(build=output)
    outcomes = list(pipeline.stored(paths or [], settings))
    bitexts = [outcome.bitext for outcome in outcomes if outcome.bitext]
    files = (
        pipeline.export(bitexts, settings, to, ExportOptions(reviewed_only=reviewed_only, marks=marks))
        if bitexts
        else []
    )
    if json:
        print_json([str(file) for file in files])
    elif files:
        say(f"{counted(len(bitexts), 'article')} published: open {files[0]}")
    elif not outcomes:
        say("Nothing is translated yet: `translator translate` begins.")
    failures = [outcome.error for outcome in outcomes if outcome.error]
    for error in failures:
        tell_error(error)
    fail(0 if not failures else 1 if bitexts else 3)
