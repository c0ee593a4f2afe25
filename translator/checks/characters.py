"""Characters that must survive, or must not appear: addresses, bidi controls, broken and foreign characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from translator.checks.findings import Finding, Severity, View
from translator.language.addresses import find_addresses

__all__ = ["check_bidi", "check_characters", "check_urls"]

_MARKS = "\u200e\u200f\u061c"
_OPENERS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_CONTROL = re.compile(f"[{_MARKS}{''.join(_OPENERS)}\u202c\u2069]")
_BROKEN = re.compile(
    "[\ufffd\ufffe\uffff\ufeff\u200b\u2060\u00ad\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[ØÙÂÃ][\u00a0-\u00bf§©ª«®±]"
)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u03ff\u0400-\u052f](?=[A-Za-z])|(?<=[A-Za-z])[\u0370-\u03ff\u0400-\u052f]")


def check_urls(seen: View) -> Iterator[Finding]:
    """An error for each web address, e-mail address or @handle that only one side has."""
    ours, theirs = find_addresses(seen.source), find_addresses(seen.target)
    for address, span in ours.items():
        if address not in theirs:
            yield Finding("urls", Severity.ERROR, f"{address} is in the source alone", source_span=span)
    for address, span in theirs.items():
        if address not in ours:
            yield Finding("urls", Severity.ERROR, f"{address} is in the target alone", target_span=span)


def check_bidi(seen: View) -> Iterator[Finding]:
    """An error for an embedding or isolate of the target without its end, a warning for other controls in it."""
    controls = list(_CONTROL.finditer(seen.target))
    if not controls:
        return
    stack: list[re.Match[str]] = []
    for control in controls:
        if control[0] in _OPENERS:
            stack.append(control)
        elif control[0] not in _MARKS:
            if not stack or _OPENERS[stack[-1][0]] != control[0]:
                yield _bidi(control, Severity.ERROR, "closes what was never opened")
            else:
                stack.pop()
    for control in stack:
        yield _bidi(control, Severity.ERROR, "is never closed")
    allowed = Counter(match[0] for match in _CONTROL.finditer(seen.source))
    for control in controls:
        if control[0] in _MARKS and not allowed[control[0]]:
            yield _bidi(control, Severity.WARNING, "is not in the source")


def _bidi(control: re.Match[str], severity: Severity, what: str) -> Finding:
    return Finding("bidi", severity, f"direction control U+{ord(control[0]):04X} {what}", target_span=control.span())


def check_characters(seen: View) -> Iterator[Finding]:
    """Errors: replacement and control characters, wrongly decoded text, Greek or Cyrillic inside a Latin word."""
    for pattern, what in ((_BROKEN, "a broken or invisible character"), (_OTHER_SCRIPT, "a letter of another script")):
        for found in pattern.finditer(seen.target):
            codes = " ".join(f"U+{ord(character):04X}" for character in found[0])
            yield Finding("characters", Severity.ERROR, f"{what}: {codes}", target_span=found.span())
