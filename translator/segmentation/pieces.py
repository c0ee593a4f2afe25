"""Over-long sentences to pieces that an engine takes, cut where it hurts least.

The stored segment stays the sentence; pieces live between `split_pieces` and `join_pieces` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

import regex

from translator.segmentation.folding import fold
from translator.segmentation.lexicon import lexicon
from translator.segmentation.seams import join_pieces
from translator.segmentation.spans import pair

__all__ = ["Count", "join_pieces", "split_pieces"]

Count = Callable[[Sequence[str]], list[int]]
"""Tokens that the model sees for each text, end of sentence included."""

WORDS = lexicon()
PLACE = regex.compile(r"(?P<mark>[؛;،,:.!؟?…–—-]?)(?P<space>\s+)|(?<=\p{L})(?P<mark>[؛،])(?=\p{L})")
WORD = regex.compile(r"\W*(?P<word>[\p{L}\p{N}]*)")
WORD_BEHIND = regex.compile(r"(?r)[\p{L}\p{N}]{1,24}")
QUOTES = frozenset('«"“„‘')
DASHES = frozenset("-–—")
NEVER = 1e4
PLAIN = 40.0
"""A cut between any two words; the others are set against it."""
INSIDE = {False: 12.0, True: 20.0}
"""What a cut costs more inside a quotation, and inside a bracket."""
UNEVEN = 3.0
"""What an all but empty piece costs."""


def split_pieces(text: str, count: Count, limit: int) -> list[str]:
    """`text` in pieces of at most `limit` tokens by `count`; in one when it fits.

    The pieces one after the other are `text` up to white space. Of all ways to cut, the cheapest is taken, in time
    linear in the length of `text`. No cut is ever inside a word or between a preposition and its noun, so that a piece
    without any other place for a cut stays beyond the limit.
    """
    text = text.strip()
    if count([text])[0] <= limit:
        return [text]
    costs = _costs(text)
    budget = limit
    for _ in range(3):
        pieces = _cheapest(text, costs, count, budget)
        excess = max(count(pieces)) - limit
        if excess <= 0:
            break
        budget = max(budget - excess, limit // 2)
    return pieces


def _costs(text: str) -> dict[int, float]:
    """Where a piece may begin, with what the cut before it costs."""
    folded = fold(text)
    spans = pair(folded.text)
    costs = {}
    for found in PLACE.finditer(folded.text):
        if not 0 < found.end() < len(folded.text):
            continue
        cost = _cost(folded.text, found.start(), found.end(), found["mark"])
        span = spans.around(found.end())
        costs[folded.position(found.end())] = cost + (INSIDE[span.bracket] if span else 0.0)
    return {place: cost for place, cost in costs.items() if cost < NEVER}


def _cost(text: str, end: int, start: int, mark: str) -> float:
    """What it costs to part the words before `end` from those from `start` on, `mark` between them."""
    behind, ahead = WORD_BEHIND.match(text, 0, end), WORD.match(text, start)
    before, after = behind[0] if behind else "", ahead["word"] if ahead else ""
    if mark in ("؛", ";"):
        return 1.0
    if mark in ("،", ","):
        return _cost_after_comma(after)
    if mark == ":":
        return 3.0 if text[start] in QUOTES else 7.0
    if mark == ".":
        return NEVER if len(before) < 4 else PLAIN
    if mark in ("!", "؟", "?", "…"):
        return 3.5
    if text[start] in DASHES or (mark in DASHES and text[end - 1 : end].isspace()):
        return 5.0
    return _cost_between_words(before, after)


def _cost_after_comma(after: str) -> float:
    if after in WORDS.connectives:
        return 2.0
    if WORDS.opens(after) or after[1:] in WORDS.connectives:
        return 2.5
    if after in WORDS.relatives:
        return 8.0
    return 9.0 if after[:1].isdigit() else 4.0


def _cost_between_words(before: str, after: str) -> float:
    if WORDS.clings(before) or WORDS.clings(before.removeprefix("و")) or after in WORDS.relatives:
        return NEVER
    if after in WORDS.connectives:
        return 6.0
    if WORDS.opens(after):
        return 7.0
    if after[:1] == "و" and len(after) > 3:
        return 12.0
    if after in WORDS.prepositions:
        return 18.0
    joined = before[-1:].isdigit() or after[:1].isdigit() or after.startswith("ال")
    return PLAIN + 20.0 if joined else PLAIN


def _cheapest(text: str, costs: dict[int, float], count: Count, limit: int) -> list[str]:
    """The pieces of the cheapest path over the cuts on which every piece is within `limit`, where there is one."""
    places = [0, *sorted(costs), len(text)]
    atoms = [text[start:end].strip() for start, end in pairwise(places)]
    reach = [*accumulate((size - 1 for size in count(atoms)), initial=0)]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(places)):
        ways: list[tuple[float, int]] = []
        for start in range(end - 1, -1, -1):
            length = reach[end] - reach[start] + 1
            if length > limit and ways:
                break
            over = NEVER * max(0, length - limit)
            ways.append((best[start][0] + over + UNEVEN * max(0.0, 1 - length / limit) ** 2, start))
        cheapest, start = min(ways)
        best.append((cheapest + costs.get(places[end], 0.0), start))
    cuts = [len(places) - 1]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return [text[places[start] : places[end]].strip() for start, end in pairwise(reversed(cuts))]
