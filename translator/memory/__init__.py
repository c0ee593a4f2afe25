"""Translation memory: what a person translated once, found again exactly, nearly and word by word."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from translator.bitext import Bitext
from translator.memory.concordance import Concordance, find_concordances
from translator.memory.index import Index
from translator.memory.matches import Match, find_matches
from translator.memory.units import Unit, imported_units, reviewed_units

__all__ = ["Concordance", "Match", "Memory", "Unit", "imported_units", "reviewed_units"]


class Memory:
    """A translation memory in one index file; a context manager. Any number of threads and processes may use one."""

    def __init__(self, path: Path) -> None:
        self._index = Index(path)

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._index.close()

    def __len__(self) -> int:
        return len(self._index)

    def units(self) -> list[Unit]:
        """Every unit, by origin and in reading order."""
        return self._index.units()

    def origins(self) -> dict[str, str]:
        """The articles and TMX files in the memory, each with the digest that `refresh` compares."""
        return self._index.origins()

    def remember(self, bitext: Bitext) -> int:
        """Take over the reviewed pairs of an article in place of what was known of it; how many there are."""
        units = list(reviewed_units(bitext))
        return self._index.update({bitext.slug: (_digest(units), units)})

    def add(self, origin: str, units: Iterable[Unit]) -> int:
        """Take over the units of an imported file in place of what was known of it; how many there are."""
        listed = list(units)
        return self._index.update({origin: (_digest(listed), listed)})

    def forget(self, origin: str) -> None:
        """Drop what came from an article or a file."""
        self._index.update({}, [origin])

    def refresh(self, wanted: Mapping[str, tuple[str, Callable[[], Iterable[Unit]]]], *, again: bool = False) -> int:
        """Make the memory hold just these origins (name: digest and a function that reads the units).

        Only origins whose digest changed (all of them, if `again`) are read and written, in one transaction; gives how
        many units those have.
        The same content gives the same answers, whatever the memory held before.
        """
        known = self._index.origins()
        changed = {
            origin: (digest, list(read()))
            for origin, (digest, read) in wanted.items()
            if again or known.get(origin) != digest
        }
        gone = [origin for origin in known if origin not in wanted]
        return self._index.update(changed, gone) if changed or gone else 0

    def matches(
        self, source: str, previous: str = "", following: str = "", *, threshold: int = 70, limit: int = 5
    ) -> list[Match]:
        """At most `limit` matches of `threshold` per cent or more, best first: exact ones in the same context lead.

        `previous` and `following` are the sentences around `source`. A threshold of 100 finds exact matches only.
        """
        return find_matches(self._index, source, previous, following, threshold, limit)

    def concordances(self, query: str, limit: int = 50) -> list[Concordance]:
        """Units that hold all words of an Arabic or English query, each with the places of the words."""
        return find_concordances(self._index, query, limit)


def _digest(units: Sequence[Unit]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for unit in units:
        digest.update(repr(unit).encode())
    return digest.hexdigest()
