"""Text to sentences. Nothing is lost: the sentences, one after the other, are the text up to white space."""

from __future__ import annotations

from itertools import pairwise

from translator.segmentation.blocks import split_lines
from translator.segmentation.boundaries import boundaries

__all__ = ["split_sentences"]


def split_sentences(text: str) -> list[str]:
    """The sentences of `text`, each as it stands but for the white space around it.

    Takes time linear in the length of `text`.
    """
    return [sentence for _, lines in split_lines(text) for sentence in _split(text[lines[0][0] : lines[-1][1]])]


def _split(block: str) -> list[str]:
    cuts = [0, *boundaries(block), len(block)]
    return [sentence for start, end in pairwise(cuts) if (sentence := block[start:end].strip())]
