"""Measure the checks on human translations: false alarms, and how many planted faults they find.

    python scripts/measure_checks.py ../shared/segmentation/pud.ar ../shared/segmentation/pud.en [--json] [--show names]

A human pair with a finding counts as a false alarm (some are real mistakes of the corpus). Then each fault is planted
in every pair that can take it, one at a time, and counts as found when a check speaks that was silent about the pair
before. Everything is deterministic.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from translator.bitext import Kind, Pair, Segment, State
from translator.checks import Finding, Severity, check
from translator.language.transliteration import arabic_skeletons, sounds_like
from translator.language.words import words

Fault = Callable[[Pair, random.Random], str | None]
NEGATION = re.compile(r"\b(?:not|never|cannot|no|without)\b |n['’]t\b", re.IGNORECASE)
MONTHS = "January February March April June July August September October November December".split()


def changed_number(pair: Pair, chance: random.Random) -> str | None:
    """One digit of a number in the target becomes another."""
    digits = list(re.finditer(r"\d+", pair.target))
    if not digits:
        return None
    found = chance.choice(digits)
    place = chance.randrange(*found.span())
    other = chance.choice([d for d in "123456789" if d != pair.target[place]])
    return pair.target[:place] + other + pair.target[place + 1 :]


def dropped_number(pair: Pair, chance: random.Random) -> str | None:
    """A number in digits is left out."""
    digits = list(re.finditer(r"[$£€]?\d[\d,.]*\d%? |\d%? ", pair.target))
    return cut(pair.target, chance.choice(digits).span()) if digits else None


def changed_month(pair: Pair, chance: random.Random) -> str | None:
    """A month becomes another."""
    found = list(re.finditer(rf"\b(?:{'|'.join(MONTHS)})\b", pair.target))
    if not found:
        return None
    one = chance.choice(found)
    return pair.target[: one.start()] + chance.choice([m for m in MONTHS if m != one[0]]) + pair.target[one.end() :]


def dropped_negation(pair: Pair, chance: random.Random) -> str | None:
    """A not, no, never or without is left out of a pair whose source negates."""
    found = list(NEGATION.finditer(pair.target))
    if not found or not re.search(r"\b(?:و|ف)?(?:لا|لم|لن|ليس\w*|غير|عدم|دون)\b", pair.source):
        return None
    one = chance.choice(found)
    before = pair.target[: one.start()]
    stems = {"wo": "will", "ca": "can", "sha": "shall"}
    if one[0].startswith("n") and (irregular := re.search(r"\b(?:wo|ca|sha)$", before)):
        return before[: irregular.start()] + stems[irregular[0]] + pair.target[one.end() :]
    return cut(pair.target, one.span())


def dropped_bracket(pair: Pair, chance: random.Random) -> str | None:
    """One bracket is left out."""
    places = [place for place, character in enumerate(pair.target) if character in "()[]"]
    if not places:
        return None
    place = chance.choice(places)
    return cut(pair.target, (place, place + 1))


def dropped_quotation_mark(pair: Pair, chance: random.Random) -> str | None:
    """One quotation mark is left out."""
    places = [place for place, character in enumerate(pair.target) if character in '"“”']
    if not places:
        return None
    place = chance.choice(places)
    return cut(pair.target, (place, place + 1))


def left_over_arabic(pair: Pair, chance: random.Random) -> str | None:
    """A word of the target is an Arabic word of the source."""
    arabic = [w.text for w in words(pair.source) if not w.is_number]
    word = chance.choice(words(pair.target))
    return pair.target[: word.start] + chance.choice(arabic) + pair.target[word.end :] if arabic else None


def doubled_phrase(pair: Pair, chance: random.Random) -> str | None:
    """Two to six words are said twice."""
    tokens = pair.target.split(" ")
    size = chance.randint(2, 6)
    if len(tokens) < size + 2:
        return None
    start = chance.randrange(len(tokens) - size)
    return " ".join(tokens[: start + size] + tokens[start : start + size] + tokens[start + size :])


def dropped_name(pair: Pair, chance: random.Random) -> str | None:
    """A capitalised word that the source has in Arabic letters is left out."""
    arabic = [w.text for w in words(pair.source) if max(map(len, arabic_skeletons(w.key))) > 1]
    latin = [w for w in words(pair.target)[1:] if w.text[0].isupper() and len(w.text) > 3]
    names = [w for w in latin if any(sounds_like(a, w.text) for a in arabic)]
    names = [w for w in names if pair.target.count(w.text) == 1]
    return cut(pair.target, chance.choice(names).span) if names else None


def truncated_target(pair: Pair, chance: random.Random) -> str | None:
    """The last third or more of the words is missing, the final mark too."""
    tokens = pair.target.split()
    return " ".join(tokens[: round(len(tokens) * chance.uniform(0.4, 0.67))]) if len(tokens) > 8 else None


def truncated_sentence(pair: Pair, chance: random.Random) -> str | None:
    """The same, but with a full stop as if nothing were wrong."""
    short = truncated_target(pair, chance)
    return short.rstrip(",;:") + "." if short else None


def copied_source(pair: Pair, chance: random.Random) -> str | None:
    """The target is the source."""
    return pair.source


def lost_capital(pair: Pair, chance: random.Random) -> str | None:
    """The sentence begins with a small letter."""
    return pair.target[0].lower() + pair.target[1:] if pair.target[0].isupper() and pair.target[1:2].islower() else None


FAULTS: tuple[Fault, ...] = (
    *(changed_number, dropped_number, changed_month, dropped_negation, dropped_bracket, dropped_quotation_mark),
    *(
        left_over_arabic,
        doubled_phrase,
        dropped_name,
        truncated_target,
        truncated_sentence,
        copied_source,
        lost_capital,
    ),
)


def cut(text: str, span: tuple[int, int]) -> str:
    return re.sub("  +", " ", text[: span[0]] + text[span[1] :])


@dataclass(frozen=True, slots=True)
class Recall:
    planted: int
    found: int

    @property
    def share(self) -> float:
        return self.found / self.planted if self.planted else 0.0


def read_pairs(source: Path, target: Path) -> list[Pair]:
    """The pairs of two line-aligned files."""
    sides = (path.read_text(encoding="utf-8").splitlines() for path in (source, target))
    return [
        Pair(f"{source.stem}/{n}", Segment(arabic, Kind.PARAGRAPH, n, 1), english, State.MACHINE)
        for n, (arabic, english) in enumerate(zip(*sides, strict=True), 1)
    ]


def measure_recall(pairs: list[Pair], before: list[list[Finding]], fault: Fault) -> Recall:
    """How many of the faults planted in `pairs` are found."""
    planted = found = 0
    for pair, old in zip(pairs, before, strict=True):
        target = fault(pair, random.Random(pair.id))
        if target is None or target == pair.target:
            continue
        planted += 1
        known = Counter(finding.code for finding in old if finding.severity is not Severity.INFO)
        new = Counter(f.code for f in check(replace(pair, target=target)) if f.severity is not Severity.INFO)
        found += bool(new - known)
    return Recall(planted, found)


def share_with(severity: Severity, findings: list[list[Finding]]) -> float:
    return sum(any(f.severity is severity for f in found) for found in findings) / len(findings)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--json", action="store_true", help="figures for a program")
    parser.add_argument("--show", metavar="CODE", help="print the false alarms of one check")
    options = parser.parse_args()
    pairs = read_pairs(options.source, options.target)
    start = time.process_time()
    findings = [check(pair) for pair in pairs]
    seconds = time.process_time() - start
    figures = {
        "pairs": len(pairs),
        "errors": share_with(Severity.ERROR, findings),
        "warnings": share_with(Severity.WARNING, findings),
        "pairs_per_cpu_second": round(len(pairs) / seconds),
        "codes": dict(Counter(f"{f.code} {f.severity}" for found in findings for f in found).most_common()),
        "recall": {},
    }
    for fault in FAULTS:
        recall = measure_recall(pairs, findings, fault)
        figures["recall"][fault.__name__] = {"planted": recall.planted, "found": recall.share}
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    print(f"{figures['pairs']} human pairs, {figures['pairs_per_cpu_second']:,} a second of CPU time")
    print(f"pairs with an error   {figures['errors']:6.2%}\npairs with a warning  {figures['warnings']:6.2%}")
    for code, count in figures["codes"].items():
        print(f"  {code:24} {count:5}")
    print("planted faults found")
    for name, recall in figures["recall"].items():
        print(f"  {name.replace('_', ' '):24} {recall['found']:6.1%} of {recall['planted']}")
    for pair, found in zip(pairs, findings, strict=True):
        for finding in found:
            if finding.code == options.show:
                print(f"\n{pair.id} {finding.severity}: {finding.message}\n  {pair.source}\n  {pair.target}")


if __name__ == "__main__":
    main()
