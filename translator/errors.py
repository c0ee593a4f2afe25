"""One error tree; each error names the file, the cause and the next step, and the CLI turns it into exit code 3.

TranslatorError
├── SourceError       a source article that cannot be read
├── StoreError        a PO file that cannot be read or written
│   ├── LockedError   … because another process is writing it
│   └── ChangedError  … because somebody changed the pair meanwhile
├── ExchangeError     a file of another program (TMX, XLIFF, XLSX) that cannot be read or written
├── ModelError        a model that is missing, broken or cannot be fetched
├── ConfigError       a translator.toml or an option that makes no sense
├── ExportError       a publication that cannot be made
└── DataError         training or evaluation data that cannot be used
"""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "ChangedError",
    "ConfigError",
    "DataError",
    "ExchangeError",
    "ExportError",
    "LockedError",
    "ModelError",
    "SourceError",
    "StoreError",
    "TranslatorError",
]


class TranslatorError(Exception):
    """Something the user can mend: `where` (a file, a model, an option), `cause`, and `tip`, the next step."""

    def __init__(self, where: Path | str, cause: str, tip: str = "") -> None:
        super().__init__(where, cause, tip)
        self.where = str(where)
        self.cause = cause
        self.tip = tip

    def __str__(self) -> str:
        return f"{self.where}: {self.cause}" + (f" {self.tip}" if self.tip else "")


class SourceError(TranslatorError):
    """A source article that cannot be read."""


class StoreError(TranslatorError):
    """A PO file that cannot be read or written."""


class LockedError(StoreError):
    """A PO file that another process is writing."""


class ChangedError(StoreError):
    """A pair that is no longer what its reviewer saw: nothing was stored, they have to look again."""


class ExchangeError(TranslatorError):
    """A file exchanged with another program (TMX, XLIFF, XLSX) that cannot be read or written."""


class ModelError(TranslatorError):
    """A model that is missing, broken or cannot be fetched."""


class ConfigError(TranslatorError):
    """A translator.toml or an option that makes no sense."""


class ExportError(TranslatorError):
    """A publication that cannot be made."""


class DataError(TranslatorError):
    """Training or evaluation data that cannot be used."""
