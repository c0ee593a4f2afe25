"""What the checks say of pairs and articles, remembered while these stay as they are.

Checking a pair takes milliseconds, a queue of twenty thousand therefore a minute. So a queue waits for its checks for a
moment only; what is left is checked in the background and counted at the next look.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable

from translator.bitext import Bitext, Pair
from translator.checks import Beside, Finding
from translator.review.queue import Check, Look

__all__ = ["Checked", "Looked"]

AT_ONCE = 500
"""Pairs of an article that are compared with each other in a tenth of a second."""

Findings = tuple[Finding, ...]


class Checked:
    """A check with a memory; several threads may use one."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._known: dict[str, tuple[Pair, Findings]] = {}
        self._worker: threading.Thread | None = None

    def __call__(self, pair: Pair) -> Findings:
        """The findings of a pair, from memory where it is still the same."""
        found = self._recall(pair)
        if found is None:
            found = tuple(self._check(pair))
            self._known[pair.id] = pair, found
        return found

    def within(self, seconds: float) -> Check:
        """A check that begins with new pairs for so long, and then gives none for those it does not know."""
        end = time.monotonic() + seconds

        def check(pair: Pair) -> Findings:
            return self(pair) if time.monotonic() < end else self._recall(pair) or ()

        return check

    def waiting(self, pairs: Iterable[Pair]) -> int:
        """How many of the pairs are not checked yet; they will be, in the background."""
        missing = [pair for pair in pairs if pair.target and self._recall(pair) is None]
        if missing and not (self._worker and self._worker.is_alive()):
            self._worker = threading.Thread(target=lambda: [self(pair) for pair in missing], daemon=True)
            self._worker.start()
        return len(missing)

    def _recall(self, pair: Pair) -> Findings | None:
        known = self._known.get(pair.id)
        return known[1] if known and (known[0] is pair or known[0] == pair) else None


class Looked:
    """A look at whole articles with a memory: at once for those of at most `AT_ONCE` pairs, else in the background.

    Until that is done the last look at such an article counts, or none.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._known: dict[tuple[str, str], tuple[Bitext, Beside]] = {}
        self._worker: threading.Thread | None = None

    def __call__(self, bitext: Bitext) -> Beside:
        """What the pairs of an article show about each other; articles are known by their slug and source."""
        known, beside = self._last(bitext)
        if known is bitext:
            return beside
        if len(bitext.pairs) <= AT_ONCE:
            return self.at_once(bitext)
        if not (self._worker and self._worker.is_alive()):
            self._worker = threading.Thread(target=self.at_once, args=(bitext,), daemon=True)
            self._worker.start()
        return beside

    def afresh(self, bitext: Bitext) -> Beside:
        """The same for an article as it might be, which is not worth remembering; of a long one the last look."""
        return self._look(bitext) if len(bitext.pairs) <= AT_ONCE else self._last(bitext)[1]

    def at_once(self, bitext: Bitext) -> Beside:
        """The same, however long it takes."""
        beside = self._look(bitext)
        self._known[bitext.slug, bitext.source] = bitext, beside
        return beside

    def _last(self, bitext: Bitext) -> tuple[Bitext | None, Beside]:
        return self._known.get((bitext.slug, bitext.source), (None, Beside()))
