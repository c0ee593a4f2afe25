"""Where the sentences of a block end: at every stop that no rule speaks against, and where a user's patterns say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import regex

from translator.segmentation import abbreviations, punctuation
from translator.segmentation.candidates import Candidate, candidates
from translator.segmentation.folding import Folded, fold
from translator.segmentation.rules import BUILTIN, Rules, decisions
from translator.segmentation.spans import pair

__all__ = ["RULES", "boundaries"]

Rule = Callable[[Candidate], bool | None]
"""True: the sentence ends. False: it goes on. None: this rule has nothing to say."""

RULES: tuple[Rule, ...] = (*punctuation.RULES, *abbreviations.RULES)
"""In order; the first that has something to say decides, and where none has, the stop ends the sentence."""

WORD = regex.compile(r"[\p{L}\p{N}]")
LAST_WORD = regex.compile(r"(?r)[\p{L}\p{N}]")


def boundaries(block: str, rules: Rules = BUILTIN) -> Iterator[int]:
    """Where in `block` one sentence ends and another begins. Each has a letter or digit, unless `rules` part them."""
    folded = fold(block) if rules.builtin else Folded(block, block)
    decided = decisions(folded.text, rules) if rules.patterns else {}
    forced = {place for place, ends in decided.items() if ends}
    own = _own(folded.text, decided) if rules.builtin else ()
    return map(folded.position, sorted(forced.union(own)))


def _own(text: str, decided: Mapping[int, bool]) -> Iterator[int]:
    """The boundaries of the package's rules, but for those that a pattern forbids."""
    last = LAST_WORD.search(text)
    end = last.start() if last else 0
    start = checked = 0
    wordless = True
    for candidate in candidates(text, pair(text)):
        if candidate.end > end:
            return
        wordless = wordless and not WORD.search(text, checked, candidate.stop)
        checked = candidate.end
        candidate.start = start
        if wordless or not decided.get(candidate.end, True) or not _ends(candidate):
            continue
        yield candidate.end
        wordless = True
        start = candidate.end
        while text[start].isspace():
            start += 1


def _ends(candidate: Candidate) -> bool:
    for rule in RULES:
        verdict = rule(candidate)
        if verdict is not None:
            return verdict
    return True
