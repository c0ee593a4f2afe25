"""What a PO entry says beside its texts: provenance, state, notes and place, as comment lines and back.

Translator comments (`# @key value`) hold what must survive other editors; `#. loc=… kind=…` holds the place in the
article. Lines that are not ours are kept in `Pair.extra`, marker included.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from translator.bitext import Kind, MachineOutput, Pair, State
from translator.store.syntax import storable

__all__ = [
    "KEYS",
    "MARKED",
    "Place",
    "Remarks",
    "format_place",
    "format_remarks",
    "one_line",
    "quote",
    "read_place",
    "read_remarks",
]

MARKED = frozenset({State.MACHINE, State.STALE, State.REJECTED})
"""The states that `# @state` names; the other two show in the entry itself."""

KEYS = ("state", "mt", "mtsum", "by", "silence", "conflict", "note", "cut")
"""The keys of our comment lines, in the order they are written; `@cut` is a mark of `translator.merge`."""

_KINDS = {kind.value: kind for kind in Kind}
_KEY = re.compile(r"@(\w+)(?: (.*))?")
_PLACE = re.compile(r"loc=p(\d+)\.s(\d+) kind=(\S+)")


@dataclass(slots=True)
class Remarks:
    """The translator comments of one entry, read."""

    state: State | None = None
    machine: MachineOutput | None = None
    checksum: str = ""
    reviewer: str = ""
    note: list[str] = field(default_factory=list)
    silenced: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands in its article: 1-based block and sentence."""

    block: int
    sentence: int
    kind: Kind


def quote(text: str) -> str:
    """`text` without white space, percent-encoded where it had some; letters of any script stay readable."""
    return re.sub(r"[\s%]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), storable(text))


def read_remarks(lines: Iterable[str]) -> Remarks:
    """The comment lines (without `# `) of one entry; a later line wins over an earlier one of the same single key."""
    remarks = Remarks()
    for line in lines:
        match = _KEY.fullmatch(line)
        if not (match and _read_key(remarks, match[1], match[2] or "")):
            remarks.extra.append(f"# {line}".rstrip())
    if remarks.machine:
        remarks.machine = _with_checksum(remarks.machine, remarks.checksum)
    elif remarks.checksum:
        remarks.extra.append(f"# @mtsum {remarks.checksum}")
    return remarks


def _read_key(remarks: Remarks, key: str, value: str) -> bool:
    match key:
        case "note":
            remarks.note.append(value)
        case "silence":
            remarks.silenced.append(value)
        case "conflict":
            remarks.conflicts.append(_read_conflict(value))
        case "by":
            remarks.reviewer = value
        case "mtsum":
            remarks.checksum = value
        case "state" if value in MARKED:
            remarks.state = State(value)
        case "mt" if machine := _read_machine(value):
            remarks.machine = machine
        case _:
            return False
    return True


def _read_machine(value: str) -> MachineOutput | None:
    try:
        model, score, *date = value.split(" ")
        return MachineOutput(unquote(model), float(score), " ".join(date), "")
    except ValueError:
        return None


def _read_conflict(value: str) -> str:
    try:
        return str(json.loads(value))
    except ValueError:
        return value


def _with_checksum(machine: MachineOutput, checksum: str) -> MachineOutput:
    return MachineOutput(machine.model, machine.score, machine.date, checksum)


def format_remarks(pair: Pair) -> Iterator[str]:
    """The comment lines (without `# `) of one pair: ours first, in a fixed order, then other editors'."""
    if pair.state in MARKED:
        yield f"@state {pair.state}"
    if machine := pair.machine:
        yield f"@mt {quote(machine.model)} {round(machine.score, 4):g} {one_line(machine.date)}".rstrip()
        if machine.checksum:
            yield f"@mtsum {one_line(machine.checksum)}"
    if pair.reviewer:
        yield f"@by {one_line(pair.reviewer)}"
    yield from (f"@silence {one_line(code)}" for code in pair.silenced)
    yield from (f"@conflict {json.dumps(storable(text), ensure_ascii=False)}" for text in pair.conflicts)
    if note := storable(pair.note).strip():
        yield from (f"@note {line}".rstrip() for line in note.split("\n"))
    yield from (line[2:] for line in pair.extra if line == "#" or line.startswith("# "))


def one_line(text: str) -> str:
    """`text` with every run of white space as one space: a value that a comment line or a header field can hold."""
    return " ".join(storable(text).split())


def read_place(line: str) -> Place | None:
    """What an extracted comment (without `#. `) says of the place, None for a comment of another kind."""
    match = _PLACE.fullmatch(line)
    if not match or match[3] not in _KINDS:
        return None
    return Place(int(match[1]), int(match[2]), _KINDS[match[3]])


def format_place(pair: Pair) -> str:
    """The extracted comment (without `#. `) that says where a pair stands."""
    return f"loc={pair.segment.location} kind={pair.segment.kind}"
