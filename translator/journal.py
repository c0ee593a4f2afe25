"""The history of an article's pairs: who changed what, when, from what to what.

JSON Lines beside the PO file (`story.journal.jsonl`), only ever appended to and on disk before `append` returns. It
survives kill -9: a line cut short is skipped when reading, and the next one begins on a line of its own. The PO file
alone holds the state; the journal says how it came about, and undo reads it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from translator.bitext import MachineOutput, Pair, State
from translator.errors import StoreError

__all__ = ["Action", "Record", "Version", "append", "history", "journal_path", "now", "read", "reviewers", "undoable"]


class Action(StrEnum):
    """What somebody did to a pair."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    REOPEN = "reopen"
    NOTE = "note"
    SILENCE = "silence"
    SPLIT = "split"
    JOIN = "join"
    IMPORT = "import"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Version:
    """What a pair said at one moment: all of it that a person can change, and whose machine text it began with.

    `extra` is kept for undoing a cut; what other editors write there makes no other version of a pair.
    """

    id: str
    source: str
    target: str = ""
    state: State = State.UNTRANSLATED
    note: str = ""
    previous: str = ""
    reviewer: str = ""
    silenced: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    machine: MachineOutput | None = field(default=None, compare=False)
    extra: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def of(cls, pair: Pair) -> Self:
        """What a pair says now."""
        return cls(**{f.name: getattr(pair, f.name) for f in fields(cls)})


@dataclass(frozen=True, slots=True)
class Record:
    """One change: `time` in UTC (ISO 8601), `seconds` the time it took a person, `before` and `after` its pairs.

    Both hold one version, except where a pair was split or joined.
    """

    time: str
    who: str
    action: Action
    before: tuple[Version, ...]
    after: tuple[Version, ...]
    seconds: float | None = None


def now() -> str:
    """This moment as records say it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def journal_path(po: Path) -> Path:
    """Where the history of a PO file's pairs is kept."""
    return po.with_suffix(".journal.jsonl")


def append(po: Path, record: Record) -> None:
    """Add a record to a PO file's journal; it is on disk on return. Raises StoreError when it cannot be written."""
    line = json.dumps(_slim(asdict(record)), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    path = journal_path(po)
    try:
        with path.open("a+b", buffering=0) as file:
            if file.seek(0, os.SEEK_END) and not _ends_line(file.fileno()):
                line = b"\n" + line
            file.write(line)
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(path, f"cannot be written ({error.strerror}).", "Check its folder and free space.") from None


def _ends_line(descriptor: int) -> bool:
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) == b"\n"


def _slim(value: Any) -> Any:
    """The same mapping without what is empty, so that lines stay short enough to read."""
    if isinstance(value, dict):
        return {key: _slim(item) for key, item in value.items() if item not in ("", None, (), [])}
    if isinstance(value, list | tuple):
        return [_slim(item) for item in value]
    return value


def read(po: Path) -> list[Record]:
    """All records of a PO file, oldest first; none without a journal. Lines that a crash cut short are left out."""
    path = journal_path(po)
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(path, f"cannot be read ({error.strerror}).", "Check its permissions.") from None
    return [record for line in lines if (record := _read_line(line))]


def _read_line(line: bytes) -> Record | None:
    try:
        entry = json.loads(line)
        return Record(
            time=str(entry["time"]),
            who=str(entry.get("who", "")),
            action=Action(entry["action"]),
            before=tuple(_read_version(version) for version in entry.get("before", ())),
            after=tuple(_read_version(version) for version in entry.get("after", ())),
            seconds=entry.get("seconds"),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _read_version(entry: dict[str, Any]) -> Version:
    values: dict[str, Any] = {"source": "", **entry, "state": State(entry.get("state", State.UNTRANSLATED))}
    for name in ("silenced", "conflicts", "extra"):
        values[name] = tuple(values.get(name, ()))
    if machine := values.get("machine"):
        values["machine"] = MachineOutput(**{"model": "", "score": 0.0, "date": "", "checksum": "", **machine})
    return Version(**values)


def history(records: Iterable[Record], identity: str) -> list[Record]:
    """The records of one pair, oldest first."""
    return [record for record in records if any(v.id == identity for v in (*record.before, *record.after))]


def undoable(records: Sequence[Record], who: str | None = None) -> Record | None:
    """The last change that was not undone yet, by `who` where given; None when there is nothing left."""
    open_changes: list[Record] = []
    for record in records:
        if record.action is not Action.UNDO:
            open_changes.append(record)
            continue
        for n in range(len(open_changes) - 1, -1, -1):
            if open_changes[n].after == record.before and open_changes[n].before == record.after:
                del open_changes[n]
                break
    mine = [record for record in open_changes if who is None or record.who == who]
    return mine[-1] if mine else None


def reviewers(records: Iterable[Record]) -> list[str]:
    """Everybody who changed something, in the order of their first change."""
    return list(dict.fromkeys(record.who for record in records if record.who))
