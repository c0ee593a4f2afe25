"""One spelling for each personal name of an article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from translator.bitext import Pair, State
from translator.checks.consistency import Rendering, renderings
from translator.glossary.terms import Glossary, Term

__all__ = ["name_corrections", "names_of"]

_WEIGHT = {State.REVIEWED: 1000}
"""One reviewed spelling outweighs what a machine wrote any number of times in an article."""


def names_of(pairs: Sequence[Pair], glossary: Glossary = Glossary()) -> Glossary:
    """The names that the pairs of an article render, each with its usual spelling, reviewed ones first.

    Names that the glossary has are left to it.
    """
    return Glossary(
        tuple(
            Term((name,), (_usual(found),))
            for name, found in sorted(_by_name(pairs).items())
            if not glossary.find(name)
        )
    )


def name_corrections(pairs: Sequence[Pair], glossary: Glossary = Glossary()) -> dict[str, str]:
    """New targets, by pair id, for machine pairs that spell a name otherwise than the glossary or the other pairs.

    A person's pairs are never among them.
    """
    edits: dict[str, list[tuple[tuple[int, int], str]]] = defaultdict(list)
    for name, found in _by_name(pairs).items():
        settled = [hit.term.target for hit in glossary.find(name) if " " not in hit.term.target]
        usual = settled[0] if settled else _usual(found)
        for rendering in found:
            if (
                rendering.english != usual
                and rendering.pair.state is State.MACHINE
                and _is_respelling(usual, rendering)
            ):
                edits[rendering.pair.id].append((rendering.target_span, usual))
    targets = {pair.id: pair.target for pair in pairs}
    return {identity: _applied(targets[identity], made) for identity, made in edits.items()}


def _by_name(pairs: Sequence[Pair]) -> dict[str, list[Rendering]]:
    found: dict[str, list[Rendering]] = defaultdict(list)
    for rendering in renderings([pair for pair in pairs if pair.target and pair.state is not State.REJECTED]):
        found[rendering.name].append(rendering)
    return found


def _usual(found: Sequence[Rendering]) -> str:
    weights: Counter[str] = Counter()
    for rendering in found:
        weights[rendering.english] += _WEIGHT.get(rendering.pair.state, 1)
    return min(weights, key=lambda english: (-weights[english], english))


def _is_respelling(usual: str, rendering: Rendering) -> bool:
    """Whether the two differ as spellings of one name do, not as Syria and Syrian."""
    shorter = min(len(usual), len(rendering.english))
    return usual[: shorter - 1].lower() != rendering.english[: shorter - 1].lower()


def _applied(target: str, edits: Sequence[tuple[tuple[int, int], str]]) -> str:
    for (start, end), name in sorted(set(edits), reverse=True):
        old = target[start:end]
        genitive = old[-2:] if old.endswith(("'s", "’s")) else ""
        target = target[:start] + name + genitive + target[end:]
    return target
