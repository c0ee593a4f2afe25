"""How long an article of 20,000 pairs takes to load, save, answer and merge, against polib's own plain round trip.

Every figure is the best of a few rounds of processor time in one process, beside polib parsing the same text and
writing it at its default width: read the ratios, as a busy machine slows both alike.

    python scripts/bench_store.py                 20,000 pairs, three rounds
    python scripts/bench_store.py --quick --json  2,000 pairs, one JSON object
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib

from translator import store
from translator.bitext import Article, Bitext, Kind, MachineOutput, Pair, Segment, State, checksum
from translator.journal import Action
from translator.merge import merge
from translator.review import answers
from translator.store import po

ARABIC = (
    "قال وزير الخارجية إن المحادثات ستستأنف يوم الأحد في العاصمة وأضاف أن الجانبين اتفقا على مواصلة المشاورات".split()
)
ENGLISH = (
    "The minister said that the talks would resume on Sunday in the capital and both sides agreed to go on".split()
)
STATES = (State.MACHINE, State.REVIEWED, State.STALE, State.UNTRANSLATED)
TARGETS = {"load": 1.0, "save": 1.0}
"""Seconds asked of 20,000 pairs on an idle machine."""


def build(count: int) -> Bitext:
    """A bitext of `count` pairs with sentences as long as in newspapers, the same every time."""
    rng = random.Random(7)
    pairs = []
    for n in range(count):
        source = f"{' '.join(rng.choices(ARABIC, k=rng.randint(8, 40)))} {n}."
        target = f"{' '.join(rng.choices(ENGLISH, k=rng.randint(10, 45)))} {n}."
        state = STATES[n % len(STATES)]
        segment = Segment(source, Kind.PARAGRAPH, n // 3 + 1, n % 3 + 1, n // 3 + 1)
        pair = Pair(
            f"big/{n:08x}", segment, machine=MachineOutput("ar-en@3f2a1c", -0.42, "2026-11-25", checksum(target))
        )
        previous = f"{source} قبل" if state is State.STALE else ""
        pairs.append(
            replace(pair, target="" if state is State.UNTRANSLATED else target, state=state, previous=previous)
        )
    return Bitext("big", "corpus/ar/big.txt", tuple(pairs))


def best(run: Callable[[], object], rounds: int) -> float:
    """Processor seconds of the quickest of some runs."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def measure(count: int, rounds: int) -> dict[str, float]:
    """Seconds of each operation on an article of `count` pairs."""
    bitext = build(count)
    with tempfile.TemporaryDirectory() as folder:
        path, plain = Path(folder, "big.po"), Path(folder, "plain.po")

        def save() -> None:
            path.unlink(missing_ok=True)
            po._format_pair.cache_clear()
            store.save(bitext, path)

        def plain_round_trip() -> None:
            file = polib.pofile(path.read_text(encoding="utf-8"))
            file.save(str(plain))

        seconds = {"save": best(save, rounds), "load": best(lambda: store.load(path), rounds)}
        loaded = store.load(path)
        seconds["save unchanged"] = best(lambda: store.save(loaded, path), rounds)
        seconds["merge unchanged"] = best(lambda: merge(_article(), [p.segment for p in loaded.pairs], loaded), rounds)
        seconds["merge edited"] = best(lambda: merge(_article(), _edited(loaded), loaded), rounds)
        seconds["one answer"] = best(lambda: _answer(path, store.load(path)), 1) - seconds["load"]
        seconds["polib round trip"] = best(plain_round_trip, rounds)
        return seconds


def _article() -> Article:
    return Article("big", Path("corpus/ar/big.txt"), ())


def _edited(bitext: Bitext) -> list[Segment]:
    """The article with one sentence in fifty changed, one in a hundred gone, and one moved."""
    segments = [pair.segment for pair in bitext.pairs]
    for n in range(0, len(segments), 50):
        segments[n] = replace(segments[n], text=segments[n].text.replace("إن", "أنه", 1))
    del segments[25::100]
    segments.insert(0, segments.pop())
    return segments


def _answer(path: Path, bitext: Bitext) -> None:
    shown = bitext.pairs[0]
    answers.settle(path, bitext, shown, answers.edit(shown, "Another.", "bench"), Action.EDIT, "bench", 1.0)


def main() -> None:
    """Measure and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="2,000 pairs, one round")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    count = 2_000 if options.quick else 20_000
    seconds = measure(count, 1 if options.quick else 3)
    if options.json:
        print(json.dumps({"pairs": count, "seconds": {name: round(value, 3) for name, value in seconds.items()}}))
        return
    print(f"{count:,} pairs, processor seconds, and times polib's own round trip")
    for name, value in seconds.items():
        target = f"   asked: {TARGETS[name]:.1f} s" if name in TARGETS and not options.quick else ""
        print(f"{name:18} {value:6.2f} s   {value / seconds['polib round trip']:5.2f} x{target}")


if __name__ == "__main__":
    main()
