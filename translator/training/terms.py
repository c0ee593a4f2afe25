"""Pairs whose source says how some of its words are to be translated, so that a model learns to obey a glossary.

The translation follows its word in marks, ⟦ … ⟧ (the append scheme of Dinu et al. 2019). In a part of the pairs both
the annotation and the translation have another word than the right one: what is copied is the annotation, not what
the model would have said anyway.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.engines.marian import TERM_MARKS
from translator.language.word_links import links
from translator.training.corpus import SentencePair

__all__ = ["FoundTerm", "find_terms", "with_terms"]

MOST = 3
"""Terms annotated in a sentence."""
LONGEST = 3
"""Words of a term."""
FOREIGN = 0.25
"""Part of the terms that get a translation from another sentence."""
UNINFLECTED = 0.3
"""Part of the plurals that are annotated in the singular, as a glossary gives them."""
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?")
_JOINING = frozenset(("of", "the", "for", "and"))
_NO_TERMS = frozenset(
    "about above across after again against along already also although among around because before behind below"
    " between beyond could down during each even every from into more most near never often once only other over"
    " same since some still such than that their them then there these they this those through today toward"
    " towards under until upon very were what when where which while with within without would".split()
)
_ENDINGS = ("s", "ed", "ing", "ly")


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """Words of the source, counted from `first` to `last`, and where their translation stands in the target."""

    first: int
    last: int
    start: int
    end: int
    text: str


def with_terms(pairs: Sequence[SentencePair], rng: random.Random) -> list[SentencePair]:
    """The pairs in which terms can be told, each with one to three of them annotated."""
    found = [(pair, terms) for pair in pairs if (terms := list(find_terms(pair)))]
    pool: dict[str, list[str]] = {}
    for _, terms in found:
        for term in terms:
            pool.setdefault(_kind(term.text), []).append(term.text)
    return [_annotated(pair, _chosen(terms, rng), pool, rng) for pair, terms in found]


def find_terms(pair: SentencePair) -> Iterator[FoundTerm]:
    """Stretches of up to three source words whose translation is one stretch that belongs to them alone."""
    linked = links(pair.source, pair.target)
    ours: dict[int, set[int]] = {}
    owners: dict[int, set[int]] = {}
    for source, target in linked:
        ours.setdefault(source, set()).add(target)
        owners.setdefault(target, set()).add(source)
    places = [word.span() for word in re.finditer(r"\S+", pair.target)]
    for first in ours:
        for last in range(first, first + LONGEST):
            if last not in ours:
                break
            inside = set(range(first, last + 1))
            theirs = set[int]().union(*(ours[word] for word in inside))
            stretch = range(min(theirs), max(theirs) + 1)
            words = [pair.target[slice(*places[word])] for word in stretch]
            own = all(owners.get(word, inside) <= inside for word in stretch)
            gaps = [word for place, word in zip(stretch, words, strict=True) if place not in owners]
            core = _CORE.search(" ".join(words))
            if own and core and all(word in _JOINING for word in gaps) and _is_worth(core[0], len(words)):
                start = places[stretch[0]][0] + core.start()
                yield FoundTerm(first, last, start, start + len(core[0]), core[0])


def _is_worth(text: str, words: int) -> bool:
    if text.lower() in _NO_TERMS or any(sign in text for sign in '.,;:?!()"'):
        return False
    return words <= LONGEST + 1 and (len(text) > 3 or text[0].isupper())


def _chosen(terms: Sequence[FoundTerm], rng: random.Random) -> list[FoundTerm]:
    """One to three terms that do not touch each other, in the order of the target."""
    chosen: list[FoundTerm] = []
    for term in rng.sample(terms, len(terms)):
        apart = all(term.last < one.first or one.last < term.first for one in chosen)
        if apart and all(term.end <= one.start or one.end <= term.start for one in chosen):
            chosen.append(term)
        if len(chosen) == MOST or rng.random() < 0.5:
            break
    return sorted(chosen, key=lambda term: term.start)


def _annotated(
    pair: SentencePair, terms: Sequence[FoundTerm], pool: dict[str, list[str]], rng: random.Random
) -> SentencePair:
    source, target = pair.source.split(), pair.target
    for term in reversed(terms):
        asked = term.text
        if rng.random() < FOREIGN and not term.text.endswith(_ENDINGS[1:]):
            asked = rng.choice(pool[_kind(term.text)])
            target = f"{target[: term.start]}{asked}{target[term.end :]}"
        if re.search(r"[^su]s$", asked) and asked.islower() and rng.random() < UNINFLECTED:
            asked = asked[:-1]
        word = source[term.last]
        core = _CORE.search(word)
        end = core.end() if core else len(word)
        source[term.last] = f"{word[:end]} {TERM_MARKS[0]} {asked} {TERM_MARKS[1]}{word[end:]}"
    return SentencePair(" ".join(source), target)


def _kind(text: str) -> str:
    """Words of one kind can stand for each other without breaking a sentence too badly."""
    ending = next((ending for ending in _ENDINGS if text.endswith(ending)), "")
    return f"{len(text.split())} {text[0].isupper()} {ending}"
