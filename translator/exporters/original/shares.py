"""A translation cut into the pieces of text that its sentence stood in, so that links and emphasis stay on their words.

Pieces stay in the order of the file, so the translation is cut at a few places between words: where most words that
translate each other come to stand in pieces that look alike (dynamic programming). Words that tell nothing go where
most of the sentence is, and emphasis on words that have no counterpart is lost rather than put on others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

import regex

from translator.language.word_links import LONGEST, Link, links

__all__ = ["Share", "largest", "linked", "proportional"]

STRANGE = 0.4
"""What a word without a counterpart costs in a piece that looks unlike most of the sentence."""
LARGEST = 0.001
"""What makes the largest of pieces that look alike the first choice."""

_CLOSING = regex.compile(r"(?<=[^\s.,;:!?،؛؟])[.,;:!?،؛؟]+$")
_ALIKE = (regex.compile(r":$"), regex.compile(r"^[«“\"(]"), regex.compile(r"[»”\")][.,;:!?،؛؟]?$"))
"""Words that open or close a quotation, a bracket or an announcement belong together if there is one on each side."""


Share = Callable[[str, str, Mapping[int, int]], list[str]]
"""From a sentence, its translation and its characters, white space apart, in each slot: what comes into each slot."""


def largest(source: str, target: str, sizes: Mapping[int, int]) -> list[str]:
    """All of the translation where most of the sentence was."""
    most = max(sizes, key=lambda slot: sizes[slot])
    return [target if slot == most else "" for slot in sizes]


def proportional(source: str, target: str, sizes: Mapping[int, int]) -> list[str]:
    """The translation cut between words, its pieces as long in proportion as those of the sentence."""
    words = target.split()
    counts = list(sizes.values())
    total, length = sum(counts), sum(map(len, words))
    shares: list[list[str]] = [[] for _ in counts]
    place, done, filled = 0, 0, 0
    for word in words:
        while place < len(counts) - 1 and (filled + len(word) / 2) * total > (done + counts[place]) * length:
            done += counts[place]
            place += 1
        shares[place].append(word)
        filled += len(word)
    return [" ".join(share) for share in shares]


def linked(looks: Sequence[Hashable], depths: Sequence[int] = ()) -> Share:
    """A function that cuts the translation at its word links.

    `looks`: of each slot, equal for slots that look alike, such as the text before and after a link. `depths`: in how
    many elements each slot stands.
    """

    def share(source: str, target: str, sizes: Mapping[int, int]) -> list[str]:
        mine = [looks[slot] for slot in sizes]
        words = target.split()
        if len(set(mine)) < 2 or not 0 < len(words) <= LONGEST:
            return largest(source, target, sizes)
        return _cut(source, words, list(sizes.values()), mine, [depths[slot] if depths else 0 for slot in sizes])

    return share


def _cut(
    source: str, words: Sequence[str], sizes: Sequence[int], looks: Sequence[Hashable], depths: Sequence[int]
) -> list[str]:
    weights: Counter[Hashable] = Counter()
    for look, size in zip(looks, sizes, strict=True):
        weights[look] += size
    base = max(looks, key=lambda look: weights[look])
    plain = [look == base for look in looks]
    first = max(range(len(sizes)), key=lambda place: (plain[place], sizes[place]))
    votes = _votes(source, words, sizes, looks)

    def score(word: int, place: int) -> float:
        bonus = LARGEST if place == first else 0.0
        if word not in votes:
            return bonus if plain[place] else -STRANGE
        return bonus + 2 * votes[word][looks[place]] - sum(votes[word].values())

    ends = _ends([[score(word, place) for word in range(len(words))] for place in range(len(sizes))])
    pieces = [" ".join(words[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
    ranks = [(depth, not same) for depth, same in zip(depths, plain, strict=True)]
    return _spaced(*_without_closing(pieces, ranks, "".join(source.split()), sizes), ranks)


def _votes(
    source: str, target: Sequence[str], sizes: Sequence[int], looks: Sequence[Hashable]
) -> dict[int, Counter[Hashable]]:
    """For each linked target word how many source words of each look it translates."""
    ends = list(accumulate(sizes))
    words = source.split()
    votes: dict[int, Counter[Hashable]] = defaultdict(Counter)
    middles = [end - (len(word) + 1) // 2 for word, end in zip(words, accumulate(map(len, words)), strict=True)]
    for ours, theirs in {*links(source, " ".join(target)), *_alike(words, target)}:
        votes[theirs][looks[min(bisect_right(ends, middles[ours]), len(sizes) - 1)]] += 1
    return dict(votes)


def _alike(source: Sequence[str], target: Sequence[str]) -> Iterator[Link]:
    for pattern in _ALIKE:
        ours, theirs = ([place for place, word in enumerate(side) if pattern.search(word)] for side in (source, target))
        if len(ours) == len(theirs) == 1:
            yield ours[0], theirs[0]


def _ends(scores: Sequence[Sequence[float]]) -> list[int]:
    """Where each piece ends, so that the sum of the scores of all words in their pieces is highest."""
    words = len(scores[0])
    rows: list[list[float]] = []
    for place, row in enumerate(scores):
        best = [rows[-1][0] if place else 0.0]
        for word in range(words):
            here = best[word] + row[word]
            best.append(max(here, rows[-1][word + 1]) if place else here)
        rows.append(best)
    ends = [words] * len(scores)
    at = words
    for place in range(len(scores) - 1, 0, -1):
        while at and rows[place][at] > rows[place - 1][at]:
            at -= 1
        ends[place - 1] = at
    return ends


Rank = tuple[int, bool]
"""How deep in the markup a piece is, and whether it looks unlike most of the sentence: less is further out."""


def _without_closing(
    pieces: Sequence[str], ranks: Sequence[Rank], source: str, sizes: Sequence[int]
) -> tuple[list[str], set[int]]:
    """The pieces with the full stop or comma that ends emphasis behind it, unless the source has one inside too.

    The places of the pieces that begin with one now come with them.
    """
    moved, closed = list(pieces), set[int]()
    for place, end in enumerate(accumulate(sizes[:-1])):
        closing = _CLOSING.search(moved[place])
        if closing and ranks[place] > ranks[place + 1] and not _CLOSING.search(source[:end]):
            moved[place] = moved[place][: closing.start()]
            moved[place + 1] = f"{closing[0]} {moved[place + 1]}".strip()
            closed.add(place + 1)
    return moved, closed


def _spaced(pieces: Sequence[str], closed: Collection[int], ranks: Sequence[Rank]) -> list[str]:
    """The pieces with the spaces between them, outside of emphasis where that can be."""
    spaced = list(pieces)
    shown = [place for place, piece in enumerate(pieces) if piece]
    for place, after in pairwise(shown):
        if after in closed:
            continue
        if ranks[place] <= ranks[after]:
            spaced[place] += " "
        else:
            spaced[after] = f" {spaced[after]}"
    return spaced
