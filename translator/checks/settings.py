"""Which checks run and how severe their findings are: the [checks] table of translator.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from translator.checks.findings import Severity
from translator.errors import ConfigError

__all__ = ["CODES", "CheckSettings"]

CODES = (
    *("empty", "copied", "arabic", "numbers", "dates", "negation", "names", "brackets", "quotes", "punctuation"),
    *("capitals", "length", "repetition", "urls", "bidi", "characters", "consistency", "glossary"),
)
"""Every code that a finding may carry."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """`silence` are codes never reported; `severity` overrides how severe a code's findings are."""

    silence: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def from_mapping(cls, table: Mapping[str, Any], where: str = "translator.toml") -> CheckSettings:
        """The settings a [checks] table means; raises ConfigError for an unknown code or severity."""
        for key in table:
            if key not in ("silence", "severity"):
                raise ConfigError(where, f"[checks] {key} is not a known setting.", "Known: silence, severity.")
        return cls(_silence(table.get("silence", []), where), _severity(table.get("severity", {}), where))


def _silence(codes: object, where: str) -> frozenset[str]:
    if not isinstance(codes, list):
        raise ConfigError(where, "[checks] silence is not a list.", 'Write silence = ["length"].')
    return frozenset(_known(str(code), where) for code in codes)


def _severity(table: object, where: str) -> Mapping[str, Severity]:
    if not isinstance(table, Mapping):
        raise ConfigError(where, "[checks] severity is not a table.", 'Write severity = {length = "error"}.')
    try:
        return MappingProxyType({_known(code, where): Severity(value) for code, value in table.items()})
    except ValueError as error:
        raise ConfigError(where, f"[checks] severity: {error}.", "Known: error, warning, info.") from None


def _known(code: str, where: str) -> str:
    if code not in CODES:
        raise ConfigError(where, f"[checks] names {code}, which is no check.", f"Known: {', '.join(CODES)}.")
    return code
