"""Laws of segmentation: nothing is lost, a second pass changes nothing, marks nobody sees change nothing."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from translator.segmentation import split_blocks, split_sentences

WORDS = (
    "قال الوزير وأضاف د. أحمد م. سنة 354 هـ. ق.م. 12 كم. ج. ك. رولينغ أ.ش.أ. ش.م.م. إلخ. بي.بي.سي 3.5 10:30 ص. 2022. "
    '1. أ. «هل ستأتي؟» سأل «انتهى». "نعم." ثم (انظر الملحق.) [1] ... … .. !! ؟! ؟ ! . ۔ ؛ ، : - – • # 😀 ياهو! '
    "www.a.com a@b.c https://x.y/?q=1. Dr. U.S. Inc. r.v2.pdf انتهى.وغادر هل?نعم « » \" ' ( ) [ ] { } “ ” „ ‹ › ﴿ ﴾"
).split()
SPACES = st.sampled_from([" ", " ", " ", "", "  ", "\u00a0", "\t"])
BREAKS = st.sampled_from([" ", " ", "\n", "\n\n", "\r\n", "\u2028", "\f"])
OTHER = st.text(st.characters(exclude_characters="\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029"), max_size=3)
MARKS = st.sampled_from(["", "", "", "\u200f", "\u200e", "\u202b", "\u202c", "\u0640", "\u064e", "\ufeff"])


@st.composite
def texts(draw: st.DrawFn, breaks: st.SearchStrategy[str] = SPACES) -> str:
    """Words, stops and marks as hard cases have them, in any order."""
    words = draw(st.lists(st.sampled_from(WORDS) | OTHER, max_size=25))
    return "".join(word + draw(MARKS) + draw(breaks) for word in words)


def squeeze(text: str) -> str:
    return "".join(text.split())


@given(texts(SPACES | BREAKS) | st.text())
def test_no_character_is_lost_or_moved(text: str) -> None:
    assert squeeze("".join(split_sentences(text))) == squeeze(text)
    assert squeeze("".join(block.text for block in split_blocks(text))) == squeeze(text)


@given(texts())
def test_a_sentence_is_one_sentence(text: str) -> None:
    for sentence in split_sentences(text):
        assert split_sentences(sentence) == [sentence]


@given(texts(SPACES | BREAKS) | st.text())
def test_every_sentence_has_text(text: str) -> None:
    sentences = split_sentences(text)
    assert all(sentence == sentence.strip() != "" for sentence in sentences)


@given(texts())
def test_invisible_marks_change_nothing(text: str) -> None:
    plain = regex.sub("[\u200e\u200f\u202b\u202c\ufeff]", "", text)
    marked = regex.sub(r"(?<=\p{L})(?=\P{L})", "\u200f", plain)
    assert [squeeze(sentence).replace("\u200f", "") for sentence in split_sentences(marked)] == [
        squeeze(sentence) for sentence in split_sentences(plain)
    ]


@given(texts(SPACES | BREAKS))
def test_blocks_number_their_lines(text: str) -> None:
    lines = regex.split(r"\r\n|\r|\n", text)
    for block in split_blocks(text):
        assert block.text.split()[0] in lines[block.line - 1]
