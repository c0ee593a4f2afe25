"""Existing translations beside their sources: which sentences belong together, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from translator.align.adopt import Adoption, adopt, part
from translator.align.beads import Bead, Boundaries, find_beads
from translator.align.evidence import Evidence, Lexicon

__all__ = ["Adoption", "Bead", "Boundaries", "Lexicon", "adopt", "align", "part"]


def align(
    sources: Sequence[str],
    targets: Sequence[str],
    *,
    translations: Sequence[str] = (),
    lexicon: Lexicon | None = None,
    boundaries: Boundaries = Boundaries(),
) -> list[Bead]:
    """The beads that pair Arabic sentences with their English translations, in order; each sentence is in one.

    `translations` are a machine's translations of the sources, `lexicon` known words of both languages, `boundaries`
    where paragraphs begin: each makes the alignment surer, none is needed. The work grows with the number of sentences.
    """
    evidence = Evidence(sources, targets, translations, lexicon)
    lengths = [len(text) for text in sources], [len(text) for text in targets]
    return find_beads(*lengths, evidence, boundaries, evidence.anchors())
