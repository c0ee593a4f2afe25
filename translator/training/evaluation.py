"""Quality by number: BLEU, chrF2 and TER with sacrebleu, by sentence length, and paired against another system."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from translator.engines.base import Engine, Options, Progress
from translator.errors import DataError
from translator.normalize import for_engine
from translator.training.corpus import SentencePair, read_pairs

__all__ = ["Comparison", "Evaluation", "LengthScore", "Score", "chrf", "compare", "evaluate", "read_test_set", "score"]

BANDS = (10, 20, 30, 45)
"""Source words up to which a sentence counts as one length; the last band is open."""


@dataclass(frozen=True, slots=True)
class Score:
    """One metric: its name, value (BLEU and chrF2 higher, TER lower is better, all 0…100 or so) and signature."""

    metric: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class LengthScore:
    """chrF2 and BLEU of the `sentences` whose source has `words` words, `11–20` for example."""

    words: str
    sentences: int
    chrf: float
    bleu: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a system reached on a test set; `seconds` and `words` (of the sources) are 0 when it was not timed."""

    system: str
    scores: tuple[Score, ...]
    lengths: tuple[LengthScore, ...]
    hypotheses: tuple[str, ...]
    seconds: float = 0.0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric of two systems; `p` is the chance of so great a difference if they were equal (paired bootstrap)."""

    metric: str
    ours: float
    theirs: float
    p: float


def read_test_set(source: Path, reference: Path | None) -> list[SentencePair]:
    """The sentences of two files of lines, or of one file that holds pairs. Raises DataError."""
    if reference is None:
        return list(read_pairs(source))
    sources, references = (read_lines(path) for path in (source, reference))
    if len(sources) != len(references):
        raise DataError(reference, f"has {len(references):,} lines, {source.name} {len(sources):,}.", "Align them.")
    return [SentencePair(*pair) for pair in zip(sources, references, strict=True)]


def read_lines(path: Path) -> list[str]:
    """The lines of a text file. Raises DataError."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, f"cannot be read: {error}.") from error


def evaluate(
    engine: Engine, test: Sequence[SentencePair], options: Options, progress: Progress | None = None
) -> Evaluation:
    """Translates a test set and scores it; the time is that of the translation alone, the model loaded."""
    sources = [for_engine(pair.source) for pair in test]
    engine.translate(sources[:1], options)
    started = time.perf_counter()
    answers = engine.translate(sources, options, progress)
    seconds = time.perf_counter() - started
    words = sum(len(source.split()) for source in sources)
    return score(engine.name, test, [answer.text for answer in answers], seconds, words)


def score(
    system: str, test: Sequence[SentencePair], hypotheses: Sequence[str], seconds: float = 0, words: int = 0
) -> Evaluation:
    """Scores translations of a test set. Raises DataError when their numbers differ or sacrebleu is missing."""
    if len(hypotheses) != len(test):
        raise DataError(system, f"has {len(hypotheses):,} lines for {len(test):,} sentences.", "One line a sentence.")
    references = [pair.target for pair in test]
    scores = []
    for metric in _metrics():
        value = metric.corpus_score(list(hypotheses), [references])
        scores.append(Score(value.name, round(value.score, 2), str(metric.get_signature())))
    return Evaluation(system, tuple(scores), _by_length(test, hypotheses), tuple(hypotheses), seconds, words)


def compare(
    test: Sequence[SentencePair], ours: Sequence[str], theirs: Sequence[str], samples: int = 1000
) -> list[Comparison]:
    """BLEU, chrF2 and TER of two systems with paired bootstrap resampling (Koehn 2004)."""
    from sacrebleu.significance import PairedTest, Result

    names = ("BLEU", "chrF2", "TER")
    test_run = PairedTest(
        [("theirs", list(theirs)), ("ours", list(ours))],
        dict(zip(names, _metrics(), strict=True)),
        [[pair.target for pair in test]],
        test_type="bs",
        n_samples=samples,
    )
    _, results = test_run()
    compared = []
    for name in names:
        baseline, own = (cast(Result, result) for result in results[name])
        # sacrebleu calls a difference of nothing significant.
        chance = 1.0 if own.score == baseline.score else own.p_value or 0.0
        compared.append(Comparison(name, round(own.score, 2), round(baseline.score, 2), chance))
    return compared


def chrf(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    """chrF2 of a corpus, 0…100."""
    return float(_metrics()[1].corpus_score(list(hypotheses), [list(references)]).score)


def _metrics() -> tuple[Any, Any, Any]:
    try:
        from sacrebleu import BLEU, CHRF, TER
    except ImportError as error:
        raise DataError("sacrebleu", "is not installed.", "pip install 'translator[train]'") from error
    return BLEU(), CHRF(), TER()


def _by_length(test: Sequence[SentencePair], hypotheses: Sequence[str]) -> tuple[LengthScore, ...]:
    bleu, chrf2, _ = _metrics()
    bands: list[list[int]] = [[] for _ in range(len(BANDS) + 1)]
    for number, pair in enumerate(test):
        words = len(pair.source.split())
        bands[sum(words > limit for limit in BANDS)].append(number)
    scores = []
    for low, high, members in zip((0, *BANDS), (*BANDS, 0), bands, strict=True):
        if members:
            ours, references = [hypotheses[n] for n in members], [[test[n].target for n in members]]
            values = [round(metric.corpus_score(ours, references).score, 1) for metric in (chrf2, bleu)]
            scores.append(LengthScore(f"{low + 1}–{high}" if high else f"over {low}", len(members), *values))
    return tuple(scores)
