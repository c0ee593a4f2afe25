"""Questions to the person at the keyboard, or to the lines of a pipe."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rich.console import Console

from translator.errors import ConfigError

__all__ = ["Cancelled", "Prompts"]

_KEYS = "[a]ccept [e]dit [r]eject [s]kip [u]ndo [n]ote [q]uit [?] "
_SCISSORS = "---- below this line nothing is kept ----"


class Cancelled(Exception):  # noqa: N818 - no error
    """The reviewer thought better of a line they were writing."""


class Prompts:
    """Asks on standard input; a terminal gets line editing, a pipe is read line by line. EOFError ends a session."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._interactive = sys.stdin.isatty()

    def key(self) -> str:
        """The next answer: an empty line asks again."""
        while True:
            if answer := self._read(_KEYS).strip():
                return answer

    def line(self, question: str, text: str = "") -> str:
        """A line of text, on a terminal with `text` ready to be changed; Ctrl-C there raises Cancelled."""
        if not self._interactive:
            return self._read(question)
        try:
            with _prefilled(text):
                return self._read(question)
        except KeyboardInterrupt:
            self._console.print()
            raise Cancelled from None

    def editor(self, text: str, source: str) -> str:
        """A translation that begins as `text`, written in $VISUAL or $EDITOR, below it the source to look at.

        Raises ConfigError when there is none, or it fails.
        """
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
        if not command:
            raise ConfigError("$EDITOR", "is not set.", "Set it, or use e to edit here.")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "translation.txt")
            path.write_text(f"{text}\n\n{_SCISSORS}\n{source}\n", encoding="utf-8")
            try:
                subprocess.run([*command, str(path)], check=True)
                text = path.read_text(encoding="utf-8")
            except (OSError, subprocess.CalledProcessError, UnicodeDecodeError) as error:
                raise ConfigError("$EDITOR", f"did not work ({error}).", "Nothing was changed.") from None
        return text.split(_SCISSORS)[0].strip()

    def _read(self, question: str) -> str:
        if self._interactive:
            return input(question)
        self._console.print(question, end="", markup=False)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        line = line.rstrip("\r\n")
        self._console.print(line, markup=False)
        return line


@contextmanager
def _prefilled(text: str) -> Iterator[None]:
    """Line editing that begins with `text`, where the platform has it."""
    with suppress(ImportError):
        import readline

        readline.set_startup_hook(lambda: readline.insert_text(text))
        try:
            yield
        finally:
            readline.set_startup_hook()
        return
    yield
