"""Whether a translation uses the glossary's terms, told as findings."""

from __future__ import annotations

from collections.abc import Iterator

from translator.checks import Check, Finding, Severity, View
from translator.glossary.terms import Glossary, Hit, find_target

__all__ = ["glossary_check", "missing_terms"]


def missing_terms(glossary: Glossary, source: str, target: str) -> list[Hit]:
    """The terms of a source that its target renders in none of their ways."""
    return [hit for hit in glossary.find(source) if not _says(target, hit)]


def _says(target: str, hit: Hit) -> bool:
    return not hit.term.targets or any(find_target(target, wanted) for wanted in hit.term.targets)


def glossary_check(glossary: Glossary) -> Check:
    """A check for `translator.checks.check(more=…)`: warnings for terms not used, and for forbidden ones used."""

    def check_glossary(seen: View) -> Iterator[Finding]:
        if not seen.target.strip():
            return
        first = {hit.term: hit for hit in reversed(glossary.find(seen.source))}
        for hit in sorted(first.values(), key=lambda hit: hit.span):
            written = seen.source[slice(*hit.span)]
            if not _says(seen.target, hit):
                message = f"{written} is “{' or '.join(hit.term.targets)}” in the glossary"
                yield Finding("glossary", Severity.WARNING, message, source_span=hit.span)
            for word in hit.term.forbidden:
                if place := find_target(seen.target, word):
                    message = f"{written} must not be “{word}”" + (
                        f" but “{hit.term.target}”" if hit.term.target else ""
                    )
                    yield Finding("glossary", Severity.WARNING, message, hit.span, place)

    return check_glossary
