"""Sentence alignment of `translator align`, measured: F1 of beads on documents whose alignment is known.

    python scripts/bench_align.py ../shared/segmentation/pud.ar ../shared/segmentation/pud.en [--quick] [--json]

Lines of a parallel corpus are joined to documents of 20. As in translations that people made, some target sentences are
joined, split or left out, and some source sentences too (seeded, so that each run does the same). A bead counts when
both its sides are just right; sentences left alone count for nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.align import Bead, align
from translator.align.beads import find_beads
from translator.engines import Engine, Options, load
from translator.machine import translate_sentences

Method = Callable[["Case"], list[Bead]]
Row = dict[str, str | float]
LINES = 20
SURE = 0.9
RATES = {"as they are": 0.0, "5 %": 0.05, "10 %": 0.1, "20 %": 0.2}


@dataclass(frozen=True, slots=True)
class Case:
    """Sentences of both sides and the gold beads."""

    sources: list[str]
    targets: list[str]
    gold: set[tuple[range, range]]


def make_case(pairs: Sequence[tuple[str, str]], rate: float, chance: random.Random) -> Case:
    """A document in which each of join, split, omission and addition befalls `rate` of the sentences."""
    case = Case([], [], set())
    at = 0
    while at < len(pairs):
        source, target = pairs[at]
        what = chance.random() / rate if rate else 9
        start = len(case.sources), len(case.targets)
        if what < 1 and at + 1 < len(pairs):  # joined in translation
            case.sources.extend((source, pairs[at + 1][0]))
            case.targets.append(f"{target.rstrip(' .')}, and {pairs[at + 1][1]}")
            at += 1
        elif what < 2 and len(parts := split(target)) == 2:
            case.sources.append(source)
            case.targets.extend(parts)
        elif what < 3 and len(parts := split(source)) == 2:
            case.sources.extend(parts)
            case.targets.append(target)
        elif what < 3.5:
            case.sources.append(source)
        elif what < 4:
            case.targets.append(target)
        else:
            case.sources.append(source)
            case.targets.append(target)
        bead = range(start[0], len(case.sources)), range(start[1], len(case.targets))
        if bead[0] and bead[1]:
            case.gold.add(bead)
        at += 1
    return case


def split(text: str) -> list[str]:
    """A sentence in two at the comma nearest its middle, if there is one."""
    commas = [at for at, char in enumerate(text) if char in ",،" and len(text) / 4 < at < 3 * len(text) / 4]
    if not commas:
        return [text]
    middle = min(commas, key=lambda at: abs(at - len(text) / 2))
    return [f"{text[:middle]}.", text[middle + 1 :].strip()]


def make_cases(pairs: Sequence[tuple[str, str]], rate: float) -> Iterator[Case]:
    chance = random.Random(7)
    for start in range(0, len(pairs) - LINES + 1, LINES):
        yield make_case(pairs[start : start + LINES], rate, chance)


def f1(found: int, right: int, gold: int) -> float:
    return 200 * right / (found + gold) if found + gold else 0.0


def by_length(case: Case) -> list[Bead]:
    return find_beads([len(text) for text in case.sources], [len(text) for text in case.targets], lambda *_: 0.0)


def with_evidence(case: Case) -> list[Bead]:
    return align(case.sources, case.targets)


def with_machine(engine: Engine) -> Method:
    def method(case: Case) -> list[Bead]:
        answers = translate_sentences(case.sources, engine, Options(beam=1))
        return align(case.sources, case.targets, translations=[answer.text for answer in answers])

    method.__name__ = "with_machine"
    return method


def measure(pairs: Sequence[tuple[str, str]], rates: dict[str, float], methods: Sequence[Method]) -> Iterator[Row]:
    for name, rate in rates.items():
        cases = list(make_cases(pairs, rate))
        for method in methods:
            began = time.perf_counter()
            beads = [(bead, case.gold) for case in cases for bead in method(case) if bead.source and bead.target]
            seconds = time.perf_counter() - began
            right = [((bead.source, bead.target) in gold, bead.confidence >= SURE) for bead, gold in beads]
            sure = sum(is_sure for _, is_sure in right)
            yield {
                "changed": name,
                "method": method.__name__,
                "f1": round(f1(len(beads), sum(ok for ok, _ in right), sum(len(case.gold) for case in cases)), 2),
                "sure": round(100 * sure / len(beads), 1),
                "sure_right": round(100 * sum(ok and is_sure for ok, is_sure in right) / max(1, sure), 2),
                "sentences_a_second": round(sum(len(case.sources) for case in cases) / seconds),
            }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--model", help="also with this model's translations of the sources")
    parser.add_argument("--quick", action="store_true", help="200 lines and one rate")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    sources, targets = (path.read_text(encoding="utf-8").splitlines() for path in (options.source, options.target))
    pairs = list(zip(sources, targets, strict=True))[: 200 if options.quick else None]
    rates = {"10 %": 0.1} if options.quick else RATES
    methods = [by_length, with_evidence, *([with_machine(load(options.model))] if options.model else [])]
    rows = list(measure(pairs, rates, methods))
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    print(f"{'changed':12} {'method':14} {'F1':>6} {'sure %':>7} {'right when sure %':>18} {'sentences/s':>12}")
    for row in rows:
        print(
            f"{row['changed']:12} {row['method']:14} {row['f1']:6} {row['sure']:7} {row['sure_right']:18} "
            f"{row['sentences_a_second']:12}"
        )


if __name__ == "__main__":
    main()
