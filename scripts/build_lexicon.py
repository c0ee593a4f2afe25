"""Build translator/language/data/lexicon.tsv: which English words translate an Arabic stem.

It aligns sentences (translator.align) and links words (translator.language.word_links).

    python scripts/build_lexicon.py [PAIRS.tsv …]     (default: corpus/parallel/*.tsv)

IBM Model 1 (Brown and others, "The Mathematics of Statistical Machine Translation", Computational Linguistics 19, 1993)
over light stems of both languages, as translator.language.lexicon makes them. An Arabic stem is kept when it was met
often enough and one to four English stems together are likely enough.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from translator.language.lexicon import arabic_stems, english_stems

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "translator" / "language" / "data" / "lexicon.tsv"
HEAD = "# Arabic stem, English stems; learned by scripts/build_lexicon.py from pairs written for this project\n"
ROUNDS = 6
FEWEST = 3
"""How often an Arabic stem must be met."""
LEAST, LEAST_TOGETHER = 0.07, 0.25
"""Probability of each English stem that is kept, and of all of them."""
MOST = 4
COMMON = 0.08
"""English stems in more sentences than this share tell nothing."""


def read_pairs(files: Iterable[Path]) -> Iterator[tuple[list[str], list[str]]]:
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            arabic, _, english = line.partition("\t")
            yield sorted(arabic_stems(arabic)), sorted(english_stems(english.partition("\t")[0]))


def train(pairs: list[tuple[list[str], list[str]]]) -> dict[str, dict[str, float]]:
    """The probability of each English stem for each Arabic one, "" for those that translate nothing."""
    table: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(lambda: 1.0))
    for turn in range(ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for arabic, english in pairs:
            rows = [(stem, table[stem]) for stem in ("", *arabic)]
            for word in english:
                total = sum(row[word] for _, row in rows) if turn else len(rows)
                for stem, row in rows:
                    counts[stem][word] += (row[word] if turn else 1.0) / total
        table = defaultdict(lambda: defaultdict(float))
        for stem, row in counts.items():
            total = sum(row.values())
            table[stem] = defaultdict(
                float, {word: count / total for word, count in row.items() if count / total > 1e-4}
            )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="*", type=Path)
    files = parser.parse_args().pairs or sorted((ROOT / "corpus" / "parallel").glob("*.tsv"))
    pairs = list(read_pairs(files))
    met = Counter(stem for arabic, _ in pairs for stem in arabic)
    common = {
        word for word, n in Counter(w for _, english in pairs for w in english).items() if n > COMMON * len(pairs)
    }
    lines = []
    for stem, row in sorted(train(pairs).items()):
        if not stem or met[stem] < FEWEST:
            continue
        best = sorted(((p, word) for word, p in row.items() if p >= LEAST and word not in common), reverse=True)[:MOST]
        if sum(p for p, _ in best) >= LEAST_TOGETHER:
            lines.append(f"{stem}\t{' '.join(word for _, word in best)}\n")
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{len(pairs):,} pairs, {len(lines):,} stems in {OUTPUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
