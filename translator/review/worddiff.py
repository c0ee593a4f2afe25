"""The difference of two sentences, word by word."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

__all__ = ["Change", "word_diff"]

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


class Change(NamedTuple):
    """A run of text that both sentences have (`equal`), or only the old (`delete`) or the new one (`insert`)."""

    kind: Literal["equal", "delete", "insert"]
    text: str


def word_diff(old: str, new: str) -> list[Change]:
    """What changed from `old` to `new`: the equal and deleted runs make up `old`, the equal and inserted ones `new`."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    changes: list[Change] = []
    for step in Indel.opcodes(before, after):
        if step.tag != "insert":
            text = "".join(before[step.src_start : step.src_end])
            changes.append(Change("equal" if step.tag == "equal" else "delete", text))
        if step.tag in {"insert", "replace"}:
            changes.append(Change("insert", "".join(after[step.dest_start : step.dest_end])))
    return changes
