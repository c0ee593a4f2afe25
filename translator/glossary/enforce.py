"""The glossary's terms put into machine translations: by the choice of a hypothesis, by the source, by alignment.

Three ways, weakest intrusion first. Any engine's n-best list may already hold the term. An engine trained on annotated
sources (Dinu et al., 2019) is asked again with `annotate_inline` (`translator.machine`). Else the term replaces the
words that are aligned with it, or the name that sounds like it. Whatever was done, `missing` says what the text still
lacks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.engines.base import Translation
from translator.engines.marian import TERM_MARKS
from translator.glossary.terms import Glossary, Hit, Span, Term
from translator.glossary.verify import missing_terms
from translator.language.transliteration import sounds_like
from translator.language.words import words

__all__ = ["Enforced", "annotate_inline", "enforce", "unannotated"]

_WORD = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"['’]s$")
SLACK = 2
"""Words that a replaced stretch may have more than the term in Arabic."""


@dataclass(frozen=True, slots=True)
class Enforced:
    """A translation after the glossary: the text, the terms it still lacks, and the (old, new) replacements made."""

    text: str
    missing: tuple[Hit, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()


def annotate_inline(source: str, hits: Sequence[Hit]) -> str:
    """Each term followed by its translation in marks, ⟦ … ⟧: the append scheme of Dinu et al. (2019)."""
    for hit in reversed(hits):
        source = f"{source[: hit.span[1]]} {TERM_MARKS[0]} {hit.term.target} {TERM_MARKS[1]}{source[hit.span[1] :]}"
    return source


def unannotated(source: str, alignment: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Word links of an annotated source as links of the source without: what stands in marks counts for its term."""
    places: list[int] = []
    inside = False
    for word in source.split():
        inside = inside or word.startswith(TERM_MARKS[0])
        last = places[-1] if places else -1
        places.append(last if inside else last + 1)
        inside = inside and not word.startswith(TERM_MARKS[1])
    return tuple(sorted({(places[ours], theirs) for ours, theirs in alignment if ours < len(places)}))


def enforce(source: str, translation: Translation, glossary: Glossary) -> Enforced:
    """The hypothesis that has the most of the glossary's terms, with what it lacks put in where that can be told.

    The alignment, or the sound of a name, tells where. Of equals the one with fewer replacements wins, then the
    engine's own order. `translation.alignment` belongs to `translation.text`; its alternatives have none.
    """
    results = [_put_in(source, translation.text, translation.alignment, glossary)]
    if results[0].missing or results[0].replaced:
        results += [_put_in(source, text, (), glossary) for text in translation.alternatives]
    return min(results, key=lambda result: (len(result.missing), len(result.replaced)))


def _put_in(source: str, target: str, alignment: Sequence[tuple[int, int]], glossary: Glossary) -> Enforced:
    missing = missing_terms(glossary, source, target)
    edits = sorted(_edits(source, target, missing, alignment))
    text = target
    for (start, end), new in reversed(edits):
        text = text[:start] + new + text[end:]
    replaced = tuple((target[start:end], new) for (start, end), new in edits)
    return Enforced(text, tuple(missing_terms(glossary, source, text)) if edits else tuple(missing), replaced)


def _edits(
    source: str, target: str, missing: Sequence[Hit], alignment: Sequence[tuple[int, int]]
) -> list[tuple[Span, str]]:
    """Replacements that do not touch each other."""
    edits: list[tuple[Span, str]] = []
    for hit in missing:
        place = _place_of_name(target, hit.term) or _aligned_place(source, target, hit, alignment)
        if place and all(place[1] <= start or end <= place[0] for (start, end), _ in edits):
            edits.append((place, _fitted(target, place, hit.term.target)))
    return edits


def _place_of_name(target: str, term: Term) -> Span | None:
    """The only capitalised word that sounds like a term of one word which is a name itself."""
    if len(words(term.source)) != 1 or not term.target[:1].isupper() or " " in term.target:
        return None
    alike = [word for word in words(target) if word.text[0].isupper() and sounds_like(term.source, word.text)]
    return alike[0].span if len(alike) == 1 else None


def _aligned_place(source: str, target: str, hit: Hit, alignment: Sequence[tuple[int, int]]) -> Span | None:
    """The one stretch of target words that are aligned with the term and with nothing else."""
    ours = {
        n for n, word in enumerate(_WORD.finditer(source)) if word.start() < hit.span[1] and hit.span[0] < word.end()
    }
    theirs = sorted({target_word for source_word, target_word in alignment if source_word in ours})
    if not theirs or theirs[-1] - theirs[0] + 1 > len(ours) + SLACK:
        return None
    stretch = range(theirs[0], theirs[-1] + 1)
    if any(target_word in stretch and source_word not in ours for source_word, target_word in alignment):
        return None
    found = list(_WORD.finditer(target))
    if theirs[-1] >= len(found):
        return None
    return _inner(found[theirs[0]])[0], _inner(found[theirs[-1]])[1]


def _inner(found: re.Match[str]) -> Span:
    """A word's place without the punctuation around it."""
    places = [n for n, character in enumerate(found[0], found.start()) if character.isalnum()]
    return (places[0], places[-1] + 1) if places else found.span()


def _fitted(target: str, place: Span, term: str) -> str:
    """The term with the article, the capital and the genitive of what it replaces."""
    old = target[slice(*place)]
    article = re.match(r"(?:the|a|an)\s+", old, re.IGNORECASE)
    if article and not re.match(r"(?:the|a|an)\s", term, re.IGNORECASE):
        term = _agreeing(article[0], term) + term
    possessive = _POSSESSIVE.search(old)
    starts = old[:1].isupper() and not target[: place[0]].strip(" \t\"'“‘«([")
    return (term[:1].upper() + term[1:] if starts else term) + (possessive[0] if possessive else "")


def _agreeing(article: str, term: str) -> str:
    if article.strip().lower() == "the":
        return article
    return ("an " if term[:1].lower() in "aeiou" else "a ").replace("a", "A" if article[0] == "A" else "a", 1)
