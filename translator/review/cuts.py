"""Other cuts of an article into sentences: one pair split into two, two neighbours joined. Pure.

What the cut makes counts as a person's work, so that no later run of the machine undoes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from translator.bitext import Pair, State
from translator.merge import CUT
from translator.store import new_id

__all__ = ["join", "split"]


def split(pair: Pair, source_at: int, target_at: int, slug: str, taken: Iterable[str]) -> tuple[Pair, Pair]:
    """Two pairs of one, cut before the characters `source_at` and `target_at`; white space around the cuts goes.

    The first keeps the identity and the note; the second gets a new one, of `slug` and not among `taken`. Raises
    ValueError for a cut that leaves a side of the source empty, and for a pair that waits for another decision.
    """
    _require_settled(pair)
    sources = [part.strip() for part in (pair.source[:source_at], pair.source[source_at:])]
    targets = [part.strip() for part in (pair.target[:target_at], pair.target[target_at:])]
    if not all(sources) or source_at < 0 or target_at < 0:
        raise ValueError("both parts of the Arabic need some text: put the cursor between two words")
    first, second = (_cut(pair, source, target) for source, target in zip(sources, targets, strict=True))
    return first, replace(second, id=new_id(slug, sources[1], set(taken)), note="")


def join(first: Pair, second: Pair) -> Pair:
    """One pair of two neighbours, with the identity of the first. It is reviewed if both are.

    Raises ValueError for sentences of two paragraphs, and for a pair that waits for another decision.
    """
    _require_settled(first)
    _require_settled(second)
    if first.segment.block != second.segment.block:
        raise ValueError("only sentences of one paragraph can be joined")
    joined = _cut(first, _together(first.source, second.source), _together(first.target, second.target))
    alike = first.state is second.state or not joined.target
    return replace(
        joined,
        state=first.state if alike else State.MACHINE,
        reviewer=first.reviewer if alike else "",
        note="\n".join(dict.fromkeys(filter(None, (first.note, second.note)))),
        silenced=tuple(dict.fromkeys((*first.silenced, *second.silenced))),
        extra=tuple(dict.fromkeys((*joined.extra, *second.extra))),
    )


def _require_settled(pair: Pair) -> None:
    if pair.state is State.STALE or pair.conflicts:
        raise ValueError("decide on the translation first, then cut the sentence")


def _cut(pair: Pair, source: str, target: str) -> Pair:
    return replace(
        pair,
        segment=replace(pair.segment, text=source),
        target=target,
        state=pair.state if target else State.UNTRANSLATED,
        extra=tuple(dict.fromkeys((*pair.extra, CUT))),
    )


def _together(*texts: str) -> str:
    return " ".join(filter(None, texts))
