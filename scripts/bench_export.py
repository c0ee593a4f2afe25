"""How long a site takes, and whether the work grows with the number of articles: ratios within one run.

python scripts/bench_export.py [--quick] [--json]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from translator import store
from translator.bitext import Bitext
from translator.exporters import ExportOptions, export, export_collection

CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "en"


def seconds(bitexts: Sequence[Bitext], *, word_links: bool = True) -> float:
    """Processor time of the site of `bitexts`, files made and thrown away."""
    start = time.process_time()
    options = ExportOptions(base_url="https://example.org/", word_links=word_links)
    for _ in export_collection(bitexts, "site", options):
        pass
    return time.process_time() - start


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the articles")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    arguments = parser.parse_args()
    samples = [store.load(path) for path in sorted(CORPUS.glob("*.po"))]
    count = 100 if arguments.quick else 1000
    many = [replace(samples[n % len(samples)], slug=f"article-{n}") for n in range(count)]
    seconds(many[: len(samples)])
    half, whole = seconds(many[: count // 2]), seconds(many)
    plain = seconds(many, word_links=False)
    page, plain_page = (len(export(samples[0], "html", ExportOptions(word_links=on))) for on in (True, False))
    figures = {
        "articles": count,
        "seconds": round(whole, 2),
        "growth": round(whole / half, 2),
        "page_bytes": page,
        "seconds_without_word_links": round(plain, 2),
        "page_bytes_without_word_links": plain_page,
    }
    if arguments.json:
        print(json.dumps(figures))
    else:
        print(f"{count} articles: {whole:.2f} s of processor time, {1000 * whole / count:.1f} ms an article.")
        print(f"Without word links: {plain:.2f} s, and a page of {plain_page // 1000} kB.")
        print(f"Twice the articles take {whole / half:.2f} times as long. A page of its own: {page // 1000} kB.")


if __name__ == "__main__":
    main()
