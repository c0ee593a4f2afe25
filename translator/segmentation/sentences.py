"""Text to sentences. Nothing is lost: the sentences, one after the other, are the text up to white space."""

from __future__ import annotations

from collections.abc import Iterator

from translator.segmentation.blocks import block_spans
from translator.segmentation.boundaries import ends_sentence
from translator.segmentation.candidates import candidates
from translator.segmentation.folding import fold
from translator.segmentation.spans import pair

__all__ = ["split_sentences"]


def split_sentences(text: str) -> list[str]:
    """The sentences of `text`, each stripped of white space around it, otherwise as it stands.

    Linear in the length of `text`.
    """
    return [sentence for start, end in block_spans(text) for sentence in _sentences(text[start:end])]


def _sentences(block: str) -> Iterator[str]:
    start = 0
    for boundary in _boundaries(block):
        if sentence := block[start:boundary].strip():
            yield sentence
        start = boundary
    if sentence := block[start:].strip():
        yield sentence


def _boundaries(block: str) -> Iterator[int]:
    """Where sentences end inside `block`."""
    folded = fold(block)
    text = folded.text
    start = 0
    for candidate in candidates(text, pair(text)):
        if candidate.end >= len(text):
            return
        candidate.start = start
        if ends_sentence(candidate):
            yield folded.position(candidate.end)
            start = candidate.end
            while text[start : start + 1].isspace():
                start += 1
