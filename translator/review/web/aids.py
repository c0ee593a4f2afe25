"""What helps to judge a sentence beside it: the translation memory, the glossary, which word became which."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import ne

from translator import engines
from translator.bitext import Bitext, Pair
from translator.config import Settings
from translator.drafting import asker
from translator.engines.base import Engine, Translation
from translator.errors import TranslatorError
from translator.glossary import Glossary, Hit
from translator.glossary.project import open_glossary
from translator.memory import Concordance, Match, Memory
from translator.memory.project import open_memory

__all__ = ["Aids", "Links", "linking", "project_aids", "remembering"]

Links = Sequence[tuple[int, int]]
"""(source word, target word) pairs of places among the white-space separated words of both texts."""
KNOWN_SENTENCES = 2_000
"""Sentences whose word links are remembered."""
REPLACED = 10
"""One word in so many, or one in all, may differ in a text that is still the engine's."""


@dataclass(frozen=True, slots=True)
class Aids:
    """What a project has of them; each may be missing.

    `links` gives the word links of a source and the machine's own text for it, none where it cannot tell.
    """

    memory: Memory | None = None
    glossary: Glossary = field(default_factory=Glossary)
    links: Callable[[str, str], Links] | None = None

    def matches(self, pair: Pair, before: Pair | None, after: Pair | None) -> list[Match]:
        """What the memory has for a pair, itself left out."""
        if self.memory is None:
            return []
        around = [one.source if one else "" for one in (before, after)]
        return [match for match in self.memory.matches(pair.source, *around) if match.unit.id != pair.id]

    def terms(self, pair: Pair) -> list[Hit]:
        """The glossary's terms in a source."""
        return self.glossary.find(pair.source) if self.glossary else []

    def concordances(self, query: str) -> list[Concordance]:
        """Where the words of a query were used before."""
        return self.memory.concordances(query, limit=20) if self.memory else []


def project_aids(settings: Settings, tell: Callable[[TranslatorError], None]) -> Aids:
    """The aids of a project: its memory, the glossary beside its translator.toml, its model for word links.

    The model is loaded when the first links are asked for. `tell` hears why one of them cannot be had.
    """
    memory, glossary = None, Glossary()
    try:
        glossary = open_glossary(settings)
    except TranslatorError as error:
        tell(error)
    try:
        memory = open_memory(settings)
    except TranslatorError as error:
        tell(error)
    return Aids(memory, glossary, linking(lambda source: _translate(source, settings, glossary)))


def _translate(source: str, settings: Settings, glossary: Glossary) -> Translation:
    """What the pipeline would make of a source, with the words aligned."""
    [answer] = asker(_engine(settings.model, settings.engine), settings, glossary, alignment=True)([source])
    return answer


@cache
def _engine(model: str, engine: str) -> Engine:
    return engines.load(model, engine=engine, threads=1)


def linking(translate: Callable[[str], Translation]) -> Callable[[str, str], Links]:
    """The word links of sentences, asked from an engine that `translate` is: one sentence at a time, each once.

    An engine tells what it looked at for its own words only: for any other text than its own there are no links. Names
    may be spelled otherwise, as in the rest of the article.
    """
    alone = threading.Lock()

    @lru_cache(KNOWN_SENTENCES)
    def links(source: str, target: str) -> Links:
        with alone:
            answer = translate(source)
        if not _is_alike(answer.text.split(), target.split()):
            return ()
        words = len(source.split())
        return answer.alignment if all(place < words for place, _ in answer.alignment) else ()

    return links


def _is_alike(answer: Sequence[str], target: Sequence[str]) -> bool:
    """Whether both have as many words, of which a few at the most were replaced."""
    return len(answer) == len(target) and sum(map(ne, answer, target)) <= max(1, len(answer) // REPLACED)


def remembering(memory: Memory) -> Callable[[Bitext], None]:
    """A function that has the memory take over an article's pairs soon, without keeping its caller waiting."""
    waiting: queue.SimpleQueue[Bitext] = queue.SimpleQueue()

    def work() -> None:
        while True:
            first = waiting.get()
            latest = {first.slug: first}
            while not waiting.empty():
                bitext = waiting.get()
                latest[bitext.slug] = bitext
            for bitext in latest.values():
                memory.remember(bitext)

    threading.Thread(target=work, daemon=True, name="memory").start()
    return waiting.put
