"""Review in a terminal or through a pipe: one question a pair, each answer on disk before the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from translator import checks, store
from translator.bitext import Bitext
from translator.errors import ChangedError, TranslatorError
from translator.review.bidi import Bidi
from translator.review.checked import Looked
from translator.review.helper import Helper
from translator.review.prompts import Cancelled, Prompts
from translator.review.queue import OPEN, Check, Filter, Look, Order, build_queue, progress
from translator.review.screen import Screen
from translator.review.session import Quit, Session

__all__ = ["KEYS", "Summary", "review"]


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
    look: Look = checks.look_beside,
    helper: Helper = Helper(),
    bidi: Bidi = Bidi.TERMINAL,
    console: Console | None = None,
) -> Summary:
    """Ask `reviewer` about the pairs of PO files, one by one, until all are answered or they quit.

    Every answer is in the PO file and its journal before the next question; a process killed at any moment loses at
    most the answer being typed. A file that cannot be read is reported and left out. `helper` gives what is shown of
    memory and glossary. Without a terminal, answers are read as lines of standard input, an edit's new text on the
    line after its `e`.
    """
    screen = Screen(console or Console(highlight=False), bidi)
    bitexts, errors = _load(paths)
    for error in errors:
        screen.error(error)
    looked = Looked(look)
    items = build_queue(bitexts.items(), check, looked.at_once, order=order, only=only)
    session = Session(reviewer, bitexts, check, looked, helper, screen, Prompts(screen.console), items)
    _run(session)
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


def _run(session: Session) -> None:
    """Ask until the queue is empty or the reviewer stops (q, end of input, or Ctrl-C where a key is asked for)."""
    session.screen.welcome(len(session.items), progress(session.bitexts.values()))
    try:
        while session.at < len(session.items):
            session.show()
            while not _answer(session):
                pass
    except (EOFError, KeyboardInterrupt, Quit):
        pass
    session.screen.farewell(session.done, progress(session.bitexts.values()))


def _answer(session: Session) -> bool:
    """Act on one key, or its word; true when there is something new to show."""
    answer = session.prompts.key()
    act = KEYS.get(answer) or WORDS.get(answer.lower())
    if act is None:
        session.screen.say(f"{answer!r} is no answer here. ? lists them.")
        return False
    try:
        return act(session)
    except ChangedError as error:
        session.screen.error(error)
        return session.look_again()
    except Cancelled:
        session.screen.say("Cancelled; nothing was changed.")
        return False
    except (TranslatorError, ValueError) as error:
        session.screen.error(error)
        return False


KEYS: Mapping[str, Callable[[Session], bool]] = {
    "a": Session.accept,
    "e": Session.edit,
    "E": Session.edit_in_editor,
    "r": Session.reject,
    "s": Session.skip,
    "b": Session.back,
    "f": Session.find,
    "u": Session.undo,
    "n": Session.note,
    "x": Session.silence,
    "p": Session.split,
    "j": Session.join,
    "h": Session.history,
    "q": Session.quit,
    "?": Session.help,
    **{str(number): partial(Session.choose, number=number) for number in range(1, 10)},
}

WORDS: Mapping[str, Callable[[Session], bool]] = {
    "accept": Session.accept,
    "edit": Session.edit,
    "reject": Session.reject,
    "skip": Session.skip,
    "back": Session.back,
    "find": Session.find,
    "undo": Session.undo,
    "note": Session.note,
    "silence": Session.silence,
    "part": Session.split,
    "join": Session.join,
    "history": Session.history,
    "quit": Session.quit,
    "help": Session.help,
}
