"""What commands say: results on standard output, errors and progress on standard error."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

from translator.errors import TranslatorError

__all__ = ["counted", "fail", "print_json", "print_table", "progress_bar", "say", "tell_error"]

PLAIN_SECONDS = 5.0
"""In a pipe, a line of progress is written at most this often."""


def say(text: str = "") -> None:
    """One line of result."""
    typer.echo(text)


def print_json(value: Any) -> None:
    """A result for a program to read: UTF-8, Arabic as it is."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def tell_error(error: TranslatorError) -> None:
    """What is wrong and, on a line of its own, what to do next."""
    typer.echo(f"{typer.style('error:', fg='red', bold=True)} {error.where}: {error.cause}", err=True)
    if error.tip:
        typer.echo(f"       {error.tip}", err=True)


def fail(code: int) -> None:
    """End the command with `code` unless it is 0."""
    if code:
        raise typer.Exit(code)


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns under a header; columns whose cells are all numbers are set to the right."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, name in enumerate(header):
        numeric = all(row[column].replace(",", "").rstrip("%").isdecimal() for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=200)
    console.print(table)


def counted(number: int, noun: str) -> str:
    """`1 sentence`, `2,000 sentences`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


@contextmanager
def progress_bar(noun: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with (done, to do): a bar on a terminal, plain lines in a pipe, both on standard error."""
    if not sys.stderr.isatty():
        yield _plain_progress(noun)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(noun, total=None)
        yield lambda done, todo: bar.update(task, completed=done, total=todo)


def _plain_progress(noun: str) -> Callable[[int, int], None]:
    last = time.monotonic()

    def tell(done: int, todo: int) -> None:
        nonlocal last
        if time.monotonic() > last + PLAIN_SECONDS:
            last = time.monotonic()
            typer.echo(f"{noun}: {done:,} of {todo:,}", err=True)

    return tell
