"""The slips of real articles, put into training sources so that the model reads them: see each function's name."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from translator.training.corpus import SentencePair

__all__ = ["join", "spoil"]


def _drop_final_stop(text: str, rng: random.Random) -> str:
    return text.rstrip(".")


def _write_ha_for_ta_marbuta(text: str, rng: random.Random) -> str:
    return text.replace("ة ", "ه ", rng.randint(1, 3))


def _write_ya_for_alef_maksura(text: str, rng: random.Random) -> str:
    return text.replace("ى ", "ي ", rng.randint(1, 2))


def _weaken_semicolons(text: str, rng: random.Random) -> str:
    return text.replace("؛", "،")


def _glue_after_comma(text: str, rng: random.Random) -> str:
    return text.replace("، ", "،", 1)


SLIPS: tuple[Callable[[str, random.Random], str], ...] = (
    _drop_final_stop,
    _write_ha_for_ta_marbuta,
    _write_ya_for_alef_maksura,
    _weaken_semicolons,
    _glue_after_comma,
)
"""Missing hamzas need none: the vocabulary folds the forms of alef."""


def spoil(text: str, rng: random.Random) -> str:
    """The sentence with one slip; often none fits, and it stays as it is."""
    return rng.choice(SLIPS)(text, rng)


def join(pairs: Sequence[SentencePair], rng: random.Random, longest: int = 75) -> list[SentencePair]:
    """Two or three neighbours joined into one pair of at most `longest` source words: long sentences to learn from."""
    joined = []
    for start in range(0, len(pairs) - 2, 2):
        group = pairs[start : start + rng.choice((2, 2, 3))]
        source, target = (" ".join(side) for side in zip(*group, strict=True))
        if len(source.split()) < longest:
            joined.append(SentencePair(source, target))
    return joined
