"""Which words of a person's translation belong to which words of the source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.language.word_links import LONGEST, edited_links, links

KNOWN = [
    ("بلغ الإنتاج ٤١ طنا", "Production came to 41 tonnes", "٤١:41"),
    ("باع ثلاثة وعشرين كتابا", "He sold twenty-three books", "ثلاثة:twenty-three وعشرين:twenty-three باع:sold"),
    ("وصل الوفد يوم الثلاثاء", "On Tuesday the delegation arrived", "الثلاثاء:Tuesday الوفد:delegation وصل:arrived"),
    ("اجتمع في أكتوبر الماضي", "It met last October", "أكتوبر:October"),
    ("زار سوليفان الصين", "China was visited by Sullivan", "سوليفان:Sullivan الصين:China"),
    (
        "قالت الأمم المتحدة ذلك",
        "The United Nations said so",
        "الأمم:United الأمم:Nations المتحدة:United المتحدة:Nations",
    ),
    ("شركة Siemens الألمانية", "Siemens, the German company", "شركة:company Siemens:Siemens, الألمانية:German"),
    ("أصلحوا الجسر القديم", "They mended the old bridge", "الجسر:bridge القديم:old"),
]


@pytest.mark.parametrize(("source", "target", "expected"), KNOWN)
def test_words_find_their_counterparts(source: str, target: str, expected: str) -> None:
    ours, theirs = source.split(), target.split()
    found = {f"{ours[i]}:{theirs[j]}" for i, j in links(source, target)}
    assert set(expected.split()) <= found


def test_auxiliaries_belong_to_no_word() -> None:
    target = "Al-Mutawa told reporters that the round had ended"
    found = links("وقال المطوع للصحفيين إن الجولة انتهت", target)
    assert "had" not in {target.split()[j] for _, j in found}
    assert {(1, 0), (2, 2)} <= set(found)


def test_a_word_said_twice_goes_with_its_neighbours() -> None:
    source = "قال المدير إن المدرسة فتحت وقال المعلم إن المدرسة أغلقت"
    target = "The director said the school opened and the teacher said the school closed"
    ours, theirs = source.split(), target.split()
    schools = [(i, j) for i, j in links(source, target) if ours[i] == "المدرسة"]
    assert schools == [(3, 4), (8, 11)]
    assert [theirs[j] for _, j in schools] == ["school", "school"]


def test_a_word_alone_between_linked_ones_goes_with_the_one_alone_between_theirs() -> None:
    assert (1, 1) in links("سوليفان زمهرير أوباما", "Sullivan chilled Obama")


@pytest.mark.parametrize(("source", "target"), [("", ""), ("مرحبا", ""), ("", "Hello"), ("شمس الصباح", "A dog barks")])
def test_what_shares_nothing_has_no_links(source: str, target: str) -> None:
    assert links(source, target) == ()


@given(*[st.text("مسوليفان الصين ثلاثة 41 China Sullivan three", max_size=80)] * 2)
def test_links_are_places_of_words_in_order(source: str, target: str) -> None:
    found = links(source, target)
    assert list(found) == sorted(set(found))
    assert all(0 <= i < len(source.split()) and 0 <= j < len(target.split()) for i, j in found)


def test_an_edited_translation_keeps_the_machine_s_links_of_the_words_that_stayed() -> None:
    source = "استؤنفت المحادثات أمس"
    machine, alignment = "Chats yesterday resumed", ((1, 0), (2, 1), (0, 2))
    assert edited_links(source, machine, machine, alignment) == ((0, 2), (1, 0), (2, 1))
    found = edited_links(source, "The talks were resumed yesterday", machine, alignment)
    assert (1, 1) in found, "told by the lexicon, as the machine's word is gone"
    assert {(0, 3), (2, 4)} & set(found), "one of two swapped words stayed, its link with it"
    assert edited_links("غاب", "Gone", "He was away", ((0, 0), (7, 2))) == ()


def test_what_is_no_sentence_has_no_links() -> None:
    assert links("الصين " * 10_000, "China " * 10_000) == ()
    assert links("الصين", "China " + "x " * LONGEST) == ()


def test_many_words_are_linked_in_translations_and_few_in_strangers(shared: Path) -> None:
    """Of 1,000 professional translations, and of the same sentences beside those of others."""
    arabic, english = (
        (shared / "segmentation" / f"pud.{side}").read_text("utf-8").splitlines() for side in ("ar", "en")
    )
    size = sum(len(text.split()) for text in arabic)
    true = sum(len(links(*pair)) for pair in zip(arabic, english, strict=True))
    chance = sum(len(links(*pair)) for pair in zip(arabic, english[1:] + english[:1], strict=True))
    assert true / size > 0.45
    assert chance / size < 0.07


def test_a_short_form_is_no_name_that_sounds_like_a_word() -> None:
    assert (4, 0) not in links("وقال إنه مستعد هذا العام.", "I'm ready, he said.")
