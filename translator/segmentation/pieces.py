"""Over-long sentences to pieces that an engine takes, cut where it hurts least, and their translations joined again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import regex

from translator.segmentation.folding import fold
from translator.segmentation.spans import pair

__all__ = ["Count", "join_pieces", "split_pieces"]

Count = Callable[[Sequence[str]], list[int]]
"""Tokens that the model sees for each text, end of sentence included."""

CONNECTIVES = "حيث|بينما|فيما|لكن|ولكن|كما|وذلك|ذلك|مما|ما|إذ|لأن|بعد|قبل|عندما|حين|إلا|غير|رغم|وسط|بعدما|قبلما|علما|مشيرا|مؤكدا|موضحا|مضيفا|قائلا|مبينا|لافتا|معتبرا|داعيا|محذرا|لاسيما|خصوصا|خاصة|بما"
WORD = r"\p{L}+"
CUTS: tuple[tuple[float, regex.Pattern[str]], ...] = (
    (1.0, regex.compile(r"(?<=[؛;])\s*")),
    (2.0, regex.compile(rf"(?<=[،,])\s*(?=(?:ثم|{CONNECTIVES})\b)")),
    (2.5, regex.compile(r"(?<=[،,])\s*(?=[وف][يتناأ]?\p{L}{2,})")),
    (3.0, regex.compile(r"(?<=:)\s*(?=[«\"“])")),
    (3.5, regex.compile(r"(?<=[.!؟?…])\s+")),
    (4.0, regex.compile(r"(?<=[،,])\s*(?=\D)")),
    (5.0, regex.compile(r"\s+(?=[-–—]\s)")),
    (6.0, regex.compile(r"\s+(?=(?:ثم|حيث|بينما|فيما|لكن|ولكن|كما|إذ|وذلك|مما|عندما)\b)")),
    (8.0, regex.compile(r"\s+(?=و(?!ال\b)\p{L}{3,})")),
)
ANYWHERE = 40.0
SPACE = regex.compile(r"\s+")
CLINGING = frozenset(
    "في من إلى الى على عن مع بين عند لدى منذ حتى أن إن بأن لأن كأن لن لم لا ما قد سوف هل كل بعض غير دون ذات ذو بعد قبل خلال عبر ضد نحو حول حسب وفق أي هذا هذه ذلك تلك الذي التي الذين أو أم ثم و يا إلا سوى".split()
)
INSIDE = 12.0
UNEVEN = 3.0


def split_pieces(text: str, count: Count, limit: int) -> list[str]:
    """`text` in pieces of at most `limit` tokens by `count`; one piece when it fits.

    The pieces one after the other are `text` up to white space. The cheapest way over the cut points is taken. A single
    word beyond the limit stays whole.
    """
    text = text.strip()
    if count([text])[0] <= limit:
        return [text]
    return _fitting(text, count, limit, _costs(text))


def join_pieces(pieces: Sequence[str], translations: Sequence[str]) -> str:
    """The translation of a sentence from those of its `pieces`, its seams mended."""
    joined = ""
    for (piece, following), translation in zip(pairwise([*pieces, ""]), translations, strict=True):
        part = translation.strip()
        if following and not piece.rstrip().endswith((".", "!", "؟", "?", "…")):
            part = part.rstrip(".")
        joined = f"{joined} {part}".strip()
    return joined


def _costs(text: str) -> dict[int, float]:
    """Where a piece may begin, with what the cut before it costs."""
    spans = pair(text)
    costs: dict[int, float] = {}
    for found in SPACE.finditer(text):
        costs[found.end()] = ANYWHERE
    for cost, pattern in CUTS:
        for found in pattern.finditer(text):
            costs[found.end()] = min(cost, costs.get(found.end(), ANYWHERE))
    costs.pop(0, None)
    costs.pop(len(text), None)
    for index in costs:
        if spans.around(index):
            costs[index] += INSIDE
        words = fold(text[max(0, index - 30) : index]).text.split()
        if words and words[-1] in CLINGING:
            costs[index] += 2 * ANYWHERE
    return costs


def _fitting(text: str, count: Count, limit: int, costs: dict[int, float]) -> list[str]:
    """The pieces of the cheapest path over the cut points whose every piece is within `limit`."""
    places = [0, *sorted(costs), len(text)]
    atoms = [text[start:end].strip() for start, end in pairwise(places)]
    sizes = [size - 1 for size in count(atoms)]
    total = [0]
    for size in sizes:
        total.append(total[-1] + size)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(places)):
        cut = costs.get(places[end], 0.0)
        choices = []
        start = end - 1
        while start >= 0 and (start == end - 1 or total[end] - total[start] < limit):
            fill = (total[end] - total[start]) / limit
            choices.append((best[start][0] + cut + UNEVEN * (1 - fill) ** 2, start))
            start -= 1
        best.append(min(choices))
    cuts = [len(places) - 1]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return [text[places[start] : places[end]].strip() for start, end in pairwise(reversed(cuts))]
