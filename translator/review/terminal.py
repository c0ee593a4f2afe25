"""Review in a terminal or through a pipe: one question a pair, each answer on disk before the next.

a accept    e edit    E edit in $EDITOR    r reject    s skip    b back    u undo    n note    q quit    ? help
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from translator import checks, store
from translator.bitext import Bitext, Pair
from translator.errors import ChangedError, TranslatorError
from translator.journal import Action
from translator.review import answers
from translator.review.bidi import Bidi
from translator.review.prompts import Prompts
from translator.review.queue import OPEN, Check, Filter, Item, Order, build_queue, judge, progress
from translator.review.screen import Screen

__all__ = ["Summary", "review"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session did: answers by action, pairs still open, and the files that could not be read."""

    actions: Mapping[str, int]
    left: int
    errors: tuple[TranslatorError, ...] = ()


def review(
    paths: Sequence[Path],
    *,
    reviewer: str,
    order: Order = Order.RISK,
    only: Filter = Filter(OPEN),
    check: Check = checks.check,
    bidi: Bidi = Bidi.TERMINAL,
    console: Console | None = None,
    prompts: Prompts | None = None,
) -> Summary:
    """Ask `reviewer` about the pairs of PO files, one by one, until all are answered or they quit.

    Every answer is in the PO file and its journal before the next question; a process killed at any moment loses at
    most the answer being typed. A file that cannot be read is reported and left out. Without a terminal, answers are
    read as lines of standard input, an edit's new text on the line after its `e`.
    """
    screen = Screen(console or Console(highlight=False), bidi)
    bitexts, errors = _load(paths)
    session = _Session(reviewer, bitexts, check, screen, prompts or Prompts(screen.console))
    session.items = build_queue(bitexts.items(), check, order=order, only=only)
    for error in errors:
        screen.error(error)
    session.run()
    return Summary(dict(session.done), sum(bitext.count(*OPEN) for bitext in bitexts.values()), tuple(errors))


def _load(paths: Sequence[Path]) -> tuple[dict[Path, Bitext], list[TranslatorError]]:
    bitexts: dict[Path, Bitext] = {}
    errors: list[TranslatorError] = []
    for path in paths:
        try:
            bitexts[path] = store.load(path)
        except TranslatorError as error:
            errors.append(error)
    return bitexts, errors


@dataclass(slots=True)
class _Session:
    """One reviewer at work on a queue; `at` is the item being asked about."""

    reviewer: str
    bitexts: dict[Path, Bitext]
    check: Check
    screen: Screen
    prompts: Prompts
    items: list[Item] = field(default_factory=list)
    at: int = 0
    done: Counter[str] = field(default_factory=Counter)
    shown_at: float = 0.0

    def run(self) -> None:
        """Ask until the queue is empty or the reviewer quits (q, end of input or Ctrl-C)."""
        self.screen.welcome(len(self.items), progress(self.bitexts.values()))
        try:
            while self.at < len(self.items):
                self._show()
                while not self._answer(self.prompts.key()):
                    pass
        except (EOFError, KeyboardInterrupt, _QuitError):
            pass
        self.screen.farewell(self.done, progress(self.bitexts.values()))

    @property
    def item(self) -> Item:
        return self.items[self.at]

    def _show(self) -> None:
        self.screen.show(self.item, self.at + 1, len(self.items))
        self.shown_at = time.monotonic()

    def _answer(self, key: str) -> bool:
        """Act on one key; true when there is something new to show."""
        act = _KEYS.get(key)
        if act is None:
            self.screen.say(f"{key!r} is no answer here. ? lists them.")
            return False
        try:
            return act(self)
        except ChangedError as error:
            self.screen.error(error)
            self._look_again()
            return True
        except (TranslatorError, ValueError) as error:
            self.screen.error(error)
            return False

    def accept(self) -> bool:
        return self._decide(answers.accept(self.item.pair, self.reviewer), Action.ACCEPT)

    def edit(self) -> bool:
        return self._edit(self.prompts.line("English: ", self.item.pair.target))

    def edit_in_editor(self) -> bool:
        return self._edit(self.prompts.editor(self.item.pair))

    def _edit(self, text: str) -> bool:
        if not text.strip():
            self.screen.say("Nothing written; the translation stays as it was.")
            return False
        return self._decide(answers.edit(self.item.pair, text, self.reviewer), Action.EDIT)

    def choose(self, number: int) -> bool:
        """Take one of the numbered other texts instead of the one shown."""
        others = self.item.pair.conflicts
        if number > len(others):
            raise ValueError(f"there is no text number {number} to take")
        return self._decide(answers.edit(self.item.pair, others[number - 1], self.reviewer), Action.EDIT)

    def reject(self) -> bool:
        return self._decide(answers.reject(self.item.pair, self.reviewer), Action.REJECT)

    def skip(self) -> bool:
        self.done["skip"] += 1
        self.at += 1
        return True

    def back(self) -> bool:
        if self.at == 0:
            self.screen.say("This is the first one.")
            return False
        self.at -= 1
        return True

    def note(self) -> bool:
        text = self.prompts.line("Note: ", self.item.pair.note.replace("\n", " "))
        self._store(answers.add_note(self.item.pair, text), Action.NOTE)
        self._look_again()
        return True

    def undo(self) -> bool:
        """Take back this reviewer's last answer in the file at hand, or else in any of this review."""
        for path in dict.fromkeys([self.item.path, *reversed(self.bitexts)]):
            if undone := answers.undo(path, self.bitexts[path], self.reviewer):
                self.bitexts[path], record = undone
                self.done["undo"] += 1
                self._ask_about(path, record.after[0].id)
                self.screen.say("Undone.")
                return True
        self.screen.say("Nothing of yours is left to undo.")
        return False

    def help(self) -> bool:
        self.screen.help()
        return False

    def quit(self) -> bool:
        raise _QuitError

    def _decide(self, pair: Pair, action: Action) -> bool:
        self._store(pair, action)
        self.at += 1
        return True

    def _store(self, pair: Pair, action: Action) -> None:
        seconds = time.monotonic() - self.shown_at
        path = self.item.path
        known = self.bitexts[path]
        self.bitexts[path] = answers.settle(path, known, self.item.pair, pair, action, self.reviewer, seconds)
        self.done[action] += 1
        self.screen.say(f"Saved: {pair.state}." if action is not Action.NOTE else "Note saved.")

    def _look_again(self) -> None:
        """Bring the item at hand up to what its file says now."""
        path, identity = self.item.path, self.item.pair.id
        self.bitexts[path] = store.refresh(self.bitexts[path], path)
        fresh = self._judge(path, identity)
        self.items[self.at : self.at + 1] = [fresh] if fresh else []

    def _ask_about(self, path: Path, identity: str) -> None:
        """Make a pair the next question, wherever it stands in the queue."""
        if fresh := self._judge(path, identity):
            self.items = [item for item in self.items[: self.at] if item.pair.id != identity] + [
                fresh,
                *(item for item in self.items[self.at :] if item.pair.id != identity),
            ]
            self.at = next(n for n, item in enumerate(self.items) if item is fresh)

    def _judge(self, path: Path, identity: str) -> Item | None:
        pairs = self.bitexts[path].pairs
        for position, pair in enumerate(pairs, 1):
            if pair.id == identity:
                return judge(path, pair, self.check, position, len(pairs))
        return None


class _QuitError(Exception):
    """The reviewer wants to stop."""


def _chooser(number: int) -> Callable[[_Session], bool]:
    return lambda session: session.choose(number)


_KEYS: Mapping[str, Callable[[_Session], bool]] = {
    "a": _Session.accept,
    "e": _Session.edit,
    "E": _Session.edit_in_editor,
    "r": _Session.reject,
    "s": _Session.skip,
    "b": _Session.back,
    "u": _Session.undo,
    "n": _Session.note,
    "q": _Session.quit,
    "?": _Session.help,
    **{str(number): _chooser(number) for number in range(1, 10)},
}
