"""`translator memory`: what people translated before, searched, imported and exported."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import counted, fail, print_json, print_table, say, tell_error
from translator.cli.options import Json, settings_for
from translator.errors import TranslatorError

if TYPE_CHECKING:
    from translator.memory import Match

__all__ = ["app"]

app = typer.Typer(
    name="memory", help="Search, import and export the translation memory of reviewed sentences.", no_args_is_help=True
)


@app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="TMX, XLIFF, XLSX or PO files.")],
) -> None:
    """Add memories of other programs: the files are kept in the project's memory/ folder.

    Example: translator memory import agency.tmx
    """
    from translator.memory import project

    settings = settings_for()
    failed = 0
    for path in files:
        try:
            say(f"{path}: {counted(project.adopt_file(path, settings), 'unit')}")
        except TranslatorError as error:
            failed += 1
            tell_error(error)
    with project.open_memory(settings, tell=tell_error) as memory:
        say(f"The memory holds {counted(len(memory), 'unit')}.")
    fail(0 if not failed else 3 if failed == len(files) else 1)


@app.command("export")
def export_file(
    file: Annotated[Path, typer.Argument(metavar="FILE.tmx", help="The TMX file to write.")],
) -> None:
    """Write the whole memory, the imported files too, as one TMX file.

    Example: translator memory export build/memory.tmx
    """
    from translator.exchange.tmx import write_tmx
    from translator.memory import project
    from translator.store.files import replace_file

    with project.open_memory(settings_for(), tell=tell_error) as memory:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, write_tmx(project.as_bitexts(memory.units())))
        say(f"{file}: {counted(len(memory), 'unit')}")


@app.command("list")
def list_origins(json: Json = False) -> None:
    """List the articles and files that the memory holds, with the number of their units.

    Example: translator memory list
    """
    from translator.memory import project

    with project.open_memory(settings_for(), tell=tell_error) as memory:
        counts = Counter(unit.origin for unit in memory.units())
    if json:
        print_json(dict(counts))
    elif counts:
        print_table(("origin", "units"), [[origin, f"{count:,}"] for origin, count in counts.items()])
    else:
        say("Nothing is reviewed yet, and nothing imported: `translator review` begins.")


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Words in Arabic or English, or a whole Arabic sentence with --like.")],
    like: Annotated[bool, typer.Option("--like", help="Find sentences like this one, with their likeness.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="The most to show.")] = 20,
    json: Json = False,
) -> None:
    """Show where words were used before and how they were translated; exit code 1 when nowhere.

    Example: translator memory search "وقف إطلاق النار"
    """
    from translator.memory import project

    with project.open_memory(settings_for(), tell=tell_error) as memory:
        if like:
            found = memory.matches(text, threshold=50, limit=limit)
            rows = [_match_as_json(match) for match in found]
        else:
            rows = [
                {"origin": one.unit.origin, "source": one.unit.source, "target": one.unit.target}
                for one in memory.concordances(text, limit)
            ]
    if json:
        print_json(rows)
    else:
        for row in rows:
            say(f"{row['score']}%  {row['origin']}" if like else str(row["origin"]))
            say(f"    {row['source']}\n    {row['target']}")
    fail(0 if rows else 1)


@app.command()
def rebuild() -> None:
    """Make the memory's index anew from the PO files and the memory/ folder.

    Example: translator memory rebuild
    """
    from translator.memory import project

    with project.open_memory(settings_for(), again=True, tell=tell_error) as memory:
        say(f"The memory holds {counted(len(memory), 'unit')}.")


def _match_as_json(match: Match) -> dict[str, object]:
    return {
        "score": match.score,
        "origin": match.unit.origin,
        "source": match.unit.source,
        "target": match.target,
        "changes": [list(change) for change in match.changes],
    }
