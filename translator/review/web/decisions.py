"""What a browser sends, read with care, as decisions on pairs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from starlette.exceptions import HTTPException

from translator.bitext import Pair, State
from translator.checks import CODES
from translator.journal import Action
from translator.review import answers
from translator.review.web.desk import Change

__all__ = ["Body", "decision"]

T = TypeVar("T")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Body:
    """The JSON object of a request; asking for a value of another type than it has is a bad request (400)."""

    values: Mapping[str, object]

    @classmethod
    def read(cls, data: bytes) -> Body:
        """Raises HTTPException (400) for what is no JSON object."""
        try:
            values = json.loads(data)
        except (ValueError, RecursionError):
            raise HTTPException(400, "This request is not JSON.") from None
        if not isinstance(values, dict):
            raise HTTPException(400, "This request is not a JSON object.")
        return cls(values)

    def text(self, name: str) -> str:
        """A string, empty where there is none; half a surrogate pair becomes a question mark."""
        return self._value(name, str, "").encode("utf-8", "replace").decode()

    def number(self, name: str) -> int:
        """A whole number from 0 upwards."""
        number = self._value(name, int, 0)
        if number < 0:
            raise HTTPException(400, f"{name} is negative.")
        return number

    @property
    def seconds(self) -> float | None:
        """The time a person took, where it was sent and can be true."""
        value = self.values.get("seconds")
        return float(value) if isinstance(value, int | float) and 0 <= value < 86_400 else None

    @property
    def reviewer(self) -> str:
        """A person's name, on one line and not too long."""
        return " ".join(self.text("name").split())[:LONGEST_NAME]

    def _value(self, name: str, kind: type[T], default: T) -> T:
        value = self.values.get(name, default)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise HTTPException(400, f"{name} is not what it should be.")
        return value


def decision(body: Body, who: str) -> Change:
    """The change of a pair that `who` asks for: the request's `do` with the `text` it is about."""
    do, text = body.text("do"), body.text("text")
    match do:
        case "accept":
            return lambda pair: _accept(pair, text, who)
        case "save":
            return lambda pair: (_save(pair, text, who), Action.EDIT)
        case "reject":
            return lambda pair: (answers.reject(pair, who), Action.REJECT)
        case "reopen":
            return lambda pair: (answers.reopen(pair), Action.REOPEN)
        case "note":
            return lambda pair: (answers.add_note(pair, text), Action.NOTE)
        case "silence" if text in CODES:
            return lambda pair: (answers.silence(pair, text), Action.SILENCE)
    raise HTTPException(400, "Nothing of that name can be done with a sentence.")


def _accept(pair: Pair, text: str, who: str) -> tuple[Pair, Action]:
    decided = answers.edit(pair, text, who)
    return decided, Action.ACCEPT if decided.target == pair.target else Action.EDIT


def _save(pair: Pair, text: str, who: str) -> Pair:
    """The pair with this text: reviewed if it was, else not reviewed yet."""
    return answers.edit(pair, text, who) if pair.state is State.REVIEWED else answers.draft(pair, text.strip())
