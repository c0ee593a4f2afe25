"""A bitext as a self-contained bilingual page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

import regex
from markupsafe import Markup

from translator.bitext import Bitext, Kind, Pair
from translator.exporters import published
from translator.exporters.base import ExportOptions
from translator.exporters.html.markup import WordGroups, mark_up, word_groups
from translator.exporters.html.metadata import Address, linked_data
from translator.exporters.html.templating import PAGE, json_script, render, sentence_rules
from translator.language.word_links import Link, links

__all__ = ["anchor", "export", "page"]

CONTENTS_FROM = 3
"""An article with at least this many subheads gets a table of contents."""

_UNNUMBERED = {Kind.TITLE, Kind.SUBHEAD, Kind.BYLINE, Kind.DATELINE, Kind.CAPTION, Kind.NAVIGATION}
_HEAD = {Kind.SUBHEAD, Kind.BYLINE, Kind.DATELINE}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A pair as the template shows it: `number` counts within its block, `anchor` is stable across edits.

    `look` is its state, or disputed; `label` says it in words, `short` in a sign or two.
    """

    number: int
    anchor: str
    source: Markup
    target: Markup
    look: str
    label: str
    short: str


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the article beside its translation.

    `number` counts paragraphs, 0 for headings and bylines; `words` is the number of its groups of aligned words.
    """

    kind: Kind
    level: int
    number: int
    sentences: tuple[Sentence, ...]
    words: int
    report: str


def export(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """The article as one HTML file that needs no other: sentences side by side, states marked, fonts inside."""
    return page(bitext, options, Address(published.file_name(bitext.slug)))


def page(bitext: Bitext, options: ExportOptions, address: Address, shown: Sequence[Row] | None = None) -> bytes:
    """The article as the page at `address` of a site; with one language in `options` it shows that one alone.

    `shown`: its rows, where several pages are made of the same ones.
    """
    shown = list(rows(bitext, options)) if shown is None else shown
    arabic, english = published.titles(bitext, options)
    most = max((len(row.sentences) for row in shown), default=0)
    most_words = max((row.words for row in shown), default=0)
    heading = heading_rows(shown)
    contents = [row for row in shown[heading:] if row.kind is Kind.SUBHEAD]
    return render(
        PAGE,
        options,
        address,
        sentence_rules(most, most_words),
        bitext=bitext,
        metadata=bitext.metadata,
        link=published.link(bitext),
        source=published.source_name(bitext),
        arabic=arabic,
        english=english,
        headline=published.headline(bitext, options),
        summary=published.summary(bitext, options)[0],
        bylined=any(row.kind is Kind.BYLINE for row in shown),
        head=shown[:heading],
        notice=published.notice(bitext, options),
        progress=published.progress(bitext),
        disputed=any(sentence.short == "?" for row in shown for sentence in row.sentences),
        models=published.models(bitext),
        reviewers=published.reviewers(bitext, options),
        groups=[
            (listed, list(group)) for listed, group in groupby(shown[heading:], lambda row: row.kind is Kind.LIST_ITEM)
        ],
        contents=contents if len(contents) >= CONTENTS_FROM else [],
        report=_report(options, bitext.slug, english or arabic),
        linked_data=json_script(linked_data(bitext, options)),
    )


def heading_rows(rows: Sequence[Row]) -> int:
    """How many rows are the article's head: up to the first title, with standfirst, byline and dateline below it."""
    end = next((place for place, row in enumerate(rows, 1) if row.level == 1), 0)
    while 0 < end < len(rows) and rows[end].kind in _HEAD:
        end += 1
    return end


def rows(bitext: Bitext, options: ExportOptions) -> Iterator[Row]:
    """The blocks of the article as pages show them."""
    number, headed = 0, False
    for block in bitext.blocks():
        kind = block[0].segment.kind
        level = 0
        if kind is Kind.TITLE:
            level, headed = (2 if headed else 1), True
        elif kind is Kind.SUBHEAD:
            level = 2
        numbered = kind not in _UNNUMBERED
        number += numbered
        sentences, words = _sentences(block, options)
        report = _report(options, block[0].id, published.clean(block[0].source)) if numbered else ""
        yield Row(kind, level, number if numbered else 0, sentences, words, report)


def _sentences(block: Sequence[Pair], options: ExportOptions) -> tuple[tuple[Sentence, ...], int]:
    """The sentences of a block and the number of word groups in it: hovering looks at all the block at once."""
    sentences: list[Sentence] = []
    words = 0
    for number, pair in enumerate(block, 1):
        groups = word_groups(_links(pair, options), words)
        words = max(groups[0].values(), default=words)
        sentences.append(_sentence(pair, number, groups, options))
    return tuple(sentences), words


def _links(pair: Pair, options: ExportOptions) -> Sequence[Link]:
    """Which words of the pair belong together; none where they are not to be shown, or not both beside each other."""
    if not options.word_links or len(options.languages) < 2:
        return ()
    return links(published.clean(pair.source), published.target(pair, options))


def _sentence(pair: Pair, number: int, groups: WordGroups, options: ExportOptions) -> Sentence:
    look = "disputed" if published.disputed(pair, options) else published.shown_state(pair, options).value
    return Sentence(
        number,
        anchor(pair.id),
        mark_up(published.clean(pair.source), "ar", groups[0]),
        mark_up(published.target(pair, options), "en", groups[1]),
        look,
        published.label(pair, options),
        published.mark(pair, options),
    )


def anchor(pair_id: str) -> str:
    """The fragment of a sentence: its stable hash, `-2` for a repeat; what URLs do not allow becomes its code point."""
    name = pair_id.rpartition("/")[2].replace("~", "-")
    return "s-" + regex.sub(r"[^0-9A-Za-z-]", lambda match: f"_{ord(match[0]):x}", name)


def _report(options: ExportOptions, pair_id: str, title: str) -> str:
    return options.report_url.replace("{id}", quote(pair_id, safe="")).replace("{title}", quote(title, safe=""))
