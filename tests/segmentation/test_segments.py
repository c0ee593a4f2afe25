"""A reviewer's joins and splits, made again when the article is read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from translator.bitext import Article, Block, Kind, Segment
from translator.segmentation import apply_joins_and_splits, cut_between, cuts_in, segment, split_sentences

TEXT = "قال الوزير إن الأمر انتهى. وأضاف أنه سعيد، وأن الوفد سيعود غدا. ثم غادر القاعة مع رفاقه."


def segments_of(*blocks: str) -> list[Segment]:
    return segment(
        Article(
            "story", Path("story.txt"), tuple(Block(text, Kind.PARAGRAPH, line) for line, text in enumerate(blocks, 1))
        )
    )


def texts(segments: list[Segment]) -> list[str]:
    return [one.text for one in segments]


def test_segments_say_where_they_stand() -> None:
    found = segments_of(TEXT, "نعم. لا.")
    assert [(one.location, one.line) for one in found] == [
        ("p1.s1", 1),
        ("p1.s2", 1),
        ("p1.s3", 1),
        ("p2.s1", 2),
        ("p2.s2", 2),
    ]


def test_a_join() -> None:
    first, second, third, *_ = segments_of(TEXT)
    cut = cut_between(first.text, second.text, splits=False)
    joined = apply_joins_and_splits([first, second, third], [cut])
    assert texts(joined) == [f"{first.text} {second.text}", third.text]
    assert [one.sentence for one in joined] == [1, 2]


def test_a_split() -> None:
    left, right = "وأضاف أنه سعيد،", "وأن الوفد سيعود غدا."
    split = apply_joins_and_splits(segments_of(TEXT), [cut_between(left, right, splits=True)])
    assert texts(split) == ["قال الوزير إن الأمر انتهى.", left, right, "ثم غادر القاعة مع رفاقه."]
    assert [one.location for one in split] == ["p1.s1", "p1.s2", "p1.s3", "p1.s4"]


def test_cuts_survive_edits_elsewhere_in_the_sentence() -> None:
    first, second = "قال وزير الخارجية القطري أمس إن الأمر انتهى تماما.", "وأضاف أنه سعيد جدا بما جرى في الدوحة."
    cut = cut_between(first, second, splits=False)
    edited = segments_of("صرح وزير الخارجية إن الأمر انتهى تماما. وأضاف أنه سعيد جدا بما كان.")
    assert len(apply_joins_and_splits(edited, [cut])) == 1


def test_cuts_whose_words_are_gone_do_nothing() -> None:
    cuts = [cut_between("كلمات لا توجد", "في النص", splits=splits) for splits in (True, False)]
    assert apply_joins_and_splits(segments_of(TEXT), cuts) == segments_of(TEXT)
    assert apply_joins_and_splits(segments_of(TEXT), [cut_between("", "", splits=True)]) == segments_of(TEXT)


def test_blocks_are_never_joined() -> None:
    found = segments_of("نعم.", "لا.")
    assert apply_joins_and_splits(found, [cut_between("نعم.", "لا.", splits=False)]) == found


WORDS = st.lists(st.sampled_from([*TEXT.split(), "نعم.", "لا؟", "«هل»"]), min_size=2, max_size=30)


@given(WORDS, st.lists(st.integers(1, 29), max_size=6))
def test_what_a_block_is_stored_as_comes_back(words: list[str], places: list[int]) -> None:
    ends = sorted({place for place in places if place < len(words)})
    stored = [" ".join(words[start:end]) for start, end in zip([0, *ends], [*ends, len(words)], strict=True)]
    again = apply_joins_and_splits(segments_of(" ".join(words)), cuts_in(stored))
    assert "".join(texts(again)).replace(" ", "") == "".join(words)
    if all("".join(words).count(f"{cut.left}{cut.right}".replace(" ", "")) == 1 for cut in cuts_in(stored)):
        assert texts(again) == stored
    assert apply_joins_and_splits(again, cuts_in(stored)) == again


def test_no_cuts_where_the_rules_agree() -> None:
    assert cuts_in(split_sentences(TEXT)) == []
    found = segments_of(TEXT)
    assert apply_joins_and_splits(found, []) == found
    assert found[0] == replace(found[0])
