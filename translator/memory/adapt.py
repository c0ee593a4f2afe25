"""A stored target made to fit a new source: the numbers, dates and names that differ are put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz.distance import Levenshtein

from translator.language.arabic_numbers import arabic_numbers
from translator.language.calendar import CalendarName, arabic_calendar, english_calendar
from translator.language.english_numbers import english_numbers
from translator.language.names import looks_like_name
from translator.language.numerals import Form, Number, Span
from translator.language.places import Place, arabic_places
from translator.language.transliteration import sounds_like
from translator.language.words import Word, words

__all__ = ["Adapted", "Naming", "adapt"]

Edit = tuple[Span, str]
Naming = Callable[[str], str]
"""From an Arabic name to its English form, empty when nobody has translated it yet."""
_PLAIN_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
MOST_NAMES = 4
"""Differing words from which the sentence is too different for names to be put in."""
_LIKE_A_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Adapted:
    """A target with the (old, new) changes made in it, in order; `missed` numbers and dates could not be put in."""

    target: str
    changes: tuple[tuple[str, str], ...] = ()
    missed: int = 0


def adapt(query: str, source: str, target: str, naming: Naming) -> Adapted:
    """The target of `source` changed for `query`, as far as numbers in digits and known names can be put in."""
    ours, theirs = words(query), words(source)
    numbers = _changed_numbers(query, ours, source, theirs)
    number_edits = [_number_edit(target, old, new) for old, new in numbers or ()]
    place_edit = _place_edit(target, list(arabic_places(theirs)), list(arabic_places(ours)))
    number_edits += _date_edits(target, arabic_calendar(theirs), arabic_calendar(ours))
    replaced = _replaced_words(theirs, ours)
    near = replaced if len(replaced) <= MOST_NAMES else []
    name_edits = [_name_edit(target, old, new, naming) for old, new in near if old and new]
    if place_edit:
        name_edits = [place_edit, *(edit for edit in name_edits if edit and edit[0][0] != place_edit[0][0])]
    edits = sorted(edit for edit in number_edits + name_edits if edit)
    missed = sum(edit is None for edit in number_edits) + (numbers is None)
    if len({span for span, _ in edits}) < len(edits):
        return Adapted(target, missed=len(number_edits))
    changed = target
    for (start, end), text in reversed(edits):
        changed = changed[:start] + text + changed[end:]
    return Adapted(changed, tuple((target[start:end], text) for (start, end), text in edits), missed)


def _changed_numbers(
    query: str, ours: Sequence[Word], source: str, theirs: Sequence[Word]
) -> list[tuple[Number, Number]] | None:
    """The numbers that differ, old and new, in order; None when one source has more of them than the other."""
    new, old = arabic_numbers(query, ours), arabic_numbers(source, theirs)
    if len(new) != len(old):
        return None
    return [(was, now) for was, now in zip(old, new, strict=True) if was.values != now.values]


def _number_edit(target: str, old: Number, new: Number) -> Edit | None:
    places = [number for number in english_numbers(target, words(target)) if number.values & old.values]
    if len(places) != 1 or new.form is not Form.DIGITS:
        return None
    start, end = places[0].span
    written = target[start:end]
    if not _PLAIN_DIGITS.fullmatch(written):
        return None
    value = Decimal(f"{new.value.normalize():f}")
    return (start, end), f"{value}" if _LIKE_A_YEAR.fullmatch(written) else f"{value:,}"


def _date_edits(target: str, old: Sequence[CalendarName], new: Sequence[CalendarName]) -> list[Edit | None]:
    """The month or the day of the week that differs, where each source has one; None for one that is not found."""
    edits: list[Edit | None] = []
    for calendar in sorted({name.calendar for name in old}):
        was = {str(name) for name in old if name.calendar == calendar}
        now = {str(name) for name in new if name.calendar == calendar}
        if was == now:
            continue
        gone, come = was - now, now - was
        english = english_calendar(target, words(target))
        places = [name.span for name in english if name.calendar == calendar and str(name) in gone]
        if len(gone) == len(come) == 1 and places:
            edits += [(place, next(iter(come))) for place in places]
        else:
            edits.append(None)
    return edits


def _place_edit(target: str, old: Sequence[Place], new: Sequence[Place]) -> Edit | None:
    """The one country, city or people that differs, where the target names it once and by its usual name."""
    gone = {place.name: place for place in old if not any(place.name == other.name for other in new)}
    come = {place.name: place for place in new if not any(place.name == other.name for other in old)}
    if len(gone) != 1 or len(come) != 1:
        return None
    (was,), (now,) = gone.values(), come.values()
    found = [word for word in words(target) if word.text.removesuffix("'s").removesuffix("’s") in was.spellings]
    if len(found) != 1 or was.spellings & now.spellings or _WITH_ARTICLE & {was.name, now.name}:
        return None
    text = found[0].text.removesuffix("'s").removesuffix("’s")
    put = now.name if text == was.name else now.adjective if text == was.adjective else ""
    return ((found[0].start, found[0].start + len(text)), put) if put else None


_WITH_ARTICLE = frozenset(
    "Netherlands Philippines Gambia Maldives Vatican Congress Pentagon Kremlin Caucasus Balkans Amazon".split()
) | {"Caribbean", "United States", "United Kingdom", "United Nations", "European Union", "White House", "Greeks"}
"""An article before the name would have to come or go with it."""


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


def _name_edit(target: str, old: Word, new: Word, naming: Naming) -> Edit | None:
    alike = [word for word in words(target) if word.text[0].isupper() and sounds_like(old.key, word.text)]
    english = naming(new.key) if len(alike) == 1 and looks_like_name(new.key) else ""
    if not english:
        return None
    (found,) = alike
    possessive = found.text[-2:] if found.text.endswith(("'s", "’s")) else ""
    return found.span, english + possessive
