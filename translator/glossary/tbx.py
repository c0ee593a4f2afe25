"""TBX, TermBase eXchange: version 3 (ISO 30042:2019) written, versions 2 and 3 in either style read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from translator.errors import ExchangeError
from translator.exchange.xml import LANG, local_name, parse_xml, text_of, write_xml
from translator.glossary.terms import Term

__all__ = ["read_tbx", "write_tbx"]

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_ROOTS = frozenset({"tbx", "martif"})
_ENTRIES = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_TERM_GROUPS = frozenset({"termSec", "tig", "ntig"})
_STATUS = frozenset({"administrativeStatus", "normativeAuthorization"})


def read_tbx(data: bytes, where: Path) -> Iterator[Term]:
    """The Arabic–English terms of a TBX file; entries that lack a language are left out.

    Raises ExchangeError for a file that is no TBX, is broken, or defines XML entities.
    """
    root = parse_xml(data, where)
    if local_name(root) not in _ROOTS:
        raise ExchangeError(where, f"is no TBX but <{local_name(root)}>.", "Give a .tbx file.")
    for element in root.iter():
        if local_name(element) in _ENTRIES and (term := _read_entry(element)):
            yield term


def _read_entry(entry: Any) -> Term | None:
    found: dict[str, list[tuple[str, str]]] = {}
    for section in entry:
        if local_name(section) in _LANGUAGES:
            language = (section.get(LANG) or section.get("lang") or "").lower().replace("_", "-").split("-")[0]
            found.setdefault(language, []).extend(_read_terms(section))
    sources = tuple(text for text, status in found.get("ar", ()) if not _is_forbidden(status))
    english = found.get("en", [])
    targets = [text for text, status in english if not _is_forbidden(status)]
    targets.sort(key=lambda text: not dict(english)[text].startswith("preferred"))
    forbidden = tuple(text for text, status in english if _is_forbidden(status))
    note = next((text_of(child).strip() for child in entry if local_name(child) in ("note", "descrip")), "")
    return Term(sources, tuple(targets), forbidden, note) if sources and english else None


def _read_terms(section: Any) -> Iterator[tuple[str, str]]:
    """Each term of a language with its status."""
    for group in section.iter():
        if local_name(group) not in _TERM_GROUPS:
            continue
        term = next((child for child in group.iter() if local_name(child) == "term"), None)
        status = next((text_of(child) for child in group.iter() if _is_status(child)), "")
        if text := text_of(term).strip():
            yield text, status.strip()


def _is_status(element: Any) -> bool:
    return local_name(element) in _STATUS or (local_name(element) == "termNote" and element.get("type") in _STATUS)


def _is_forbidden(status: str) -> bool:
    return status.startswith(("deprecated", "superseded", "obsolete"))


def write_tbx(terms: Iterable[Term]) -> bytes:
    """A TBX 3 file (dialect TBX-Basic, DCA style)."""
    root = etree.Element(f"{{{_NAMESPACE}}}tbx", {"type": "TBX-Basic", "style": "dca", LANG: "ar"}, {None: _NAMESPACE})
    description = _add(_add(_add(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _add(description, "p").text = "Glossary of a translator project"
    body = _add(_add(root, "text"), "body")
    for number, term in enumerate(terms, 1):
        _write_entry(body, number, term)
    return write_xml(root)


def _write_entry(body: Any, number: int, term: Term) -> None:
    entry = _add(body, "conceptEntry", id=f"c{number}")
    if term.note:
        _add(entry, "note").text = term.note
    preferred = [(text, "preferredTerm-admn-sts") for text in term.targets[:1]]
    admitted = [(text, "admittedTerm-admn-sts") for text in term.targets[1:]]
    forbidden = [(text, "deprecatedTerm-admn-sts") for text in term.forbidden]
    for language, texts in (("ar", [(text, "") for text in term.sources]), ("en", preferred + admitted + forbidden)):
        section = _add(entry, "langSec")
        section.set(LANG, language)
        for text, status in texts:
            group = _add(section, "termSec")
            _add(group, "term").text = text
            if status:
                _add(group, "termNote", type="administrativeStatus").text = status


def _add(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
