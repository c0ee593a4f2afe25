"""Word alignment from attention: pieces to words, then each target word to the source word it looked at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from translator.engines.marian import Tokenizer

__all__ = ["align"]


def align(
    tokenizer: Tokenizer, source: str, target_pieces: Sequence[str], attention: Sequence[Sequence[float]]
) -> tuple[tuple[int, int], ...]:
    """(source word, target word) index pairs, words being separated by white space, one pair a target word.

    `attention[t][s]`: the weight of source piece `s` (language code and end included) when target piece `t` was chosen.
    """
    source_words = tokenizer.source_words(source)
    target_words = tokenizer.target_words(target_pieces)
    weights: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for target_word, row in zip(target_words, attention, strict=False):
        if target_word is None:
            continue
        for source_word, weight in zip(source_words, row, strict=False):
            if source_word is not None:
                weights[target_word][source_word] += weight
    return tuple((max(row, key=row.__getitem__), word) for word, row in sorted(weights.items()) if row)
