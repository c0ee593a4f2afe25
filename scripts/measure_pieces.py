"""Measure which limit of tokens for pieces suits a model: chrF on evaluation sentences joined to long ones.

    python scripts/measure_pieces.py [--model models/ar-en] [--sentences 4] [--count 50] [--limits 32 48 64 96 128 512]

Neighbouring sentences of the evaluation set are joined with commas, as newspapers do. The last limit should be beyond
the longest of them, so that it shows what the model does without pieces.
"""

from __future__ import annotations

import argparse
import json
from itertools import islice
from pathlib import Path

from sacrebleu.metrics import CHRF

from translator.engines import Options, load
from translator.machine import prepare, translate_sentences

ROOT = Path(__file__).resolve().parent.parent


def join(sentences: list[str], comma: str) -> str:
    """One long sentence: commas instead of the final stops, but for the last."""
    *first, last = (sentence.strip() for sentence in sentences)
    return f"{comma} ".join([*(sentence.rstrip(".!؟?") for sentence in first), last])


def long_sentences(path: Path, together: int, count: int, comma: str) -> list[str]:
    lines = iter(path.read_text(encoding="utf-8").splitlines())
    groups = iter(lambda: list(islice(lines, together)), [])
    return [join(group, comma) for group in islice(groups, count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--model", default=str(ROOT / "models" / "ar-en"))
    parser.add_argument("--sentences", type=int, default=4, help="how many are joined")
    parser.add_argument("--count", type=int, default=50, help="how many long sentences")
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--limits", type=int, nargs="+", default=[32, 48, 64, 96, 128, 512])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    folder = options.shared / "evaluation"
    sources = long_sentences(folder / "flores-dev.ar", options.sentences, options.count, "،")
    references = long_sentences(folder / "flores-dev.en", options.sentences, options.count, ",")
    engine = load(options.model)
    figures = {}
    for limit in options.limits:
        pieces = sum(len(prepare(source, engine, limit).pieces) for source in sources) / len(sources)
        answers = translate_sentences(sources, engine, Options(beam=options.beam), piece_tokens=limit)
        score = CHRF().corpus_score([answer.text for answer in answers], [references]).score
        figures[str(limit)] = {"chrF": round(score, 2), "pieces a sentence": round(pieces, 2)}
        if not options.json:
            print(f"{limit:5}  chrF {score:5.2f}  {pieces:5.2f} pieces a sentence", flush=True)
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
