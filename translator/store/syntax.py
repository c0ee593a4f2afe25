"""PO text as people and other programs write it: what is mended silently before parsing, and what is a fault.

polib reads less than gettext writes: it has no `#=` flag lines, needs a blank after `#` and `#~`, drops `#~|`, knows no
octal escapes, and takes an unclosed string for a closed one. `mend` turns the first kind into what polib reads;
`faults` finds the last kind, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["decode", "faults", "mend", "storable"]

_CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)
_MARK = re.compile(r"\n#(?:(=)|(~\|)[ \t]*|(~)(?=\S)|(?=[^\s.:,|~]))")
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(a)|.)")
_RARE_ESCAPE = re.compile(r"\\[0-7xa]")
_STRING_LINE = re.compile(r"^(?!#[^~|]).*$", re.MULTILINE)

_STRING = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_PREFIX = r"(?:#~ ?)?(?:#(?:~)?\| ?)?"
_KEYWORD = r"(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)"
_FINE = rf"[ \t]*(?:#(?![~|]).*|{_PREFIX}[ \t]*(?:{_KEYWORD}[ \t]*)?{_STRING}|#~?)?[ \t\r]*"
_FAULT = re.compile(rf"^(?!{_FINE}$).*$", re.MULTILINE)
_FIELD = re.compile(r"^[ \t]*(?:#~ ?)?(msgctxt|msgid_plural|msgid|msgstr)", re.MULTILINE)
_NEXT = {
    "": {"msgctxt", "msgid"},
    "msgctxt": {"msgid"},
    "msgid": {"msgid_plural", "msgstr"},
    "msgid_plural": {"msgstr"},
    "msgstr": {"msgctxt", "msgid"},
}
"""Which field may follow which in an entry, and after it."""
_MARKER = re.compile(r"<{7}|={7}$|>{7}|\|{7}")

_UNSTORABLE = re.compile(r"\r\n?|[\v\f]|[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def storable(text: str) -> str:
    """`text` as a PO file (and XML) can hold it: line ends as `\\n`, no other control characters but tabs."""
    if not _UNSTORABLE.search(text):
        return text
    return _UNSTORABLE.sub(lambda match: "\n" if match[0][0] in "\r\v\f" else "", text)


def decode(data: bytes) -> str:
    """The text of a PO file, in the charset of its header, else UTF-8. Raises UnicodeDecodeError, LookupError."""
    found = _CHARSET.search(data, 0, 4096)
    charset = found[1].decode("ascii") if found else "utf-8"
    if charset.lower() in {"charset", "utf-8", "utf8", "ascii", "us-ascii"}:
        charset = "utf-8-sig"
    return data.decode(charset)


def mend(text: str) -> str:
    """The same PO text in the dialect that polib reads without losing anything."""
    text = _MARK.sub(_mend_mark, f"\n{text}")[1:]
    if not _RARE_ESCAPE.search(text):
        return text
    return _STRING_LINE.sub(lambda line: _ESCAPE.sub(_unescape, line[0]), text)


def _mend_mark(match: re.Match[str]) -> str:
    flags, previous, obsolete = match.groups()
    if flags:
        return "\n#,"
    if previous:
        return "\n#| "
    return "\n#~ " if obsolete else "\n# "


def _unescape(match: re.Match[str]) -> str:
    octal, hexadecimal, bell = match.groups()
    if bell:
        return ""
    if octal or hexadecimal:
        return storable(chr(int(octal, 8) if octal else int(hexadecimal, 16)))
    return match[0]


def faults(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are no PO, as (1-based line, what is wrong with it).

    Where each line by itself is right, the fields that stand in no entry.
    """
    broken = False
    for line, match in _numbered(text, _FAULT.finditer(text)):
        broken = True
        yield line, _explain(match[0].strip())
    if not broken:
        yield from _misplaced(text)


def _numbered(text: str, matches: Iterable[re.Match[str]]) -> Iterator[tuple[int, re.Match[str]]]:
    line, end = 1, 0
    for match in matches:
        line += text.count("\n", end, match.start())
        end = match.start()
        yield line, match


def _misplaced(text: str) -> Iterator[tuple[int, str]]:
    before, line = "", 0
    for line, match in _numbered(text, _FIELD.finditer(text)):
        name = match[1]
        plural = name == before == "msgstr" and text.startswith("[", match.end())
        if name not in _NEXT[before] and not plural:
            yield line, f"has {name} where {' or '.join(sorted(_NEXT[before]))} should be"
        before = name
    if before not in {"", "msgstr"}:
        yield line, f"has {before} and then nothing: the file is cut short, or msgstr was deleted"


def _explain(line: str) -> str:
    if _MARKER.match(line):
        return "is a conflict marker of a version control system: keep one of the two sides and delete the marker lines"
    if (word := re.match(rf"{_PREFIX}(msg\w+)", line)) and not re.fullmatch(_KEYWORD, word[1]):
        return f"has {word[1]} where msgctxt, msgid or msgstr should be"
    body = re.sub(rf"^{_PREFIX}\s*(?:msg\w+(?:\[\d+\])?)?\s*", "", line)
    if not body.startswith('"'):
        return 'is neither a comment nor a keyword (msgctxt, msgid, msgstr) with "text" in double quotes'
    if re.fullmatch(r'"(?:[^"\\]|\\.)*\\?', body):
        return "lacks the closing double quote (a line break inside the text is written \\n)"
    return 'has a double quote inside the text that is not written \\"'
