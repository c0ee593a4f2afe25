"""Marks on the words that belong together: of a source, of the text in hand and of the machine's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from translator.exporters.html.markup import word_groups
from translator.language.word_links import Link, edited_links, links
from translator.review.web.annotations import Mark

__all__ = ["LinkedWords", "link_words"]


class LinkedWords(NamedTuple):
    """The marks on each text; words that belong together have one key in all three."""

    source: list[Mark]
    target: list[Mark]
    machine: list[Mark]


def link_words(source: str, target: str, machine: str = "", alignment: Sequence[Link] = ()) -> LinkedWords:
    """Which words of a source became which, in the target and in the machine's text, if there is one.

    `alignment` is what the machine says of its own text; without it, and for what a person wrote, the texts alone tell.
    """
    size = len(target.split())
    told = edited_links(source, target, machine, alignment) if alignment else links(source, target)
    own = alignment or (links(source, machine) if machine else ())
    ours, theirs = word_groups([*told, *((i, size + j) for i, j in own)])
    machines = {word - size: group for word, group in theirs.items() if word >= size}
    return LinkedWords(_marks(source, ours), _marks(target, theirs), _marks(machine, machines))


def _marks(text: str, groups: Mapping[int, int]) -> list[Mark]:
    places = enumerate(match.span() for match in re.finditer(r"\S+", text))
    return [Mark(span, "word", str(groups[n])) for n, span in places if n in groups]
