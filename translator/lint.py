"""What is wrong with a PO file that people or other programs edited, line by line, and what to do about it.

Errors keep the file from being read. Warnings are read, but perhaps not as they were meant.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from translator.bitext import State
from translator.checks import Severity
from translator.errors import StoreError
from translator.store.comments import KEYS, read_place, read_remarks
from translator.store.po import parse_po
from translator.store.syntax import decode, faults

__all__ = ["Problem", "lint"]

_MANY = 10
"""The same message so often is said once."""
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPES = frozenset('abfnrtvx\\"01234567')
"""What may follow a backslash in a text."""
_FIELD = re.compile(r"(?:#~ ?)?(msgctxt|msgid|msgid_plural|msgstr)(?:\[\d+\])?\s*\"")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, the 1-based line where it is, and what to do."""

    line: int
    severity: Severity
    message: str
    tip: str = ""


@dataclass(slots=True)
class _Entry:
    """The lines of one PO entry by what they are; texts as they are written, escapes and all."""

    line: int
    comments: list[tuple[int, str]] = field(default_factory=list)
    extracted: list[tuple[int, str]] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    obsolete: bool = False


def lint(path: Path) -> list[Problem]:
    """The problems of a PO file, in line order; none means that it is read just as it says.

    Raises StoreError only for a file that cannot be opened.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(path, f"cannot be read ({error.strerror}).", "Check the name and its permissions.") from None
    try:
        text = decode(data)
    except (UnicodeDecodeError, LookupError) as error:
        return [_undecodable(data, error)]
    if not text.strip():
        return [Problem(1, Severity.WARNING, "the file is empty", "`translator translate` makes it anew.")]
    broken = [Problem(line, Severity.ERROR, fault) for line, fault in faults(text)] or list(_unparsable(text, path))
    if broken:
        return broken
    entries = list(_entries(text))
    found = [*_escape_problems(text), *_repeated(entries)]
    if data.startswith(BOM_UTF8):
        message = "begins with a byte order mark, which gettext refuses"
        found.append(Problem(1, Severity.WARNING, message, "Saving drops it."))
    if not any(_is_header(entry) for entry in entries):
        message = "has no header, the entry with an empty msgid that names charset and article"
        found.append(Problem(1, Severity.WARNING, message, "`translator translate` on the article writes it."))
    found += [problem for entry in entries for problem in _problems(entry)]
    return list(_summed_up(sorted(found, key=lambda problem: problem.line)))


def _summed_up(problems: list[Problem]) -> Iterator[Problem]:
    """The problems with those that a whole file shares said once."""
    times = Counter(problem.message for problem in problems)
    said: set[str] = set()
    for problem in problems:
        if times[problem.message] < _MANY:
            yield problem
        elif problem.message not in said:
            said.add(problem.message)
            yield replace(
                problem, message=f"{problem.message} (and {times[problem.message] - 1} more entries likewise)"
            )


def _undecodable(data: bytes, error: UnicodeDecodeError | LookupError) -> Problem:
    if isinstance(error, LookupError):
        return Problem(1, Severity.ERROR, f"names a charset that does not exist ({error})", "Write charset=UTF-8.")
    line = data.count(b"\n", 0, error.start) + 1
    message = f"has bytes that are not {error.encoding}, the charset of the header"
    return Problem(line, Severity.ERROR, message, "Save the file as UTF-8.")


def _unparsable(text: str, path: Path) -> Iterator[Problem]:
    try:
        parse_po(text, path)
    except StoreError as error:
        line = re.match(r"line (\d+) ", error.cause)
        message = error.cause[line.end() :].rstrip(".") if line else error.cause.rstrip(".")
        tip = "Compare it with an entry that is right." if "po lint" in error.tip else error.tip
        yield Problem(int(line[1]) if line else 1, Severity.ERROR, message, tip)


def _entries(text: str) -> Iterator[_Entry]:
    """The entries of PO text. A line that is no PO belongs to none; a new entry begins after a msgstr."""
    entry: _Entry | None = None
    last = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line:
            continue
        if last == "msgstr" and not line.lstrip("#~ ").startswith('"'):
            if entry:
                yield entry
            entry, last = None, ""
        entry = entry or _Entry(number)
        last = _read_line(entry, number, line, last)
    if entry and entry.texts:
        yield entry


def _read_line(entry: _Entry, number: int, line: str, last: str) -> str:
    """Add one line to its entry; gives the field that a continuation line would go on with."""
    if match := _FIELD.match(line):
        name = match[1]
        entry.obsolete |= line.startswith("#~")
        entry.lines[name] = number
        entry.texts[name] = "".join(_STRING.findall(line))
        return name
    if line.lstrip("#~ ").startswith('"') and last:
        entry.texts[last] += "".join(_STRING.findall(line))
        return last
    if line.startswith(("#,", "#=")):
        entry.flags |= {flag.strip() for flag in line[2:].split(",")}
    elif line.startswith("#."):
        entry.extracted.append((number, line[2:].strip()))
    elif line.startswith("#") and line[1:2] not in {":", "|", "~"}:
        entry.comments.append((number, line[1:].strip()))
    return last


def _escape_problems(text: str) -> Iterator[Problem]:
    """Backslashes before what needs none: gettext refuses the file, here they stay in the text."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("#") or line.startswith("#~"):
            for after in sorted({*re.findall(r"\\(.)", line)} - _ESCAPES):
                tip = "Write \\\\ for a backslash."
                yield Problem(number, Severity.WARNING, f"has “\\{after}”, which stands for nothing", tip)


def _repeated(entries: Iterable[_Entry]) -> Iterator[Problem]:
    """Entries whose id another one has already; the header has none."""
    first: dict[str, int] = {}
    for entry in entries:
        identity, line = entry.texts.get("msgctxt"), entry.lines.get("msgctxt", entry.line)
        if identity is None:
            continue
        if identity in first:
            tip = "Delete one of the two; kept, it gets an id of its own."
            yield Problem(line, Severity.WARNING, f"has the id “{identity}” of line {first[identity]}", tip)
        first.setdefault(identity, line)


def _is_header(entry: _Entry) -> bool:
    return entry.texts.get("msgid") == "" and "msgctxt" not in entry.texts


def _problems(entry: _Entry) -> Iterator[Problem]:
    if _is_header(entry):
        yield from _header_problems(entry)
        return
    yield from _remark_problems(entry)
    yield from _state_problems(entry)
    yield from _place_problems(entry)
    if "msgctxt" not in entry.texts and "msgid" in entry.texts:
        tip = "It gets an id by its sentence; reviewed text finds its pair by the Arabic alone."
        yield Problem(entry.line, Severity.WARNING, "has no msgctxt, the id of its pair", tip)


def _header_problems(entry: _Entry) -> Iterator[Problem]:
    header = entry.texts.get("msgstr", "")
    charset = re.search(r"charset=([\w.:-]+)", header)
    if not charset or charset[1].lower() not in {"utf-8", "utf8"}:
        yield Problem(entry.line, Severity.WARNING, "the header does not say charset=UTF-8", "Saving makes it so.")
    if "X-Source-File" not in header:
        tip = "`translator translate` on the article adds it."
        yield Problem(entry.line, Severity.WARNING, "the header does not name its article (X-Source-File)", tip)


def _remark_problems(entry: _Entry) -> Iterator[Problem]:
    """Lines that look like ours but are not understood: they are kept, and mean nothing."""
    for number, comment in entry.comments:
        if not (match := re.match(r"@(\w+)", comment)):
            continue
        if match[1] not in KEYS:
            known = ", ".join(f"@{key}" for key in KEYS)
            yield Problem(number, Severity.WARNING, f"@{match[1]} is not known and means nothing", f"Known: {known}.")
        elif match[1] not in {"mtsum", "cut"} and read_remarks([comment]).extra:
            yield Problem(number, Severity.WARNING, f"“{comment}” is not understood", _FORMS.get(match[1], ""))


_FORMS = {
    "state": f"Write one of {', '.join(f'@state {s}' for s in (State.MACHINE, State.STALE, State.REJECTED))}.",
    "mt": "Write @mt MODEL SCORE DATE, as in: @mt ar-en@3f2a1c -0.42 2026-11-22",
}


def _state_problems(entry: _Entry) -> Iterator[Problem]:
    states = [(number, comment) for number, comment in entry.comments if comment.startswith("@state")]
    fuzzy, text = "fuzzy" in entry.flags, entry.texts.get("msgstr", "")
    for number, comment in states[1:]:
        yield Problem(number, Severity.WARNING, f"“{comment}” is a second state; the last one counts", "Keep one.")
    if states and text and not fuzzy:
        message = f"“{states[-1][1]}” without fuzzy counts as reviewed"
        yield Problem(states[-1][0], Severity.WARNING, message, "Delete the line, or add `#, fuzzy` again.")
    if fuzzy and not text:
        message = "is fuzzy without a translation; it counts as untranslated"
        yield Problem(entry.line, Severity.WARNING, message, "Nothing to do: the next save drops fuzzy.")
    for number, comment in entry.comments:
        if comment.startswith("@conflict"):
            message = "holds another person's translation of this sentence"
            yield Problem(number, Severity.WARNING, message, "Choose one in `translator review`.")


def _place_problems(entry: _Entry) -> Iterator[Problem]:
    places = [(number, comment) for number, comment in entry.extracted if comment.startswith("loc=")]
    if not entry.obsolete and not any(read_place(comment) for _, comment in places):
        line = places[0][0] if places else entry.line
        message = f"“{places[0][1]}” is no place" if places else "has no place in the article (#. loc=…)"
        tip = "`translator translate` on the article restores it; till then the entry is a paragraph of its own."
        yield Problem(line, Severity.WARNING, message, tip)
