"""What the templates show: pairs, findings, history and help as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from translator.bitext import Pair, State
from translator.checks import Finding, Severity
from translator.glossary import Hit, find_target
from translator.journal import Action, Record
from translator.memory import Concordance, Match
from translator.review.queue import Item
from translator.review.web.aids import Aids, Links
from translator.review.web.annotations import Mark, Placed, annotate, placed
from translator.review.web.desk import Desk, Place, version_tag
from translator.review.web.linked import link_words
from translator.review.worddiff import Change, word_diff
from translator.store import is_persons

__all__ = [
    "KEYS",
    "WORDS",
    "Bench",
    "Event",
    "Live",
    "Row",
    "Suggestion",
    "TermHit",
    "bench",
    "found",
    "live",
    "row",
    "state_word",
]

KEYS = (
    ("Ctrl+Enter", "save", "Save", "Keep the text; the sentence stays open"),
    ("Ctrl+Shift+Enter", "accept", "Accept and next", "The text is right: reviewed"),
    ("Alt+R", "reject", "Reject", "Wrong, to be translated again"),
    ("Alt+K", "skip", "Skip", "Leave it for later"),
    ("Alt+O", "copy", "Copy Arabic", "Put the Arabic into the text"),
    ("Alt+U", "undo", "Undo", "Take back your last answer"),
    ("Alt+PgUp", "previous", "Previous", "The sentence before in the queue"),
    ("Alt+PgDn", "next", "Next", "The sentence after in the queue"),
    ("?", "help", "Keys", "This list"),
)
"""Key, action, label of its button, what it does."""

WORDS = {
    State.UNTRANSLATED: "not translated",
    State.MACHINE: "machine",
    State.REVIEWED: "reviewed",
    State.REJECTED: "rejected",
    State.STALE: "Arabic changed",
}
_DEEDS = {
    Action.ACCEPT: "accepted it",
    Action.EDIT: "edited it",
    Action.REJECT: "rejected it",
    Action.REOPEN: "reopened it",
    Action.NOTE: "wrote a note",
    Action.SILENCE: "silenced or heard a check",
    Action.SPLIT: "split it",
    Action.JOIN: "joined it with the next",
    Action.IMPORT: "imported it",
    Action.UNDO: "undid a change",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as one line of the queue."""

    place: Place
    tag: str
    position: int
    kind: str
    state: State
    word: str
    reason: str
    source: Markup
    target: Markup
    errors: int
    warnings: int
    reviewer: str
    drafted: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a pair's history."""

    time: str
    who: str
    deed: str
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Live:
    """What changes while somebody types: findings on both texts, and the difference to where they began.

    `source` and `machine` are HTML, `marks` what to mark in the text itself; words that belong together have one key.
    """

    source: Markup
    machine: Markup
    marks: list[Placed]
    findings: Sequence[Finding]
    terms: list[TermHit]
    pair: Pair
    text: str
    changes: list[Change]
    compared: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A match of the memory: its target made to fit, and how its source differs from the one at hand."""

    match: Match
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term of the glossary in the source: as written there, what it may be called, whether the text does."""

    key: str
    written: str
    targets: Sequence[str]
    forbidden: Sequence[str]
    note: str
    used: bool


@dataclass(frozen=True, slots=True)
class Bench:
    """A pair opened for work. `tag` is the version that the text in hand answers, `fresh` the one on disk."""

    row: Row
    item: Item
    pair: Pair
    tag: str
    fresh: str
    text: str
    live: Live
    machine_text: str
    before: Pair | None
    after: Pair | None
    after_tag: str
    source_changes: list[Change]
    theirs: list[Change]
    others: list[tuple[str, list[Change]]]
    history: list[Event]
    matches: list[Suggestion]


def state_word(pair: Pair) -> str:
    """The state in one or two words; a machine's text that somebody changed and nobody accepted is `edited`."""
    return "edited" if pair.state is State.MACHINE and is_persons(pair) else WORDS[pair.state]


def row(item: Item, place: Place, drafted: bool = False) -> Row:
    """A pair of the queue at a glance."""
    pair = item.pair
    severe = [finding.severity for finding in item.findings]
    return Row(
        place,
        version_tag(pair),
        item.position,
        pair.segment.kind,
        pair.state,
        state_word(pair),
        item.risk.reason,
        annotate(pair.source, "ar"),
        annotate(pair.target, "en"),
        severe.count(Severity.ERROR),
        severe.count(Severity.WARNING),
        pair.reviewer,
        drafted,
    )


def bench(desk: Desk, aids: Aids, place: Place, who: str) -> Bench:
    """A pair with all that helps to decide on it. Raises UnknownPairError where there is none."""
    item = desk.item(place)
    pair, fresh = item.pair, version_tag(item.pair)
    records = desk.history(place)
    machine = desk.machine_text(pair, records)
    draft = desk.draft(place, who)
    text = draft.text if draft else pair.target
    outdated = draft is not None and draft.version != fresh
    before, after = desk.neighbours(place)
    return Bench(
        row=row(item, place, draft is not None),
        item=item,
        pair=pair,
        tag=draft.version if draft and outdated else fresh,
        fresh=fresh,
        text=text,
        live=live(desk, aids, place, pair, machine, text),
        machine_text=machine,
        before=before,
        after=after,
        after_tag=version_tag(after) if after else "",
        source_changes=word_diff(pair.previous, pair.source) if pair.previous else [],
        theirs=word_diff(text, pair.target) if outdated else [],
        others=[(other, word_diff(pair.target, other)) for other in pair.conflicts],
        history=[_event(record) for record in reversed(records)],
        matches=[
            Suggestion(match, _changed(match.unit.source, pair.source)) for match in aids.matches(pair, before, after)
        ],
    )


def live(desk: Desk, aids: Aids, place: Place, pair: Pair, machine: str, text: str, alignment: Links = ()) -> Live:
    """What there is to say of `text` as the target of a pair; `alignment` is what the machine says of its own words."""
    findings = desk.findings(place, replace(pair, target=text))
    hits = aids.terms(pair)
    linked = link_words(pair.source, text, machine, alignment)
    ours, theirs = list(linked.source), list(linked.target)
    for n, hit in enumerate(hits):
        ours.append(Mark(hit.span, "term", str(n)))
        said = filter(None, (find_target(text, wanted) for wanted in hit.term.targets))
        theirs += [Mark(span, "term", str(n)) for span in said]
    for n, one in enumerate(findings):
        for span, whole, marks in ((one.source_span, pair.source, ours), (one.target_span, text, theirs)):
            if span and not _is_all(span, whole):
                marks.append(Mark(span, "finding", str(n), one.severity))
    base, compared = (machine, "machine") if machine else (pair.target, "saved")
    return Live(
        annotate(pair.source, "ar", ours),
        annotate(machine, "en", linked.machine),
        placed(text, theirs),
        findings,
        [_term(str(n), hit, pair.source, text) for n, hit in enumerate(hits)],
        pair,
        text,
        _changed(base, text),
        compared,
    )


def found(one: Concordance) -> tuple[Markup, Markup, str]:
    """A place where searched words were used: source and target with the words marked, and the article."""
    source = annotate(one.unit.source, "ar", [Mark(span, "hit", "") for span in one.source_spans])
    return (
        source,
        annotate(one.unit.target, "en", [Mark(span, "hit", "") for span in one.target_spans]),
        one.unit.origin,
    )


def _is_all(span: tuple[int, int], text: str) -> bool:
    return span[0] == 0 and span[1] >= len(text)


def _term(key: str, hit: Hit, source: str, text: str) -> TermHit:
    term = hit.term
    used = any(find_target(text, wanted) for wanted in term.targets)
    return TermHit(key, source[slice(*hit.span)], term.targets, term.forbidden, term.note, used)


def _changed(old: str, new: str) -> list[Change]:
    return word_diff(old, new) if old and old != new else []


def _event(record: Record) -> Event:
    before, after = (" ".join(version.target for version in side) for side in (record.before, record.after))
    return Event(record.time, record.who, _DEEDS[record.action], _changed(before, after) if before else [])
