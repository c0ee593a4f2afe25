"""A user's own rules of segmentation: abbreviations, and patterns that forbid or force a break, as in SRX."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex

from translator.errors import ConfigError

__all__ = ["BUILTIN", "Pattern", "Rules", "compile_rules", "decisions"]

KEYS = ("abbreviations", "no_break", "break", "srx")
TIP = "The README shows a [segmentation] table."
TIMEOUT = 5.0
"""Seconds that one pattern may take on one block."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Between a match of `before` and one of `after`, both regular expressions, a sentence ends (`breaks`) or not."""

    breaks: bool
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a user sets beside the rules that come with the package.

    `patterns` come before the package's own rules, and of them the first that matches decides. With `builtin` false
    they are all there is, as in a program that reads them from an SRX file. `where` is where they were written.
    """

    patterns: tuple[Pattern, ...] = ()
    builtin: bool = True
    where: str = "translator.toml"

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], where: Path | str = "translator.toml") -> Rules:
        """The rules of a `[segmentation]` table.

        `abbreviations`: words after whose stop no sentence ends. `no_break`, `break`: lists of tables with `before` and
        `after`, or of strings that stand for `before`. `srx`: an SRX file, relative to `where`, whose rules replace the
        package's. Raises ConfigError for anything else.
        """
        for key in mapping:
            if key not in KEYS:
                raise ConfigError(where, f"{key} is not a known key in [segmentation].", f"Known: {', '.join(KEYS)}.")
        patterns = (
            *(_abbreviation(word) for word in _list(mapping, "abbreviations", str, where)),
            *(_pattern(entry, False, where) for entry in _list(mapping, "no_break", str | dict, where)),
            *(_pattern(entry, True, where) for entry in _list(mapping, "break", str | dict, where)),
        )
        if "srx" not in mapping:
            return cls(patterns, where=str(where))
        if not isinstance(mapping["srx"], str):
            raise ConfigError(where, "srx in [segmentation] must be the name of a file.", TIP)
        from translator.segmentation import srx

        path = Path(where).parent / mapping["srx"]
        return cls((*patterns, *srx.load(path).patterns), builtin=False, where=str(path))


BUILTIN = Rules()


def decisions(text: str, rules: Rules) -> dict[int, bool]:
    """Where in `text` the patterns of `rules` decide, and whether a sentence ends there.

    As in other programs that read SRX, `before` takes as much as it can, and `after` is tried where it ended. Raises
    ConfigError for a pattern that takes too long.
    """
    decided: dict[int, bool] = {}
    for pattern, (before, after) in zip(rules.patterns, compile_rules(rules), strict=True):
        try:
            for found in before.finditer(text, overlapped=True, timeout=TIMEOUT):
                if after.match(text, found.end(), timeout=TIMEOUT):
                    decided.setdefault(found.end(), pattern.breaks)
        except TimeoutError:
            cause = f"the segmentation pattern before = {pattern.before!r}, after = {pattern.after!r} takes too long."
            raise ConfigError(rules.where, cause, "Write it without one repetition inside another.") from None
    return decided


Sides = tuple[regex.Pattern[str], regex.Pattern[str]]


@cache
def compile_rules(rules: Rules) -> tuple[Sides, ...]:
    """Both sides of each pattern. Raises ConfigError for one that is no regular expression."""
    return tuple(_sides(pattern, rules.where) for pattern in rules.patterns)


def _sides(pattern: Pattern, where: str) -> Sides:
    try:
        return regex.compile(pattern.before), regex.compile(pattern.after)
    except regex.error as error:
        cause = f"{pattern.before!r} before, {pattern.after!r} after is not a pair of regular expressions ({error})."
        raise ConfigError(where, cause, TIP) from None


def _abbreviation(word: str) -> Pattern:
    return Pattern(False, rf"(?<![\p{{L}}\p{{N}}])و?{regex.escape(word.rstrip('.'))}\.", r"\s")


def _pattern(entry: str | dict[str, Any], breaks: bool, where: Path | str) -> Pattern:
    entry = {"before": entry, "after": r"\s"} if isinstance(entry, str) else entry
    if not entry.keys() <= {"before", "after"} or not all(isinstance(value, str) for value in entry.values()):
        raise ConfigError(where, f"{entry} in [segmentation] is no pattern.", "Give it before and after, both strings.")
    pattern = Pattern(breaks, **entry)
    _sides(pattern, str(where))
    return pattern


def _list(mapping: Mapping[str, Any], key: str, kind: Any, where: Path | str) -> Sequence[Any]:
    value = mapping.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        raise ConfigError(where, f"{key} in [segmentation] must be a list.", TIP)
    return value
