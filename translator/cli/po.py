"""`translator po`: PO files themselves."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from translator.cli.console import counted, fail, print_json, say
from translator.cli.options import Json, settings_for

__all__ = ["app"]

app = typer.Typer(name="po", help="Look after PO files that people or other programs edited.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Look after PO files that people or other programs edited."""


@app.command()
def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PO]…", help="PO files or folders.", show_default="corpus/en")
    ] = None,
    json: Json = False,
) -> None:
    """Explain, line by line, what is wrong with PO files. Exit code 1 when one of them cannot be read as it is.

    Example: translator po lint corpus/en/story.po
    """
    from translator.checks import Severity
    from translator.lint import lint as lint_file

    files = [file for path in paths or [settings_for().target] for file in _po_files(path)]
    found = {file: lint_file(file) for file in files}
    if json:
        print_json([{"path": str(file), **asdict(problem)} for file, problems in found.items() for problem in problems])
    else:
        for file, problems in found.items():
            for problem in problems:
                say(f"{file}:{problem.line}: {problem.severity}: {problem.message}." + f" {problem.tip}".rstrip())
        say(_summary(len(files), sum(map(len, found.values()))))
    fail(int(any(problem.severity is Severity.ERROR for problems in found.values() for problem in problems)))


def _po_files(path: Path) -> list[Path]:
    return sorted(path.glob("*.po")) if path.is_dir() else [path]


def _summary(files: int, problems: int) -> str:
    return f"{counted(files, 'file')}, {counted(problems, 'problem') if problems else 'nothing wrong'}."
