"""TMX 1.4b, the format in which translation memories travel (LISA OSCAR, 2005).

<tu tuid="story/11aa22bb" changeid="amal"><prop type="x-state">reviewed</prop>
  <tuv xml:lang="ar"><seg>…</seg></tuv><tuv xml:lang="en"><seg>…</seg></tuv></tu>
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from translator import __version__
from translator.bitext import Bitext, Pair, State
from translator.errors import ExchangeError
from translator.exchange.units import TOOL, Unit, unit_of
from translator.exchange.xml import LANG, local_name, text_of, write_xml
from translator.safexml import XMLError, require_no_entities

__all__ = ["read_tmx", "write_tmx"]

_STATES = {state.value: state for state in State}


def write_tmx(bitexts: Iterable[Bitext], *, unreviewed: bool = False) -> bytes:
    """A TMX file of the reviewed pairs; `unreviewed` adds those that no person has accepted, marked as such."""
    root = etree.Element("tmx", version="1.4")
    header = {
        "creationtool": TOOL,
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "PO",
        "adminlang": "en",
        "srclang": "ar",
        "datatype": "plaintext",
    }
    etree.SubElement(root, "header", header)
    body = etree.SubElement(root, "body")
    for bitext in bitexts:
        for pair in bitext.pairs:
            if pair.target and (pair.state is State.REVIEWED or unreviewed):
                _write_unit(body, bitext, pair)
    return write_xml(root)


def _write_unit(body: Any, bitext: Bitext, pair: Pair) -> None:
    unit = unit_of(pair)
    if not unit.target:
        return
    element = etree.SubElement(body, "tu", tuid=unit.id)
    if unit.reviewer:
        element.set("changeid", unit.reviewer)
    if unit.note:
        etree.SubElement(element, "note").text = unit.note
    props = {"state": str(unit.state), "base": unit.stamp, "previous": unit.previous, "document": bitext.slug}
    if pair.machine:
        props |= {"model": pair.machine.model, "score": f"{pair.machine.score:g}"}
    for name, value in props.items():
        if value:
            etree.SubElement(element, "prop", type=f"x-{name}").text = value
    for language, text in (("ar", unit.source), ("en", unit.target)):
        variant = etree.SubElement(element, "tuv", {LANG: language})
        etree.SubElement(variant, "seg").text = text


def read_tmx(data: bytes, where: Path) -> Iterator[Unit]:
    """The Arabic–English units of a TMX file, one by one, without its inline codes; in no more memory than one takes.

    Units that lack one of the languages are left out. Raises ExchangeError for a file that is no TMX, is broken, or
    defines XML entities.
    """
    events = etree.iterparse(
        BytesIO(data), events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True
    )
    try:
        _, root = next(events)
        _require_tmx(root, where)
        for event, element in events:
            if event == "end" and local_name(element) == "tu":
                if unit := _read_unit(element):
                    yield unit
                _forget(element)
    except (etree.XMLSyntaxError, StopIteration) as error:
        cause = getattr(error, "msg", "there is nothing in it")
        raise ExchangeError(where, f"is broken XML ({cause}).", "Export it again.") from None


def _require_tmx(root: Any, where: Path) -> None:
    if local_name(root) != "tmx":
        raise ExchangeError(where, f"is no TMX but <{local_name(root)}>.", "Give a .tmx file.")
    try:
        require_no_entities(root)
    except XMLError as error:
        raise ExchangeError(where, str(error), error.tip) from None


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _read_unit(element: Any) -> Unit | None:
    texts: dict[str, str] = {}
    for variant in element.iterchildren("{*}tuv"):
        language = (variant.get(LANG) or variant.get("lang") or "").lower().replace("_", "-").split("-")[0]
        texts.setdefault(language, text_of(variant.find("{*}seg")))
    if not texts.get("ar") or "en" not in texts:
        return None
    props = {prop.get("type"): prop.text or "" for prop in element.iterchildren("{*}prop")}
    return Unit(
        id=element.get("tuid", ""),
        source=texts["ar"],
        target=texts["en"],
        state=_STATES.get(props.get("x-state", "")),
        note="\n".join(text_of(note) for note in element.iterchildren("{*}note")),
        reviewer=element.get("changeid", ""),
        previous=props.get("x-previous", ""),
    ).stamped(props.get("x-base", ""))
