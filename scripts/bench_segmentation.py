"""Benchmark segmentation in one run: speed against a plain regular expression, and growth with the length of texts.

    python scripts/bench_segmentation.py [--quick] [--json]

The text is made here, so that nothing else is needed. CPU seconds are counted, the best of several rounds. A growth of
4 for a text four times as long is linear.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence

import regex

from translator.segmentation import split_pieces, split_sentences

SENTENCES = (
    "أكد المتحدث باسم الوزارة د. أحمد سالم أن الوساطة مستمرة رغم الصعوبات، "
    "موضحا أن قنوات الاتصال مع جميع الأطراف لا تزال مفتوحة.",
    "وقال: «لن نتوقف أبدا عن العمل. وسنعود غدا إلى طاولة المفاوضات».",
    "هل يكفي ذلك؟ يرى الخبراء أن نسبة 3.5 في المئة قليلة (وهي الأدنى منذ سنة 1990 م.) وأن الطريق طويل...",
    "وَقَعَ الاتِّفَاقُ فِي ٢٠٢٣/١٠/٧ بالدوحة.\u200f ونقلت أ.ش.أ. عن www.example.com تفاصيله.",
)
PARAGRAPH = " ".join(SENTENCES)
PLAIN = regex.compile(r"(?<=[.!?؟…][»\"”)]*)\s+")
HARD: dict[str, str] = {
    "dots": ".",
    "dots and spaces": ". ",
    "title abbreviations": "د. ",
    "quotation marks": '"',
    "open brackets": "(.",
    "questions in quotation marks": "«؟» ",
    "words without a stop": "كلمة ",
    "invisible marks": "م\u200f.",
    "line breaks": "م\n",
    "lines of one width": "كلمة وكلمة وكلمة وكلمة وكلمة وكلمة\n",
}


def seconds(action: Callable[[], object], rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        action()
        best = min(best, time.process_time() - begin)
    return best


def growth(action: Callable[[str], object], short: str, long: str, rounds: int) -> float:
    """How many times the time for `short` is that for `long`."""
    return round(seconds(lambda: action(long), rounds) / seconds(lambda: action(short), rounds), 1)


def count(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) + 1 for text in texts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the text, two rounds")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    size, rounds = (200, 2) if options.quick else (2000, 5)
    text = "\n\n".join([PARAGRAPH] * size)
    megabytes = len(text.encode()) / 1e6
    ours = seconds(lambda: split_sentences(text), rounds)
    plain = seconds(lambda: [PLAIN.split(block) for block in text.split("\n\n")], rounds)
    figures = {
        "split_sentences, MB/s": round(megabytes / ours, 2),
        "plain regular expression, MB/s": round(megabytes / plain, 2),
        "times slower than the plain expression": round(ours / plain, 2),
    }
    length = 5_000 if options.quick else 50_000
    for name, unit in HARD.items():
        figures[f"growth at four times the {name}"] = growth(split_sentences, unit * length, unit * length * 4, rounds)
    sentence = " ".join(SENTENCES[0].rstrip(".") + "،" for _ in range(size // 20))
    figures["growth of split_pieces at four times the sentence"] = growth(
        lambda text: split_pieces(text, count, 64), sentence, " ".join([sentence] * 4), rounds
    )
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        print("\n".join(f"{name:60} {figure}" for name, figure in figures.items()))


if __name__ == "__main__":
    main()
