"""Settings from translator.toml, the environment and options, in that order of growing weight."""

from __future__ import annotations

import difflib
import getpass
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from translator.errors import ConfigError

__all__ = ["CONFIG_NAME", "Settings", "load"]

CONFIG_NAME = "translator.toml"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command works with; paths are absolute or relative to the current directory."""

    root: Path = Path()
    """The project's directory: where translator.toml is, or the current directory."""
    source: Path = Path("corpus/ar")
    target: Path = Path("corpus/en")
    build: Path = Path("build")
    model: str = "ar-en"
    engine: str = "ctranslate2"
    beam: int = 4
    threads: int = 0
    """0 means all cores."""
    piece_tokens: int = 0
    """Longer sentences reach the engine in pieces of at most this many of its tokens; 0 means what the model says."""
    memory: int = 100
    """Match in percent from which a reviewed translation is used instead of the engine's; 101 means never."""
    reviewer: str = ""
    segmentation: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    checks: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    export: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)

    def override(self, **options: Any) -> Settings:
        """The same settings with every option that is not None in place of what is here."""
        return replace(self, **{name: value for name, value in options.items() if value is not None})


_TABLES: Mapping[str, tuple[str, ...]] = {
    "project": ("source", "target", "build"),
    "translate": ("model", "engine", "beam", "threads", "piece_tokens", "memory"),
    "review": ("reviewer",),
}
_BOUNDS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "beam": ((1, 32),),
    "threads": ((0, 256),),
    "piece_tokens": ((0, 0), (8, 512)),
    "memory": ((50, 101),),
}
"""The ranges, ends included, that a number may be in."""
_FREE_TABLES = ("segmentation", "checks", "export")
_PATHS = frozenset({"source", "target", "build"})
_TYPES = {f.name: int if f.type == "int" else str for f in fields(Settings)}


def load(start: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings for a command run in `start` (the current directory): the nearest translator.toml upwards counts.

    `TRANSLATOR_MODEL`, `TRANSLATOR_BEAM` and so on override the file. Raises ConfigError for a file or a
    variable that makes no sense.
    """
    start = start or Path()
    path = _find(start)
    root = path.parent if path else start
    values = _read(path) if path else {}
    values |= _from_environment(environ)
    values.setdefault("reviewer", _login())
    for name in _PATHS:
        values[name] = root / Path(values.get(name, getattr(Settings(), name)))
    return Settings(root=root, **values)


def _find(start: Path) -> Path | None:
    for folder in (start, *start.resolve().parents):
        if (path := folder / CONFIG_NAME).is_file():
            return path
    return None


def _read(path: Path) -> dict[str, Any]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            path, f"cannot be read ({error}).", "Mend that line; the README shows a whole file."
        ) from None
    values: dict[str, Any] = {}
    for table, content in tables.items():
        _require_known(path, table, (*_TABLES, *_FREE_TABLES), "table")
        if not isinstance(content, dict):
            raise ConfigError(path, f"{table} is a value, not a table.", f"Write [{table}] on a line of its own.")
        if table in _FREE_TABLES:
            values[table] = content
            continue
        for key, value in content.items():
            _require_known(path, key, _TABLES[table], f"key in [{table}]")
            values[key] = _checked(path, f"[{table}] {key}", key, value)
    return values


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for keys in _TABLES.values():
        for key in keys:
            variable = f"TRANSLATOR_{key.upper()}"
            if text := environ.get(variable):
                values[key] = _checked(variable, variable, key, int(text) if text.isdecimal() else text)
    return values


def _require_known(path: Path, name: str, known: tuple[str, ...], what: str) -> None:
    if name not in known:
        close = difflib.get_close_matches(name, known, n=1)
        tip = f"Did you mean {close[0]}?" if close else f"Known: {', '.join(known)}."
        raise ConfigError(path, f"{name} is not a known {what}.", tip)


def _checked(where: Path | str, name: str, key: str, value: Any) -> Any:
    """`value` as what `key` holds. Raises ConfigError for another type, a number out of bounds and an empty text."""
    kind = _TYPES[key]
    if kind is str and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, kind) or isinstance(value, bool):
        noun = "a whole number" if kind is int else "text"
        raise ConfigError(where, f"{name} must be {noun}, not {value!r}.", "Change it there.")
    if isinstance(value, str) and not value.strip():
        raise ConfigError(where, f"{name} is empty.", "Write something there, or remove the line.")
    bounds = _BOUNDS.get(key, ())
    if isinstance(value, int) and bounds and not any(low <= value <= high for low, high in bounds):
        allowed = " or ".join(str(low) if low == high else f"{low} to {high}" for low, high in bounds)
        raise ConfigError(where, f"{name} must be {allowed}, not {value}.", "Change it there.")
    return value


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
