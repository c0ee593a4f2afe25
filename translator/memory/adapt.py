"""A stored target made to fit a new source: the numbers and the names that differ are put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz.distance import Levenshtein

from translator.language.arabic_numbers import arabic_numbers
from translator.language.english_numbers import english_numbers
from translator.language.numerals import Form, Number, Span
from translator.language.transliteration import sounds_like
from translator.language.words import Word, words

__all__ = ["Adapted", "Naming", "adapt"]

Naming = Callable[[str], str]
"""From an Arabic name to its English form, empty when nobody has translated it yet."""
_PLAIN_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
YEARS = range(1000, 2200)


@dataclass(frozen=True, slots=True)
class Adapted:
    """A target with the (old, new) changes made in it, in order; `whole`: nothing else differs between the sources."""

    target: str
    changes: tuple[tuple[str, str], ...] = ()
    whole: bool = False


def adapt(query: str, source: str, target: str, naming: Naming) -> Adapted:
    """The target of `source` changed for `query`, as far as numbers and known names explain the difference."""
    ours, theirs = words(query), words(source)
    numbers = _changed_numbers(query, ours, source, theirs)
    edits: list[tuple[Span, str]] = []
    left = 0
    for old, new in numbers or ():
        edit = _number_edit(target, old, new)
        edits += [edit] if edit else []
        left += edit is None
    left += numbers is None
    for old_name, new_name in _replaced_words(theirs, ours):
        edit = _name_edit(target, old_name, new_name, naming) if old_name and new_name else None
        edits += [edit] if edit else []
        left += edit is None
    if len({span for span, _ in edits}) < len(edits):
        return Adapted(target)
    changed = target
    for (start, end), text in sorted(edits, reverse=True):
        changed = changed[:start] + text + changed[end:]
    changes = tuple((target[start:end], text) for (start, end), text in sorted(edits))
    return Adapted(changed, changes, whole=not left)


def _changed_numbers(
    query: str, ours: Sequence[Word], source: str, theirs: Sequence[Word]
) -> list[tuple[Number, Number]] | None:
    """The numbers that differ, old and new, in order; None when one source has more of them than the other."""
    new, old = arabic_numbers(query, ours), arabic_numbers(source, theirs)
    if len(new) != len(old):
        return None
    return [(was, now) for was, now in zip(old, new, strict=True) if was.values != now.values]


def _number_edit(target: str, old: Number, new: Number) -> tuple[Span, str] | None:
    places = [number for number in english_numbers(target, words(target)) if number.values & old.values]
    if len(places) != 1 or new.form is not Form.DIGITS:
        return None
    start, end = places[0].span
    written = target[start:end]
    return ((start, end), _as_digits(new.value)) if _PLAIN_DIGITS.fullmatch(written) else None


def _as_digits(value: Decimal) -> str:
    text = f"{value.normalize():f}"
    return text if value in YEARS else f"{Decimal(text):,}"


def _replaced_words(old: Sequence[Word], new: Sequence[Word]) -> list[tuple[Word | None, Word | None]]:
    """The words that differ, numbers apart, one for one; a (None, None) where more were put in than taken out."""
    changed: list[tuple[Word | None, Word | None]] = []
    for change in Levenshtein.opcodes([_key(word) for word in old], [_key(word) for word in new]):
        taken = old[change.src_start : change.src_end]
        put = new[change.dest_start : change.dest_end]
        if change.tag == "replace" and len(taken) == len(put):
            changed += zip(taken, put, strict=True)
        elif change.tag != "equal":
            changed.append((None, None))
    return changed


def _key(word: Word) -> str:
    return "#" if word.is_number else word.key


def _name_edit(target: str, old: Word, new: Word, naming: Naming) -> tuple[Span, str] | None:
    alike = [word for word in words(target) if word.text[0].isupper() and sounds_like(old.key, word.text)]
    english = naming(new.key) if len(alike) == 1 else ""
    if not english:
        return None
    (found,) = alike
    possessive = found.text[-2:] if found.text.endswith(("'s", "’s")) else ""
    return found.span, english + possessive
