"""What the review page does with decisions and drafts, below HTTP."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from translator import checks, drafting, engines, journal, store
from translator.bitext import Bitext, Kind, Pair, Segment, State
from translator.checks import Beside, Finding, Severity
from translator.config import Settings
from translator.drafting import asker
from translator.engines.base import Options, Progress, Translation
from translator.engines.echo import Echo
from translator.errors import ChangedError, TranslatorError
from translator.journal import Action
from translator.review import answers
from translator.review.checked import Looked
from translator.review.queue import Filter, Order
from translator.review.web import drafts
from translator.review.web.aids import linking, project_aids
from translator.review.web.annotations import Mark, annotate, placed
from translator.review.web.desk import DecisionError, Desk, Place, UnknownPairError, version_tag
from translator.review.web.drafts import Draft
from translator.review.web.linked import link_words

GOOD, NEW = Place("story", "story/3"), Place("story", "story/4")


@pytest.fixture
def desk(po: Path) -> Desk:
    return Desk([po], checks.check)


def tag(desk: Desk, place: Place) -> str:
    return version_tag(desk.item(place).pair)


def accept(desk: Desk, place: Place, text: str, who: str = "amal") -> None:
    desk.decide(place, tag(desk, place), lambda pair: (answers.edit(pair, text, who), Action.EDIT), who)


def test_names_are_unique_and_unknown_ones_are_none(po: Path, tmp_path: Path) -> None:
    other = tmp_path / "more" / "story.po"
    other.parent.mkdir()
    other.write_bytes(po.read_bytes())
    desk = Desk([po, other, po], checks.check)
    assert list(desk.articles()) == ["story", "story-2"]
    for place in (Place("nothing", "story/1"), Place("story", "nothing"), Place("../story", "story/1")):
        with pytest.raises(UnknownPairError):
            desk.item(place)


def test_edits_made_elsewhere_are_seen_and_never_overwritten(desk: Desk, po: Path) -> None:
    before = tag(desk, GOOD)
    bitext = store.load(po)
    elsewhere = replace(bitext.pairs[2], target="In Poedit.", state=State.REVIEWED)
    store.save(replace(bitext, pairs=(*bitext.pairs[:2], elsewhere, *bitext.pairs[3:])), po)
    assert desk.item(GOOD).pair.target == "In Poedit."
    with pytest.raises(ChangedError):
        desk.decide(GOOD, before, lambda pair: (answers.accept(pair, "amal"), Action.ACCEPT), "amal")


def test_a_decision_that_makes_no_sense_changes_nothing(desk: Desk, po: Path) -> None:
    before = po.read_bytes()
    with pytest.raises(DecisionError, match="no translation"):
        accept(desk, GOOD, "  ")
    assert po.read_bytes() == before
    assert not journal.journal_path(po).exists()


def test_the_machine_s_text_is_found_in_the_history(desk: Desk) -> None:
    accept(desk, GOOD, "The talks went on.")
    accept(desk, GOOD, "The talks have resumed.")
    assert desk.machine_text(desk.item(GOOD).pair, desk.history(GOOD)) == "The talks resumed."
    assert desk.machine_text(desk.item(NEW).pair, []) == ""


def test_drafts_last_until_their_text_is_settled(desk: Desk, po: Path) -> None:
    first = tag(desk, GOOD)
    assert desk.keep_draft(GOOD, "amal", "The talks wen", first)
    assert desk.keep_draft(GOOD, "badr", "Talks", first)
    assert Desk([po], checks.check).draft(GOOD, "amal") == Draft("story/3", "amal", "The talks wen", first)
    desk.decide(GOOD, first, lambda pair: (answers.add_note(pair, "Look."), Action.NOTE), "amal")
    kept = desk.draft(GOOD, "amal")
    assert kept
    assert (kept.text, kept.version) == ("The talks wen", tag(desk, GOOD))
    accept(desk, GOOD, "The talks went on.")
    assert desk.draft(GOOD, "amal") is None
    assert desk.drafted("badr") == {GOOD}
    assert not desk.keep_draft(GOOD, "badr", "The talks went on.", first)
    assert not drafts.drafts_path(po).exists()


def test_a_broken_file_of_drafts_has_none(po: Path) -> None:
    for text in ("", "[", "{}", "[1]", '[{"id": 1}]', '[{"id": "a", "who": "b"}]', "null"):
        drafts.drafts_path(po).write_text(text, encoding="utf-8")
        assert drafts.read(po) == []


def test_drafts_of_several_processes_do_not_replace_one_another(po: Path) -> None:
    def write(who: str) -> None:
        for n in range(10):
            drafts.keep(po, Draft("story/1", who, f"{n}", "x"))

    threads = [threading.Thread(target=write, args=(who,)) for who in ("amal", "badr", "huda")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {(draft.who, draft.text) for draft in drafts.read(po)} == {("amal", "9"), ("badr", "9"), ("huda", "9")}


def test_split_join_and_undo(desk: Desk, po: Path) -> None:
    start = store.load(po)
    first = desk.split(GOOD, tag(desk, GOOD), 8, 10, "amal")
    assert (first.pair.source, first.pair.target, first.total) == ("استؤنفت", "The talks", 5)
    _, after = desk.neighbours(GOOD)
    assert after
    desk.join(GOOD, tag(desk, GOOD), version_tag(after), "amal")
    assert desk.item(GOOD).pair.target == "The talks resumed."
    for _ in range(2):
        assert desk.undo("story", "amal") == (GOOD, True)
    assert desk.undo("story", "amal") is None
    assert [replace(pair, extra=()) for pair in store.load(po).pairs] == list(start.pairs)


def test_cutting_waits_for_drafts(desk: Desk) -> None:
    desk.keep_draft(GOOD, "amal", "Half a", tag(desk, GOOD))
    with pytest.raises(DecisionError, match="save your text"):
        desk.split(GOOD, tag(desk, GOOD), 8, 10, "amal")


def test_a_join_sees_the_neighbour_it_was_shown(desk: Desk) -> None:
    seen = tag(desk, NEW)
    accept(desk, NEW, "No translation here.", "badr")
    with pytest.raises(ChangedError):
        desk.join(GOOD, tag(desk, GOOD), seen, "amal")


def test_findings_are_asked_once_a_pair(po: Path) -> None:
    asked = []
    desk = Desk([po], lambda pair: asked.append(pair.id) or checks.check(pair))
    for _ in range(3):
        desk.queue(only=Filter(), order=Order.RISK)
    assert sorted(asked) == ["story/1", "story/2", "story/3"]


def test_a_queue_does_not_wait_for_all_checks(po: Path) -> None:
    go = threading.Event()

    def check(pair: Pair) -> list[Finding]:
        assert go.wait(60)
        return checks.check(pair)

    desk = Desk([po], check)
    items = desk.queue(only=Filter(), order=Order.RISK, patience=0)
    assert [item.findings for item in items] == [()] * 4
    assert desk.unchecked() == 3
    go.set()
    while desk.unchecked():
        threading.Event().wait(0.01)
    assert desk.queue(only=Filter(finding="numbers"), order=Order.RISK, patience=0)[0].pair.id == "story/1"


def test_a_text_is_checked_beside_its_neighbours_while_it_is_written(po: Path) -> None:
    bitext = store.load(po)
    texts = [("قال: «سنعود غداً.", "He said we would."), ("ولن نتأخر».", "And we won’t be late.")]
    pairs = []
    for n, (pair, (source, target)) in enumerate(zip(bitext.pairs[2:], texts, strict=True), 1):
        segment = replace(pair.segment, text=source, block=1, sentence=n)
        pairs.append(replace(pair, segment=segment, target=target, state=State.MACHINE))
    store.save(replace(bitext, pairs=tuple(pairs)), po)
    desk = Desk([po], checks.check)
    for text, codes in (("He said: “We will be back.”", []), ("He said: “We will be back.", ["quotes"])):
        found = desk.findings(GOOD, replace(desk.item(GOOD).pair, target=text))
        assert [finding.code for finding in found] == codes


def test_a_long_article_is_looked_at_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translator.review.checked.AT_ONCE", 1)
    go, done = threading.Event(), threading.Event()
    found = Beside({"a/1": [Finding("consistency", Severity.WARNING, "spelled Kirby elsewhere")]})

    def look(bitext: Bitext) -> Beside:
        assert go.wait(60)
        done.set()
        return found

    looked = Looked(look)
    pairs = tuple(Pair(f"a/{n}", Segment("نص", Kind.PARAGRAPH, n, 1), "Text") for n in range(3))
    bitext = Bitext("a", "a.txt", pairs)
    assert looked(bitext) == Beside()
    go.set()
    assert done.wait(60)
    while looked(bitext) != found:
        threading.Event().wait(0.01)
    assert looked(replace(bitext)) == found, "the last look counts until the next is done"
    assert looked.afresh(replace(bitext, pairs=pairs[:2])) == found


def test_links_are_those_of_the_machine_s_own_words_only() -> None:
    asked = []

    def translate(source: str) -> Translation:
        asked.append(source)
        return Translation("The talks resumed.", -0.1, alignment=((1, 0), (1, 1), (0, 2)))

    links = linking(translate)
    for _ in range(2):
        assert links("استؤنفت المحادثات.", "The talks resumed.") == ((1, 0), (1, 1), (0, 2))
    assert links("استؤنفت المحادثات.", "The Talks resumed.") == ((1, 0), (1, 1), (0, 2)), "a name spelled otherwise"
    assert links("استؤنفت المحادثات.", "Some talks ended.") == ()
    assert links("استؤنفت المحادثات.", "The talks went on.") == ()
    assert links("استؤنفت.", "The talks resumed.") == ()
    assert len(asked) == 5


def test_words_that_belong_together_have_one_key_in_all_three_texts() -> None:
    source, target, machine = "عاد الوزير من القاهرة.", "Back from Cairo, the minister", "The minister returned."
    linked = link_words(source, target, machine)
    keys = [
        {text[slice(*mark.span)]: mark.key for mark in marks}
        for text, marks in zip((source, target, machine), linked, strict=True)
    ]
    assert keys[0]["الوزير"] == keys[1]["minister"] == keys[2]["minister"]
    assert keys[0]["القاهرة."] == keys[1]["Cairo,"]
    told = link_words(source, target, machine, ((0, 2), (1, 0), (1, 1)))
    assert {machine[slice(*mark.span)] for mark in told.machine} == {"The", "minister", "returned."}


def test_marks_are_placed_as_a_browser_counts() -> None:
    assert placed("😀 a b", [Mark((2, 3), "finding", "0", "error")]) == [(3, 4, "finding", "0", "finding error")]


def test_aids_of_a_project(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATOR_CACHE", str(po.parent / "cache"))
    (po.parent / "glossary.tsv").write_text("محادثات\ttalks\n", encoding="utf-8")
    accept(Desk([po], checks.check), GOOD, "The talks have resumed.")
    told: list[TranslatorError] = []
    aids = project_aids(Settings(root=po.parent, target=po.parent, engine="echo"), told.append)
    assert aids.memory
    with aids.memory:
        pair = store.load(po).pairs[2]
        assert aids.matches(pair, None, None) == []
        [match] = aids.matches(replace(pair, id="other/1"), None, None)
        assert (match.score, match.target) == (100, "The talks have resumed.")
        assert [hit.term.target for hit in aids.terms(pair)] == ["talks"]
        assert aids.links
        new = "عاد الوفد."
        assert aids.links(new, f"EN[{new}]") == ((0, 0), (1, 1))
    assert told == []


def test_links_are_asked_for_as_the_pipeline_asks_for_the_text(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATOR_CACHE", str(po.parent / "cache"))
    (po.parent / "glossary.tsv").write_text("الوفد\tdelegation\n", encoding="utf-8")
    monkeypatch.setattr(drafting, "no_repeat", lambda _: 3)
    monkeypatch.setattr(drafting, "takes_terms", lambda _: True)
    asked: list[tuple[str, Options]] = []

    class Listening(Echo):
        def translate(
            self, sources: Sequence[str], options: Options = Options(), progress: Progress | None = None
        ) -> list[Translation]:
            asked.extend((source, options) for source in sources)
            return super().translate(sources, options, progress)

    monkeypatch.setattr(engines, "load", lambda *_, **__: Listening())
    settings = Settings(root=po.parent, target=po.parent, engine="listening")
    [answer] = asker(Listening(), settings)(["عاد الوفد."])
    aids = project_aids(settings, raising)
    assert aids.links
    assert aids.memory is not None
    with aids.memory:
        assert aids.links("عاد الوفد.", answer.text) == answer.alignment != ()
    pipeline, page = asked[:2], asked[2:]
    assert pipeline == page
    [(plain, _), (told, options)] = page
    assert plain == "عاد الوفد."
    assert "delegation" in told
    assert options.no_repeat == 3


def raising(error: TranslatorError) -> None:
    raise error


def test_a_broken_glossary_is_told_and_left_out(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATOR_CACHE", str(po.parent / "cache"))
    (po.parent / "glossary.tsv").write_bytes(b"\xff\xfe\xfa")
    told: list[TranslatorError] = []
    aids = project_aids(Settings(root=po.parent, target=po.parent, engine="echo"), told.append)
    assert not aids.glossary
    assert aids.memory is not None
    aids.memory.close()
    assert [error.where for error in told] == [str(po.parent / "glossary.tsv")]


@given(
    st.text("اب١ ABc12.<>&'\"%«»-\u200f😀", max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=4),
    st.sampled_from(["ar", "en"]),
)
def test_annotated_text_is_the_text(text: str, spans: list[tuple[int, int]], lang: str) -> None:
    marks = [Mark((min(span), max(span)), "finding", str(n)) for n, span in enumerate(spans)]
    assert Markup(annotate(text, lang, marks)).striptags().split() == Markup.escape(text).unescape().split()


def test_marks_may_overlap_and_keep_runs_isolated() -> None:
    html = annotate("قال Blue Delta أمس", "ar", [Mark((4, 8), "finding", "0"), Mark((6, 18), "term", "1")])
    assert html.count("<bdi") == 1
    assert Markup(html).striptags() == "قال Blue Delta أمس"
    assert 'data-finding="0"' in html
    assert 'data-term="1"' in html
