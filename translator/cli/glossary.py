"""`translator glossary`: the terms that translations must use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import counted, fail, print_json, print_table, say
from translator.cli.options import Json, settings_for

if TYPE_CHECKING:
    from translator.glossary import Term

__all__ = ["app"]

app = typer.Typer(
    name="glossary", help="Import, export and search the terms that translations must use.", no_args_is_help=True
)


@app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="TSV, CSV or TBX files.")],
) -> None:
    """Add terms to the project's glossary; a term that it has already takes the new translation.

    Example: translator glossary import terms.csv
    """
    from translator import glossary
    from translator.glossary import project
    from translator.store import locked

    settings = settings_for()
    path = project.glossary_path(settings)
    with locked(path):
        merged = project.open_glossary(settings)
        for file in files:
            new = glossary.load(file)
            merged = merged.merged(new.terms)
            say(f"{file}: {counted(len(new.terms), 'term')}")
        glossary.save(merged, path)
    say(f"{path} holds {counted(len(merged.terms), 'term')}.")


@app.command("export")
def export_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .tsv, .csv or .tbx file to write.")],
) -> None:
    """Write the project's glossary as a table or as TBX.

    Example: translator glossary export build/terms.tbx
    """
    from translator import glossary
    from translator.glossary import project

    terms = project.open_glossary(settings_for())
    file.parent.mkdir(parents=True, exist_ok=True)
    glossary.save(terms, file)
    say(f"{file}: {counted(len(terms.terms), 'term')}")


@app.command("list")
def list_terms(json: Json = False) -> None:
    """List the terms of the project.

    Example: translator glossary list
    """
    from translator.glossary import project

    _show(project.open_glossary(settings_for()).terms, json)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="An Arabic sentence, or a part of a term in either language.")],
    json: Json = False,
) -> None:
    """Show the terms that a sentence uses, or that hold these words; exit code 1 when there are none.

    Example: translator glossary search "تقود قطر دبلوماسية الرهائن"
    """
    from translator.glossary import project

    found = project.open_glossary(settings_for()).search(text)
    _show(found, json)
    fail(0 if found else 1)


def _show(terms: tuple[Term, ...], json: bool) -> None:
    if json:
        print_json(
            [
                {"arabic": term.sources, "english": term.targets, "forbidden": term.forbidden, "note": term.note}
                for term in terms
            ]
        )
    elif terms:
        rows = [["، ".join(t.sources), ", ".join(t.targets), ", ".join(t.forbidden), t.note] for t in terms]
        print_table(("Arabic", "English", "never", "note"), rows)
    else:
        say("No terms. Write them into glossary.tsv, Arabic<TAB>English, or `translator glossary import` a file.")
