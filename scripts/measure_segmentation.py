"""Measure segmentation on the shared data: boundary F1, hard cases, the seed article, speed and robustness.

    python scripts/measure_segmentation.py [--shared ../shared] [--json]

Times are CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import textwrap
import time
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

import regex

from translator.bitext import Document
from translator.segmentation import segment, split_articles, split_blocks, split_sentences

ROOT = Path(__file__).resolve().parent.parent
BLOCK = 5
FINAL = regex.compile(r"""[.…!?؟][\s"»”’)\]]*$""")
SPACE = regex.compile(r"\s+")
FUZZ = (
    "دكتور ومحمد قال. م ص 12.5 ٣٫٤ «»\"'()[] …!؟?،؛:-–\n\r\t\u200f\u200e\u202b\u202c\u2067\u2069\u0640ًُ "
    "ﻻﻭ😀#@ a.Bhttp://x.com U.S\u00a0\u2028\ufeff"
)
HARD = {
    "200,000 dots": "." * 200_000,
    "20,000 times د.": "د. " * 20_000,
    "100,000 quotation marks": '"' * 100_000,
    "100,000 dots and spaces": ". " * 100_000,
    "50,000 open brackets": "(." * 50_000,
    "one word of 500,000 letters": "م" * 500_000 + ".",
    "100,000 words without a stop": "كلمة " * 100_000 + ".",
}


def squeeze(text: str) -> str:
    return SPACE.sub("", text)


def ends(sentences: Sequence[str]) -> set[int]:
    """Boundaries as numbers of characters, white space not counted."""
    return set(accumulate(len(squeeze(sentence)) for sentence in sentences))


def f1(pairs: Sequence[tuple[str, Sequence[str]]]) -> float:
    """Boundary F1 in percent over (text, its sentences)."""
    right = found = expected = 0
    for text, sentences in pairs:
        ours, theirs = ends(split_sentences(text)), ends(sentences)
        right, found, expected = right + len(ours & theirs), found + len(ours), expected + len(theirs)
    return 200 * right / (found + expected)


def read_blocks(shared: Path) -> list[list[str]]:
    """PUD in blocks of five sentences; one without a final mark closes its block."""
    return blocks_of((shared / "segmentation" / "pud.ar").read_text(encoding="utf-8").splitlines())


def blocks_of(lines: Sequence[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if len(blocks[-1]) == BLOCK or (blocks[-1] and not FINAL.search(blocks[-1][-1])):
            blocks.append([])
        blocks[-1].append(line.strip())
    return blocks


def with_marks(text: str) -> str:
    """An RLM at both ends of every word and every punctuation mark."""
    return regex.sub(r"(?<=\p{P})|(?=\p{P})|\b", "\u200f", text)


def boundary_measures(blocks: Sequence[Sequence[str]]) -> dict[str, float]:
    texts = [(" ".join(block), block) for block in blocks]
    scores = {
        "PUD": f1(texts),
        "PUD, stops without a space": f1([("".join(block), block) for block in blocks]),
        "PUD, RLM everywhere": f1([(with_marks(text), [*map(with_marks, block)]) for text, block in texts]),
    }
    for width in (45, 60, 72, 80, 100):
        wrapped = [(textwrap.fill(text, width), block) for text, block in texts]
        whole = "\n\n".join(text for text, _ in wrapped)
        scores[f"PUD, wrapped at {width}"] = f1(wrapped)
        scores[f"PUD, one file wrapped at {width}"] = f1([(whole, [line for block in blocks for line in block])])
    return scores


def tricky(shared: Path) -> str:
    cases = json.loads((shared / "segmentation" / "tricky.json").read_text(encoding="utf-8"))["cases"]
    right = [
        list(map(squeeze, split_sentences(case["text"]))) == list(map(squeeze, case["expected"])) for case in cases
    ]
    return f"{sum(right)} of {len(right)}"


def seed(shared: Path) -> str:
    """Blocks of the seed article that are as expected."""
    expected = json.loads((shared / "articles" / "expected-blocks.json").read_text(encoding="utf-8"))
    path = shared / "articles" / "qatar-hostage-diplomacy.txt"
    articles = split_articles(Document(path, tuple(split_blocks(path.read_text(encoding="utf-8")))))
    found = {
        (row.line, number, row.kind, sum(part.block == place for part in segment(article)), len(row.text.split()))
        for number, article in enumerate(articles, start=1)
        for place, row in enumerate(article.blocks, start=1)
    }
    dropped = {drop.block.line for article in articles for drop in article.dropped}
    right = 0
    for row in expected:
        if row.get("drop") or row.get("duplicate_of_line"):
            right += row["line"] in dropped
        else:
            right += (row["line"], row["article"], row["kind"], row["sentences"], row["words"]) in found
    return f"{right} of {len(expected)}"


def seconds(action: Callable[[], object]) -> float:
    begin = time.process_time()
    action()
    return time.process_time() - begin


def speed(blocks: Sequence[Sequence[str]]) -> float:
    """MB of UTF-8 a second, best of five."""
    text = "\n\n".join(" ".join(block) for block in blocks) * 6
    return len(text.encode()) / 1e6 / min(seconds(lambda: split_sentences(text)) for _ in range(5))


def fuzz(blocks: Sequence[Sequence[str]], count: int) -> int:
    """Inputs that crash or lose a character, of `count` random ones."""
    source = "\n".join(line for block in blocks for line in block)
    dice = random.Random(1)
    failures = 0
    for _ in range(count):
        cut = dice.randrange(len(source) - 200)
        letters = list(source[cut : cut + dice.randrange(200)])
        for _ in range(dice.randrange(60)):
            letters.insert(dice.randrange(len(letters) + 1), dice.choice(FUZZ))
        text = "".join(letters)
        try:
            failures += squeeze("".join(split_sentences(text))) != squeeze(text)
        except Exception:
            failures += 1
    return failures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    blocks = read_blocks(options.shared)
    figures: dict[str, object] = {name: round(score, 2) for name, score in boundary_measures(blocks).items()}
    figures |= {"tricky.json": tricky(options.shared), "seed article": seed(options.shared)}
    figures["MB/s"] = round(speed(blocks), 2)
    figures |= {f"{name}, s": round(seconds(lambda text=text: split_sentences(text)), 3) for name, text in HARD.items()}
    figures["fuzzed inputs that fail, of 5,000"] = fuzz(blocks, 5000)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        print("\n".join(f"{name:40} {figure}" for name, figure in figures.items()))


if __name__ == "__main__":
    main()
