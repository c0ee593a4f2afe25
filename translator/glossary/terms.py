"""Terms, and where an Arabic sentence uses them: through particles, the article, spellings and regular endings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from translator.language.words import Word, fold_arabic, words

__all__ = ["Glossary", "Hit", "Span", "Term", "find_target"]

Span = tuple[int, int]
_PARTICLES = re.compile(r"[وف]?(?:[بلك]?ال|لل|[بلك])|[وف]")
_ARTICLE = re.compile(r"(?:ال|لل)(?=..)")
_ENDINGS = ("", "ان", "ين", "ون", "ات", "ا", "ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "وا")
_FEMININE_ENDINGS = (
    "ه",
    "ات",
    "تان",
    "تين",
    "تا",
    "تي",
    "ته",
    "تها",
    "تهم",
    "تهما",
    "تهن",
    "تنا",
    "تك",
    "تكم",
    "اته",
    "اتها",
    "اتهم",
    "اتنا",
)
_LETTERS = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Term:
    """An Arabic term with its English ones, the preferred first; `sources` are its Arabic spellings and plurals.

    `forbidden` are translations that must not stand for it.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    note: str = ""

    @property
    def source(self) -> str:
        return self.sources[0]

    @property
    def target(self) -> str:
        return self.targets[0] if self.targets else ""

    @property
    def is_name(self) -> bool:
        """Whether it is the name of a person, a place or a body: its English begins with a capital."""
        return self.target[:1].isupper()


@dataclass(frozen=True, slots=True)
class Hit:
    """A term where a source sentence uses it; `words` are the places of its words among the words of the sentence."""

    term: Term
    span: Span
    words: range


@dataclass(frozen=True)
class Glossary:
    """Terms of a project; of those that begin alike the longest is found."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def merged(self, others: Iterable[Term]) -> Glossary:
        """With more terms; a term whose Arabic is known already replaces the old one in its place."""
        table = {fold_arabic(term.source): term for term in self.terms}
        table.update((fold_arabic(term.source), term) for term in others)
        return Glossary(tuple(table.values()))

    def find(self, source: str) -> list[Hit]:
        """Where an Arabic sentence uses the terms: leftmost, longest, none inside another."""
        found = words(source)
        hits: list[Hit] = []
        place = 0
        while place < len(found):
            hit = self._find_at(found, place)
            if hit:
                hits.append(hit)
            place = hit.words.stop if hit else place + 1
        return hits

    def search(self, text: str) -> tuple[Term, ...]:
        """The terms that an Arabic sentence uses, then those that hold these words in either language; each once."""
        part = fold_arabic(text).lower()
        holding = (
            term
            for term in self.terms
            if any(part in fold_arabic(spelling).lower() for spelling in (*term.sources, *term.targets))
        )
        return tuple(dict.fromkeys([*(hit.term for hit in self.find(text)), *holding]))

    def _find_at(self, found: Sequence[Word], place: int) -> Hit | None:
        for first in _stems(found[place].key):
            for stems, term in self._index.get(first, ()):
                stop = place + len(stems)
                if stop <= len(found) and all(
                    stem in _all_forms(word.key) for stem, word in zip(stems[1:], found[place + 1 : stop], strict=True)
                ):
                    return Hit(term, (found[place].start, found[stop - 1].end), range(place, stop))
        return None

    @cached_property
    def _index(self) -> dict[str, list[tuple[tuple[str, ...], Term]]]:
        """From every form of a term's first word, without particles, to its words and the term, longest first."""
        index: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        for term in self.terms:
            for spelling in term.sources:
                stems = tuple(_without_article(word.key) for word in words(spelling))
                for form in _inflections(stems[0], term.is_name) if stems else ():
                    index.setdefault(form, []).append((stems, term))
        for entries in index.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return index


def _without_article(key: str) -> str:
    return _ARTICLE.sub("", key, count=1) if key.startswith(("ال", "لل")) else key


def _inflections(stem: str, is_name: bool) -> Iterator[str]:
    """The stem with the endings of number, case and possession, ه as ت before them; a name has none."""
    if stem.isascii() or len(stem) < 3 or is_name:
        yield stem
    elif stem.endswith("ه"):
        yield from (stem[:-1] + ending for ending in _FEMININE_ENDINGS)
    else:
        yield from (stem + ending for ending in _ENDINGS)


def _stems(key: str) -> Iterator[str]:
    """A word of the sentence as it is and without the particles and the article that may be written onto it."""
    yield key
    seen = {key}
    for size in range(1, min(5, len(key) - 1)):
        rest = key[size:]
        if _PARTICLES.fullmatch(key[:size]) and rest not in seen:
            seen.add(rest)
            yield rest


def _all_forms(key: str) -> set[str]:
    """What the words after a term's first may be in the glossary, given one in the sentence."""
    forms = set(_stems(key))
    for stem in tuple(forms):
        for ending in (*_ENDINGS, *_FEMININE_ENDINGS):
            if ending and stem.endswith(ending) and len(stem) - len(ending) >= 2:
                forms |= {stem[: -len(ending)], stem[: -len(ending)] + "ه"}
    return forms


def find_target(target: str, wanted: str) -> Span | None:
    """Where an English sentence says a term, in whatever case and number; None when it does not."""
    tokens = [(_lemma(match[0]), match.span()) for match in _LETTERS.finditer(target)]
    parts = [_lemma(match[0]) for match in _LETTERS.finditer(wanted)]
    for start in range(len(tokens) - len(parts) + 1) if parts else ():
        if all(token == part for (token, _), part in zip(tokens[start:], parts, strict=False)):
            return tokens[start][1][0], tokens[start + len(parts) - 1][1][1]
    return None


def _lemma(word: str) -> str:
    """An English word without the endings of number, possession and most of those of verbs."""
    plain = word.lower().replace("’", "'").removesuffix("'s").rstrip(".'")
    plain = plain.replace("-", "") if len(plain) > 3 else plain
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", "")):
        if (
            plain.endswith(ending)
            and len(plain) > len(ending) + 2
            and not plain.endswith("ss" if ending == "s" else "\0")
        ):
            return plain.removesuffix(ending) + instead
    return plain
