"""Article to Segments, and the cuts of a reviewer made again in an article that is read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise

from translator.bitext import Article, Kind, Segment
from translator.segmentation.rules import BUILTIN, Rules
from translator.segmentation.sentences import split_sentences

__all__ = ["Cut", "apply_joins_and_splits", "cut_between", "cuts_in", "segment"]

CONTEXT = 3
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

    `left` and `right` are the nearest words on both sides, at most three, by which the place is found again.
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
    return [part for _, block in groupby(segments, key=lambda one: one.block) for part in _cut_block(list(block), cuts)]


def _cut_block(block: Sequence[Segment], cuts: Sequence[Cut]) -> Iterator[Segment]:
    texts = [one.text for one in block]
    text = " ".join(texts)
    flat, places, ends = _squeeze(text), _places(text), _ends(texts)
    for cut in cuts:
        found = set(_find(flat, _squeeze(cut.left), _squeeze(cut.right)))
        ends = ends | found if cut.splits else ends - found
    edges = [0, *(places[end] for end in sorted(ends)), len(text)]
    for number, (start, end) in enumerate(pairwise(edges), start=1):
        yield replace(block[0], text=text[start:end].strip(), sentence=number)


def _find(text: str, left: str, right: str) -> Iterator[int]:
    """Where in `text` the end of `left` and the start of `right` meet."""
    at = text.find(left + right) if left and right else -1
    while at >= 0:
        yield at + len(left)
        at = text.find(left + right, at + 1)


def _ends(sentences: Sequence[str]) -> set[int]:
    """Where sentences end but the last, in characters that are no white space."""
    return set(accumulate(len(_squeeze(sentence)) for sentence in sentences[:-1]))


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _places(text: str) -> list[int]:
    """The place in `text` of each of its characters that is no white space."""
    return [place for place, character in enumerate(text) if not character.isspace()]
