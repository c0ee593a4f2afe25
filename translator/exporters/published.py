"""What of a bitext may be published, and in which words: targets, titles, states, provenance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from translator.bitext import Bitext, Kind, Pair, State
from translator.exporters.base import ExportOptions

__all__ = ["STATE_WORDS", "Progress", "clean", "file_name", "models", "progress", "target", "titles"]

STATE_WORDS = {
    State.REVIEWED: "reviewed",
    State.MACHINE: "machine translation, not reviewed",
    State.STALE: "translated before the Arabic changed, not reviewed since",
    State.UNTRANSLATED: "not yet translated",
    State.REJECTED: "translation rejected, not yet replaced",
}
"""What a reader is told about a sentence."""

_FORBIDDEN = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\p{Cs}]|\p{Noncharacter_Code_Point}")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an article is: numbers of sentences."""

    total: int
    reviewed: int
    machine: int
    stale: int

    @property
    def missing(self) -> int:
        """Sentences without an English to show."""
        return self.total - self.reviewed - self.machine - self.stale

    @property
    def percent(self) -> int:
        """Reviewed sentences of 100, rounded down; an empty article has 0."""
        return 100 * self.reviewed // self.total if self.total else 0


def progress(bitext: Bitext) -> Progress:
    """How many sentences of the article are in which state."""
    return Progress(
        len(bitext.pairs), bitext.count(State.REVIEWED), bitext.count(State.MACHINE), bitext.count(State.STALE)
    )


def target(pair: Pair, options: ExportOptions) -> str:
    """The English to show, or "" where there is none: untranslated, rejected, or left out by `reviewed_only`."""
    shown = {State.REVIEWED} if options.reviewed_only else {State.REVIEWED, State.MACHINE, State.STALE}
    return clean(pair.target) if pair.state in shown else ""


def titles(bitext: Bitext, options: ExportOptions) -> tuple[str, str]:
    """The article's title in Arabic and in English; the English is "" while there is none to show."""
    for pair in bitext.pairs:
        if pair.segment.kind is Kind.TITLE:
            block = [other for other in bitext.pairs if other.segment.block == pair.segment.block]
            return _join(clean(other.source) for other in block), _join(target(other, options) for other in block)
    return clean(bitext.metadata.title) or bitext.slug, ""


def models(bitext: Bitext) -> dict[str, str]:
    """The models whose output still stands in the article (machine or stale), each with its latest date."""
    found: dict[str, str] = {}
    for pair in bitext.pairs:
        if pair.machine and pair.state in {State.MACHINE, State.STALE}:
            found[pair.machine.model] = max(found.get(pair.machine.model, ""), pair.machine.date)
    return dict(sorted(found.items()))


def file_name(slug: str, suffix: str = ".html") -> str:
    """The file of an article in a publication; `index.html` is the publication's own."""
    return f"{'article-index' if slug == 'index' else slug}{suffix}"


def clean(text: str) -> str:
    """`text` with each character that HTML and XML forbid (controls, noncharacters, surrogates) as U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def _join(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)
