"""One reviewer at work on a queue in the terminal: what each answer does."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from translator import journal, store
from translator.bitext import Bitext, Pair
from translator.errors import TranslatorError
from translator.journal import Action
from translator.review import answers, cuts
from translator.review.helper import Help, Helper
from translator.review.prompts import Prompts
from translator.review.queue import Check, Item, Look, has_text, judge
from translator.review.screen import Screen

__all__ = ["Quit", "Session"]


class Quit(Exception):  # noqa: N818 - no error
    """The reviewer wants to stop."""


@dataclass(slots=True)
class Session:
    """The queue, and `at`, the item being asked about.

    Each answer does one key's work; it is true when there is something new to show.
    """

    reviewer: str
    bitexts: dict[Path, Bitext]
    check: Check
    look: Look
    helper: Helper
    screen: Screen
    prompts: Prompts
    items: list[Item] = field(default_factory=list)
    at: int = 0
    done: Counter[str] = field(default_factory=Counter)
    help_shown: Help = field(default_factory=Help)
    shown_at: float = 0.0
    unsaved: dict[str, str] = field(default_factory=dict)  # pair id -> a text written that could not be stored

    @property
    def item(self) -> Item:
        return self.items[self.at]

    @property
    def pair(self) -> Pair:
        return self.item.pair

    def show(self) -> None:
        """Ask about the item at hand; its time begins."""
        self.help_shown = self.helper.help_with(self.pair, self.bitexts[self.item.path])
        self.screen.show(self.item, self.help_shown, self.at + 1, len(self.items))
        self.shown_at = time.monotonic()

    def accept(self) -> bool:
        return self._decide(answers.accept(self.pair, self.reviewer), Action.ACCEPT)

    def edit(self) -> bool:
        return self._edit(self.prompts.line("English: ", self._start()))

    def edit_in_editor(self) -> bool:
        return self._edit(self.prompts.editor(self._start(), self.pair.source))

    def _start(self) -> str:
        """The text an edit begins with."""
        return self.unsaved.get(self.pair.id, self.pair.target)

    def _edit(self, text: str) -> bool:
        if not text.strip():
            self.screen.say("Nothing written; the translation stays as it was.")
            return False
        identity, edited = self.pair.id, answers.edit(self.pair, text, self.reviewer)
        try:
            self._decide(edited, Action.EDIT)
        except TranslatorError:
            self.unsaved[identity] = text
            self.screen.say(f"Not saved; the next edit of this pair begins with what you wrote: {text}")
            raise
        self.unsaved.pop(identity, None)
        return True

    def choose(self, number: int) -> bool:
        """Take one of the numbered other texts instead of the one shown."""
        if number > len(self.help_shown.choices):
            raise ValueError(f"there is no text number {number} to take")
        return self._decide(
            answers.edit(self.pair, self.help_shown.choices[number - 1].target, self.reviewer), Action.EDIT
        )

    def reject(self) -> bool:
        return self._decide(answers.reject(self.pair, self.reviewer), Action.REJECT)

    def skip(self) -> bool:
        self.done["skip"] += 1
        self.at += 1
        return True

    def back(self) -> bool:
        if self.at == 0:
            self.screen.say("This is the first one.")
            return False
        self.at -= 1
        try:
            return self.look_again()
        except TranslatorError:
            self.at += 1
            raise

    def find(self) -> bool:
        """Bring the next pair of the queue that has a text on either side to the front."""
        text = self.prompts.line("Find: ")
        found = next((n for n in range(self.at + 1, len(self.items)) if has_text(self.items[n].pair, text)), None)
        if found is None or not text:
            self.screen.say("No pair further on in this queue has that text.")
            return False
        self.items.insert(self.at, self.items.pop(found))
        return True

    def note(self) -> bool:
        text = self.prompts.line("Note: ", self.pair.note.replace("\n", " "))
        self._store([self.pair], [answers.add_note(self.pair, text)], Action.NOTE)
        return self.look_again()

    def silence(self) -> bool:
        """Switch a check off on this pair, or on again."""
        codes = list(dict.fromkeys([*(finding.code for finding in self.item.findings), *self.pair.silenced]))
        if not codes:
            raise ValueError("no check says anything of this pair")
        code = self.prompts.line(f"Check to silence ({', '.join(codes)}): ", codes[0]).strip()
        if code not in codes:
            raise ValueError(f"{code} says nothing of this pair")
        self._store([self.pair], [answers.silence(self.pair, code)], Action.SILENCE)
        return self.look_again()

    def split(self) -> bool:
        """Cut the sentence in two, at words that the reviewer counts off."""
        source_at = self._word_start(self.pair.source, "Arabic")
        target_at = self._word_start(self.pair.target, "English") if self.pair.target else 0
        bitext = self.bitexts[self.item.path]
        taken = {pair.id for pair in (*bitext.pairs, *bitext.obsolete)}
        first, second = cuts.split(self.pair, source_at, target_at, bitext.slug, taken)
        self._store([self.pair], [first, second], Action.SPLIT)
        return self.look_again(second.id)

    def _word_start(self, text: str, language: str) -> int:
        starts = [
            n for n, character in enumerate(text) if not character.isspace() and (n == 0 or text[n - 1].isspace())
        ]
        self.screen.number_words(text.split())
        answer = self.prompts.line(f"The second part begins with {language} word number: ")
        if not answer.isdecimal() or not 2 <= int(answer) <= len(starts):
            raise ValueError(f"the number must be from 2 to {len(starts)}")
        return starts[int(answer) - 1]

    def join(self) -> bool:
        """Join the sentence with the next one of its article."""
        pairs = self.bitexts[self.item.path].pairs
        after = next((after for one, after in pairwise(pairs) if one.id == self.pair.id), None)
        if after is None:
            raise ValueError("there is no sentence after this one")
        self._store([self.pair, after], [cuts.join(self.pair, after)], Action.JOIN)
        self._drop(after.id)
        return self.look_again()

    def history(self) -> bool:
        self.screen.history(journal.history(journal.read(self.item.path), self.pair.id))
        return False

    def undo(self) -> bool:
        """Take back this reviewer's last answer in the file at hand, or else in any of this review."""
        for path in dict.fromkeys([self.item.path, *reversed(self.bitexts)]):
            if undone := answers.undo(path, self.bitexts[path], self.reviewer):
                self.bitexts[path], record = undone
                self.done["undo"] += 1
                for version in record.before:
                    self._drop(version.id)
                self._ask_about(path, [version.id for version in record.after])
                self.screen.say("Undone.")
                return True
        self.screen.say("Nothing of yours is left to undo.")
        return False

    def help(self) -> bool:
        self.screen.help()
        return False

    def quit(self) -> bool:
        raise Quit

    def look_again(self, *more: str) -> bool:
        """Bring the item at hand up to what its file says now; `more` are ids to ask about after it."""
        path, identity = self.item.path, self.pair.id
        self.bitexts[path] = store.refresh(self.bitexts[path], path)
        self.items[self.at : self.at + 1] = self._judge(path, [identity, *more])
        return True

    def _decide(self, pair: Pair, action: Action) -> bool:
        self._store([self.pair], [pair], action)
        self.at += 1
        return True

    def _store(self, shown: Sequence[Pair], decided: Sequence[Pair], action: Action) -> None:
        seconds = time.monotonic() - self.shown_at
        path = self.item.path
        self.bitexts[path] = answers.settle_cut(
            path, self.bitexts[path], shown, decided, action, self.reviewer, seconds
        )
        self.done[action] += 1
        settled = action in {Action.ACCEPT, Action.EDIT, Action.REJECT}
        self.screen.say(f"Saved: {decided[0].state}." if settled else "Saved.")

    def _ask_about(self, path: Path, identities: Sequence[str]) -> None:
        """Make pairs the next questions, wherever they stood in the queue."""
        for identity in identities:
            self._drop(identity)
        self.items[self.at : self.at] = self._judge(path, identities)

    def _drop(self, identity: str) -> None:
        """Take a pair out of the queue."""
        for n in [n for n, item in enumerate(self.items) if item.pair.id == identity]:
            del self.items[n]
            self.at -= n < self.at

    def _judge(self, path: Path, identities: Sequence[str]) -> list[Item]:
        bitext = self.bitexts[path]
        beside = self.look(bitext)
        places = [at for at, pair in enumerate(bitext.pairs) if pair.id in identities]
        return [judge(path, bitext, at, self.check, beside) for at in places]
