"""Article to Segments, and the cuts of a reviewer made again in an article that is read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from translator.bitext import Article, Kind, Segment
from translator.segmentation.rules import BUILTIN, Rules
from translator.segmentation.sentences import split_sentences

__all__ = ["Cut", "apply_joins_and_splits", "cut_between", "cuts_in", "segment"]

CONTEXT = 5
"""Words on each side by which a cut is known again; sentences may change beyond them."""


def segment(article: Article, rules: Rules = BUILTIN) -> list[Segment]:
    """The sentences of `article` in reading order. Raises ConfigError for a pattern of `rules` that takes too long."""
    return [
        Segment(text=text, kind=block.kind or Kind.PARAGRAPH, block=number, sentence=place, line=block.line)
        for number, block in enumerate(article.blocks, start=1)
        for place, text in enumerate(split_sentences(block.text, rules), start=1)
    ]


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a reviewer wants a sentence to end (`splits`) or to go on, against the rules.

    `left` and `right` are the nearest words on both sides, at most five, by which the place is found again.
    """

    splits: bool
    left: str
    right: str


def cut_between(left: str, right: str, *, splits: bool) -> Cut:
    """The cut between two texts of which one follows the other."""
    return Cut(splits, " ".join(left.split()[-CONTEXT:]), " ".join(right.split()[:CONTEXT]))


def cuts_in(sentences: Sequence[str], rules: Rules = BUILTIN) -> list[Cut]:
    """The cuts that make of a block the `sentences` it is stored as, where `rules` would cut it otherwise."""
    text = " ".join(sentences)
    places = _places(text)
    stored, own = _ends(sentences), _ends(split_sentences(text, rules))
    return [cut_between(text[: places[end]], text[places[end] :], splits=end in stored) for end in sorted(stored ^ own)]


def apply_joins_and_splits(segments: Sequence[Segment], cuts: Sequence[Cut]) -> list[Segment]:
    """`segments` with the `cuts` made and their sentences numbered anew; a cut whose words are gone does nothing.

    Sentences are joined within a block alone, with one space. Making the same cuts again changes nothing.
    """
    sides = [(cut.splits, _squeeze(cut.left), _squeeze(cut.right)) for cut in cuts if cut.left and cut.right]
    joins = [(left, right) for splits, left, right in sides if not splits]
    splits = [(left, right) for splits, left, right in sides if splits]
    made: list[Segment] = []
    for part in (part for one in segments for part in _split(one, splits)):
        last = made[-1] if made and made[-1].block == part.block else None
        if last and _are_joined(last.text, part.text, joins):
            made[-1] = replace(last, text=f"{last.text} {part.text}")
        else:
            made.append(replace(part, sentence=last.sentence + 1 if last else 1))
    return made


Sides = tuple[str, str]


def _split(one: Segment, splits: Sequence[Sides]) -> Iterator[Segment]:
    flat, places = _squeeze(one.text), _places(one.text)
    found = {places[end] for left, right in splits for end in _find(flat, left, right)}
    for start, end in pairwise([0, *sorted(found), len(one.text)]):
        yield replace(one, text=one.text[start:end].strip())


def _find(text: str, left: str, right: str) -> Iterator[int]:
    """Where in `text` the end of `left` and the start of `right` meet."""
    at = text.find(left + right)
    while at >= 0:
        yield at + len(left)
        at = text.find(left + right, at + 1)


def _are_joined(left: str, right: str, joins: Sequence[Sides]) -> bool:
    flat_left, flat_right = _squeeze(left), _squeeze(right)
    return any(flat_left.endswith(before) and flat_right.startswith(after) for before, after in joins)


def _ends(sentences: Sequence[str]) -> set[int]:
    """Where sentences end but the last, in characters that are no white space."""
    return set(accumulate(len(_squeeze(sentence)) for sentence in sentences[:-1]))


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _places(text: str) -> list[int]:
    """The place in `text` of each of its characters that is no white space."""
    return [place for place, character in enumerate(text) if not character.isspace()]
