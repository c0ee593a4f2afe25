"""Targets that are empty, left in Arabic, copied, too short, too long or in a loop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.bitext import State
from translator.checks.findings import Finding, Severity, View
from translator.language.words import ARABIC_LETTER, Word, strip_marks

__all__ = ["check_copied", "check_empty", "check_length", "check_repetition"]

_ARABIC = re.compile(f"[{ARABIC_LETTER}]")
_ARABIC_RUN = re.compile(rf"[{ARABIC_LETTER}](?:[{ARABIC_LETTER}\u064b-\u065f\u0640\s]*[{ARABIC_LETTER}])?")
_LETTER = re.compile(r"[^\W\d_]")
COPIED_SHARE = 0.5
"""With more of its letters Arabic, a target is a copy rather than a translation with a word left over."""
EXPANSION = 1.13
"""Characters of English for one of Arabic without marks: the median of the FLORES development set."""
SLACK = 20
"""Characters added to both sides, so that short sentences may differ more."""
TOO_SHORT, TOO_LONG = 0.72, 1.55
"""Of the expected length; of human pairs 0.8 % are shorter and 0.1 % longer. On the same pairs the ratio tells a
truncated target better than Gale and Church's variance (1993): at equal false alarms 82 % against 68 % are found."""
LONGEST_LOOP = 40
"""Words of the longest phrase that is looked for twice in a row."""
_DOUBLED_ON_PURPOSE = frozenset(
    "very had that so no bye ha ha-ha blah really far many much again long more ever".split()
)


def check_empty(seen: View) -> Iterator[Finding]:
    """An error for a pair that claims to be translated and holds no target."""
    if seen.source.strip() and not seen.target.strip() and seen.pair.state is not State.UNTRANSLATED:
        yield Finding("empty", Severity.ERROR, "the target is empty", source_span=(0, len(seen.source)))


def check_copied(seen: View) -> Iterator[Finding]:
    """An error for a target that is the source again, or for each run of Arabic letters that is left in it."""
    runs = list(_ARABIC_RUN.finditer(seen.target))
    if not runs:
        return
    arabic, letters = len(_ARABIC.findall(seen.target)), len(_LETTER.findall(seen.target))
    if arabic > COPIED_SHARE * letters:
        whole = (0, len(seen.target))
        yield Finding("copied", Severity.ERROR, "the target is still Arabic", (0, len(seen.source)), whole)
        return
    for run in runs:
        yield Finding("arabic", Severity.ERROR, f"Arabic left in the target: {run[0]}", target_span=run.span())


def check_length(seen: View) -> Iterator[Finding]:
    """A warning for a target much shorter or longer than its source makes one expect."""
    ours, theirs = len(strip_marks(seen.source).strip()), len(seen.target.strip())
    if not ours or not theirs:
        return
    ratio = (theirs + SLACK) / (EXPANSION * ours + SLACK)
    if not TOO_SHORT < ratio < TOO_LONG:
        what = "short" if ratio < 1 else "long"
        message = f"the target is too {what}: {ours} characters became {theirs}"
        yield Finding("length", Severity.WARNING, message, (0, len(seen.source)), (0, len(seen.target)))


def check_repetition(seen: View) -> Iterator[Finding]:
    """A warning for each phrase that the target says twice in a row and the source does not."""
    if any(True for _ in _doubled(seen.source_words)):
        return
    for start, middle, end in _doubled(seen.target_words):
        words = seen.target_words[start:end]
        if middle - start == 1 and (words[0].key in _DOUBLED_ON_PURPOSE or words[0].is_number):
            continue
        phrase = seen.target[words[0].start : seen.target_words[middle - 1].end]
        message = f"“{phrase}” is said twice in a row"
        yield Finding("repetition", Severity.WARNING, message, target_span=(words[0].start, words[-1].end))


def _doubled(words: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
    """Where a phrase begins, is said again, and where its last repetition ends, as places in `words`."""
    keys = [word.key for word in words]
    last: dict[str, int] = {}
    done = 0
    for place, key in enumerate(keys):
        previous = last.get(key, -1)
        last[key] = place
        size = place - previous
        if previous < done or size > LONGEST_LOOP or keys[previous:place] != keys[place : place + size]:
            continue
        end = place + size
        while keys[end : end + size] == keys[previous:place]:
            end += size
        yield previous, place, end
        done = end
