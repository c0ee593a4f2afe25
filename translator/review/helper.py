"""What is shown beside a pair to help: matches of the memory, and the terms of the glossary in its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from translator.bitext import Bitext, Pair
from translator.glossary import Glossary
from translator.memory import Memory

__all__ = ["Choice", "Help", "Helper"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Another target for a pair that can be taken as it is, and where it comes from."""

    target: str
    origin: str


@dataclass(frozen=True, slots=True)
class Help:
    """Targets to choose from, conflicting ones first, and (Arabic, English) terms."""

    choices: tuple[Choice, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Helper:
    """Gives help from a memory and a glossary, either of which may be missing."""

    memory: Memory | None = None
    glossary: Glossary | None = None

    def help_with(self, pair: Pair, bitext: Bitext) -> Help:
        """What helps with a pair of this article; targets that it has already are left out."""
        known = {pair.target}
        choices = []
        for choice in (*(Choice(text, "another person") for text in pair.conflicts), *self._matches(pair, bitext)):
            if choice.target not in known:
                known.add(choice.target)
                choices.append(choice)
        return Help(tuple(choices), tuple(dict.fromkeys(self._terms(pair))))

    def _matches(self, pair: Pair, bitext: Bitext) -> Iterator[Choice]:
        if self.memory is None:
            return
        sources = [other.source for other in bitext.pairs]
        at = next((n for n, other in enumerate(bitext.pairs) if other.id == pair.id), None)
        before = sources[at - 1] if at else ""
        after = sources[at + 1] if at is not None and at + 1 < len(sources) else ""
        for match in self.memory.matches(pair.source, before, after):
            if match.unit.id != pair.id:
                yield Choice(match.target, f"memory {match.score} %, {match.unit.origin}")

    def _terms(self, pair: Pair) -> Iterator[tuple[str, str]]:
        if self.glossary is not None:
            for hit in self.glossary.find(pair.source):
                yield pair.source[slice(*hit.span)], " / ".join(hit.term.targets)
