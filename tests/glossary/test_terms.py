"""Terms found in Arabic sentences and in English ones."""

from __future__ import annotations

import pytest

from translator.glossary import Glossary, Term, find_target

GLOSSARY = Glossary(
    (
        Term(("صفقة", "صفقات"), ("deal", "agreement"), ("bargain",)),
        Term(("مجلس",), ("council",)),
        Term(("مجلس الأمن القومي",), ("National Security Council",)),
        Term(("وزير",), ("minister",)),
        Term(("رهينة", "رهائن"), ("hostage",)),
        Term(("مستشفى",), ("hospital",)),
        Term(("إدارة",), ("administration",)),
        Term(("كيربي",), ("Kirby",)),
        Term(("قطر",), ("Qatar",)),
        Term(("GPT",), ("GPT",)),
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("صفقة", "صفقة"),
        ("هذه الصفقة", "الصفقة"),
        ("وبالصفقة التي", "وبالصفقة"),
        ("للصفقة", "للصفقة"),
        ("صفقاتهم", "صفقاتهم"),
        ("الصفقتين", "الصفقتين"),
        ("بصفقته", "بصفقته"),
        ("صَفْقَة", "صَفْقَة"),
        ("صفقه", "صفقه"),
        ("فالوزير", "فالوزير"),
        ("الوزيران", "الوزيران"),
        ("كوزير", "كوزير"),
        ("المستشفي", "المستشفي"),
        ("اداره", "اداره"),
        ("والرهائن", "والرهائن"),
        ("وكيربي", "وكيربي"),
        ("نموذج GPT-4", "GPT"),
        ("بمجلس الأمن القومي الأمريكي", "بمجلس الأمن القومي"),
        ("مجلس أمن قومي", "مجلس أمن قومي"),
    ],
)
def test_a_term_is_found_however_it_is_written(text: str, found: str) -> None:
    (hit,) = GLOSSARY.find(text)
    assert text[slice(*hit.span)] == found


@pytest.mark.parametrize("text", ["صفق الجمهور", "وزارة الصحة", "القطار", "قطرات الماء", "جلس", "", "؟", "كيربيون"])
def test_other_words_are_left_alone(text: str) -> None:
    assert GLOSSARY.find(text) == []


def test_the_longest_term_wins() -> None:
    hits = GLOSSARY.find("اجتمع مجلس الأمن القومي ومجلس الوزراء")
    assert [hit.term.target for hit in hits] == ["National Security Council", "council"]


def test_a_hit_tells_its_words() -> None:
    (hit,) = GLOSSARY.find("قال منسق مجلس الأمن القومي ذلك")
    assert hit.words == range(2, 5)


@pytest.mark.parametrize(
    ("target", "wanted", "found"),
    [
        ("Two deals were made", "deal", "deals"),
        ("The hostages’ families", "hostage", "hostages’"),
        ("a hostage-release deal", "deal", "deal"),
        ("U.S. forces", "U.S.", "U.S."),
        ("the National Security Council's spokesman", "National Security Council", "National Security Council's"),
        ("policies changed", "policy", "policies"),
        ("The Cease-fire holds", "ceasefire", "Cease-fire"),
    ],
)
def test_an_english_term_is_found_in_any_number(target: str, wanted: str, found: str) -> None:
    place = find_target(target, wanted)
    assert place is not None
    assert target[slice(*place)].startswith(found.rstrip("’'s"))


@pytest.mark.parametrize(
    ("target", "wanted"), [("a dealer", "deal"), ("", "deal"), ("Security Council", "National Security Council")]
)
def test_an_english_term_that_is_not_there(target: str, wanted: str) -> None:
    assert find_target(target, wanted) is None


def test_merged_terms_replace_their_namesakes() -> None:
    merged = GLOSSARY.merged([Term(("صفقه",), ("pact",)), Term(("هدنة",), ("truce",))])
    assert len(merged.terms) == len(GLOSSARY.terms) + 1
    assert [hit.term.target for hit in merged.find("صفقة وهدنة")] == ["pact", "truce"]


def test_ten_thousand_terms_are_no_slower_to_search_than_their_index() -> None:
    glossary = Glossary(tuple(Term((f"مصطلح{n}",), (f"term {n}",)) for n in range(10_000)))
    text = "مصطلح77 " * 2000
    assert len(glossary.find(text)) == 2000


def test_terms_are_searched_by_a_sentence_and_by_a_part() -> None:
    deal, truce = Term(("صفقة",), ("Deal", "agreement")), Term(("هدنة",), ("truce",))
    glossary = Glossary((truce, deal))
    assert glossary.search("انتهت الصفقة، وبدأت الهدنة.") == (deal, truce)
    assert glossary.search("صفق") == glossary.search("dea") == (deal,)
    assert glossary.search("zebra") == ()
