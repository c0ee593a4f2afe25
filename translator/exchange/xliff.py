"""XLIFF 1.2 (OASIS, 2008) and 2.1 (OASIS, 2018), the formats in which work travels between translators' programs.

Our states in their words:

    ours          1.2: state, state-qualifier                         2.1: state, subState
    untranslated  new                                                 initial
    machine       needs-review-translation, leveraged-mt              translated, translator:machine
    reviewed      final, and approved="yes"                           final
    rejected      needs-translation, rejected-inaccurate              initial, translator:rejected
    stale         needs-translation, x-stale                          initial, translator:stale
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from translator import __version__
from translator.bitext import Bitext, Pair, State
from translator.errors import ExchangeError
from translator.exchange.units import TOOL, Unit, unit_of
from translator.exchange.xml import LANG, SPACE, local_name, parse_xml, text_of, write_xml

__all__ = ["read_xliff", "write_xliff_1_2", "write_xliff_2_1"]

NS_1_2 = "urn:oasis:names:tc:xliff:document:1.2"
NS_2_1 = "urn:oasis:names:tc:xliff:document:2.0"
"""The namespace of 2.1 is that of 2.0, on purpose of the standard."""
NS_OURS = "urn:x-translator:pairs"
_BASE = f"{{{NS_OURS}}}base"
_BY = f"{{{NS_OURS}}}by"
_PREVIOUS = f"{{{NS_OURS}}}previous"

_TO_1_2 = {
    State.UNTRANSLATED: ("new", ""),
    State.MACHINE: ("needs-review-translation", "leveraged-mt"),
    State.REVIEWED: ("final", ""),
    State.REJECTED: ("needs-translation", "rejected-inaccurate"),
    State.STALE: ("needs-translation", "x-stale"),
}
_FROM_1_2 = {words: state for state, words in _TO_1_2.items()} | {("signed-off", ""): State.REVIEWED}
_TO_2_1 = {
    State.UNTRANSLATED: ("initial", ""),
    State.MACHINE: ("translated", f"{TOOL}:machine"),
    State.REVIEWED: ("final", ""),
    State.REJECTED: ("initial", f"{TOOL}:rejected"),
    State.STALE: ("initial", f"{TOOL}:stale"),
}
_FROM_2_1 = {words: state for state, words in _TO_2_1.items()} | {("reviewed", ""): State.REVIEWED}


def write_xliff_1_2(bitext: Bitext) -> bytes:
    """An XLIFF 1.2 file of all pairs of an article, one group a block."""
    root = etree.Element(f"{{{NS_1_2}}}xliff", {"version": "1.2"}, nsmap={None: NS_1_2})
    attributes = {"original": bitext.source or bitext.slug, "source-language": "ar", "target-language": "en"}
    file = _add(root, NS_1_2, "file", {**attributes, "datatype": "plaintext"})
    phases = _write_header_1_2(_add(file, NS_1_2, "header"), bitext)
    body = _add(file, NS_1_2, "body")
    for pairs in bitext.blocks():
        first = pairs[0].segment
        group = _add(body, NS_1_2, "group", {"id": f"p{first.block}", "restype": f"x-{first.kind}"})
        for pair in pairs:
            _write_unit_1_2(group, pair, phases)
    return write_xml(root)


def _write_header_1_2(header: Any, bitext: Bitext) -> dict[str, str]:
    """The tool and a phase for each reviewer; gives the name of everyone's phase."""
    names = dict.fromkeys(unit.reviewer for unit in map(unit_of, bitext.pairs) if unit.reviewer)
    phases = {name: f"review{number}" for number, name in enumerate(names, 1)}
    if phases:
        group = _add(header, NS_1_2, "phase-group")
        for name, phase in phases.items():
            _add(group, NS_1_2, "phase", {"phase-name": phase, "process-name": "review", "contact-name": name})
    _add(header, NS_1_2, "tool", {"tool-id": TOOL, "tool-name": TOOL, "tool-version": __version__})
    return phases


def _write_unit_1_2(group: Any, pair: Pair, phases: Mapping[str, str]) -> None:
    unit = unit_of(pair)
    approved = "yes" if unit.state is State.REVIEWED else "no"
    attributes = {"id": unit.id, "approved": approved, "extradata": unit.stamp, SPACE: "preserve"}
    element = _add(group, NS_1_2, "trans-unit", attributes)
    _add(element, NS_1_2, "source", {LANG: "ar"}, unit.source)
    state, qualifier = _TO_1_2[unit.state or State.UNTRANSLATED]
    attributes = {LANG: "en", "state": state} | ({"state-qualifier": qualifier} if qualifier else {})
    if unit.reviewer:
        attributes["phase-name"] = phases[unit.reviewer]
    _add(element, NS_1_2, "target", attributes, unit.target)
    if unit.note:
        _add(element, NS_1_2, "note", {}, unit.note)
    if unit.previous:
        old = _add(element, NS_1_2, "alt-trans", {"alttranstype": "previous-version"})
        _add(old, NS_1_2, "source", {LANG: "ar"}, unit.previous)
        _add(old, NS_1_2, "target", {LANG: "en"}, unit.target)


def write_xliff_2_1(bitext: Bitext) -> bytes:
    """An XLIFF 2.1 file of all pairs of an article, one group a block; a unit's `name` is its pair's id."""
    root = etree.Element(
        f"{{{NS_2_1}}}xliff", {"version": "2.1", "srcLang": "ar", "trgLang": "en"}, nsmap={None: NS_2_1, "t": NS_OURS}
    )
    attributes = {"id": "f1", "original": bitext.source or bitext.slug, "srcDir": "rtl", "trgDir": "ltr"}
    file = _add(root, NS_2_1, "file", attributes)
    number = 0
    for pairs in bitext.blocks():
        first = pairs[0].segment
        group = _add(file, NS_2_1, "group", {"id": f"p{first.block}", "type": f"{TOOL}:{first.kind}"})
        for pair in pairs:
            number += 1
            _write_unit_2_1(group, f"u{number}", pair)
    return write_xml(root)


def _write_unit_2_1(group: Any, identity: str, pair: Pair) -> None:
    unit = unit_of(pair)
    element = _add(group, NS_2_1, "unit", {"id": identity, "name": unit.id, SPACE: "preserve"})
    element.set(_BASE, unit.stamp)
    if unit.reviewer:
        element.set(_BY, unit.reviewer)
    if unit.previous:
        element.set(_PREVIOUS, unit.previous)
    if unit.note:
        _add(_add(element, NS_2_1, "notes"), NS_2_1, "note", {}, unit.note)
    state, sub_state = _TO_2_1[unit.state or State.UNTRANSLATED]
    segment = _add(element, NS_2_1, "segment", {"state": state} | ({"subState": sub_state} if sub_state else {}))
    _add(segment, NS_2_1, "source", {}, unit.source)
    if unit.target:
        _add(segment, NS_2_1, "target", {}, unit.target)


def _add(parent: Any, namespace: str, name: str, attributes: dict[str, str] | None = None, text: str = "") -> Any:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}", attributes or {})
    element.text = text or None
    return element


def read_xliff(data: bytes, where: Path) -> Iterator[Unit]:
    """The units of an XLIFF 1.2 or 2.x file, without its inline codes.

    A unit that another program segmented anew is one unit here still. Raises ExchangeError for a file that is no
    XLIFF, is broken, defines XML entities, or is not from Arabic into English.
    """
    root = parse_xml(data, where)
    if local_name(root) != "xliff":
        raise ExchangeError(where, f"is no XLIFF but <{local_name(root)}>.", "Give a .xlf or .xliff file.")
    version = root.get("version", "")
    read_unit: Callable[[Any], Unit]
    if version.startswith("2"):
        _require_languages(root.get("srcLang"), root.get("trgLang"), where)
        name, read_unit = "unit", _read_unit_2_1
    elif version.startswith("1"):
        for file in root.iterchildren("{*}file"):
            _require_languages(file.get("source-language"), file.get("target-language"), where)
        people = {phase.get("phase-name"): phase.get("contact-name", "") for phase in root.iter("{*}phase")}
        name, read_unit = "trans-unit", partial(_read_unit_1_2, people=people)
    else:
        raise ExchangeError(where, f"is of the unknown XLIFF version “{version}”.", "Save it as XLIFF 1.2 or 2.1.")
    return (read_unit(element) for element in root.iter(f"{{*}}{name}"))


def _require_languages(source: str | None, target: str | None, where: Path) -> None:
    for language, wanted in ((source, "ar"), (target, "en")):
        if language and language.lower().split("-")[0] != wanted:
            raise ExchangeError(where, f"goes from {source} to {target}.", "Give a file from ar to en.")


def _read_unit_1_2(element: Any, people: Mapping[str, str]) -> Unit:
    target = element.find("{*}target")
    text = text_of(target)
    old = element.find("{*}alt-trans[@alttranstype='previous-version']/{*}source")
    return Unit(
        id=element.get("id", ""),
        source=text_of(element.find("{*}source")),
        target=text,
        state=_state_1_2(element, target) if text else State.UNTRANSLATED,
        note="\n".join(text_of(note) for note in element.iterchildren("{*}note")),
        reviewer=people.get(target.get("phase-name"), "") if target is not None else "",
        previous=text_of(old),
    ).stamped(element.get("extradata", ""))


def _state_1_2(element: Any, target: Any) -> State | None:
    if element.get("approved") == "yes":
        return State.REVIEWED
    return _FROM_1_2.get((target.get("state", ""), target.get("state-qualifier", "")))


def _read_unit_2_1(element: Any) -> Unit:
    sources, targets, states = [], [], set()
    for part in element:
        if local_name(part) not in {"segment", "ignorable"}:
            continue
        sources.append(text_of(part.find("{*}source")))
        targets.append(text_of(part.find("{*}target")))
        if local_name(part) == "segment":
            states.add(_FROM_2_1.get((part.get("state", "initial"), part.get("subState", ""))))
    text = "".join(targets)
    return Unit(
        id=element.get("name", ""),
        source="".join(sources),
        target=text,
        state=(states.pop() if len(states) == 1 else None) if text else State.UNTRANSLATED,
        note="\n".join(text_of(note) for note in element.iterfind("{*}notes/{*}note")),
        reviewer=element.get(_BY, ""),
        previous=element.get(_PREVIOUS, ""),
    ).stamped(element.get(_BASE, ""))
