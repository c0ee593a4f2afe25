"""The command line: commands parse, call one function of the pipeline, and print.

Exit codes: 0 done, 1 findings or partial failure, 2 wrong usage, 3 broken input. Commands import what they need when
they run, so that `translator --help` is there at once.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from translator import __version__
from translator.cli.align import align
from translator.cli.console import tell_error
from translator.cli.exchange import import_
from translator.cli.export import export
from translator.cli.glossary import app as glossary
from translator.cli.init import init
from translator.cli.memory import app as memory
from translator.cli.model import app as model
from translator.cli.po import app as po
from translator.cli.review import review
from translator.cli.segment import segment
from translator.cli.status import check, status
from translator.cli.translate import lines, run, translate
from translator.errors import TranslatorError

__all__ = ["app", "main"]

app = typer.Typer(
    name="translator",
    help="Arabic articles in, reviewed and published Arabic–English documents out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (run, translate, status, review, check, export, segment, lines, align, init):
    app.command()(command)
app.command("import")(import_)
for group in (memory, glossary, model, po):
    app.add_typer(group)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"translator {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    """Run the command line; the only place where errors become exit codes."""
    try:
        app()
    except TranslatorError as error:
        tell_error(error)
        sys.exit(3)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
