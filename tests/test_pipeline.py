"""The recipes, on the echo engine: what is translated, what is kept, what a broken file does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from translator import pipeline, project, store
from translator.bitext import State
from translator.config import Settings
from translator.engines import Engine, Options, Progress, Translation, load
from translator.segmentation import segment

FIRST = "قال الوزير إن المفاوضات مستمرة في الدوحة منذ أسبوع كامل."
SECOND = "وأضاف أن الوفدين اتفقا على 14 بنداً من أصل 20."
THIRD = "وغادر الوفد الأول مساء الخميس."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = Settings(
        root=tmp_path, source=tmp_path / "ar", target=tmp_path / "en", build=tmp_path / "build", engine="echo"
    )
    folder.source.mkdir()
    return folder


@pytest.fixture
def story(settings: Settings) -> Path:
    path = settings.source / "story.txt"
    path.write_text(f"عنوان الخبر\n\n{FIRST} {SECOND}\n\n{THIRD}\n", encoding="utf-8")
    return path


class Counting:
    """The echo engine, noting every source it is given; it dies when it has answered `limit` calls."""

    name = "echo@000000"

    def __init__(self, limit: int = 10**9) -> None:
        self.echo: Engine = load("echo", engine="echo")
        self.sources: list[str] = []
        self.limit = limit

    def count_tokens(self, sources: Sequence[str]) -> list[int]:
        return self.echo.count_tokens(sources)

    def translate(
        self, sources: Sequence[str], options: Options = Options(), progress: Progress | None = None
    ) -> list[Translation]:
        if self.limit == 0:
            raise KeyboardInterrupt
        self.limit -= 1
        self.sources += sources
        return self.echo.translate(sources, options, progress)


def review(po: Path, place: str, target: str) -> None:
    def accept(bitext: store.Bitext) -> store.Bitext:
        pairs = tuple(
            pair.with_target(target, State.REVIEWED) if pair.segment.location == place else pair
            for pair in bitext.pairs
        )
        return replace(bitext, pairs=pairs)

    store.update(po, accept)


def test_translate_stores_a_machine_target_for_every_sentence(settings: Settings, story: Path) -> None:
    [outcome] = pipeline.translate([], settings)
    assert outcome.error is None
    assert outcome.translated == 4
    bitext = store.load(settings.target / "story.po")
    assert [pair.source for pair in bitext.pairs] == ["عنوان الخبر", FIRST, SECOND, THIRD]
    assert {pair.state for pair in bitext.pairs} == {State.MACHINE}
    assert bitext.source == "ar/story.txt"


def test_a_second_run_translates_nothing_and_changes_no_byte(settings: Settings, story: Path) -> None:
    pipeline.translate([], settings)
    before = (settings.target / "story.po").read_bytes()
    engine = Counting()
    [outcome] = pipeline.translate([], settings, engine=engine)
    assert outcome.translated == 0
    assert engine.sources == []
    assert (settings.target / "story.po").read_bytes() == before


def test_an_article_is_cut_into_sentences_once_a_run(
    settings: Settings, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.translate([story], settings)
    review(settings.target / "story.po", "p1.s1", "A title")
    cut: list[str] = []
    monkeypatch.setattr(project, "segment", lambda article, rules: cut.append(article.slug) or segment(article, rules))
    pipeline.translate([story], settings)
    assert cut == ["story"]


def test_an_edited_article_keeps_reviewed_pairs_and_translates_only_what_changed(
    settings: Settings, story: Path
) -> None:
    pipeline.translate([], settings)
    review(settings.target / "story.po", "p2.s1", "The minister said the talks went on.")
    review(settings.target / "story.po", "p3.s1", "The first delegation left.")
    text = story.read_text(encoding="utf-8").replace("14 بنداً", "15 بنداً").replace("الخميس", "الجمعة")
    story.write_text(
        text.replace("عنوان الخبر\n", "عنوان الخبر\n\nفقرة جديدة في أول المقال تماماً.\n"), encoding="utf-8"
    )
    engine = Counting()
    pipeline.translate([], settings, engine=engine)
    pairs = {pair.segment.location: pair for pair in store.load(settings.target / "story.po").pairs}
    assert (pairs["p3.s1"].target, pairs["p3.s1"].state) == ("The minister said the talks went on.", State.REVIEWED)
    assert (pairs["p4.s1"].target, pairs["p4.s1"].state) == ("The first delegation left.", State.STALE)
    assert pairs["p4.s1"].previous == THIRD
    assert len(engine.sources) == 2


def test_again_makes_machine_targets_anew_and_leaves_reviewed_ones(settings: Settings, story: Path) -> None:
    pipeline.translate([], settings)
    review(settings.target / "story.po", "p2.s1", "Mine.")
    engine = Counting()
    [outcome] = pipeline.translate([], settings, again=True, engine=engine)
    assert outcome.translated == 3
    assert store.load(settings.target / "story.po").pairs[1].target == "Mine."


def test_again_with_the_same_answers_changes_no_byte(
    settings: Settings, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    pipeline.translate([], settings)
    before = (settings.target / "story.po").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    pipeline.translate([], settings, again=True)
    assert (settings.target / "story.po").read_bytes() == before


def test_a_run_that_was_stopped_goes_on_where_it_stopped(
    settings: Settings, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "CHUNK", 1)
    monkeypatch.setattr(pipeline, "SAVE_SECONDS", -1.0)
    with pytest.raises(KeyboardInterrupt):
        pipeline.translate([], settings, engine=Counting(limit=3))
    done = store.load(settings.target / "story.po").count(State.MACHINE)
    assert done >= 2
    engine = Counting()
    pipeline.translate([], settings, engine=engine)
    assert len(engine.sources) == 4 - done


def test_a_broken_file_does_not_stop_the_others(settings: Settings, story: Path) -> None:
    (settings.source / "empty.txt").write_bytes(b"")
    (settings.source / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (settings.source / "english.txt").write_text("Nothing but English here.\n", encoding="utf-8")
    outcomes = pipeline.translate([], settings)
    failed = {outcome.path.name for outcome in outcomes if outcome.error}
    assert failed == {"binary.txt", "empty.txt", "english.txt"}
    assert [outcome.po for outcome in outcomes if not outcome.error] == [settings.target / "story.po"]


def test_two_articles_of_one_name_are_not_mixed(settings: Settings, story: Path) -> None:
    pipeline.translate([], settings)
    other = settings.source / "sport" / "story.txt"
    other.parent.mkdir()
    other.write_text(f"{THIRD}\n", encoding="utf-8")
    [outcome] = pipeline.translate([other], settings)
    assert outcome.error is not None
    assert "ar/story.txt" in str(outcome.error)
    assert len(store.load(settings.target / "story.po").pairs) == 4


def test_a_hand_broken_po_file_is_left_as_it_is(settings: Settings, story: Path) -> None:
    po = settings.target / "story.po"
    po.parent.mkdir()
    po.write_text('msgid "unclosed\n', encoding="utf-8")
    [outcome] = pipeline.translate([], settings)
    assert outcome.error is not None
    assert "story.po" in str(outcome.error)
    assert po.read_text(encoding="utf-8") == 'msgid "unclosed\n'


def test_stored_finds_pairs_by_po_file_by_article_and_by_folder(settings: Settings, story: Path) -> None:
    pipeline.translate([], settings)
    po = settings.target / "story.po"
    for path in (po, story, settings.source, settings.target):
        assert [outcome.po for outcome in pipeline.stored([path], settings)] == [po]
    assert [outcome.po for outcome in pipeline.stored([], settings)] == [po]


def test_stored_tells_an_article_that_is_not_translated_yet(settings: Settings, story: Path) -> None:
    assert list(pipeline.stored([], settings)) == []
    [outcome] = pipeline.stored([story], settings)
    assert outcome.error is not None
    assert "translator translate" in outcome.error.tip


def test_export_makes_a_page_an_article_and_an_index_of_all_pages(settings: Settings, story: Path) -> None:
    (settings.source / "other.txt").write_text(f"{THIRD}\n", encoding="utf-8")
    outcomes = pipeline.translate([], settings)
    bitexts = [outcome.bitext for outcome in outcomes if outcome.bitext]
    first = pipeline.export(bitexts[:1], settings, "html")
    assert [path.name for path in first] == ["index.html", "other.html"]
    pipeline.export(bitexts[1:], settings, "html")
    index = (settings.build / "index.html").read_text(encoding="utf-8")
    assert "other.html" in index
    assert "story.html" in index
    page = (settings.build / "story.html").read_text(encoding="utf-8")
    assert FIRST in page


def test_lines_answers_each_line_and_keeps_empty_ones(settings: Settings) -> None:
    answers = list(pipeline.lines([FIRST, "", SECOND], settings, chunk=2))
    assert len(answers) == 3
    assert answers[1] == ""
    assert answers[0] != answers[2] != ""


def test_what_a_person_translated_before_comes_from_the_memory_and_waits_for_review(
    settings: Settings, story: Path
) -> None:
    pipeline.translate([], settings)
    review(settings.target / "story.po", "p2.s1", "The talks go on.")
    (settings.source / "later.txt").write_text(f"{FIRST}\n\n{THIRD}\n", encoding="utf-8")
    engine = Counting()
    pipeline.translate([settings.source / "later.txt"], settings, engine=engine)
    [first, third] = store.load(settings.target / "later.po").pairs
    assert (first.target, first.state) == ("The talks go on.", State.MACHINE)
    assert first.machine is not None
    assert first.machine.model == "memory@100"
    assert third.target
    assert len(engine.sources) == 1


def test_a_fuzzy_match_is_made_to_fit_when_asked_for(settings: Settings, story: Path) -> None:
    pipeline.translate([], settings)
    review(settings.target / "story.po", "p2.s2", "He added that the delegations had agreed on 14 of 20 points.")
    changed = SECOND.replace("14", "15")
    (settings.source / "later.txt").write_text(f"{changed}\n", encoding="utf-8")
    pipeline.translate([settings.source / "later.txt"], settings.override(memory=75))
    [pair] = store.load(settings.target / "later.po").pairs
    assert pair.target == "He added that the delegations had agreed on 15 of 20 points."
    pipeline.translate([settings.source / "later.txt"], settings.override(memory=101), again=True)
    [pair] = store.load(settings.target / "later.po").pairs
    assert "EN[" in pair.target


def test_a_broken_po_file_of_another_article_stops_nothing(settings: Settings, story: Path) -> None:
    settings.target.mkdir()
    (settings.target / "other.po").write_text('msgid "unclosed\n', encoding="utf-8")
    [outcome] = pipeline.translate([], settings)
    assert outcome.error is None
    assert outcome.translated == 4


def test_terms_of_the_glossary_are_put_in_and_checked(settings: Settings, story: Path) -> None:
    (settings.root / "glossary.tsv").write_text("المفاوضات\tnegotiations\n", encoding="utf-8")
    [outcome] = pipeline.translate([], settings.override(model="one that takes no terms"))
    assert outcome.bitext is not None
    assert "negotiations" in outcome.bitext.pairs[1].target
    review(settings.target / "story.po", "p2.s1", "The minister said the chats went on in Doha for a week.")
    [(_, found)] = pipeline.check(pipeline.stored([], settings), settings)
    assert [
        finding.code for pair, finding in found if pair.segment.location == "p2.s1" and "glossary" in finding.code
    ] == ["glossary"]


class Scripted(Counting):
    """Answers each source with the text written for it."""

    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__()
        self.answers = answers

    def translate(
        self, sources: Sequence[str], options: Options = Options(), progress: Progress | None = None
    ) -> list[Translation]:
        return [Translation(self.answers[source], -0.5) for source in sources]


def test_a_name_is_spelled_alike_across_an_article(settings: Settings) -> None:
    first, second, third = (
        "وصل كورفينن إلى المدينة مساء الاثنين.",
        "وقال كورفينن إن السباق كان صعباً.",
        "وغادر كورفينن المدينة صباح الثلاثاء.",
    )
    (settings.source / "race.txt").write_text(f"{first}\n\n{second}\n\n{third}\n", encoding="utf-8")
    answers = {
        first: "Korvinen arrived in the city on Monday evening.",
        second.replace("ً", ""): "Corvinen said the race had been hard.",
        third: "Korvinen left the city on Tuesday morning.",
    }
    pipeline.translate([], settings, engine=Scripted(answers))
    pairs = store.load(settings.target / "race.po").pairs
    assert [pair.target.count("Korvinen") for pair in pairs] == [1, 1, 1]
    assert not any(store.is_persons(pair) for pair in pairs)
    before = (settings.target / "race.po").read_bytes()
    pipeline.translate([], settings, again=True, engine=Scripted(answers))
    assert (settings.target / "race.po").read_bytes() == before


def test_another_article_of_the_same_name_never_takes_reviewed_pairs(settings: Settings, tmp_path: Path) -> None:
    for folder, text in (("one", f"{FIRST}\n\n{SECOND}\n"), ("two", f"{THIRD}\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "story.txt").write_text(text, encoding="utf-8")
    first = settings.override(root=tmp_path / "one")
    pipeline.translate([tmp_path / "one" / "story.txt"], first)
    review(settings.target / "story.po", "p1.s1", "Mine.")
    [outcome] = pipeline.translate([tmp_path / "two" / "story.txt"], settings.override(root=tmp_path / "two"))
    assert outcome.error is not None
    assert "belongs to another article" in str(outcome.error)
    assert store.load(settings.target / "story.po").pairs[0].target == "Mine."


def test_pairs_follow_a_file_that_grows_into_several_articles_and_back(settings: Settings, story: Path) -> None:
    paragraph = f"{FIRST} {SECOND}"
    story.write_text(f"عنوان الخبر الأول\n\n{paragraph}\n", encoding="utf-8")
    pipeline.translate([], settings)
    review(settings.target / "story.po", "p2.s1", "Mine.")
    more = f"\n\nعنوان الخبر الثاني الجديد\n\nعنوان فرعي تحته\n\n{THIRD} {THIRD.replace('الأول', 'الثاني')}\n"
    story.write_text(f"عنوان الخبر الأول\n\n{paragraph}{more}", encoding="utf-8")
    outcomes = pipeline.translate([], settings)
    assert [outcome.po.name for outcome in outcomes if outcome.po] == ["story-1.po", "story-2.po"]
    assert outcomes[0].replaced == (settings.target / "story.po.bak",)
    assert store.load(settings.target / "story-1.po").pairs[1].target == "Mine."
    story.write_text(f"عنوان الخبر الأول\n\n{paragraph}\n", encoding="utf-8")
    pipeline.translate([], settings)
    assert store.load(settings.target / "story.po").pairs[1].target == "Mine."


def test_an_article_that_is_not_translated_is_not_taken_for_one_of_its_name(settings: Settings, story: Path) -> None:
    pipeline.translate([], settings)
    other = settings.source / "sport" / "story.txt"
    other.parent.mkdir()
    other.write_text("سجل المهاجم هدفين في الشوط الثاني.\n", encoding="utf-8")
    [outcome] = pipeline.stored([other], settings)
    assert outcome.error is not None
    assert outcome.bitext is None


def test_the_index_names_what_was_exported_from_elsewhere_too(settings: Settings, story: Path, tmp_path: Path) -> None:
    there = settings.override(target=tmp_path / "there")
    [outcome] = pipeline.translate([], there)
    assert outcome.bitext is not None
    pages = pipeline.export([outcome.bitext], settings, "html")
    assert "story.html" in pages[0].read_text(encoding="utf-8")


def test_a_folder_without_articles_is_told(settings: Settings) -> None:
    [outcome] = pipeline.translate([], settings)
    assert outcome.error is not None
    assert "holds no article" in str(outcome.error)


def test_a_path_given_twice_is_done_once(settings: Settings, story: Path) -> None:
    assert len(pipeline.translate([story, story, settings.source], settings)) == 1
