"""Bitext ↔ PO text. The only module that imports polib.

    # @state machine                                 provenance, notes: translator comments (translator.store.comments)
    # @mt ar-en@3f2a1c -0.42 2026-11-22
    #. loc=p2.s1 kind=paragraph                      place in the article
    #: corpus/ar/story.txt:2
    #, fuzzy                                         not (or no longer) reviewed
    msgctxt "story/11aa22bb"                         identity
    msgid "…"
    msgstr "…"

The text is what `msgcat --no-wrap` would write, so that other programs' saves make no differences in version control.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import polib

from translator.bitext import Bitext, Kind, Metadata, Pair, Segment, State, checksum
from translator.errors import StoreError
from translator.store.comments import (
    MARKED,
    Place,
    Remarks,
    format_place,
    format_remarks,
    one_line,
    quote,
    read_place,
    read_remarks,
)
from translator.store.syntax import faults, mend, storable

__all__ = ["format_po", "new_id", "parse_po"]

KNOWN_PAIRS = 2**15
"""Pairs whose text is remembered: between two answers of a review all but one stay the same."""
_COMMENT = "Arabic to English, one entry a sentence. Empty: to do; fuzzy: not reviewed; without fuzzy: reviewed."
_DEFAULTS = {
    "Report-Msgid-Bugs-To": "",
    "PO-Revision-Date": "",
    "Last-Translator": "",
    "Language-Team": "English",
}
_FIXED = {
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "X-Source-Language": "ar",
}
_SOURCE = "X-Source-File"
_METADATA = {name: f"X-Article-{name.title()}" for name in ("title", "author", "date", "url")}
_OURS = {"Project-Id-Version", _SOURCE, *_METADATA.values(), *_FIXED}
_NO_HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'


class _Text(str):
    """Text that polib splits at line feeds alone; `str.splitlines` also splits at U+2028, U+0085 and form feeds."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        lines = self.split("\n")
        if keepends:
            lines = [f"{line}\n" for line in lines[:-1]] + lines[-1:]
        if lines[-1] == "":
            lines.pop()
        return lines


def new_id(slug: str, sentence: str, taken: Iterable[str]) -> str:
    """A pair's identity at first import: `slug/` and a hash of the sentence, `~2`, `~3` … for a repeated one."""
    base = f"{slug}/{hashlib.sha256(sentence.encode()).hexdigest()[:8]}"
    taken = taken if isinstance(taken, set | frozenset | dict) else set(taken)
    identity, count = base, 1
    while identity in taken:
        count += 1
        identity = f"{base}~{count}"
    return identity


def parse_po(text: str, where: Path) -> Bitext:
    """The bitext that PO text says; the file name is its slug. Raises StoreError naming the line that is no PO."""
    for line, fault in faults(text):
        raise StoreError(where, f"line {line} {fault}.", "`translator po lint` lists all that is wrong with it.")
    file = _parse(text, where)
    metadata = {key: " ".join(value.split("\n")) for key, value in file.metadata.items()}
    source = metadata.get(_SOURCE, "")
    pairs, obsolete = _read_entries(file, where, source)
    return Bitext(
        slug=where.stem,
        source=source,
        pairs=pairs,
        obsolete=obsolete,
        metadata=Metadata(**{name: metadata.get(key, "") for name, key in _METADATA.items()}),
        extra=tuple(_foreign_header(file.header, file.metadata)),
    )


def _parse(text: str, where: Path) -> polib.POFile:
    text = mend(text)
    if not re.search(r'^msgid\s+""\s*\n\s*msgstr\s+"', text, re.MULTILINE):
        text = _NO_HEADER + text
    try:
        return polib.pofile(_Text(text), wrapwidth=0, encoding="utf-8")
    except (OSError, ValueError, IndexError) as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"line {line[1]} is out of place" if line else f"it is not PO ({error})"
        raise StoreError(where, f"{place}.", "`translator po lint` says what is wrong with it.") from None


def _foreign_header(comment: str, metadata: dict[str, str]) -> Iterator[str]:
    for line in comment.split("\n"):
        if line and line != _COMMENT:
            yield f"# {line}".rstrip()
    for key, value in metadata.items():
        if key not in _OURS and value != _DEFAULTS.get(key):
            yield f"{key}: {value}"


def _read_entries(file: polib.POFile, where: Path, source: str) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    source = quote(source)
    taken: set[str] = set()
    pairs: list[Pair] = []
    obsolete: list[Pair] = []
    placed = True
    for entry in file:
        if entry.msgid_plural or entry.msgstr_plural:
            raise StoreError(where, f"line {entry.linenum} has plural forms.", "Write one msgid with one msgstr.")
        place, extracted = _split_extracted(entry.comment)
        identity = entry.msgctxt or ""
        if not identity or identity in taken:
            identity = new_id(where.stem, entry.msgid, taken)
        taken.add(identity)
        if entry.obsolete:
            obsolete.append(_read_pair(entry, identity, Segment(entry.msgid, Kind.PARAGRAPH, 0, 0), ()))
            continue
        placed = placed and place is not None
        place = place or Place(pairs[-1].segment.block + 1 if pairs else 1, 1, Kind.PARAGRAPH)
        line, references = _split_references(entry.occurrences, source)
        segment = Segment(entry.msgid, place.kind, place.block, place.sentence, line)
        pairs.append(_read_pair(entry, identity, segment, (*extracted, *references)))
    if placed:
        pairs.sort(key=lambda pair: (pair.segment.block, pair.segment.sentence))
    return tuple(pairs), tuple(obsolete)


def _split_extracted(comment: str) -> tuple[Place | None, list[str]]:
    place, others = None, []
    for line in comment.split("\n") if comment else ():
        if place is None and (found := read_place(line)):
            place = found
        else:
            others.append(f"#. {line}".rstrip())
    return place, others


def _split_references(occurrences: list[tuple[str, str]], source: str) -> tuple[int, list[str]]:
    line, others = None, []
    for file, number in occurrences:
        if line is None and file == source:
            line = int(number or 0)
        else:
            others.append(f"#: {file}:{number}" if number else f"#: {file}")
    return line or 0, others


def _read_pair(entry: polib.POEntry, identity: str, segment: Segment, places: tuple[str, ...]) -> Pair:
    remarks = read_remarks(entry.tcomment.split("\n") if entry.tcomment else ())
    flags = (f"#, {flag}" for flag in entry.flags if flag and flag != "fuzzy")
    state = _state(entry, remarks)
    stale = state is State.STALE
    previous_id = entry.previous_msgctxt or ""
    return Pair(
        id=identity,
        segment=segment,
        target=entry.msgstr,
        state=state,
        machine=remarks.machine,
        note="\n".join(remarks.note),
        previous=(entry.previous_msgid or "") if stale else "",
        previous_id=previous_id if stale and previous_id != identity else "",
        silenced=tuple(remarks.silenced),
        reviewer=remarks.reviewer,
        conflicts=tuple(remarks.conflicts),
        extra=(*remarks.extra, *places, *flags),
    )


def _state(entry: polib.POEntry, remarks: Remarks) -> State:
    """An empty text is untranslated; one without `fuzzy` reviewed, whatever `@state` says; then `@state` decides.

    An editor that marks a text fuzzy writes no `@state`: with the old source beside it that means stale, on the
    machine's own text machine, and on a person's text that someone wants it changed.
    """
    if not entry.msgstr:
        return State.UNTRANSLATED
    if not entry.fuzzy:
        return State.REVIEWED
    if remarks.state:
        return remarks.state
    if entry.previous_msgid:
        return State.STALE
    own = remarks.machine and remarks.machine.checksum in {"", checksum(entry.msgstr)}
    return State.MACHINE if own else State.REJECTED


def format_po(bitext: Bitext) -> str:
    """The PO text of a bitext: same bitext, same text. Carriage returns become line feeds, as PO cannot hold them."""
    file = polib.POFile(wrapwidth=0)
    file.header = _comment([_COMMENT, *(line[2:] for line in bitext.extra if line.startswith("#"))])
    file.metadata = _header(bitext)
    source = quote(bitext.source)
    entries = (_format_pair(pair, source) for pair in bitext.pairs)
    obsolete = (_format_pair(pair, source, obsolete=True) for pair in bitext.obsolete)
    return "\n".join([str(file), *entries, *obsolete])


def _header(bitext: Bitext) -> dict[str, str]:
    foreign = dict(line.split(": ", 1) for line in bitext.extra if not line.startswith("#") and ": " in line)
    article = {key: getattr(bitext.metadata, name) for name, key in _METADATA.items()}
    ours = {"Project-Id-Version": bitext.slug, **_FIXED, _SOURCE: bitext.source, **article}
    always = {"Project-Id-Version", *_FIXED}
    return _DEFAULTS | foreign | {k: one_line(v) for k, v in ours.items() if v or k in always}


@lru_cache(KNOWN_PAIRS)
def _format_pair(pair: Pair, source: str, *, obsolete: bool = False) -> str:
    msgid = storable(pair.source)
    target = "" if pair.state is State.UNTRANSLATED else _match_line_ends(msgid, storable(pair.target))
    pair = pair if target else replace(pair, state=State.UNTRANSLATED)
    fuzzy = pair.state in MARKED
    flags = [line[3:] for line in pair.extra if line.startswith("#, ")]
    entry = polib.POEntry(
        msgctxt=_Text(pair.id),
        msgid=_Text(msgid),
        msgstr=_Text(target),
        tcomment=_comment(format_remarks(pair)),
        flags=["fuzzy", *flags] if fuzzy else flags,
        obsolete=obsolete,
    )
    if fuzzy and (previous := storable(pair.previous)):
        entry.previous_msgctxt = _Text(storable(pair.previous_id or pair.id))
        entry.previous_msgid = _Text(previous)
    if not obsolete:
        entry.comment = _comment([format_place(pair), *(line[3:] for line in pair.extra if line.startswith("#."))])
        entry.occurrences = list(_references(pair, source))
    text: str = entry.__unicode__(wrapwidth=0)
    return text


def _comment(lines: Iterable[str]) -> str:
    """Comment lines as polib takes them; gettext would join a line that ends in a backslash with the next."""
    return "\n".join(f"{line} " if line.endswith("\\") else line for line in lines)


def _match_line_ends(msgid: str, target: str) -> str:
    """`target` beginning and ending with a line feed exactly where `msgid` does, as msgfmt demands."""
    if not target or not msgid:
        return target
    core = target.strip("\n")
    return "\n" * msgid.startswith("\n") + core + "\n" * msgid.endswith("\n") if core else ""


def _references(pair: Pair, source: str) -> Iterator[tuple[str, str]]:
    if source:
        yield source, str(pair.segment.line or "")
    for line in pair.extra:
        if line.startswith("#: "):
            file, _, number = line[3:].rpartition(":")
            yield (file, number) if number.isdigit() and file else (line[3:], "")
