"""Sentences as HTML: isolated foreign runs, unbreakable ranges, words that know their counterparts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex
from markupsafe import Markup, escape

from translator.exporters.bidi import Run, runs

__all__ = ["WordGroups", "mark_up", "word_groups"]


def mark_up(text: str, lang: str, groups: Mapping[int, int] | None = None) -> Markup:
    """`text` as HTML whose text content is `text`; `groups` numbers the words that have counterparts."""
    return Markup("").join(_element(run, parts) for run, parts in _numbered(text, lang, groups or {}))


WordGroups = tuple[dict[int, int], dict[int, int]]
"""Source word -> group of words that belong together, target word -> group."""


def word_groups(alignment: Sequence[tuple[int, int]], after: int = 0) -> WordGroups:
    """The connected components of an alignment, numbered in source order from `after` + 1."""
    source: dict[int, int] = {}
    target: dict[int, int] = {}
    links = sorted(set(alignment))
    for number, (left, right) in enumerate(links, 1):
        merged = {source.get(left, number), target.get(right, number)}
        for side in (source, target):
            for word, group in side.items():
                if group in merged:
                    side[word] = min(merged)
        source[left] = target[right] = min(merged)
    order = {
        group: place for place, group in enumerate(dict.fromkeys(source[word] for word in sorted(source)), after + 1)
    }
    return {word: order[group] for word, group in source.items()}, {
        word: order[group] for word, group in target.items()
    }


def _numbered(text: str, lang: str, groups: Mapping[int, int]) -> Iterator[tuple[Run, Markup]]:
    word = 0
    inside = False
    for run in runs(text, lang):
        pieces: list[Markup] = []
        for piece in regex.splititer(r"(\s+)", run.text) if groups else [run.text]:
            if piece is None or not piece:
                continue
            if piece.isspace():
                word, inside = word + inside, False
            else:
                inside = True
            group = groups.get(word) if inside else None
            pieces.append(Markup('<span data-w="{}">{}</span>').format(group, piece) if group else escape(piece))
        yield run, Markup("").join(pieces)


def _element(run: Run, content: Markup) -> Markup:
    if run.lang:
        keep = Markup(' class="keep"') if run.keep else Markup("")
        direction = "rtl" if run.rtl else "ltr"
        return Markup('<bdi lang="{}" dir="{}"{}>{}</bdi>').format(run.lang, direction, keep, content)
    return Markup('<span class="keep">{}</span>').format(content) if run.keep else content
