"""Text to sentences. Nothing is lost: the sentences, one after the other, are the text up to white space."""

from __future__ import annotations

from itertools import pairwise

from translator.segmentation.blocks import split_lines
from translator.segmentation.boundaries import boundaries
from translator.segmentation.rules import BUILTIN, Rules

__all__ = ["split_sentences"]


def split_sentences(text: str, rules: Rules = BUILTIN) -> list[str]:
    """The sentences of `text`, each as it stands but for the white space around it.

    Takes time linear in the length of `text`. Raises ConfigError for a pattern of `rules` that takes too long.
    """
    blocks = (text[lines[0].start : lines[-1].end].strip() for lines in split_lines(text))
    return [sentence for block in blocks for sentence in _split(block, rules)]


def _split(block: str, rules: Rules) -> list[str]:
    cuts = [0, *boundaries(block, rules), len(block)]
    return [sentence for start, end in pairwise(cuts) if (sentence := block[start:end].strip())]
