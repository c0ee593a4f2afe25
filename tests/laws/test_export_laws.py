"""Laws of publishing: whatever the sentences, no word is lost, moved or read as markup."""

from __future__ import annotations

import lxml.html
import regex
from hypothesis import given
from hypothesis import strategies as st

from translator.bitext import Bitext, Kind, Pair, Segment, State
from translator.exporters import ExportOptions, export
from translator.exporters.bidi import runs
from translator.exporters.html.markup import mark_up, word_groups
from translator.exporters.html.page import anchor
from translator.exporters.published import clean

ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةى ًّ،؛؟«»٪٠١٢ abcXYZé019.-–/:%()[]{}<>&\"'#*_`|\\\n\t\u200f\u202e"
TEXTS = st.text(st.one_of(st.sampled_from(ALPHABET), st.characters()), min_size=1, max_size=60)
PAIRS = st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(State), st.sampled_from(Kind)), min_size=1, max_size=6)


def bitext_of(rows: list[tuple[str, str, State, Kind]]) -> Bitext:
    pairs = tuple(
        Pair(f"law/{place:08x}", Segment(arabic, kind, place, 1), english, state)
        for place, (arabic, english, state, kind) in enumerate(rows, 1)
    )
    return Bitext("law", "corpus/ar/law.txt", pairs)


@given(TEXTS, st.sampled_from(["ar", "en"]))
def test_runs_are_the_sentence(text: str, lang: str) -> None:
    assert "".join(run.text for run in runs(text, lang)) == text


@given(TEXTS)
def test_no_latin_letter_in_arabic_stays_outside_a_run(text: str) -> None:
    own = "".join(run.text for run in runs(text, "ar") if not run.lang)
    assert not regex.search(r"\p{bc=L}", own)


@given(TEXTS, st.dictionaries(st.integers(0, 20), st.integers(1, 5)))
def test_markup_shows_the_sentence(text: str, groups: dict[int, int]) -> None:
    text = clean(text).replace("\r", "\n")
    html = lxml.html.fragment_fromstring(f"<p>{mark_up(text, 'ar', groups)}</p>")
    assert html.text_content() == text


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_aligned_words_share_a_group(alignment: list[tuple[int, int]]) -> None:
    source, target = word_groups(alignment)
    assert all(source[left] == target[right] for left, right in alignment)
    numbers = list(dict.fromkeys(source[word] for word in sorted(source)))
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(target.values()) == set(numbers)


@given(PAIRS, st.booleans(), st.booleans())
def test_pages_show_all_arabic_and_only_what_may_be_shown(
    rows: list[tuple[str, str, State, Kind]], reviewed_only: bool, marks: bool
) -> None:
    bitext = bitext_of(rows)
    page = lxml.html.document_fromstring(export(bitext, "html", ExportOptions(reviewed_only, marks=marks)).decode())
    for pair in bitext.pairs:
        assert page.get_element_by_id(anchor(pair.id)).text_content() == clean(pair.source).replace("\r", "\n")
        english = page.get_element_by_id(f"{anchor(pair.id)}-en")
        shown = {State.REVIEWED} if reviewed_only else {State.REVIEWED, State.MACHINE, State.STALE}
        if pair.state in shown:
            assert english.text_content() == clean(pair.target).replace("\r", "\n")
        else:
            assert english.get("class") == "missing"


@given(PAIRS)
def test_tables_keep_their_shape(rows: list[tuple[str, str, State, Kind]]) -> None:
    lines = export(bitext_of(rows), "tsv").decode("utf-8").split("\n")
    assert len(lines) == len(rows) + 2
    assert {line.count("\t") for line in lines[:-1]} == {11}
