"""`translator segment`: what the tool sees in an article before anything is translated."""

from __future__ import annotations

import json as json_module
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import fail, print_table, say, tell_error
from translator.cli.options import settings_for
from translator.errors import TranslatorError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translator.bitext import Article, Segment

__all__ = ["Format", "segment"]


class Format(StrEnum):
    """How segments are shown."""

    TABLE = "table"
    TEXT = "text"
    JSONL = "jsonl"


def segment(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="Article files or folders; - reads stdin.")
    ] = None,
    pieces: Annotated[
        bool, typer.Option("--pieces", help="Show the pieces that the model gets of over-long sentences too.")
    ] = False,
    export_srx: Annotated[
        Path | None, typer.Option(metavar="SRX", help="Write the rules to an SRX file, for OmegaT or Okapi.")
    ] = None,
    format: Annotated[Format, typer.Option(help="table, text (one sentence a line) or jsonl.")] = Format.TABLE,
) -> None:
    """Show the segments of articles: what is a heading, where sentences end, what is left out.

    Example: translator segment story.txt --format jsonl
    """
    from translator import pipeline, readers

    settings = settings_for()
    if export_srx:
        pipeline.export_srx(export_srx, settings)
        say(f"Made {export_srx}.")
    elif not files:
        raise typer.BadParameter("name an article, or --export-srx FILE.", param_hint="FILE")
    failed = total = 0
    for path in (found for file in files or () for found in readers.find(file)):
        total += 1
        try:
            for article in pipeline.read_articles(path, settings):
                segments = pipeline.segments(article, settings)
                _show(article, segments, format, pipeline.pieces(segments, settings) if pieces else {})
        except TranslatorError as error:
            failed += 1
            tell_error(error)
    fail(0 if not failed else 3 if failed == total else 1)


def _show(article: Article, segments: Sequence[Segment], format: Format, pieces: Mapping[str, Sequence[str]]) -> None:
    if format is Format.TABLE:
        say(f"{article.slug}  ({article.path})")
        rows = []
        for one in segments:
            rows.append((one.location, str(one.kind), str(one.line), " ".join(one.text.split())))
            cut = pieces.get(one.location, ())
            rows += [(f"  piece {number}", "", "", piece) for number, piece in enumerate(cut, 1) if len(cut) > 1]
        rows += [("left out", str(gone.block.kind or ""), str(gone.block.line), _why(gone)) for gone in article.dropped]
        print_table(("place", "kind", "line", "text"), rows)
        say()
        return
    for one in segments:
        text = " ".join(one.text.split())
        record: dict[str, Any] = {"article": article.slug, "place": one.location, "kind": one.kind, "line": one.line}
        if pieces:
            record["pieces"] = pieces[one.location]
        say(text if format is Format.TEXT else json_module.dumps({**record, "text": one.text}, ensure_ascii=False))
    for gone in article.dropped if format is Format.JSONL else ():
        record = {"article": article.slug, "dropped": gone.reason, "line": gone.block.line, "text": gone.block.text}
        say(json_module.dumps(record, ensure_ascii=False))


def _why(gone: Any) -> str:
    return f"[{gone.reason}] {' '.join(gone.block.text.split())}"
