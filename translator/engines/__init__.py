"""Engines: machine translation behind one protocol, chosen by name and imported only when asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from translator.engines.base import Engine, Options, Progress, Translation
from translator.errors import ConfigError

__all__ = ["ENGINES", "Engine", "Loader", "Options", "Progress", "Translation", "load", "names"]

Loader = Callable[[str | Path, int], Engine]
"""Loads an engine: what `--model` said, threads to use (0: all cores)."""

_GROUP = "translator.engines"

ENGINES: dict[str, str] = {
    "ctranslate2": "translator.engines.ctranslate2:load",
    "ctranslate2-float32": "translator.engines.ctranslate2:load_float32",
    "transformers": "translator.engines.transformers:load",
    "echo": "translator.engines.echo:load",
}
"""Name -> `module:function` of its Loader. Other packages add theirs under the entry point `translator.engines`."""


def load(model: str | Path, *, engine: str = "ctranslate2", threads: int = 0) -> Engine:
    """A loaded engine for `model`: a directory, the name of an installed model, or a hub name.

    Raises ModelError when the model is missing or broken, ConfigError for an engine that nobody provides.
    """
    loader: Loader = _entry_point(engine).load()
    return loader(model, threads)


def names() -> list[str]:
    """The engines that can be asked for, those of other packages included."""
    return sorted({*ENGINES, *entry_points(group=_GROUP).names})


def _entry_point(engine: str) -> EntryPoint:
    if engine in ENGINES:
        return EntryPoint(engine, ENGINES[engine], _GROUP)
    for entry_point in entry_points(group=_GROUP, name=engine):
        return entry_point
    raise ConfigError(engine, "is no translation engine.", f"Choose one of: {', '.join(names())}.")
