"""Jinja2 templates and the style sheet that every page carries inside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from translator import __version__
from translator.errors import ExportError
from translator.exporters.base import ExportOptions
from translator.exporters.html.fonts import font_faces, needed
from translator.exporters.html.markup import mark_up
from translator.exporters.html.metadata import LOCALES, Address
from translator.exporters.html.words import WORDS
from translator.exporters.published import clean

__all__ = ["environment", "json_script", "render", "sentence_rules", "style_sheet"]

FOLDER = Path(__file__).parent
PAGE = "page.html.j2"
"""The template of article pages, which the user's own may extend."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@cache
def environment(*folders: Path, kind: type[Environment] = Environment) -> Environment:
    """Jinja2 with the templates in `folders`, the first one before the others, and filters for both languages."""
    environment = kind(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["version"] = __version__
    environment.filters["ar"] = lambda text: mark_up(clean(text), "ar")
    environment.filters["en"] = lambda text: mark_up(clean(text), "en")
    environment.filters["day"] = _day
    return environment


def _rendered(template: str, options: ExportOptions, **values: Any) -> str:
    own = options.template_for("html") if template == PAGE else None
    folders = (FOLDER / "templates",)
    if own is None:
        return environment(*folders).get_template(template).render(options=options, **values)
    try:
        # sandboxed: the template may be another person's
        return (
            environment(own.parent, *folders, kind=SandboxedEnvironment)
            .get_template(own.name)
            .render(options=options, **values)
        )
    except (TemplateError, OSError, UnicodeDecodeError) as error:
        cause = f"this template cannot be used ({error or type(error).__name__})."
        raise ExportError(
            own, cause, "It may extend page.html.j2, whose blocks are head, bar, content and footer."
        ) from error


def _day(date: str) -> str:
    """An ISO date as people write it, 22 November 2026; anything else as it is."""
    try:
        day = datetime.fromisoformat(date)
    except ValueError:
        return date
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def render(template: str, options: ExportOptions, address: Address, rules: str = "", **values: Any) -> bytes:
    """The page: `template` with `values`, style sheet and the fonts it needs inside or at the address's assets."""
    language = options.languages[0] if len(options.languages) == 1 else "en"
    body = _rendered(
        template,
        options,
        address=address,
        language=language,
        own=lambda text: mark_up(clean(text), language),
        words=WORDS[language],
        locales=LOCALES,
        **values,
    )
    if not address.assets:
        rules = "\n".join((font_faces(needed(body)), style_sheet(), rules, options.theme))
    rules = rules.replace("</", "<\\/")
    return body.replace("<style></style>", f"<style>\n{rules}\n</style>", 1).encode("utf-8")


@cache
def style_sheet() -> str:
    """The style sheet of every page, without fonts and theme."""
    return (FOLDER / "styles" / "page.css").read_text(encoding="utf-8")


def sentence_rules(sentences: int, words: int) -> str:
    """CSS for hovering: sentence n of a pair lights its counterpart, word group n of a sentence likewise.

    CSS cannot compare two attributes, so there is a rule for each number in use on the page.
    """
    return "\n".join(_rules(sentences, words))


def _rules(sentences: int, words: int) -> Iterator[str]:
    for n in range(1, sentences + 1):
        unit = f'[data-s="{n}"]'
        yield f"{unit} {{ --n: {n}; }}"
        yield f".pair:has({unit}:hover, {unit}:focus-within) {unit} > .s {{ --lit: var(--glow); }}"
        yield f".pair:has({unit} > :target) {unit} > .s {{ --lit: var(--target); }}"
    if words:
        linked = ",".join(f".pair:has(.w{n}:hover) .w{n}" for n in range(1, words + 1))
        yield f"{linked} {{ --lit: var(--word); color: var(--ink); }}"


def json_script(value: object) -> Markup:
    """`value` as JSON that is safe inside a script element, whatever is in its strings."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (each character that HTML could read is escaped above)
