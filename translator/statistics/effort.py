"""The review of one pair, and what many of them add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

__all__ = ["Effort", "Group", "sum_up"]


@dataclass(frozen=True, slots=True)
class Effort:
    """One pair as its review left it.

    `words` are those of the Arabic. `machine` is the machine's own text where it is known ("" where not), `final` the
    reviewed one. `seconds` is how long people looked at it, None where nobody measured; `day` when it was reviewed
    last (ISO date, "" where the journal does not say).
    """

    article: str
    model: str
    reviewer: str
    words: int
    reviewed: bool
    machine: str = ""
    final: str = ""
    seconds: float | None = None
    day: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What the pairs of an article, a model or a reviewer add up to.

    `unchanged` of the `compared` pairs were accepted as the machine wrote them. `hter` is the human-targeted
    translation edit rate in per cent: edits from the machine's text to the person's for each 100 words of the latter
    (Snover et al., "A Study of Translation Edit Rate with Targeted Human Annotation", AMTA 2006). `chrf` is chrF2 of
    the machine's text against the person's (Popović, WMT 2015). Both are None where nothing was compared, or where
    sacrebleu is not installed. `seconds` is the median for a segment, `words_per_hour` source words over all of them.
    """

    name: str
    pairs: int
    words: int
    reviewed: int
    reviewed_words: int
    compared: int
    unchanged: int
    hter: float | None
    chrf: float | None
    timed: int
    seconds: float | None
    words_per_hour: float | None


def sum_up(name: str, efforts: Sequence[Effort]) -> Group:
    """The group of some pairs."""
    done = [effort for effort in efforts if effort.reviewed]
    compared = [(effort.machine, effort.final) for effort in done if effort.machine]
    timed = [(effort.seconds, effort.words) for effort in done if effort.seconds is not None]
    total = sum(seconds for seconds, _ in timed)
    return Group(
        name=name,
        pairs=len(efforts),
        words=sum(effort.words for effort in efforts),
        reviewed=len(done),
        reviewed_words=sum(effort.words for effort in done),
        compared=len(compared),
        unchanged=sum(machine == final for machine, final in compared),
        hter=_hter(compared),
        chrf=_chrf(compared),
        timed=len(timed),
        seconds=median(seconds for seconds, _ in timed) if timed else None,
        words_per_hour=3600 * sum(words for _, words in timed) / total if total else None,
    )


def _hter(compared: Sequence[tuple[str, str]]) -> float | None:
    metrics = _metrics()
    if not metrics or not compared:
        return None
    scores = [_edits(machine, final) for machine, final in compared]
    length = sum(words for _, words in scores)
    return 100 * sum(edits for edits, _ in scores) / length if length else None


@cache
def _edits(machine: str, final: str) -> tuple[float, float]:
    """Edits from one text to the other, and the words of the other."""
    score = _metrics()[0].sentence_score(machine, [final])
    return score.num_edits, score.ref_length


def _chrf(compared: Sequence[tuple[str, str]]) -> float | None:
    metrics = _metrics()
    if not metrics or not compared:
        return None
    score: float = (
        metrics[1].corpus_score([machine for machine, _ in compared], [[final for _, final in compared]]).score
    )
    return score


@cache
def _metrics() -> tuple[Any, ...]:
    """TER and chrF of sacrebleu, nothing without it: it belongs to the extra `train`."""
    try:
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.metrics.ter import TER
    except ImportError:
        return ()
    return TER(normalized=True, case_sensitive=True), CHRF()
