"""Word diffs: complete on both sides, and readable."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translator.review.worddiff import word_diff

TEXT = st.text(st.sampled_from("ab ,.ةم\n«»"), max_size=30)


@given(TEXT, TEXT)
def test_both_sides_are_whole(old: str, new: str) -> None:
    changes = word_diff(old, new)
    assert "".join(c.text for c in changes if c.kind != "insert") == old
    assert "".join(c.text for c in changes if c.kind != "delete") == new
    assert all(c.text for c in changes)
    if old == new:
        assert {c.kind for c in changes} <= {"equal"}


def test_one_word_is_one_change() -> None:
    assert word_diff("The old man sat.", "The young man sat.") == [
        ("equal", "The "),
        ("delete", "old"),
        ("insert", "young"),
        ("equal", " man sat."),
    ]
    assert word_diff("عاد من الدوحة", "عاد من القاهرة")[-1] == ("insert", "القاهرة")
