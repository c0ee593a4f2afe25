"""From beads to pairs: an existing translation put into an article's bitext, a person's text in it untouched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translator.align.beads import Bead
from translator.bitext import Bitext, Pair, State
from translator.merge import CUT
from translator.store import is_persons

__all__ = ["Adoption", "adopt", "part"]


@dataclass(frozen=True, slots=True)
class Adoption:
    """A bitext with the translation in it, and what became of the translation's sentences.

    `reviewed` pairs are sure, `unsure` ones wait for a person with a note; `kept` pairs had a person's text already,
    which stays; `alone` are sentences of the translation that belong to no sentence of the article.
    """

    bitext: Bitext
    reviewed: int = 0
    unsure: int = 0
    kept: int = 0
    alone: tuple[str, ...] = ()


def adopt(
    bitext: Bitext, targets: Sequence[str], beads: Sequence[Bead], *, sure: float, reviewer: str = ""
) -> Adoption:
    """The pairs of `bitext` with the targets that `beads` give them: reviewed where the confidence is at least `sure`.

    Sentences that were translated as one become one pair, as when a reviewer joins them.
    """
    pairs: list[Pair] = []
    counts = Counter[str]()
    alone: list[str] = []
    for bead in beads:
        was = [bitext.pairs[at] for at in bead.source]
        target = " ".join(" ".join(targets[at].split()) for at in bead.target)
        if not was:
            alone.append(target)
        elif not target:
            pairs.extend(was)
        elif any(is_persons(pair) for pair in was):
            pairs.extend(was)
            counts["kept"] += len(was)
        else:
            is_sure = bead.confidence >= sure and _in_one_block(was)
            counts["reviewed" if is_sure else "unsure"] += 1
            pairs.extend(_translated(was, target, bead.confidence, is_sure, reviewer))
    return Adoption(replace(bitext, pairs=tuple(_renumbered(pairs))), **counts, alone=tuple(alone))


def part(beads: Sequence[Bead], start: int, stop: int) -> list[Bead]:
    """The beads of the source sentences [start, stop), counted from there; a bead across the end is cut there.

    Sentences of the translation alone go with the source sentence before them.
    """
    parts = []
    for bead in beads:
        first, last = bead.source.start, bead.source.stop
        begins_here = start <= first < stop if bead.source else start < first <= stop or first == start == 0
        if begins_here or (bead.source and first < start < last):
            source = range(max(first, start) - start, min(last, stop) - start)
            parts.append(replace(bead, source=source, target=bead.target if begins_here else range(0)))
    return parts


def _translated(was: Sequence[Pair], target: str, confidence: float, is_sure: bool, reviewer: str) -> Iterator[Pair]:
    first, *rest = was
    if rest and _in_one_block(was):
        joined = replace(first.segment, text=" ".join(pair.source for pair in was))
        first, rest = replace(first, segment=joined, extra=(*first.extra, CUT)), []
    note = (
        ""
        if is_sure
        else f"Found in the translation with a probability of {confidence:.0%}: check that it belongs here."
    )
    yield replace(
        first.with_target(target, State.REVIEWED if is_sure else State.MACHINE),
        machine=None,
        note=first.note or note,
        reviewer=reviewer if is_sure else "",
    )
    yield from rest


def _in_one_block(pairs: Sequence[Pair]) -> bool:
    return len({pair.segment.block for pair in pairs}) == 1


def _renumbered(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs with their sentences counted anew in each block, as some were joined."""
    counts = Counter[int]()
    for pair in pairs:
        counts[pair.segment.block] += 1
        yield replace(pair, segment=replace(pair.segment, sentence=counts[pair.segment.block]))
