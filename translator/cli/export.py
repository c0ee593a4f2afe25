"""`translator export`: bilingual documents out of stored pairs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from translator.bitext import Bitext, State
from translator.cli.console import counted, fail, print_json, say, tell_error
from translator.cli.options import Articles, Json, settings_for

if TYPE_CHECKING:
    from translator.exporters import ExportOptions

__all__ = ["export"]

REVIEWED_ALONE = {"tmx": "TMX has", "memory": "TMX has", "corpus": "TMX and Moses files have"}
"""Formats of reviewed pairs alone unless asked, and what in them stays empty without."""


def export(
    paths: Articles = None,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            "-t",
            metavar="FORMAT",
            help="One file an article: html, docx, odt, epub, pdf, markdown, text, tsv, jsonl, tmx, xliff, xliff2, "
            "xlsx. All together: site, anthology, corpus, memory. English in the article's own format: original.",
        ),
    ] = "html",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Folder for the files.", show_default="build")
    ] = None,
    reviewed_only: Annotated[
        bool | None, typer.Option("--reviewed-only", help="Leave out what no person accepted.")
    ] = None,
    unreviewed: Annotated[
        bool | None, typer.Option("--unreviewed", help="Machine pairs too in TMX, memory and corpus.")
    ] = None,
    marks: Annotated[bool | None, typer.Option("--marks/--no-marks", help="Mark machine translations.")] = None,
    word_links: Annotated[
        bool | None, typer.Option("--word-links/--no-word-links", help="Light a word's counterpart on pages.")
    ] = None,
    languages: Annotated[
        str | None, typer.Option(metavar="AR,EN", help="Which language comes first; one alone gives it alone.")
    ] = None,
    view: Annotated[Literal["both", "ar", "en", "interlinear"] | None, typer.Option(help="How a page opens.")] = None,
    theme: Annotated[Path | None, typer.Option(metavar="CSS", help="A style sheet after the page's own.")] = None,
    template: Annotated[Path | None, typer.Option(help="A Jinja2 page, or a .docx or .odt with your styles.")] = None,
    title: Annotated[str | None, typer.Option(help="Name of the site, anthology or corpus.")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="Where the files will be published.")] = None,
    report_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where readers report a problem; {id} and {title} are filled in.")
    ] = None,
    json: Json = False,
) -> None:
    """Publish articles as bilingual documents in the build folder.

    Example: translator export --to html
    """
    from translator import pipeline
    from translator.exporters.settings import options_from_mapping

    settings = settings_for().override(build=output)
    given: dict[str, Any] = {
        "reviewed_only": reviewed_only,
        "unreviewed": unreviewed,
        "marks": marks,
        "word_links": word_links,
        "languages": languages.lower().split(",") if languages else None,
        "view": view,
        "theme": theme and str(theme.absolute()),
        "template": template and str(template.absolute()),
        "title": title,
        "base_url": base_url,
        "report_url": report_url,
    }
    own = {key: value for key, value in given.items() if value is not None}
    where = "options and translator.toml" if own else "translator.toml"
    options = options_from_mapping({**settings.export, **own}, settings.root, where)
    if template and options.template_for(to) is None:
        raise typer.BadParameter(f"{to} cannot start from {template.name}.", param_hint="--template")
    if template and not template.is_file():
        raise typer.BadParameter(f"there is no file {template}.", param_hint="--template")
    outcomes = list(pipeline.stored(paths or [], settings))
    bitexts = [outcome.bitext for outcome in outcomes if outcome.bitext]
    files = pipeline.export(bitexts, settings, to, options) if bitexts else []
    if json:
        print_json([str(file) for file in files])
    elif files:
        say(f"{counted(len(bitexts), 'article')} published: open {files[0]}")
    elif not outcomes:
        say(_nothing(settings.target))
    if files and not json and (hint := _hint(bitexts, to, options)):
        say(hint)
    failures = [outcome.error for outcome in outcomes if outcome.error]
    for error in failures:
        tell_error(error)
    fail(0 if not failures else 1 if bitexts else 3)


def _nothing(folder: Path) -> str:
    """What to do where the project has no pairs; `translator run --output` puts them outside of one."""
    if any(Path().glob("*.po")):
        return f"No PO files in {folder}; for those here: `translator export .`"
    return "Nothing is translated yet: `translator translate` begins."


def _hint(bitexts: Sequence[Bitext], to: str, options: ExportOptions) -> str:
    """What someone should know who looks only at the files."""
    reviewed, drafts = (
        sum(bitext.count(*states) for bitext in bitexts) for states in ((State.REVIEWED,), (State.MACHINE, State.STALE))
    )
    if to in REVIEWED_ALONE and not reviewed and not options.unreviewed:
        return f"Nothing is reviewed yet, so {REVIEWED_ALONE[to]} no pairs: --unreviewed puts the machine's in."
    if to == "original" and drafts and not options.reviewed_only:
        count = counted(drafts, "sentence")
        return f"{count} of machine English not reviewed, without a mark: --reviewed-only leaves them in Arabic."
    return ""
