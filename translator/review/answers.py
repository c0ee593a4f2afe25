"""What reviewers decide: pure changes of a pair, and the one way in which they get to disk.

`settle` stores a decision and then writes it into the journal; when it returns, both are on disk. It refuses, with
ChangedError, to decide on a pair that somebody changed since it was shown, so that two reviewers lose nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from translator import store
from translator.bitext import Bitext, Pair, State
from translator.errors import ChangedError
from translator.journal import Action, Record, Version, append, now, read, undoable

__all__ = ["accept", "add_note", "draft", "edit", "reject", "reopen", "settle", "settle_cut", "silence", "undo"]


def accept(pair: Pair, who: str) -> Pair:
    """The pair with its target as it is, reviewed by `who`. Raises ValueError without a target."""
    if not pair.target.strip():
        raise ValueError("there is no translation to accept")
    return replace(pair.with_target(pair.target, State.REVIEWED), reviewer=who)


def edit(pair: Pair, target: str, who: str) -> Pair:
    """The pair with a target that `who` wrote, reviewed. Raises ValueError for an empty one."""
    return accept(replace(pair, target=store.storable(target).strip()), who)


def draft(pair: Pair, target: str) -> Pair:
    """The pair with a target that is not finished: kept as a person's text, in a state that says it is not reviewed."""
    if not target.strip():
        return replace(pair, target="", state=State.UNTRANSLATED)
    state = pair.state if pair.state in {State.STALE, State.REJECTED} else State.MACHINE
    return replace(pair, target=store.storable(target), state=state)


def reject(pair: Pair, who: str) -> Pair:
    """The pair with its target marked as wrong, the text kept for whoever mends it."""
    if not pair.target:
        raise ValueError("there is no translation to reject")
    return replace(pair.with_target(pair.target, State.REJECTED), reviewer=who)


def reopen(pair: Pair) -> Pair:
    """A reviewed pair back in the queue with its text."""
    return replace(pair, state=State.REJECTED) if pair.state is State.REVIEWED else pair


def add_note(pair: Pair, note: str) -> Pair:
    """The pair with a note in place of the one it had."""
    return replace(pair, note=store.storable(note).strip())


def silence(pair: Pair, code: str) -> Pair:
    """The pair without the check `code`, or with it again when it was silenced."""
    codes = [one for one in pair.silenced if one != code] if code in pair.silenced else [*pair.silenced, code]
    return replace(pair, silenced=tuple(codes))


def settle(
    path: Path, known: Bitext, shown: Pair, decided: Pair, action: Action, who: str, seconds: float | None = None
) -> Bitext:
    """Store `decided` in place of the pair that was `shown` and give the bitext on disk.

    `known` is the bitext last seen (it spares reading the file again while that is unchanged). Raises ChangedError
    when the pair on disk is not what was shown, LockedError and StoreError when it cannot be stored.
    """
    return settle_cut(path, known, [shown], [decided], action, who, seconds)


def settle_cut(
    path: Path,
    known: Bitext,
    shown: Sequence[Pair],
    decided: Sequence[Pair],
    action: Action,
    who: str,
    seconds: float | None = None,
) -> Bitext:
    """Store `decided` in place of the neighbouring pairs that were `shown`: a sentence split, or two joined.

    Gives and raises what `settle` does.
    """
    before, after = tuple(map(Version.of, shown)), tuple(map(Version.of, decided))
    record = Record(now(), who, action, before, after, None if seconds is None else round(seconds, 1))
    return _replace_versions(path, known, record, decided)


def undo(path: Path, known: Bitext, who: str) -> tuple[Bitext, Record] | None:
    """Take back the last change of `who` in this file, also one of an earlier session; None when there is none.

    Raises ChangedError when somebody changed the pair after it.
    """
    last = undoable(read(path), who)
    if not last:
        return None
    record = Record(now(), who, Action.UNDO, last.after, last.before)
    known = store.refresh(known, path)
    by_id = {pair.id: pair for pair in known.pairs}
    like = by_id.get(last.after[0].id)
    if like is None:
        raise ChangedError(path, f"no longer holds the pair {last.after[0].id}.", "It cannot be undone.")
    return _replace_versions(
        path, known, record, [_restore(version, by_id, like, last) for version in last.before]
    ), record


def _restore(version: Version, by_id: dict[str, Pair], like: Pair, last: Record) -> Pair:
    pair = by_id.get(version.id, like)
    since = [line for line in pair.extra if all(line not in done.extra for done in last.after)]
    return replace(
        pair,
        id=version.id,
        segment=replace(pair.segment, text=version.source),
        target=version.target,
        state=version.state,
        note=version.note,
        previous=version.previous,
        reviewer=version.reviewer,
        silenced=version.silenced,
        conflicts=version.conflicts,
        machine=version.machine or pair.machine,
        extra=(*version.extra, *since) if last.action in {Action.SPLIT, Action.JOIN} else pair.extra,
    )


def _replace_versions(path: Path, known: Bitext, record: Record, pairs: Sequence[Pair]) -> Bitext:
    """Put `pairs` where the versions of `record.before` stand, store that, and write the record."""
    with store.locked(path):
        bitext = store.refresh(known, path)
        ids = [version.id for version in record.before]
        at = next((n for n, pair in enumerate(bitext.pairs) if pair.id == ids[0]), None)
        found = bitext.pairs[at : at + len(ids)] if at is not None else ()
        if at is None or tuple(map(Version.of, found)) != record.before:
            raise ChangedError(path, f"{ids[0]} was changed by somebody else meanwhile.", "Look at it again.")
        pairs = [replace(pair, segment=replace(found[0].segment, text=pair.source)) for pair in pairs]
        rest = bitext.pairs[at + len(ids) :]
        stored = store.write(replace(bitext, pairs=_renumber((*bitext.pairs[:at], *pairs, *rest))), path)
        append(path, record)
    return stored


def _renumber(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The pairs with the sentences of each block counted anew."""
    numbered: list[Pair] = []
    for pair in pairs:
        last = numbered[-1].segment if numbered else None
        sentence = last.sentence + 1 if last and last.block == pair.segment.block else 1
        same = sentence == pair.segment.sentence
        numbered.append(pair if same else replace(pair, segment=replace(pair.segment, sentence=sentence)))
    return tuple(numbered)
