"""Sentences as HTML: isolated foreign runs, unbreakable ranges, words that know their counterparts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import regex
from markupsafe import Markup, escape

from translator.exporters.bidi import Run, runs

__all__ = ["WordGroups", "mark_up", "word_groups"]

_PIECE = regex.compile(r"\s+|\S+")
_AROUND = r"[.,;:!?…،؛؟«»“”‘’\"'()\[\]{}]*+"
_WORD = regex.compile(rf"({_AROUND})(.*?)({_AROUND})")
"""A word between the punctuation that is no part of it."""


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
    """The runs, their words of a group in a span of the class w1, w2, …; a word may stand in several runs."""
    word = 0
    inside = False
    for run in runs(text, lang):
        pieces: list[tuple[int, str]] = []
        for piece in _PIECE.findall(run.text) if groups else [run.text]:
            space = piece.isspace()
            word, inside = word + (space and inside), not space
            before = groups.get(word - 1, 0)
            # the space between two words of a group belongs to it
            group = groups.get(word, 0) if inside or before == groups.get(word) else 0
            match = _WORD.fullmatch(piece) if group and not space else None
            left, middle, right = match.groups() if match else ("", piece, "")
            pieces += [(0, left), (group, middle), (0, right)]
        yield run, _grouped(pieces)


def _grouped(pieces: Iterable[tuple[int, str]]) -> Markup:
    parts: list[str] = []
    for group, same in groupby((piece for piece in pieces if piece[1]), key=itemgetter(0)):
        text = escape("".join(piece for _, piece in same))
        parts.append(f'<span class="w{group}">{text}</span>' if group else text)
    return Markup("".join(parts))  # noqa: S704 (each text is escaped)


def _element(run: Run, content: Markup) -> Markup:
    if run.lang:
        keep = Markup(' class="keep"') if run.keep else Markup("")
        direction = "rtl" if run.rtl else "ltr"
        return Markup('<bdi lang="{}" dir="{}"{}>{}</bdi>').format(run.lang, direction, keep, content)
    return Markup('<span class="keep">{}</span>').format(content) if run.keep else content
