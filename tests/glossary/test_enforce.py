"""Terms put into translations, verified, and told as findings; one spelling a name."""

from __future__ import annotations

from translator.bitext import Kind, Pair, Segment, State
from translator.checks import check
from translator.engines.base import Translation
from translator.glossary import (
    Glossary,
    Term,
    annotate_inline,
    enforce,
    glossary_check,
    missing_terms,
    name_corrections,
    names_of,
    unannotated,
)

GLOSSARY = Glossary(
    (
        Term(("صفقة",), ("deal", "agreement"), ("bargain",)),
        Term(("كيربي",), ("Kirby",)),
        Term(("هدنة",), ("truce",)),
    )
)
SOURCE = "قال كيربي إن الصفقة قريبة"
ALIGNMENT = ((0, 1), (1, 0), (3, 2), (3, 3), (4, 4), (4, 5))


def pair(source: str, target: str, state: State = State.MACHINE, number: int = 1) -> Pair:
    return Pair(f"story/{number}", Segment(source, Kind.PARAGRAPH, number, 1), target, state)


def test_a_translation_with_every_term_is_kept() -> None:
    answer = Translation("Kirby said the agreement is near.", -1, ("Kirby said the deal is near.",))
    assert enforce(SOURCE, answer, GLOSSARY).text == answer.text


def test_another_hypothesis_that_has_the_terms_is_chosen() -> None:
    answer = Translation("He said the bargain is near.", -1, ("Kirby says it is near.", "Kirby said the deal is near."))
    result = enforce(SOURCE, answer, GLOSSARY)
    assert (result.text, result.missing, result.replaced) == ("Kirby said the deal is near.", (), ())


def test_aligned_words_and_names_that_sound_alike_are_replaced() -> None:
    result = enforce(SOURCE, Translation("Kerby said the bargain is near.", -1, (), ALIGNMENT), GLOSSARY)
    assert result.text == "Kirby said the deal is near."
    assert result.replaced == (("Kerby", "Kirby"), ("the bargain", "the deal"))
    assert result.missing == ()


def test_punctuation_capital_article_and_genitive_stay() -> None:
    result = enforce("الهدنة، كما قال", Translation("“A ceasefire,” as he said", -1, (), ((0, 0), (0, 1))), GLOSSARY)
    assert result.text == "“A truce,” as he said"
    named = enforce("بيان كيربي", Translation("Kerby’s statement", -1), GLOSSARY)
    assert named.text == "Kirby’s statement"


def test_what_cannot_be_placed_is_told_and_the_text_left() -> None:
    scattered = ((0, 1), (3, 0), (3, 5))
    result = enforce(SOURCE, Translation("Kirby said it is very near.", -1, (), scattered), GLOSSARY)
    assert result.text == "Kirby said it is very near."
    assert [hit.term.target for hit in result.missing] == ["deal"]


def test_words_shared_with_another_source_word_are_not_replaced() -> None:
    shared = ((3, 2), (3, 3), (4, 3))
    result = enforce(SOURCE, Translation("Kirby said the near-pact.", -1, (), shared), GLOSSARY)
    assert result.text == "Kirby said the near-pact."


def test_an_alignment_beyond_the_text_does_no_harm() -> None:
    result = enforce(SOURCE, Translation("Kirby said so.", -1, (), ((3, 9), (99, 0))), GLOSSARY)
    assert result.text == "Kirby said so."


def test_sources_are_annotated_for_engines_that_know_how() -> None:
    assert annotate_inline(SOURCE, GLOSSARY.find(SOURCE)) == "قال كيربي ⟦ Kirby ⟧ إن الصفقة ⟦ deal ⟧ قريبة"
    assert annotate_inline(SOURCE, []) == SOURCE


def test_links_of_an_annotated_source_are_those_of_the_plain_one() -> None:
    links = [(0, 0), (1, 1), (3, 2), (6, 4), (8, 4), (10, 5)]
    assert unannotated("قال كيربي ⟦ Kirby ⟧ إن الصفقة ⟦ deal ⟧ قريبة", links) == (
        (0, 0),
        (1, 1),
        (1, 2),
        (3, 4),
        (4, 5),
    )


def test_missing_and_forbidden_terms_are_findings() -> None:
    found = check(pair(SOURCE, "Kirby said the bargain was near."), more=[glossary_check(GLOSSARY)])
    messages = [(finding.code, finding.message) for finding in found]
    assert messages == [
        ("glossary", "الصفقة is “deal or agreement” in the glossary"),
        ("glossary", "الصفقة must not be “bargain” but “deal”"),
    ]
    assert SOURCE[slice(*found[1].source_span or (0, 0))] == "الصفقة"


def test_a_good_or_silenced_pair_has_no_glossary_finding() -> None:
    rule = glossary_check(GLOSSARY)
    assert check(pair(SOURCE, "Kirby said the deals were near."), more=[rule]) == []
    assert missing_terms(GLOSSARY, SOURCE, "Kirby said the deals were near.") == []


NAMES = [
    pair("قال سوليفان ذلك", "Sullivan said that.", State.REVIEWED, 1),
    pair("وأضاف سوليفان", "Sulivan added.", State.MACHINE, 2),
    pair("وصل سوليفان أمس", "Sulivan's plane arrived yesterday.", State.MACHINE, 3),
    pair("عاد سوليفان", "Sulivan returned.", State.REVIEWED, 4),
]


def test_machine_pairs_take_the_reviewed_spelling_of_a_name() -> None:
    changed = name_corrections(NAMES[:3])
    assert changed == {"story/2": "Sullivan added.", "story/3": "Sullivan's plane arrived yesterday."}


def test_a_persons_spelling_is_never_changed() -> None:
    assert not {"story/1", "story/4"} & set(name_corrections(NAMES))


def test_the_glossary_spells_names_before_the_article_does() -> None:
    glossary = Glossary((Term(("سوليفان",), ("Sulliven",)),))
    assert name_corrections(NAMES[1:2], glossary) == {"story/2": "Sulliven added."}


def test_forms_of_a_country_are_no_spellings_of_it() -> None:
    pairs = [pair("في سوريا", "In Syria.", number=1), pair("سوريا", "Syrian.", number=2)]
    assert name_corrections(pairs) == {}


def test_the_names_of_an_article_become_terms() -> None:
    names = names_of(NAMES[:3])
    assert [(term.source, term.target) for term in names.terms] == [("سوليفان", "Sullivan")]
    assert [hit.term.target for hit in names.find("لسوليفان")] == ["Sullivan"]
    assert not names_of(NAMES, names)
