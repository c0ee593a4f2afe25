"""What of a bitext may be published, and in which words: targets, titles, states, provenance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from textwrap import shorten
from typing import NamedTuple

import regex

from translator.bitext import Bitext, Kind, Pair, State
from translator.exporters.base import ExportOptions

__all__ = [
    "HEADERS",
    "STATE_WORDS",
    "Notice",
    "Progress",
    "clean",
    "disputed",
    "file_name",
    "headline",
    "label",
    "link",
    "mark",
    "models",
    "notice",
    "progress",
    "provenance",
    "reviewers",
    "shown_state",
    "source_name",
    "summary",
    "target",
    "titles",
]

STATE_WORDS = {
    State.REVIEWED: "reviewed",
    State.MACHINE: "machine translation, not reviewed",
    State.STALE: "translated before the Arabic changed, not reviewed since",
    State.UNTRANSLATED: "not yet translated",
    State.REJECTED: "translation rejected, not yet replaced",
}
"""What a reader is told about a sentence."""
HEADERS = {"ar": "العربية", "en": "English"}
"""What stands over the columns of a bilingual table."""
SUMMARY = 200
"""Characters that previews of a page show."""
DISPUTED_WORDS = "another version is still open"
"""What is added where two people wrote different English and nobody has chosen yet."""

_MARKS = {State.MACHINE: "MT", State.STALE: "MT?"}
_FORBIDDEN = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\p{Cs}]|\p{Noncharacter_Code_Point}")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an article is: numbers of sentences."""

    total: int
    reviewed: int
    machine: int
    stale: int

    @property
    def missing(self) -> int:
        """Sentences without an English to show."""
        return self.total - self.reviewed - self.machine - self.stale

    @property
    def percent(self) -> int:
        """Reviewed sentences of 100, rounded down; an empty article has 0."""
        return 100 * self.reviewed // self.total if self.total else 0


def progress(bitext: Bitext) -> Progress:
    """How many sentences of the article are in which state."""
    return Progress(
        len(bitext.pairs), bitext.count(State.REVIEWED), bitext.count(State.MACHINE), bitext.count(State.STALE)
    )


def target(pair: Pair, options: ExportOptions) -> str:
    """The English to show, or "" where there is none: untranslated, rejected, or left out by `reviewed_only`."""
    shown = {State.REVIEWED} if options.reviewed_only else {State.REVIEWED, State.MACHINE, State.STALE}
    return clean(pair.target) if pair.state in shown else ""


def shown_state(pair: Pair, options: ExportOptions) -> State:
    """The state that a reader is told: a pair whose target is not shown is untranslated, or rejected."""
    if target(pair, options) or pair.state is State.REJECTED:
        return pair.state
    return State.UNTRANSLATED


def disputed(pair: Pair, options: ExportOptions) -> bool:
    """Whether another person's version of the English shown waits to be chosen or dropped.

    A draft tells it; a document of reviewed English alone does not: a person accepted what it shows.
    """
    return bool(pair.conflicts and target(pair, options) and not options.reviewed_only)


def label(pair: Pair, options: ExportOptions) -> str:
    """What a reader is told about a sentence: its state, and whether its English is disputed."""
    words = STATE_WORDS[shown_state(pair, options)]
    return f"{words}; {DISPUTED_WORDS}" if disputed(pair, options) else words


def mark(pair: Pair, options: ExportOptions) -> str:
    """The short sign at English that is not settled: MT, MT? or, reviewed but disputed, ?; "" where it needs none."""
    if not options.marks or not target(pair, options):
        return ""
    return _MARKS.get(pair.state) or ("?" if disputed(pair, options) else "")


class Notice(NamedTuple):
    """A warning at the head of a document: the words that stand out, and what follows them."""

    title: str
    text: str

    def __str__(self) -> str:
        return f"{self.title} {self.text}"


def notice(bitext: Bitext, options: ExportOptions) -> Notice | None:
    """What a document with machine English says at its head; None where a person has reviewed all that is shown."""
    drafts = [pair for pair in bitext.pairs if pair.state is not State.REVIEWED and target(pair, options)]
    if not drafts:
        return None
    names = ", ".join(models(bitext))
    return Notice(
        "Unreviewed machine draft.",
        f"{len(drafts)} of the {len(bitext.pairs)} sentences in English were translated "
        f"by {f'the model {names}' if names else 'a machine'} and nobody has checked them. They may be wrong or make "
        "no sense: trust the Arabic, and do not quote the English.",
    )


def titles(bitext: Bitext, options: ExportOptions) -> tuple[str, str]:
    """The article's title in Arabic and in English; the English is "" while there is none to show."""
    for pair in bitext.pairs:
        if pair.segment.kind is Kind.TITLE:
            block = [other for other in bitext.pairs if other.segment.block == pair.segment.block]
            return _join(clean(other.source) for other in block), _join(target(other, options) for other in block)
    return clean(bitext.metadata.title) or bitext.slug, ""


def headline(bitext: Bitext, options: ExportOptions) -> str:
    """The title to use where a draft cannot be marked as one: the reviewed English, else the Arabic."""
    arabic, english = titles(bitext, replace(options, reviewed_only=True))
    return english or arabic


def summary(bitext: Bitext, options: ExportOptions) -> tuple[str, str]:
    """The beginning of the first paragraph and its language, for lists and previews: reviewed English, else Arabic."""
    for block in bitext.blocks():
        if block[0].segment.kind is Kind.PARAGRAPH:
            reviewed = "en" in options.languages and all(pair.state is State.REVIEWED for pair in block)
            text = _join(target(pair, options) if reviewed else clean(pair.source) for pair in block)
            return shorten(text, SUMMARY, placeholder="…"), "en" if reviewed else "ar"
    return "", ""


def models(bitext: Bitext) -> dict[str, str]:
    """The models whose output still stands in the article (machine or stale), each with its latest date."""
    found: dict[str, str] = {}
    for pair in bitext.pairs:
        if pair.machine and pair.state in {State.MACHINE, State.STALE}:
            found[pair.machine.model] = max(found.get(pair.machine.model, ""), pair.machine.date)
    return dict(sorted(found.items()))


def reviewers(bitext: Bitext, options: ExportOptions) -> tuple[str, ...]:
    """Who reviewed: the names in the options, else those stored with reviewed pairs, without mail addresses."""
    stored = {pair.reviewer.partition("<")[0] for pair in bitext.pairs if pair.state is State.REVIEWED}
    names = {clean(" ".join(name.split())) for name in stored}
    return options.reviewers or tuple(sorted(names - {""}))


def provenance(bitext: Bitext, options: ExportOptions) -> list[str]:
    """Where the article is from, who translated and who reviewed it: lines for the end of a document."""
    original = " · ".join(filter(None, (source_name(bitext), link(bitext))))
    if "en" not in options.languages:
        return [f"المصدر: {original}"]
    made = "; ".join(", ".join(filter(None, item)) for item in models(bitext).items())
    state, names = progress(bitext), ", ".join(reviewers(bitext, options))
    by = f", by {names}" if names else ""
    review = f"Review: {state.reviewed} of {state.total} sentences{by}"
    return [f"Source: {original}", *([f"Machine translation: {made}"] if made else []), review]


def source_name(bitext: Bitext) -> str:
    """The source file as readers are told it: of one outside the project the name alone, not where it lies."""
    path = PurePosixPath(bitext.source.replace("\\", "/"))
    outside = path.is_absolute() or ".." in path.parts or any(part.endswith(":") for part in path.parts[:1])
    return clean(path.name if outside else bitext.source)


def link(bitext: Bitext) -> str:
    """The address of the original, "" for one that no browser should follow: articles bring their own addresses."""
    url = clean(bitext.metadata.url).strip()
    return url if url.lower().startswith(("https://", "http://")) else ""


def file_name(slug: str, suffix: str = ".html") -> str:
    """The file of an article in a publication, which lies in its folder; `index.html` is the publication's own."""
    name = "article-index" if slug == "index" else slug.replace("/", "-").replace("\\", "-")
    return f"{name}{suffix}"


def clean(text: str) -> str:
    """`text` with each character that HTML and XML forbid (controls, noncharacters, surrogates) as U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def _join(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)
