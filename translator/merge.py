"""A new reading of an article brought together with the pairs already made for it.

Every pair keeps its identity and what people wrote for it: a sentence that stayed or moved keeps all; one that changed
keeps a person's text as `stale` beside its old source, while a machine's text is made anew; one that left becomes
obsolete and comes back with its text when the sentence does. A reviewer's cut of sentences stays while their words do.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from translator.bitext import Article, Bitext, Kind, Pair, Segment, State
from translator.diff import Bead, align, bare
from translator.store import is_persons, new_id, storable

__all__ = ["CUT", "merge"]

CUT = "# @cut"
"""Marks, in `Pair.extra`, a pair whose sentence a reviewer split off or joined."""

Placed = tuple[Segment, Pair | None]


def merge(article: Article, segments: Sequence[Segment], old: Bitext | None) -> Bitext:
    """The article's bitext: its segments in order, each with its old pair where there is one, new pairs untranslated.

    Nothing a person wrote is lost: it is in a pair or an obsolete one. Merging the same article again changes nothing.
    """
    segments = [replace(segment, text=storable(segment.text)) for segment in segments]
    kept = old or Bitext(article.slug, "", ())
    beads = align([pair.source for pair in kept.pairs], [segment.text for segment in segments])
    attic = _Attic(kept.obsolete)
    placed = [item for bead in beads if bead.new for item in _place(bead, kept.pairs, segments, attic)]
    pairs = tuple(_name(article.slug, _renumber(placed), kept))
    live = {pair.id for pair in pairs}
    retired = (_retire(pair) for pair in (*kept.obsolete, *kept.pairs) if pair.id not in live and pair.target)
    return replace(
        kept,
        slug=article.slug,
        source=article.path.as_posix(),
        pairs=pairs,
        obsolete=tuple(retired),
        metadata=article.metadata,
    )


class _Attic:
    """The obsolete pairs, each given out once to a sentence that came back."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._by_source: dict[str, deque[Pair]] = defaultdict(deque)
        for pair in pairs:
            self._by_source[pair.source].append(pair)

    def take(self, source: str) -> Pair | None:
        found = self._by_source.get(source)
        return found.popleft() if found else None


def _place(bead: Bead, pairs: Sequence[Pair], segments: Sequence[Segment], attic: _Attic) -> Iterator[Placed]:
    """The segments of one bead as they will be stored, each with what its old pair brings along."""
    was, now = [pairs[i] for i in bead.old], [segments[j] for j in bead.new]
    if len(was) == len(now) == 1 and was[0].source == now[0].text:
        yield now[0], replace(was[0], segment=now[0])
    elif not was:
        yield now[0], _restore(attic.take(now[0].text), now[0])
    elif (len(was) > 1 or len(now) > 1) and _only_cut_otherwise(was, now):
        yield from (
            (segment, replace(pair, segment=segment)) for pair, segment in zip(was, _recut(was, now), strict=True)
        )
    elif len(now) == 1 and (returned := attic.take(now[0].text)):
        yield now[0], _restore(returned, now[0])
    else:
        yield now[0], _carry_all(was, now[0])
        yield from ((segment, _restore(attic.take(segment.text), segment)) for segment in now[1:])


def _restore(pair: Pair | None, segment: Segment) -> Pair | None:
    return replace(pair, segment=segment) if pair else None


def _only_cut_otherwise(was: Sequence[Pair], now: Sequence[Segment]) -> bool:
    """Whether the words are the same and the old cut is to stay, because a person worked on it."""
    if len({segment.block for segment in now}) > 1 or not any(is_persons(pair) or CUT in pair.extra for pair in was):
        return False
    return bare(*(pair.source for pair in was)) == bare(*(segment.text for segment in now))


def _recut(was: Sequence[Pair], now: Sequence[Segment]) -> Iterator[Segment]:
    return (replace(now[0], text=pair.source) for pair in was)


def _carry_all(pairs: Sequence[Pair], segment: Segment) -> Pair:
    """The pair of a sentence that several became: the first person's identity, all texts; the others stay obsolete."""
    persons = [pair for pair in pairs if is_persons(pair)]
    if len(pairs) == 1 or not persons:
        return _carry(pairs[0], segment)
    reviewed = any(pair.state in {State.REVIEWED, State.STALE} for pair in persons)
    return replace(
        persons[0],
        segment=segment,
        target=" ".join(pair.target for pair in pairs if pair.target),
        state=State.STALE if reviewed else State.REJECTED,
        note="\n".join(dict.fromkeys(pair.note for pair in pairs if pair.note)),
        previous=" ".join(pair.previous or pair.source for pair in pairs) if reviewed else "",
    )


def _carry(pair: Pair, segment: Segment) -> Pair:
    """The pair of a changed sentence: a person's text stays and waits for one, a machine's is made anew."""
    moved = replace(pair, segment=segment)
    if bare(pair.source) == bare(segment.text):
        return moved
    if pair.state is State.STALE and bare(pair.previous) == bare(segment.text):
        return replace(moved, state=State.REVIEWED, previous="", previous_id="")
    if pair.state is State.STALE:
        return moved
    if pair.state is State.REVIEWED:
        return replace(moved, state=State.STALE, previous=pair.source)
    if is_persons(pair) and not _rejected_machine(pair):
        return replace(moved, state=State.REJECTED)
    return replace(moved, target="", state=State.UNTRANSLATED, machine=None, reviewer="")


def _rejected_machine(pair: Pair) -> bool:
    return pair.state is State.REJECTED and not is_persons(replace(pair, state=State.MACHINE))


def _renumber(placed: Sequence[Placed]) -> Iterator[Placed]:
    """The same segments with their sentences numbered anew in each block, as a kept cut may have changed the count."""
    counters: dict[int, Iterator[int]] = defaultdict(lambda: count(1))
    for segment, pair in placed:
        segment = replace(segment, sentence=next(counters[segment.block]))
        yield segment, pair and replace(pair, segment=segment)


def _name(slug: str, placed: Iterator[Placed], old: Bitext) -> Iterator[Pair]:
    taken = {pair.id for pair in (*old.pairs, *old.obsolete)}
    for segment, pair in placed:
        if pair is None:
            pair = Pair(new_id(slug, segment.text, taken), segment)
            taken.add(pair.id)
        yield pair


def _retire(pair: Pair) -> Pair:
    """A pair without a place, as an obsolete PO entry holds it."""
    extra = tuple(line for line in pair.extra if not line.startswith(("#.", "#:")))
    return replace(pair, segment=Segment(pair.source, Kind.PARAGRAPH, 0, 0), extra=extra)
