"""Machine targets for the pairs of an article: what the engine says, who said it and when, names spelled alike."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from translator import store
from translator.bitext import Bitext, MachineOutput, Pair, State, checksum
from translator.config import Settings
from translator.engines import Engine, Options, Translation
from translator.engines.models import no_repeat, piece_tokens, takes_terms
from translator.glossary import Glossary, name_corrections
from translator.glossary.project import open_glossary
from translator.machine import translate_sentences

__all__ = ["asker", "neighbours", "settle", "with_machine_target"]


def asker(
    engine: Engine, settings: Settings, glossary: Glossary | None = None, *, alignment: bool = False
) -> Callable[[Sequence[str]], list[Translation]]:
    """A function from sentences to the engine's translations, by the settings of the project and with its glossary.

    `glossary` is the project's where it is open already; with `alignment` words are aligned too. Raises ExchangeError
    for a glossary file that makes no sense.
    """
    return partial(
        translate_sentences,
        engine=engine,
        options=Options(beam=settings.beam, alignment=alignment, no_repeat=no_repeat(settings.model)),
        piece_tokens=settings.piece_tokens or piece_tokens(settings.model),
        glossary=open_glossary(settings) if glossary is None else glossary,
        takes_terms=takes_terms(settings.model),
    )


def with_machine_target(pair: Pair, answer: Translation, model: str) -> Pair:
    """The pair with what `model` says, of today; SOURCE_DATE_EPOCH may name another day."""
    origin = MachineOutput(model, round(answer.score, 2), _today(), checksum(answer.text))
    return replace(pair.with_target(answer.text, State.MACHINE), machine=origin)


def neighbours(bitext: Bitext | None) -> dict[str, tuple[str, str]]:
    """The sources before and after each pair, by its id."""
    sources = ["", *(pair.source for pair in bitext.pairs), ""] if bitext else []
    return {pair.id: (sources[at], sources[at + 2]) for at, pair in enumerate(bitext.pairs if bitext else ())}


def settle(old: Sequence[Pair], new: Sequence[Pair], glossary: Glossary) -> tuple[Pair, ...]:
    """The pairs of an article as they are to be stored, `new` in place of `old`: each name spelled alike in them, and
    pairs for which the same model said the same again as they were, date and all.
    """
    spelled = _with_one_spelling(new, glossary)
    return tuple(_unless_same(was, now) for was, now in zip(old, spelled, strict=True))


def _with_one_spelling(pairs: Sequence[Pair], glossary: Glossary) -> list[Pair]:
    """The pairs with each name spelled alike in the machine's targets: as people or the glossary do, else as usual."""
    targets = name_corrections(pairs, glossary)
    return [
        replace(pair, target=text, machine=replace(pair.machine, checksum=checksum(text)))
        if (text := targets.get(pair.id)) and pair.machine and not store.is_persons(pair)
        else pair
        for pair in pairs
    ]


def _unless_same(old: Pair, new: Pair) -> Pair:
    """`new`, or `old` with its date where the same model said the same again."""
    same = old.machine and new.machine and (old.machine.model, old.target) == (new.machine.model, new.target)
    return old if same else new


def _today() -> str:
    moment = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
