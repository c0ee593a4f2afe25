"""Measure how well a model uses a glossary: how many terms stand in its translations, and what that costs.

    python scripts/measure_terms.py [--model models/ar-en] [--count 300] [--json]

One word or phrase of each sentence is its glossary: first with the translation it has in the reference, then with one
taken from another sentence, which the model would not say by itself. Three ways: without the glossary, put in
afterwards (alignment, n-best), and told to the model in its source, where it was trained to be (`takes_terms`).
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from sacrebleu.metrics import CHRF

from translator.engines import Engine, load
from translator.engines.models import takes_terms
from translator.glossary import Glossary, Term, missing_terms
from translator.machine import translate_sentences
from translator.training.corpus import SentencePair
from translator.training.evaluation import read_test_set
from translator.training.terms import find_terms

ROOT = Path(__file__).resolve().parent.parent


def choose(pairs: list[SentencePair], count: int) -> list[tuple[SentencePair, Term]]:
    """Pairs with one term of each, as far as a glossary finds it in its source again."""
    rng = random.Random(0)
    chosen = []
    for pair in pairs:
        found = list(find_terms(pair))
        if found:
            term = rng.choice(found)
            words = pair.source.split()[term.first : term.last + 1]
            entry = Term((" ".join(words).strip('،.؛:؟!«»"()'),), (term.text,))
            if Glossary((entry,)).find(pair.source):
                chosen.append((pair, entry))
    return chosen[:count]


def translate(engine: Engine, chosen: list[tuple[SentencePair, Term]], way: str) -> list[str]:
    if way == "none":
        return [answer.text for answer in translate_sentences([pair.source for pair, _ in chosen], engine)]
    told = way == "told"
    return [
        translate_sentences([pair.source], engine, glossary=Glossary((term,)), takes_terms=told)[0].text
        for pair, term in chosen
    ]


def measure(engine: Engine, chosen: list[tuple[SentencePair, Term]], ways: list[str]) -> dict[str, dict[str, float]]:
    """Per way: the part of the terms that are used, in percent, and chrF2."""
    rows = {}
    for way in ways:
        texts = translate(engine, chosen, way)
        used = [
            not missing_terms(Glossary((term,)), pair.source, text)
            for (pair, term), text in zip(chosen, texts, strict=True)
        ]
        chrf = CHRF().corpus_score(texts, [[pair.target for pair, _ in chosen]]).score
        rows[way] = {"used": round(100 * sum(used) / len(used), 1), "chrf": round(chrf, 2)}
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    evaluation = ROOT.parent / "shared" / "evaluation"
    parser.add_argument("--source", type=Path, default=evaluation / "flores-dev.ar")
    parser.add_argument("--reference", type=Path, default=evaluation / "flores-dev.en")
    parser.add_argument("--model", default=str(ROOT / "models" / "ar-en"))
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    engine = load(options.model)
    ways = ["none", "afterwards", *(["told"] if takes_terms(options.model) else [])]
    own = choose(read_test_set(options.source, options.reference), options.count)
    targets = [term.targets for _, term in own]
    foreign = [(pair, Term(term.sources, other)) for (pair, term), other in zip(own, targets[7:] + targets[:7])]  # noqa: B905
    report = {"terms of the reference": measure(engine, own, ways), "terms of others": measure(engine, foreign, ways)}
    if options.json:
        print(json.dumps(report))
        return
    for name, rows in report.items():
        print(f"{name} ({len(own)})")
        for way, row in rows.items():
            print(f"  {way:12} used {row['used']:5.1f} %   chrF2 {row['chrf']:.2f}")


if __name__ == "__main__":
    main()
