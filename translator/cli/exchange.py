"""`translator import`: what other people did to an article in their own programs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from translator.cli.console import counted, fail, print_json, say
from translator.cli.options import Json, Output, settings_for

__all__ = ["import_"]


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="TMX, XLIFF, XLSX or PO files.")],
    output: Output = None,
    reviewer: Annotated[
        str | None, typer.Option(help="Whose work it is, for the history.", show_default="your login")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Every new translation counts as reviewed.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    json: Json = False,
) -> None:
    """Bring back what others changed in exported files. Where both sides changed a pair, both texts are kept and shown.

    Exit code 1 when there are such conflicts or units that belong to no pair. Example: translator import story.xlsx
    """
    from translator.exchange import Change, read_units
    from translator.review.importing import import_units

    settings = settings_for(output, reviewer=reviewer)
    units = [unit for file in files for unit in read_units(file)]
    paths = sorted(settings.target.glob("*.po"))
    found = import_units(paths, units, settings.reviewer, accept=accept, dry_run=dry_run)
    rows = [(one.path, proposal) for one in found for proposal in one.proposals if proposal.change is not Change.NONE]
    if json:
        print_json([_as_json(path, proposal) for path, proposal in rows])
    else:
        for path, proposal in rows:
            _tell(path, proposal)
        times = Counter(proposal.change for _, proposal in rows)
        summary = ", ".join(f"{times[change]} {change}" for change in Change if times[change]) or "nothing new"
        say(f"{counted(len(units), 'unit')}: {summary}.{' Nothing was stored.' if dry_run else ''}")
    fail(int(any(proposal.change in {Change.CONFLICT, Change.UNKNOWN} for _, proposal in rows)))


def _as_json(path: Path | None, proposal: Any) -> dict[str, Any]:
    pair, unit = proposal.pair, proposal.unit
    return {
        "path": str(path or ""),
        "id": pair.id if pair else unit.id,
        "change": str(proposal.change),
        "source": unit.source,
        "here": pair.target if pair else "",
        "there": unit.target,
        "reviewed": proposal.reviewed,
    }


def _tell(path: Path | None, proposal: Any) -> None:
    pair, unit = proposal.pair, proposal.unit
    say(f"{path.stem if path else '?'}  {pair.id if pair else unit.id or '(no id)'}: {proposal.change.meaning}")
    say(f"    {unit.source}")
    if pair and pair.target and pair.target != unit.target:
        say(f"  - {pair.target}")
    say(f"  + {unit.target}")
