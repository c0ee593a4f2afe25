"""What comes next in a review, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from translator import checks
from translator.bitext import Bitext, Kind, MachineOutput, Pair, Segment, State
from translator.checks import Finding, Severity
from translator.review.queue import OPEN, Filter, Order, Risk, build_queue, progress

PO = Path("story.po")


def pair(name: str, state: State = State.MACHINE, score: float = -0.5, **more: object) -> Pair:
    segment = Segment(f"جملة عن {name}", Kind.PARAGRAPH, 1, 1)
    target = "" if state is State.UNTRANSLATED else f"About {name}."
    base = Pair(name, segment, target, state, MachineOutput("m@1", score, "2026-11-25", ""))
    return replace(base, **more)  # type: ignore[arg-type]


PAIRS = (
    pair("reviewed", State.REVIEWED),
    pair("sure", score=-0.1),
    pair("unsure", score=-2.0),
    pair("warned"),
    pair("new", State.UNTRANSLATED),
    pair("rejected", State.REJECTED),
    pair("wrong"),
    pair("very wrong"),
    pair("stale", State.STALE),
    pair("disputed", State.REVIEWED, conflicts=("Another.",)),
)


def check(found: Pair) -> Sequence[Finding]:
    severity = Severity.WARNING if found.id == "warned" else Severity.ERROR
    return [Finding("numbers", severity, "25 became 52")] * {"warned": 1, "wrong": 1, "very wrong": 2}.get(found.id, 0)


def ids(**options: object) -> list[str]:
    bitexts = [(PO, Bitext("story", "story.txt", PAIRS))]
    return [item.pair.id for item in build_queue(bitexts, check, **options)]  # type: ignore[arg-type]


def test_riskiest_first_lowest_confidence_before_higher() -> None:
    assert ids() == [
        "disputed", "stale", "very wrong", "wrong", "rejected", "new", "warned", "unsure", "sure",
    ]  # fmt: skip


def test_document_order_keeps_the_document() -> None:
    assert ids(order=Order.DOCUMENT) == [p.id for p in PAIRS if p.state in OPEN or p.conflicts]


def test_filters_by_state_finding_and_text() -> None:
    assert ids(only=Filter(frozenset({State.REVIEWED}))) == ["disputed", "reviewed"]
    assert ids(only=Filter(finding="numbers")) == ["very wrong", "wrong", "warned"]
    assert ids(only=Filter(text="ABOUT SURE")) == ["sure"]
    assert set(ids(only=Filter())) == {p.id for p in PAIRS}


def test_search_sees_through_arabic_spelling() -> None:
    found = pair("x", segment=Segment("إلى المُديرة", Kind.PARAGRAPH, 1, 1), note="Ask Amal")
    bitexts = [(PO, Bitext("s", "s.txt", (found,)))]
    for text in ("الي المديره", "الى", "ask amal"):
        assert build_queue(bitexts, check, only=Filter(text=text))
    assert not build_queue(bitexts, check, only=Filter(text="كتاب"))


def test_item_knows_its_place_and_reason() -> None:
    item = build_queue([(PO, Bitext("story", "story.txt", PAIRS))], check)[1]
    assert (item.position, item.total, item.risk) == (9, 10, Risk.STALE)
    assert all(risk.reason for risk in Risk)


def test_progress_is_exact() -> None:
    so_far = progress([Bitext("story", "story.txt", PAIRS), Bitext("empty", "", ())])
    assert (so_far.pairs, so_far.reviewed, so_far.words, so_far.percent) == (10, 2, 31, 20)
    assert progress([]).percent == 100
    almost = Bitext("s", "", (pair("a", State.UNTRANSLATED), *[pair("b", State.REVIEWED)] * 999))
    assert progress([almost]).percent == 99


def test_a_quotation_over_two_sentences_is_seen_as_one() -> None:
    texts = [("قال: «كنا ننقذ الكتب.", "“We were saving books,” he said."), ("ثم أنقذنا المدينة».", "“Then the city.”")]
    pairs = [
        pair(f"q{n}", segment=Segment(source, Kind.PARAGRAPH, 1, n), target=target)
        for n, (source, target) in enumerate(texts, 1)
    ]
    assert found_codes(pairs) == [[], []]
    assert found_codes([pairs[0], replace(pairs[1], target="Then the city.”")]) == [[], ["quotes"]]


def found_codes(pairs: Sequence[Pair]) -> list[list[str]]:
    items = build_queue([(PO, Bitext("q", "q.txt", tuple(pairs)))], checks.check, order=Order.DOCUMENT)
    return [[finding.code for finding in item.findings] for item in items]


def test_a_queue_says_what_only_the_whole_article_shows() -> None:
    spelled = [("وصل كيربي.", "Kirby arrived."), ("تحدث كيربي.", "Kirby spoke."), ("غادر كيربي.", "Kerby left.")]
    pairs = tuple(
        pair(f"k{n}", segment=Segment(source, Kind.PARAGRAPH, n, 1), target=target)
        for n, (source, target) in enumerate(spelled, 1)
    )
    queue = build_queue([(PO, Bitext("k", "k.txt", pairs))], checks.check, only=Filter(finding="consistency"))
    assert [item.pair.id for item in queue] == ["k3"]
