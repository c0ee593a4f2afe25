"""The difference of two sentences, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

__all__ = ["Change", "word_diff"]

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


class Change(NamedTuple):
    """A run of text that both sentences have (`equal`), or only the old (`delete`) or the new one (`insert`)."""

    kind: Literal["equal", "delete", "insert"]
    text: str


def word_diff(old: str, new: str) -> list[Change]:
    """What changed from `old` to `new`: the equal and deleted runs make up `old`, the equal and inserted ones `new`.

    Between two equal runs there is at most one deletion, then one insertion; a blank alone does not part two changes.
    """
    changes: list[Change] = []
    for equal, steps in groupby(_steps(_TOKEN.findall(old), _TOKEN.findall(new)), key=lambda step: step[0] == step[1]):
        before, after = map("".join, zip(*steps, strict=True))
        if equal:
            changes.append(Change("equal", before))
        else:
            changes += [Change("delete", before)] * bool(before) + [Change("insert", after)] * bool(after)
    return changes


def _steps(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of an old and a new run; they differ in what changed, and in a blank that stands between two changes."""
    codes = list(Indel.opcodes(before, after))
    for n, step in enumerate(codes):
        old = "".join(before[step.src_start : step.src_end])
        new = "".join(after[step.dest_start : step.dest_end])
        if step.tag == "equal" and old.isspace() and 0 < n < len(codes) - 1:
            yield from ((old, ""), ("", new))
        else:
            yield old, new
