"""Where the sentences of a block end: at every stop that no rule speaks against."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex

from translator.segmentation import abbreviations, punctuation
from translator.segmentation.candidates import Candidate, candidates
from translator.segmentation.folding import fold
from translator.segmentation.spans import pair

__all__ = ["RULES", "boundaries"]

Rule = Callable[[Candidate], bool | None]
"""True: the sentence ends. False: it goes on. None: this rule has nothing to say."""

RULES: tuple[Rule, ...] = (*punctuation.RULES, *abbreviations.RULES)
"""In order; the first that has something to say decides, and where none has, the stop ends the sentence."""

WORD = regex.compile(r"[\p{L}\p{N}]")


def boundaries(block: str) -> Iterator[int]:
    """Where in `block` a sentence ends and another begins. Every sentence has a letter or digit in it."""
    folded = fold(block)
    text = folded.text
    last = _end_of_words(text)
    start = checked = 0
    wordless = True
    for candidate in candidates(text, pair(text)):
        if candidate.end > last:
            return
        wordless = wordless and not WORD.search(text, checked, candidate.stop)
        checked = candidate.end
        candidate.start = start
        if wordless or not _ends(candidate):
            continue
        yield folded.position(candidate.end)
        wordless = True
        start = candidate.end
        while text[start].isspace():
            start += 1


def _ends(candidate: Candidate) -> bool:
    for rule in RULES:
        verdict = rule(candidate)
        if verdict is not None:
            return verdict
    return True


def _end_of_words(text: str) -> int:
    found = WORD_BACKWARDS.search(text)
    return found.start() if found else 0


WORD_BACKWARDS = regex.compile(r"(?r)[\p{L}\p{N}]")
