"""The words that sentence rules go by, read from the text files in data/."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from translator.segmentation.folding import fold

__all__ = ["Lexicon", "lexicon"]

SUFFIXES = ("", "ت", "وا", "ا", "تا", "نا")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One set a file of data/, of words as `fold` gives them; verbs come in all their forms."""

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
    openers: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The words that come with the package."""
    plain = {
        name: _read(name)
        for name in (
            "titles", "units", "references", "etcetera", "latin", "letter_names", "domains", "names_with_marks",
            "labelled", "continuers", "waw_names", "months",
        )
    }  # fmt: skip
    return Lexicon(**plain, saying=_inflected(_read("saying")), openers=_inflected(_read("openers")))


def _read(name: str) -> frozenset[str]:
    text = resources.files(__package__).joinpath("data", name.replace("_", "-") + ".txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(fold(line).text for line in lines if line and not line.startswith("#"))


def _inflected(verbs: frozenset[str]) -> frozenset[str]:
    return frozenset(verb + suffix for verb in verbs for suffix in SUFFIXES)
