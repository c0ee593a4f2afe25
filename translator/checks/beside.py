"""What only the other pairs of an article show about one: other spellings of its names, quotations that go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from translator.bitext import Bitext, Pair
from translator.checks.consistency import check_consistency
from translator.checks.findings import Finding
from translator.checks.marks import paired_across, unpaired_across

__all__ = ["Beside", "find_beside"]


@dataclass(frozen=True, slots=True)
class Beside:
    """`more` findings of each pair by its id, and the (pair id, code) of those that only look wrong `alone`."""

    more: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    alone: frozenset[tuple[str, str]] = frozenset()

    def complete(self, pair: Pair, findings: Sequence[Finding]) -> list[Finding]:
        """The findings of a pair checked by itself, less those that its neighbours explain, and what they add."""
        kept = [finding for finding in findings if (pair.id, finding.code) not in self.alone]
        known = {(finding.code, finding.source_span) for finding in kept}
        more = [finding for finding in self.more.get(pair.id, ()) if finding.code not in pair.silenced]
        return kept + [finding for finding in more if (finding.code, finding.source_span) not in known]


def find_beside(bitext: Bitext) -> Beside:
    """What the pairs of an article show about each other, in time that grows with the article."""
    more: dict[str, list[Finding]] = {}
    for pair, finding in chain(check_consistency(bitext.pairs), unpaired_across(bitext)):
        more.setdefault(pair.id, []).append(finding)
    return Beside(more, frozenset(paired_across(bitext)))
