"""From stored pairs and their journals to a report, by article, model, reviewer and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from translator.bitext import Bitext, Pair, State, checksum
from translator.journal import Action, Record, Version
from translator.statistics.effort import Effort, Group, sum_up

__all__ = ["Report", "measure"]

LONGEST = 600.0
"""Seconds for one answer beyond which a person was away; no more than this is counted."""


@dataclass(frozen=True, slots=True)
class Report:
    """The same pairs added up in several ways; `days` are (ISO date, words reviewed then), oldest first.

    `edit_rates` are the shares of changed pairs by how much of the machine's text was changed: HTER of each compared
    pair in per cent, unsorted.
    """

    total: Group
    articles: tuple[Group, ...]
    models: tuple[Group, ...]
    reviewers: tuple[Group, ...]
    days: tuple[tuple[str, int], ...]
    edit_rates: tuple[float, ...]


def measure(articles: Iterable[tuple[Bitext, Sequence[Record]]]) -> Report:
    """A report over articles with their journals (empty ones give words and states only)."""
    efforts = [effort for bitext, records in articles for effort in _efforts(bitext, records)]
    days: dict[str, int] = defaultdict(int)
    for effort in efforts:
        if effort.reviewed and effort.day:
            days[effort.day] += effort.words
    each = [sum_up("", [effort]).hter for effort in efforts if effort.reviewed and effort.machine]
    return Report(
        total=sum_up("all", efforts),
        articles=_grouped(efforts, lambda effort: effort.article),
        models=_grouped(efforts, lambda effort: effort.model),
        reviewers=_grouped([e for e in efforts if e.reviewed], lambda effort: effort.reviewer),
        days=tuple(sorted(days.items())),
        edit_rates=tuple(rate for rate in each if rate is not None),
    )


def _grouped(efforts: Iterable[Effort], key: Callable[[Effort], str]) -> tuple[Group, ...]:
    groups: dict[str, list[Effort]] = defaultdict(list)
    for effort in efforts:
        groups[key(effort)].append(effort)
    return tuple(sum_up(name, groups[name]) for name in sorted(groups) if name)


def _efforts(bitext: Bitext, records: Sequence[Record]) -> Iterator[Effort]:
    by_id: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for identity in {version.id for version in (*record.before, *record.after)}:
            by_id[identity].append(record)
    return (_effort(bitext.slug, pair, by_id[pair.id]) for pair in bitext.pairs)


def _effort(article: str, pair: Pair, records: Sequence[Record]) -> Effort:
    reviewed = pair.state is State.REVIEWED
    times = [min(record.seconds, LONGEST) for record in records if record.seconds is not None]
    return Effort(
        article=article,
        model=pair.machine.model if pair.machine else "",
        reviewer=pair.reviewer,
        words=len(pair.source.split()),
        reviewed=reviewed,
        machine=_machine_text(pair, records),
        final=pair.target if reviewed else "",
        seconds=sum(times) if times else None,
        day=next((r.time[:10] for r in reversed(records) if _settles(r, pair)), ""),
    )


def _settles(record: Record, pair: Pair) -> bool:
    return record.action is not Action.UNDO and any(
        version.id == pair.id and version.state is State.REVIEWED for version in record.after
    )


def _machine_text(pair: Pair, records: Sequence[Record]) -> str:
    """What the machine wrote: the target if nobody changed it, else what the journal saw before somebody did."""
    if not pair.machine or not pair.machine.checksum:
        return ""
    versions: Iterable[Version] = (version for record in records for version in (*record.before, *record.after))
    texts = (pair.target, *(version.target for version in versions if version.id == pair.id))
    return next((text for text in texts if checksum(text) == pair.machine.checksum), "")
