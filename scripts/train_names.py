"""Learn which letter sequences make an Arabic word look like a name: writes translator/language/data/names.tsv.

    python scripts/train_names.py corpus/parallel ../shared/parallel

The texts are parallel (`arabic<TAB>english`, plain or .xz), as are the lists of names (Google's transliterations,
Apache-2.0), whose words count a little where the texts do not have them. A word counts as a name where a capitalised
English word inside the sentence sounds like it, and as none where no capitalised word does; a logistic regression
(AdaGrad, with an L1 penalty) over its one- to four-letter sequences is kept as whole numbers. Frequent words of the
texts written for this project (authored_*) that the sequences misjudge are listed whole. The same texts give the same
file.
"""

from __future__ import annotations

import argparse
import lzma
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from translator.language.names import SCALE, sequences
from translator.language.transliteration import arabic_skeletons, latin_skeletons
from translator.language.words import words

TEXTS = ("authored_*", "xquad*", "mt_geneval*", "tico19*", "un_conflict*")
LISTS = ("names_google_translit*",)
LISTED = 0.2
"""What a listed name counts beside one that is met in a text."""
TARGET = Path(__file__).resolve().parent.parent / "translator" / "language" / "data" / "names.tsv"
ARABIC = re.compile(r"[\u0621-\u064a]{3,}")
KEPT, EPOCHS, RATE, PENALTY = 8000, 10, 0.3, 0.05


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The pairs of a text, one a line."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as stream:
        for line in stream:
            fields = line.rstrip("\n").split("\t")
            if len(fields) >= 2:
                yield fields[0], fields[1]


def likeness(word: str, capitalised: set[str]) -> float:
    """How much the word sounds like the likest of the capitalised skeletons, from 0 to 1."""
    ours = [skeleton for skeleton in arabic_skeletons(word) if len(skeleton) > 1]
    return max((Levenshtein.normalized_similarity(o, c) for o in ours for c in capitalised), default=0.0)


def count_names(paths: Sequence[Path]) -> tuple[dict[str, float], Counter[str]]:
    """How often each Arabic word stood beside its transliteration, and how often beside nothing like it."""
    names: dict[str, float] = defaultdict(float)
    others: Counter[str] = Counter()
    for path in paths:
        for arabic, english in read_pairs(path):
            latin = [word for word in words(english) if not word.is_number]
            capitalised = {
                s for n, word in enumerate(latin) if not n or word.text[0].isupper() for s in latin_skeletons(word.text)
            }
            for word in words(arabic):
                if ARABIC.fullmatch(word.key):
                    score = likeness(word.key, capitalised)
                    long = max(map(len, arabic_skeletons(word.key))) > 3
                    if score == 1 or (score >= 0.75 and long):
                        names[word.key] += 1
                    elif score < 0.5:
                        others[word.key] += 1
    return names, others


def listed_names(paths: Sequence[Path]) -> Iterator[str]:
    """The Arabic words of lists of names."""
    for path in paths:
        for arabic, _ in read_pairs(path):
            yield from (word.key for word in words(arabic) if ARABIC.fullmatch(word.key))


def learn(examples: Sequence[tuple[str, bool, float]]) -> dict[str, float]:
    """Weights of the letter sequences, "" being the constant."""
    weights: dict[str, float] = {"": 0.0}
    squares: dict[str, float] = {}
    common = Counter(sequence for word, _, _ in examples for sequence in sequences(word))
    features = {word: [s for s in sequences(word) if common[s] >= 6] for word, _, _ in examples}
    order = list(examples)
    for epoch in range(EPOCHS):
        random.Random(epoch).shuffle(order)
        for word, is_name, importance in order:
            score = weights[""] + sum(weights.get(sequence, 0.0) for sequence in features[word])
            gradient = (1 / (1 + math.exp(-score)) - is_name) * importance
            weights[""] -= 0.01 * gradient
            for sequence in features[word]:
                squares[sequence] = squares.get(sequence, 1e-8) + gradient * gradient
                rate = RATE / math.sqrt(squares[sequence])
                moved = weights.get(sequence, 0.0) - rate * gradient
                weights[sequence] = math.copysign(max(abs(moved) - rate * PENALTY, 0.0), moved)
    return weights


def find_files(folders: Sequence[Path], patterns: Sequence[str]) -> list[Path]:
    return [path for folder in folders for pattern in patterns for path in sorted(folder.glob(pattern))]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    folders = parser.parse_args().folders
    paths, lists = (find_files(folders, TEXTS), find_files(folders, LISTS))
    names, others = count_names(paths)
    for word in listed_names(lists):
        names[word] += LISTED
    share = {word: names[word] / (names[word] + others[word]) for word in sorted(set(names) | set(others))}
    examples = [
        (word, part >= 0.7, 1 + math.log(max(names[word] + others[word], 1)))
        for word, part in share.items()
        if part >= 0.7 or part <= 0.2
    ]
    weights = learn(examples)
    kept = sorted((w for w in weights if w), key=lambda s: (-abs(weights[s]), s))[:KEPT]
    table = {s: round(SCALE * weights[s]) for s in ["", *kept]}
    own_names, own_others = count_names([path for path in paths if path.name.startswith("authored_")])
    for word in sorted(set(own_names) | set(own_others)):
        count, part = own_names[word] + own_others[word], share.get(word, 0.5)
        score = sum(table.get(s, 0) for s in sequences(word)) + table[""]
        if (part >= 0.8 and count >= 2 and score <= 0) or (part <= 0.15 and count >= 1 and score > -5):
            table[f"^{word}$"] = round(SCALE * 5 * (1 if part >= 0.8 else -1)) - score
    lines = [f"{sequence}\t{weight}" for sequence, weight in sorted(table.items()) if weight]
    TARGET.write_text(
        "\n".join(["# letter sequence (^ start, $ end of the word)\tweight", *lines, ""]), encoding="utf-8"
    )
    print(f"{len(paths)} texts, {len(examples)} words, {len(lines)} weights in {TARGET.name}")


if __name__ == "__main__":
    main()
