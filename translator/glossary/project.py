"""The glossary of a project: glossary.tsv (or .csv, .tbx) beside its translator.toml."""

from __future__ import annotations

from pathlib import Path

from translator.config import Settings
from translator.glossary.files import SUFFIXES, load
from translator.glossary.terms import Glossary

__all__ = ["glossary_path", "open_glossary"]


def glossary_path(settings: Settings) -> Path:
    """The project's glossary file; glossary.tsv where there is none yet."""
    candidates = [settings.root / f"glossary{suffix}" for suffix in SUFFIXES]
    return next((path for path in candidates if path.is_file()), candidates[0])


def open_glossary(settings: Settings) -> Glossary:
    """The project's terms; none without a file. Raises ExchangeError for a file that makes no sense."""
    path = glossary_path(settings)
    return load(path) if path.is_file() else Glossary()
