"""PDF: text that can be taken out again, tags, language, outline, fonts; a clear error without a browser."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from translator.bitext import Bitext, Kind, Pair
from translator.errors import ExportError
from translator.exporters import ExportOptions, export
from translator.exporters.published import clean

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def long_article(make: Callable[..., Bitext], bitext: Bitext) -> Bitext:
    """The mixed article and thirty numbered paragraphs, so that pages break."""
    rows = [(f"بداية {n} {'كلمات كثيرة ' * 20}نهاية {n}.", f"Begin{n}x {'word ' * 60}End{n}x.", "r") for n in range(30)]
    last = bitext.pairs[-1].segment.block
    added = make([(Kind.PARAGRAPH, [row]) for row in rows], "long").pairs
    moved = (replace(pair, segment=replace(pair.segment, block=pair.segment.block + last)) for pair in added)
    return replace(bitext, pairs=(*bitext.pairs, *moved))


@pytest.fixture(scope="module")
def pdf(long_article: Bitext, require_program: Callable[..., str]) -> bytes:
    require_program("chromium", "chromium-browser", "google-chrome", package="chromium")
    return export(long_article, "pdf", ExportOptions(marks=False))


@pytest.fixture(scope="module")
def hard_article(make: Callable[..., Bitext], hard_bitexts: dict[str, Bitext], samples: list[Bitext]) -> Bitext:
    """All the hard articles and the samples in one."""
    pairs: list[Pair] = []
    for number, article in enumerate((*hard_bitexts.values(), *samples)):
        for pair in article.pairs:
            segment = replace(pair.segment, block=1000 * number + pair.segment.block)
            pairs.append(replace(pair, id=f"{number}/{pair.id}", segment=segment))
    return replace(make([]), pairs=tuple(pairs))


def letters(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFKC", text)
    return Counter(character for character in folded if unicodedata.category(character) in {"Lo", "Lu", "Ll", "Nd"})


def test_letters_can_be_taken_out_again(
    pdf: bytes, long_article: Bitext, tmp_path: Path, require_program: Callable[..., str]
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf)
    command = [require_program("pdftotext", package="poppler-utils"), str(tmp_path / "a.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")
    wanted = letters(" ".join(pair.source for pair in long_article.pairs))
    arabic = Counter({letter: count for letter, count in wanted.items() if letter > "\u0600"})
    found = letters(text)
    assert sum(min(count, found[letter]) for letter, count in arabic.items()) / arabic.total() >= 0.99


def test_letters_of_hard_articles_can_be_taken_out_again(
    hard_article: Bitext, tmp_path: Path, require_program: Callable[..., str]
) -> None:
    (tmp_path / "a.pdf").write_bytes(export(hard_article, "pdf", ExportOptions(marks=False)))
    command = [require_program("pdftotext", package="poppler-utils"), str(tmp_path / "a.pdf"), "-"]
    found = letters(subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8"))
    wanted = letters(clean(" ".join(pair.source for pair in hard_article.pairs)))
    arabic = Counter({letter: count for letter, count in wanted.items() if "\u0600" < letter < "\u0700"})
    assert arabic.total() > 20_000
    assert sum(min(count, found[letter]) for letter, count in arabic.items()) / arabic.total() >= 0.99


def test_words_keep_their_letters_in_order(pdf: bytes, long_article: Bitext) -> None:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    words = {word for pair in long_article.pairs for word in re.findall(r"[\u0621-\u064a]{3,}", pair.source)}
    assert [word for word in words if word not in text] == []


def test_tagged_with_language_title_and_outline(pdf: bytes) -> None:
    document = pypdf.PdfReader(BytesIO(pdf))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert document.metadata
    assert str(document.metadata.title).startswith("A city regains its river after forty years")
    assert len(document.outline) > 0


def test_every_font_is_embedded(pdf: bytes, tmp_path: Path, require_program: Callable[..., str]) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf)
    command = [require_program("pdffonts", package="poppler-utils"), str(tmp_path / "a.pdf")]
    rows = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()[2:]
    names = {row.split()[0].partition("+")[2] for row in rows}
    assert names == {"Amiri-Regular", "Literata-Regular", "Literata-SemiBold"}
    assert all(re.search(r"\byes (yes|no)  ?yes\b", row) for row in rows)


def test_pairs_are_not_split_between_pages(pdf: bytes) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    assert len(pages) > 4
    for n in range(30):
        [begin] = [number for number, text in enumerate(pages) if f"Begin{n}x" in text]
        [end] = [number for number, text in enumerate(pages) if f"End{n}x" in text]
        assert begin == end, n


def test_same_bytes_twice(pdf: bytes, long_article: Bitext) -> None:
    assert export(long_article, "pdf", ExportOptions(marks=False)) == pdf


def test_without_a_browser_the_error_says_what_to_install(bitext: Bitext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr("translator.exporters.pdf.PLACES", ())
    with pytest.raises(ExportError, match=r"no Chromium was found to print with\. Install Chromium, Chrome or Edge"):
        export(bitext, "pdf")


def test_a_browser_that_fails_is_named(bitext: Bitext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/bin/false")
    with pytest.raises(ExportError, match="/bin/false could not print it"):
        export(bitext, "pdf")
