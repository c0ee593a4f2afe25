"""Time the translation memory: filling it, fuzzy look-ups and concordance, beside a scan of every unit.

    python scripts/bench_memory.py [--units 100000] [--pairs texts.tsv] [--quick] [--json]

Without --pairs (lines of `arabic<TAB>english`) the units are sentences of the sample articles in which words were
swapped for others of the articles, common ones more often: many near matches, the hard case. A look-up is a stored
sentence with every eighth word changed. Times are CPU milliseconds; the scan compares every unit with rapidfuzz.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from translator import store
from translator.memory import Memory, Unit
from translator.memory.similarity import keys, score

CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "en"
LOOKUPS, QUICK_LOOKUPS, QUICK_UNITS, SCANS = 200, 40, 10_000, 3


def read_units(path: Path, count: int) -> list[Unit]:
    """The first units of a file of pairs."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [Unit(row[0], row[1], path.stem, str(n)) for n, row in enumerate(rows) if len(row) > 1][:count]


def make_units(count: int) -> list[Unit]:
    """Units from the sample articles, each sentence with about a third of its words swapped."""
    pairs = [pair for path in sorted(CORPUS.glob("*.po")) for pair in store.load(path).pairs]
    vocabulary = [word for pair in pairs for word in pair.source.split()]
    chance = random.Random(0)
    units = []
    for number in range(count):
        pair = chance.choice(pairs)
        words = [chance.choice(vocabulary) if chance.random() < 0.35 else word for word in pair.source.split()]
        units.append(Unit(" ".join(words), pair.target or "Target.", "made", str(number)))
    return units


def change_words(source: str, chance: random.Random, vocabulary: list[str]) -> str:
    """The sentence with every eighth word another one."""
    words = source.split()
    for _ in range(max(1, len(words) // 8)):
        words[chance.randrange(len(words))] = chance.choice(vocabulary)
    return " ".join(words)


def milliseconds(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def measure(units: list[Unit], lookups: int) -> dict[str, float]:
    """Fill a memory and look up changed sentences in it."""
    chance = random.Random(1)
    vocabulary = [word for unit in units[:2000] for word in unit.source.split()]
    asked = [(unit, change_words(unit.source, chance, vocabulary)) for unit in chance.sample(units, lookups)]
    with tempfile.TemporaryDirectory() as folder, Memory(Path(folder) / "memory.sqlite3") as memory:
        filled = milliseconds(lambda: memory.add("bench", units))
        memory.matches(asked[0][1])  # the lexicon is read once
        found = 0
        times = []
        for unit, query in asked:
            start = time.process_time()
            matches = memory.matches(query, threshold=60)
            times.append(1000 * (time.process_time() - start))
            found += any(match.unit.source == unit.source for match in matches)
        exact = statistics.median(
            milliseconds(lambda u=unit: memory.matches(u.source, threshold=100)) for unit, _ in asked
        )
        concordance = statistics.median(
            milliseconds(lambda u=unit: memory.concordances(" ".join(u.source.split()[:2]), 20)) for unit, _ in asked
        )
    scan = min(
        milliseconds(lambda q=query: [score(keys(q), keys(unit.source)) for unit in units])
        for _, query in asked[:SCANS]
    )
    times.sort()
    return {
        "units": len(units),
        "fill_seconds": filled / 1000,
        "exact_median_ms": exact,
        "fuzzy_median_ms": statistics.median(times),
        "fuzzy_p95_ms": times[int(0.95 * len(times))],
        "fuzzy_slowest_ms": times[-1],
        "fuzzy_found": found / lookups,
        "concordance_median_ms": concordance,
        "times_faster_than_scan": scan / statistics.median(times),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--pairs", type=Path, help="a file of arabic<TAB>english lines")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_UNITS:,} units, {QUICK_LOOKUPS} look-ups")
    parser.add_argument("--json", action="store_true", help="figures for a program")
    options = parser.parse_args()
    count = QUICK_UNITS if options.quick else options.units
    units = read_units(options.pairs, count) if options.pairs else make_units(count)
    figures = measure(units, QUICK_LOOKUPS if options.quick else LOOKUPS)
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        print(f"{name.replace('_', ' '):26} {value:,.2f}" if isinstance(value, float) else f"{name:26} {value:,}")


if __name__ == "__main__":
    main()
