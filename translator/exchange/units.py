"""The unit that exchange files hold, whatever their format."""

from __future__ import annotations

from dataclasses import dataclass, replace

from translator.bitext import Pair, State, checksum
from translator.store import storable

__all__ = ["TOOL", "Unit", "unit_of"]

_STATES = frozenset(state.value for state in State)
TOOL = "translator"
"""The name under which exchange files say who made them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence with its translation as an exchange file says it.

    `state` is None where the file gives no verdict on the text. `base` is the checksum of the target that was written
    out (`bitext.checksum`; "" where the file does not say) and `base_state` its state then: they tell what was changed
    there from what was changed here meanwhile. `id` is "" in files of programs that drop it; `previous` is the source
    an outdated target was made for.
    """

    id: str
    source: str
    target: str = ""
    state: State | None = None
    note: str = ""
    reviewer: str = ""
    previous: str = ""
    base: str = ""
    base_state: State | None = None

    @property
    def stamp(self) -> str:
        """Base and its state as one word, for formats that carry it in an attribute: `9c01ab.machine`."""
        return f"{self.base}.{self.base_state or ''}" if self.base else ""

    def stamped(self, stamp: str) -> Unit:
        """The same unit with the base that a file says in one word."""
        base, _, state = stamp.partition(".")
        return replace(self, base=base, base_state=State(state) if state in _STATES else None)


def unit_of(pair: Pair) -> Unit:
    """What is written out of a pair: texts in a form that every format holds, and what they are now as the base."""
    target = storable(pair.target) if pair.state is not State.UNTRANSLATED else ""
    return Unit(
        id=pair.id,
        source=storable(pair.source),
        target=target,
        state=pair.state if target else State.UNTRANSLATED,
        note=storable(pair.note),
        reviewer=storable(pair.reviewer),
        previous=storable(pair.previous),
        base=checksum(target),
        base_state=pair.state if target else State.UNTRANSLATED,
    )
