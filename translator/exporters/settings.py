"""How to publish, as the [export] table of translator.toml says it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from translator.errors import ConfigError
from translator.exporters.base import ExportOptions

__all__ = ["options_from_mapping"]

_TEXTS = ("view", "report_url", "base_url", "title")
_FLAGS = ("reviewed_only", "unreviewed", "marks", "word_links")
_FILES = ("theme", "template")
_SCHEMES = {"report_url": ("http", "https", "mailto"), "base_url": ("http", "https")}
_KNOWN = (*_TEXTS, *_FLAGS, *_FILES, "languages")


def options_from_mapping(
    table: Mapping[str, Any], root: Path = Path(), where: str = "translator.toml"
) -> ExportOptions:
    """The options that an [export] table means; the files it names are relative to `root`, where articles start too.

    `theme` names a CSS file, `template` a file or a list of them, one a format; `languages` is a list such as
    ["en", "ar"]. Raises ConfigError for what makes no sense.
    """
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KNOWN:
            raise ConfigError(where, f"[export] {key} is not a known setting.", f"Known: {', '.join(_KNOWN)}.")
        kind: type = bool if key in _FLAGS else list if key == "languages" else str
        if not isinstance(value, kind) and not (key == "template" and _is_texts(value)):
            noun = {bool: "true or false", list: 'a list such as ["ar", "en"]', str: "text"}[kind]
            raise ConfigError(where, f"[export] {key} must be {noun}, not {value!r}.", "Change it there.")
        values[key] = tuple(value) if isinstance(value, list) else value
    for key in _SCHEMES:
        if values.get(key):
            _require_link(key, values[key], where)
    if "theme" in values:
        values["theme"] = _read(root / values["theme"])
    if templates := values.pop("template", ()):
        values["templates"] = tuple(root / name for name in ((templates,) if isinstance(templates, str) else templates))
    return ExportOptions(**values, root=root)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _require_link(key: str, url: str, where: str) -> None:
    """Raises ConfigError for an address that is not whole, or that a browser might run instead of opening it."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in _SCHEMES[key] and bool(parts.netloc or parts.scheme == "mailto")
    except ValueError:
        whole = False
    if not whole:
        cause = f"[export] {key} must be an {' or '.join(_SCHEMES[key])} address, not {url!r}."
        example = "https://example.org/" + ("report?about={id}" if key == "report_url" else "articles/")
        raise ConfigError(where, cause, f"Write it in full, such as {example}.")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, f"cannot be read as a style sheet ({error}).", "Name a CSS file in UTF-8.") from None
