"""The words that sentence rules go by, from the text files in data/, and what they say of the word after a stop."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

import regex

from translator.segmentation.folding import fold

__all__ = ["Lexicon", "lexicon", "read_words"]

SUFFIXES = ("", "ت", "وا", "ا", "تا", "نا")
SLIPS = str.maketrans("أإآى", "اااي")
VERBS = frozenset({"saying", "verbs"})
IMPERFECT = regex.compile(r"[وف][يتن]\p{L}{3,}")
IMPERFECT_BARE = regex.compile(r"[يت]\p{L}{4,}")
IMPERFECT_ALONE = regex.compile(r"[يت](?:ست|ت|ن)\p{L}{2,4}|س[أيتن]\p{L}{3,}")
DERIVED = regex.compile(r"[وف]ا(?!ل)\p{L}{3,5}(?<![ةءا])(?<!ا\p{L})")
"""Perfect verbs of the forms VII to X (وانتهى، واستمر), not their nouns (وانتهاء، واستمرار)."""
OBJECT = regex.compile(r"(?:ني|نا|ك|كم|ه|ها|هم|هن)$")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A set for each file of data/, of words as `fold` gives them; verbs come in all their forms."""

    titles: frozenset[str]
    units: frozenset[str]
    references: frozenset[str]
    etcetera: frozenset[str]
    latin: frozenset[str]
    letter_names: frozenset[str]
    domains: frozenset[str]
    names_with_marks: frozenset[str]
    labelled: frozenset[str]
    continuers: frozenset[str]
    waw_names: frozenset[str]
    months: frozenset[str]
    saying: frozenset[str]
    particles: frozenset[str]
    starters: frozenset[str]
    verbs: frozenset[str]
    relatives: frozenset[str]
    prepositions: frozenset[str]
    clinging: frozenset[str]
    connectives: frozenset[str]

    def opens(self, word: str) -> bool:
        """Whether a new sentence begins with `word`: و or ف and a verb or particle."""
        if self.opens_for_sure(word):
            return True
        if word[:1] not in ("و", "ف") or word in self.waw_names:
            return False
        return (
            word[1:] in self.particles
            or word[1:] in self.verbs
            or bool(IMPERFECT.fullmatch(word) or DERIVED.fullmatch(word))
        )

    def opens_for_sure(self, word: str) -> bool:
        """Whether `word` only ever begins a sentence after a stop: وقال، وقد، لكن."""
        return word in self.starters or (
            word[:1] in ("و", "ف") and (word[1:] in self.saying or word[1:] in ("قد", "لقد"))
        )

    def is_verb(self, word: str) -> bool:
        """Whether `word` is a common verb in the perfect, bare."""
        return word in self.verbs or word in self.saying

    def reports(self, word: str) -> bool:
        """Whether `word` is a verb of saying, with or without an object: قال، سألته، أجابها."""
        return word in self.saying or OBJECT.sub("", word) in self.saying

    def begins(self, word: str) -> bool:
        """Whether `word` may begin a sentence rather than carry one on: an opener, a verb, a noun with its article."""
        if word in self.continuers:
            return False
        known = word in self.particles or self.is_verb(word) or self.opens(word)
        return known or word.startswith("ال") or IMPERFECT_BARE.fullmatch(word) is not None

    def clings(self, word: str) -> bool:
        """Whether `word` belongs to the word after it: a preposition, a relative pronoun, a particle."""
        return word in self.prepositions or word in self.clinging or word in self.relatives

    def names(self, word: str) -> bool:
        """Whether `word` may be a name, as after an initial: no particle, no common verb, no article."""
        known = word in self.particles or self.is_verb(word) or self.opens(word) or IMPERFECT_ALONE.fullmatch(word)
        return not known and not word.startswith(("ال", "بال", "لل", "وال"))


@cache
def lexicon() -> Lexicon:
    """The words that come with the package."""
    return Lexicon(**{field.name: _forms(field.name) for field in fields(Lexicon)})


def read_words(name: str) -> list[str]:
    """The lines of data/`name`.txt in order, comments left out."""
    path = resources.files(__package__).joinpath("data", name.replace("_", "-") + ".txt")
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _forms(name: str) -> frozenset[str]:
    """The words of data/`name`.txt with the forms of verbs, and as they are written without hamza and with ي for ى."""
    words = [fold(word).text for word in read_words(name)]
    forms = {word + suffix for word in words for suffix in (SUFFIXES if name in VERBS else ("",))}
    return frozenset(forms | {form.translate(SLIPS) for form in forms})
