"""A recipe: which files make the training text, and how much each counts in each phase of a run (TOML)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator.errors import DataError
from translator.training.schedule import Phase

__all__ = ["Source", "from_files", "read_recipe"]


@dataclass(frozen=True, slots=True)
class Source:
    """One source of pairs. `weights` per phase: 2 is twice as often as a pair of weight 1, 0 is left out.

    `limit` takes the first so many pairs (lists are often commonest first; 0 is all); `segmentations` are the ways its
    sentences are cut into pieces; `held_out` keeps 1 pair in 36 to measure on; `join` adds neighbours joined,
    `terms` pairs whose source says how some words are to be translated.
    """

    name: str
    files: tuple[Path, ...]
    weights: tuple[float, float, float] = (1, 1, 1)
    limit: int = 0
    segmentations: int = 4
    held_out: bool = False
    join: bool = False
    terms: bool = False

    def weight(self, phase: Phase) -> float:
        return self.weights[phase]


def from_files(files: Sequence[Path]) -> list[Source]:
    """The plain recipe: every file counts the same, and every file keeps some pairs out to measure on."""
    return [Source(_stem(path), (path,), held_out=True) for path in files]


def read_recipe(path: Path, folders: Sequence[Path]) -> list[Source]:
    """The sources of a recipe file; its patterns are looked for in its own folder and in `folders`.

        [[source]]
        files = ["authored_*.tsv"]
        weights = [4, 5, 6]      # or weight = 5
        held_out = true

    A pattern that no file matches is an error unless its table says `optional = true`. Raises DataError.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("source", [])
    except OSError as error:
        raise DataError(path, f"cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(path, f"is not TOML: {error}.") from error
    return [source for table in tables for source in _sources(path, table, [path.parent, *folders])]


def _sources(recipe: Path, table: dict[str, Any], folders: Sequence[Path]) -> list[Source]:
    known = {"files", "weight", "weights", "limit", "segmentations", "held_out", "join", "terms", "optional"}
    if unknown := set(table) - known:
        raise DataError(
            recipe, f"has unknown keys: {', '.join(sorted(unknown))}.", f"Known: {', '.join(sorted(known))}."
        )
    options = {key: table[key] for key in ("limit", "segmentations", "held_out", "join", "terms") if key in table}
    weights = tuple(table.get("weights", [table.get("weight", 1)] * len(Phase)))
    if len(weights) != len(Phase):
        raise DataError(recipe, f"gives {table.get('files')} {len(weights)} weights.", "Give three: early, main, late.")
    sources = []
    for pattern in table.get("files", []):
        found = sorted({match for folder in folders for match in folder.glob(pattern)})
        if not found and not table.get("optional"):
            raise DataError(recipe, f"finds no file {pattern}.", "Give its folder with --folder, or mark it optional.")
        sources += [Source(_stem(file), (file,), weights, **options) for file in found]
    return sources


def _stem(path: Path) -> str:
    return path.name.split(".")[0]
