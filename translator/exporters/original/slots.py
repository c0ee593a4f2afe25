"""Sentences found again in the pieces of text of a source file, and replaced by their translations.

A slot is a piece of text that its format keeps together: a text node, a cue, a whole plain text. A sentence may cover
a part of one slot or several; white space does not count, since formats wrap and indent as they like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from translator.exporters.original.shares import Share, largest

__all__ = ["Translations"]

_REFERENCE = regex.compile(r"\[\d+\]")
"""What readers put where a footnote is referred to."""

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


class Translations:
    """What a file's sentences become; `placed` counts the sentences that were found.

    `pairs`: sources with their targets ("" for none) in order. `blocks`: the same by block, for blocks that a file
    repeats and an article has once.
    """

    def __init__(self, pairs: Pairs, blocks: Sequence[Pairs] = ()) -> None:
        self.pairs = pairs
        self.placed = 0
        self.whole = {_bare(source): (source, target) for source, target in pairs if target}
        for block in blocks:
            if all(target for _, target in block):
                source, target = (" ".join(side) for side in zip(*block, strict=True))
                self.whole[_bare(source)] = source, target

    def exactly(self, text: str) -> str:
        """The translation of a text that is one sentence or block of the article and nothing else; "" for others."""
        return self.whole.get(_bare(text), ("", ""))[1]

    def fill(self, slots: Sequence[str], *, skip: str = "", keep: str = "", share: Share = largest) -> list[str]:
        """The slots with their sentences translated.

        `skip`: a pattern of what is no text in them, such as tags; `keep`: of what is set behind the translation when
        its sentence had it inside. `share` says how a translation is cut when its sentence stood in several slots.
        """
        stream = _Stream(slots, skip)
        edits: list[list[_Edit]] = [[] for _ in slots]

        def place(source: str, target: str, found: tuple[int, int]) -> None:
            parts = stream.parts(*found)
            shares = share(source, target, {number: count for number, *_, count in parts})
            for (number, start, end, _), text in zip(parts, shares, strict=True):
                edits[number].append(_Edit(start, end, text))

        for source, target in self.pairs:
            # the file may refer to a note by a mark of its own, which stays
            for cut in (str, _without_references):
                if found := stream.take(_bare(cut(source))):
                    self.placed += 1
                    if target:
                        place(cut(source), cut(target), found)
                    break
        for bare, (source, target) in self.whole.items():
            for found in stream.take_lines(bare):
                place(source, target, found)
        return [_apply(text, changes, keep) for text, changes in zip(slots, edits, strict=True)]


class _Stream:
    """All characters of the slots but white space and what is skipped, and where each of them stands."""

    def __init__(self, slots: Sequence[str], skip: str) -> None:
        characters: list[str] = []
        self.slots = slots
        self.places: list[tuple[int, int]] = []
        for number, text in enumerate(slots):
            for start, end in _kept(text, skip):
                for offset in range(start, end):
                    if not text[offset].isspace():
                        characters.append(text[offset])
                        self.places.append((number, offset))
        self.text = "".join(characters)
        self.taken = bytearray(len(self.text))
        self.cursor = 0

    def take(self, needle: str) -> tuple[int, int] | None:
        """Where `needle` is next, or else before; what was taken is not found again."""
        if not needle:
            return None
        at = self.text.find(needle, self.cursor)
        if at < 0:
            at = self.text.find(needle, 0, self.cursor)
            while at >= 0 and self.taken[at]:
                at = self.text.find(needle, at + 1, self.cursor)
        if at < 0:
            return None
        end = at + len(needle)
        self.taken[at:end] = b"\1" * len(needle)
        self.cursor = max(self.cursor, end)
        return at, end

    def take_lines(self, needle: str) -> Iterator[tuple[int, int]]:
        """Where else `needle` is all of a line: a headline that the file repeats and the article has once."""
        at = self.text.find(needle) if needle else -1
        while at >= 0:
            end = at + len(needle)
            if not self.taken[at] and self._begins_line(at) and (end == len(self.text) or self._begins_line(end)):
                self.taken[at:end] = b"\1" * len(needle)
                yield at, end
            at = self.text.find(needle, end)

    def _begins_line(self, at: int) -> bool:
        slot, offset = self.places[at]
        before, last = self.places[at - 1] if at else (-1, 0)
        return before != slot or "\n" in self.slots[slot][last:offset]

    def parts(self, start: int, end: int) -> list[tuple[int, int, int, int]]:
        """The slots of a stretch: number, start and end in the slot, characters; white space inside belongs to it."""
        counts = Counter(number for number, _ in self.places[start:end])
        (first, begin), (last, stop) = self.places[start], self.places[end - 1]
        return [
            (number, begin if number == first else 0, stop + 1 if number == last else len(self.slots[number]), count)
            for number, count in counts.items()
        ]


def _kept(text: str, skip: str) -> Iterator[tuple[int, int]]:
    end = 0
    for match in regex.finditer(skip, text) if skip else ():
        yield end, match.start()
        end = match.end()
    yield end, len(text)


def _apply(text: str, edits: list[_Edit], keep: str) -> str:
    parts: list[str] = []
    end = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start >= end:
            kept = regex.findall(keep, text[edit.start : edit.end]) if keep else ()
            parts += [text[end : edit.start], edit.text, *kept]
            end = edit.end
    return "".join((*parts, text[end:]))


def _without_references(text: str) -> str:
    return _REFERENCE.sub("", text)


def _bare(text: str) -> str:
    return "".join(text.split())
