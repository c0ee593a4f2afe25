"""Answers that cannot be trusted: what gives a loop or a hallucination away, and other ways to ask for the sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from translator.engines.base import Engine, Options, Translation

__all__ = ["retranslate", "suspicious"]

Split = Callable[[str], Sequence[str]]
"""A source in smaller pieces, or in one when it cannot be cut."""
Join = Callable[[Sequence[str], Sequence[str]], str]
"""Pieces and their translations -> the translation of the whole."""

SHORTEST, LONGEST = 0.4, 3.2
"""Characters of a translation for one of its source: beyond what 18,000 Arabic–English sentences of people show."""
MEASURED = 20
"""Characters from which a source is long enough for that to hold."""
IMPROBABLE = -2.5
"""Mean log-probability per token of an answer that the model itself hardly believes."""


def suspicious(source: str, translation: Translation) -> str | None:
    """Why an answer looks wrong: `empty`, `loop`, `too long`, `too short`, `improbable`; None when nothing does.

    A loop is an n-gram again and again, or a 4-gram more often than the source's own repeat by more than two (Raunak,
    Menezes & Junczys-Dowmunt 2021, “The Curious Case of Hallucinations in Neural Machine Translation”).
    """
    text = translation.text
    if not text:
        return "empty" if source.strip() else None
    if _loops(source, text):
        return "loop"
    if len(source) >= MEASURED:
        ratio = len(text) / len(source)
        if not SHORTEST <= ratio <= LONGEST:
            return "too long" if ratio > LONGEST else "too short"
    return "improbable" if translation.score < IMPROBABLE else None


def retranslate(
    sources: Sequence[str],
    answers: Sequence[Translation],
    engine: Engine,
    options: Options,
    split: Split,
    join: Join,
) -> list[Translation]:
    """The answers, suspicious ones asked for again until one is not: with another beam, without repeats, in pieces.

    An answer that no attempt mends stays as it was. Improbable ones stay too: asking again does not help them.
    """
    mended = list(answers)
    other_beam = replace(options, beam=1 if options.beam > 1 else 4)
    without_repeats = replace(options, no_repeat=4)
    attempts: list[Callable[[list[str]], list[Translation]]] = [
        lambda texts: engine.translate(texts, other_beam),
        lambda texts: engine.translate(texts, without_repeats),
        lambda texts: _in_pieces(texts, engine, without_repeats, split, join),
    ]
    for attempt in attempts:
        broken = [index for index, source in enumerate(sources) if _is_broken(source, mended[index])]
        if not broken:
            break
        for index, answer in zip(broken, attempt([sources[index] for index in broken]), strict=True):
            if not _is_broken(sources[index], answer):
                mended[index] = answer
    return mended


def _is_broken(source: str, answer: Translation) -> bool:
    return suspicious(source, answer) not in (None, "improbable")


def _in_pieces(sources: Sequence[str], engine: Engine, options: Options, split: Split, join: Join) -> list[Translation]:
    pieces = [split(source) for source in sources]
    answers = iter(engine.translate([piece for some in pieces for piece in some], replace(options, alignment=False)))
    translations = []
    for some in pieces:
        parts = [next(answers) for _ in some]
        text = join(some, [part.text for part in parts])
        translations.append(Translation(text, min((part.score for part in parts), default=0.0)))
    return translations


def _loops(source: str, text: str) -> bool:
    stutter = _STUTTER.search(text)
    return (
        _longest_run(text) > max(3, _longest_run(source))
        or _top_count(text) > _top_count(source) + 2
        or (stutter is not None and stutter[0] not in source)
    )


_STUTTER = re.compile(r"(\S{1,8}?)\1{9,}")
"""Ten times the same characters inside a word."""


def _longest_run(text: str) -> int:
    """How often at most a sequence of one to eight words follows itself, the first time included."""
    words = text.split()
    longest = 1
    for size in range(1, 9):
        run = size
        for index in range(size, len(words)):
            run = run + 1 if words[index] == words[index - size] else size
            longest = max(longest, run // size)
    return longest


def _top_count(text: str) -> int:
    """How often the most frequent 4-gram of words occurs."""
    words = text.split()
    return max(Counter(zip(words, words[1:], words[2:], words[3:], strict=False)).values(), default=0)
