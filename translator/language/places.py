"""Countries, their people, capitals and bodies that papers name daily, in Arabic and English (`data/places.tsv`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from translator.language.words import Word, fold_arabic, prefixed

__all__ = ["Place", "arabic_places", "english_place_words"]

SHORT = 4
"""Letters of a word that is another one more often than a place misspelled."""
_ADJECTIVE_ENDINGS = ("", "ه", "ون", "ين", "ات", "ان", "يه", "تين", "تان")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that an Arabic sentence names, with every English name that may render it (`spellings`).

    `name` and `adjective` are the usual ones; not every place has the second.
    """

    spellings: frozenset[str]
    name: str
    start: int
    end: int
    adjective: str = ""

    @property
    def english(self) -> frozenset[str]:
        """The spellings in small letters."""
        return frozenset(map(str.lower, self.spellings))


Entry = tuple[str, str, frozenset[str]]


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    text = files("translator.language").joinpath("data/places.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], Entry]]]:
    """From the first word of an Arabic name to the words that must follow it and what the name means."""
    index: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for arabic, english, adjective, people in _rows():
        entry = english.split("|")[0], people.split("|")[0], frozenset((english + "|" + people).split("|")) - {""}
        for spelling in filter(None, arabic.split("|")):
            first, *rest = fold_arabic(spelling).split()
            for written in prefixed(first.removeprefix("ال")):
                if first.startswith("ال") == written.removesuffix(first.removeprefix("ال")).endswith(("ال", "لل")):
                    index.setdefault(written, []).append((tuple(rest), entry))
        for spelling in filter(None, adjective.split("|")):
            for ending in _ADJECTIVE_ENDINGS:
                for written in prefixed(fold_arabic(spelling) + ending):
                    index.setdefault(written, []).append(((), entry))
    for entries in index.values():
        entries.sort(key=lambda item: -len(item[0]))
    return index


@cache
def english_place_words() -> frozenset[str]:
    """The lower-case English words that only name a place or its people."""
    words = (word.lower() for row in _rows() for word in (row[1] + "|" + row[3]).split("|") if word[:1].isupper())
    return frozenset(word for word in words if word.isalpha() and len(word) > 2) - _ALSO_COMMON


_ALSO_COMMON = frozenset(
    "turkey china polish jordan chad chile mali states guinea dane pole scot us congress roman dutch swede thai".split()
) | frozenset("finn kiwi lao serb quds maghreb dominican peru cuba salvador burma mongol".split())


def _another_word(text: str) -> bool:
    """Whether its last letter tells a word from the place that it is folded with: يمنى, right; جده, his grandfather."""
    return text.endswith("ى") or (text.endswith("ده") and len(text) <= SHORT)


def arabic_places(words: Sequence[Word]) -> Iterator[Place]:
    """The places, people and bodies that an Arabic sentence names, in order."""
    index = _index()
    place = 0
    while place < len(words):
        used = 1
        for rest, (name, adjective, english) in index.get(words[place].key, ()):
            if tuple(word.key for word in words[place + 1 : place + 1 + len(rest)]) == rest:
                if not rest and _another_word(words[place].text):
                    break
                used += len(rest)
                yield Place(english, name, words[place].start, words[place + used - 1].end, adjective)
                break
        place += used
