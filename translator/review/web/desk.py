"""What lies on a reviewer's desk: the articles, their queue, and the one way to settle a decision.

No HTTP and no HTML here. Articles have names (their file's), pairs their ids; a name that is not on the desk is an
UnknownPairError, so that nothing a browser sends ever becomes a path.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from translator import store
from translator.bitext import Bitext, Pair, checksum
from translator.checks import Finding, look_beside
from translator.errors import ChangedError
from translator.journal import Action, Record, Version, history, read
from translator.review import answers, cuts
from translator.review.checked import Checked, Looked
from translator.review.queue import Check, Filter, Item, Look, Order, Progress, build_queue, judge, progress
from translator.review.web import drafts
from translator.review.web.drafts import Draft

__all__ = ["Change", "DecisionError", "Desk", "Place", "UnknownPairError", "version_tag"]

Asked = ParamSpec("Asked")
Decided = TypeVar("Decided")
Change = Callable[[Pair], tuple[Pair, Action]]
"""A decision: the pair as it was shown in, the decided one and its name in the history out."""
PATIENCE = 2.0
"""Seconds that a queue waits for the checks of pairs that were never checked."""


@dataclass(frozen=True, slots=True)
class Place:
    """A pair by its article's name and its id."""

    article: str
    id: str


class UnknownPairError(LookupError):
    """A pair, or an article, that is not on the desk (any more)."""


class DecisionError(ValueError):
    """A decision that makes no sense for its pair."""


def version_tag(pair: Pair) -> str:
    """A short tag of all that a person can change in a pair; another tag means that somebody changed it."""
    return hashlib.sha256(repr(Version.of(pair)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Desk:
    """The articles under review; safe to use from several threads. Files are read again when others change them."""

    def __init__(self, paths: Sequence[Path], check: Check, look: Look = look_beside) -> None:
        self._paths = _named(paths)
        self._names = {path: name for name, path in self._paths.items()}
        self._bitexts = {name: store.load(path) for name, path in self._paths.items()}
        self._check = check
        self._checked = Checked(check)
        self._looked = Looked(look)
        self._lock = threading.RLock()
        self.settled: Callable[[Bitext], object] = lambda bitext: None
        """Called with the bitext after each decision in it, such as by a translation memory."""

    def articles(self) -> dict[str, Bitext]:
        """The articles by name, as they are on disk."""
        with self._lock:
            return {name: self._fresh(name) for name in self._paths}

    def queue(self, article: str = "", *, only: Filter, order: Order, patience: float = PATIENCE) -> list[Item]:
        """The pairs that `only` lets through, of one article or all.

        After `patience` seconds of checking, pairs that were never checked count as without findings: see `unchecked`.
        """
        chosen = [(self._paths[name], bitext) for name, bitext in self._chosen(article)]
        return build_queue(chosen, self._checked.within(patience), self._looked, order=order, only=only)

    def unchecked(self, article: str = "") -> int:
        """How many pairs, of one article or all, are still being checked in the background."""
        return self._checked.waiting(pair for _, bitext in self._chosen(article) for pair in bitext.pairs)

    def _chosen(self, article: str) -> list[tuple[str, Bitext]]:
        bitexts = self.articles()
        return [(name, bitexts[name]) for name in ([article] if article in bitexts else bitexts)]

    def progress(self) -> Progress:
        """How far all articles are."""
        return progress(self.articles().values())

    def place(self, item: Item) -> Place:
        """Where an item of the queue is."""
        return Place(self._names[item.path], item.pair.id)

    def item(self, place: Place) -> Item:
        """A pair with its findings, as it is on disk. Raises UnknownPairError where there is none."""
        with self._lock:
            return self._judge(place, self._fresh(place.article))

    def neighbours(self, place: Place) -> tuple[Pair | None, Pair | None]:
        """The pairs before and after in the article."""
        with self._lock:
            pairs = self._fresh(place.article).pairs
            at = _position(pairs, place.id)
        return pairs[at - 1] if at else None, pairs[at + 1] if at + 1 < len(pairs) else None

    def findings(self, place: Place, pair: Pair) -> Sequence[Finding]:
        """What the checks say of a pair as it might be in its place."""
        if not pair.target:
            return ()
        with self._lock:
            bitext = self._fresh(place.article)
        pairs = tuple(pair if one.id == pair.id else one for one in bitext.pairs)
        return self._looked.afresh(replace(bitext, pairs=pairs)).complete(pair, self._check(pair))

    def history(self, place: Place) -> list[Record]:
        """Who did what to a pair, oldest first."""
        return history(read(self._path(place.article)), place.id)

    def machine_text(self, pair: Pair, records: Sequence[Record]) -> str:
        """What the machine wrote for a pair, found in the pair or its history; empty where it is not kept."""
        if pair.machine is None:
            return ""
        versions = (version.target for record in records for version in record.before if version.id == pair.id)
        return next((text for text in (pair.target, *versions) if text and checksum(text) == pair.machine.checksum), "")

    def draft(self, place: Place, who: str) -> Draft | None:
        """What `who` is writing for a pair."""
        found = drafts.read(self._path(place.article))
        return next((draft for draft in found if (draft.id, draft.who) == (place.id, who)), None)

    def drafted(self, who: str) -> set[Place]:
        """The pairs for which `who` has a draft."""
        return {Place(name, one.id) for name, po in self._paths.items() for one in drafts.read(po) if one.who == who}

    def keep_draft(self, place: Place, who: str, text: str, version: str) -> bool:
        """Keep what `who` is writing; a draft that says what the pair says is none (False)."""
        item = self.item(place)
        if text == item.pair.target:
            drafts.drop(item.path, place.id, who)
            return False
        drafts.keep(item.path, Draft(place.id, who, text, version))
        return True

    def decide(self, place: Place, tag: str, change: Change, who: str, seconds: float | None = None) -> Item:
        """Settle a change of the pair that is still tagged `tag`; once its text is, `who`'s draft of it is done with.

        Raises ChangedError for another tag, DecisionError for a change that makes no sense, UnknownPairError.
        """
        with self._lock:
            known, path = self._fresh(place.article), self._path(place.article)
            shown = _tagged(known, place.id, tag, path)
            decided, action = _attempt(change, shown)
            if decided != shown:
                self._settle(place.article, answers.settle(path, known, shown, decided, action, who, seconds))
            item = self.item(place)
            if action in {Action.ACCEPT, Action.EDIT}:
                drafts.drop(path, place.id, who)
            else:
                self._carry_draft(place, who, tag)
            return item

    def split(self, place: Place, tag: str, source_at: int, target_at: int, who: str) -> Item:
        """Cut a pair in two, before these characters of its texts; gives the first. Raises as `decide`."""
        with self._lock:
            known, path = self._fresh(place.article), self._path(place.article)
            shown = _tagged(known, place.id, tag, path)
            self._require_no_draft(place, who)
            taken = {pair.id for pair in (*known.pairs, *known.obsolete)}
            halves = _attempt(cuts.split, shown, source_at, target_at, known.slug, taken)
            self._settle(place.article, answers.settle_cut(path, known, [shown], halves, Action.SPLIT, who))
            return self.item(place)

    def join(self, place: Place, tag: str, next_tag: str, who: str) -> Item:
        """Join a pair with the next one, which is still tagged `next_tag`. Raises as `decide`."""
        with self._lock:
            known, path = self._fresh(place.article), self._path(place.article)
            shown = _tagged(known, place.id, tag, path)
            after = self.neighbours(place)[1]
            if after is None:
                raise DecisionError("there is no sentence after this one")
            other = _tagged(known, after.id, next_tag, path)
            self._require_no_draft(place, who)
            self._require_no_draft(Place(place.article, after.id), who)
            joined = [_attempt(cuts.join, shown, other)]
            self._settle(place.article, answers.settle_cut(path, known, [shown, other], joined, Action.JOIN, who))
            return self.item(place)

    def undo(self, article: str, who: str) -> tuple[Place, bool] | None:
        """Take back the last change of `who` in this article, or else in any other; None when nothing is left.

        Gives the pair, and whether sentences were cut otherwise by it.
        """
        with self._lock:
            for name in dict.fromkeys([*([article] if article in self._paths else []), *reversed(self._paths)]):
                if undone := answers.undo(self._path(name), self._fresh(name), who):
                    bitext, record = undone
                    self._settle(name, bitext)
                    place = Place(name, record.after[0].id)
                    self._carry_draft(place, who)
                    return place, len(record.before) + len(record.after) > 2
        return None

    def _carry_draft(self, place: Place, who: str, tag: str = "") -> None:
        """Have `who`'s draft, if it is of the version `tag` or that does not matter, be one of the version now."""
        draft = self.draft(place, who)
        if draft and tag in {"", draft.version}:
            item = self.item(place)
            drafts.keep(item.path, replace(draft, version=version_tag(item.pair)))

    def _require_no_draft(self, place: Place, who: str) -> None:
        if self.draft(place, who):
            raise DecisionError("save your text first, or take it back: cutting works on what is saved")

    def _settle(self, article: str, bitext: Bitext) -> None:
        self._bitexts[article] = bitext
        self.settled(bitext)

    def _path(self, article: str) -> Path:
        if article not in self._paths:
            raise UnknownPairError(article)
        return self._paths[article]

    def _fresh(self, article: str) -> Bitext:
        path = self._path(article)
        self._bitexts[article] = store.refresh(self._bitexts[article], path)
        return self._bitexts[article]

    def _judge(self, place: Place, bitext: Bitext) -> Item:
        at = _position(bitext.pairs, place.id)
        return judge(self._path(place.article), bitext, at, self._checked, self._looked(bitext))


def _named(paths: Sequence[Path]) -> dict[str, Path]:
    """Each file once, by a name: `story`, and `story-2` for another of the same name."""
    named: dict[str, Path] = {}
    for path in dict.fromkeys(path.resolve() for path in paths):
        name, count = path.stem, 1
        while name in named:
            count += 1
            name = f"{path.stem}-{count}"
        named[name] = path
    return named


def _position(pairs: Sequence[Pair], identity: str) -> int:
    for n, pair in enumerate(pairs):
        if pair.id == identity:
            return n
    raise UnknownPairError(identity)


def _attempt(decide: Callable[Asked, Decided], *arguments: Asked.args, **options: Asked.kwargs) -> Decided:
    try:
        return decide(*arguments, **options)
    except ValueError as error:
        raise DecisionError(str(error)) from None


def _tagged(bitext: Bitext, identity: str, tag: str, path: Path) -> Pair:
    pair = bitext.pairs[_position(bitext.pairs, identity)]
    if version_tag(pair) != tag:
        raise ChangedError(path, f"{identity} was changed by somebody else meanwhile.", "Look at it again.")
    return pair
