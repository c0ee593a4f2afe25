"""Markdown: each block in Arabic and below it in English, after a YAML front matter.

Pipe tables cannot set a direction per cell, so the Arabic stands in `<div dir="rtl">`, which CommonMark lets contain
Markdown between blank lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import regex

from translator.bitext import Bitext, Kind, Pair
from translator.exporters import published
from translator.exporters.base import ExportOptions

__all__ = ["escape", "export"]

_PREFIX = {Kind.TITLE: "# ", Kind.SUBHEAD: "## ", Kind.LIST_ITEM: "- ", Kind.QUOTATION: "> "}
_SPECIAL = regex.compile(r"[\\`*_{}\[\]<>#|~&$]|^(?:[-+=]|\d+(?=[.)]))|(?<=^\d+)[.)]")


def export(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """CommonMark in UTF-8 that GitHub, Jekyll and Hugo show in the right directions."""
    parts = [_front_matter(bitext, options)]
    if notice := published.notice(bitext, options):
        parts.append(f"> **{notice.title}** {escape(notice.text)}")
    for block in bitext.blocks():
        parts.extend(_block(block, options))
    return "".join(f"{part}\n\n" for part in parts).removesuffix("\n").encode("utf-8")


def escape(text: str) -> str:
    """`text` on one line, so that Markdown shows it as it is."""
    return _SPECIAL.sub(_escaped, " ".join(published.clean(text).split()))


def _escaped(match: regex.Match[str]) -> str:
    return match[0] if match[0].isdigit() else f"\\{match[0]}"


def _front_matter(bitext: Bitext, options: ExportOptions) -> str:
    arabic, _ = published.titles(bitext, options)
    metadata = bitext.metadata
    fields = {
        "title": published.headline(bitext, options),
        "title_ar": arabic,
        "author": metadata.author,
        "date": metadata.date,
        "original": metadata.url,
        "source": published.source_name(bitext),
        "machine": ", ".join(published.models(bitext)),
    }
    lines = [
        f"{key}: {json.dumps(published.clean(value), ensure_ascii=False)}" for key, value in fields.items() if value
    ]
    return "\n".join(("---", *lines, "---"))


def _block(block: tuple[Pair, ...], options: ExportOptions) -> Iterator[str]:
    prefix = _PREFIX.get(block[0].segment.kind, "")
    arabic = " ".join(escape(pair.source) for pair in block)
    sides = {
        "ar": f'<div dir="rtl" lang="ar">\n\n{prefix}{arabic}\n\n</div>',
        "en": prefix + " ".join(_target(pair, options) for pair in block),
    }
    yield from (sides[language] for language in options.languages)


def _target(pair: Pair, options: ExportOptions) -> str:
    target = escape(published.target(pair, options))
    if not target:
        return f"*{published.label(pair, options).capitalize()}*"
    if short := published.mark(pair, options):
        return f'{target}<sup title="{published.label(pair, options)}">{short}</sup>'
    return target
