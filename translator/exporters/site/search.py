"""The search index of a site: which word is in which article, as a script that a page loads when it is needed."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

import regex

from translator.bitext import Bitext
from translator.exporters import published
from translator.exporters.base import ExportOptions

__all__ = ["search_index", "search_words"]

_WORD = regex.compile(r"[\p{L}\p{N}]+")
_IGNORED = regex.compile(r"\p{M}|ـ")
_ALIKE = str.maketrans({"ة": "ه", "ى": "ي", "ٱ": "ا"})


def search_words(text: str) -> Iterator[str]:
    """The words of `text` as they are searched: without vowel signs, hamza carriers, tatweel, accents and case.

    `search.js` folds what a reader types in the same way.
    """
    folded = _IGNORED.sub("", unicodedata.normalize("NFKD", text)).translate(_ALIKE).lower()
    return (match[0] for match in _WORD.finditer(folded))


def search_index(bitexts: Sequence[Bitext], options: ExportOptions) -> bytes:
    """`searchIndex({word: [numbers of articles], …})`: numbers count the index's list from 0, each after the last."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, bitext in enumerate(bitexts):
        texts = (text for pair in bitext.pairs for text in (pair.source, published.target(pair, options)))
        for word in {word for text in texts for word in search_words(text)}:
            found[word].append(number)
    steps = {word: _differences(numbers) for word, numbers in sorted(found.items())}
    return f"searchIndex({json.dumps(steps, ensure_ascii=False, separators=(',', ':'))});\n".encode()


def _differences(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]
