"""Files for other programs hold what was asked for; their formats are tested with `translator.exchange`."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from lxml import etree

from translator.bitext import Bitext, State
from translator.exchange import read_units
from translator.exporters import EXPORTERS, ExportOptions, export, export_collection, suffix


def read(data: bytes, name: str, folder: Path) -> list[tuple[str, str]]:
    path = folder / f"river{suffix(name)}"
    path.write_bytes(data)
    return [(unit.source, unit.target) for unit in read_units(path)]


def pairs(bitext: Bitext, *states: State) -> list[tuple[str, str]]:
    return [(pair.source, pair.target) for pair in bitext.pairs if pair.state in states]


def test_a_memory_holds_reviewed_pairs_unless_asked(bitext: Bitext, tmp_path: Path) -> None:
    assert read(export(bitext, "tmx"), "tmx", tmp_path) == pairs(bitext, State.REVIEWED)
    everything = read(export(bitext, "tmx", ExportOptions(unreviewed=True)), "tmx", tmp_path)
    assert set(pairs(bitext, State.REVIEWED, State.MACHINE)) <= set(everything)


def test_no_format_writes_over_the_files_of_another() -> None:
    assert len({suffix(name) for name in EXPORTERS}) == len(EXPORTERS)


@pytest.mark.parametrize("name", ["xliff", "xliff2", "xlsx"])
def test_every_pair_or_the_reviewed_ones(bitext: Bitext, name: str, tmp_path: Path) -> None:
    assert [source for source, _ in read(export(bitext, name), name, tmp_path)] == [p.source for p in bitext.pairs]
    reviewed = read(export(bitext, name, ExportOptions(reviewed_only=True)), name, tmp_path)
    assert reviewed == pairs(bitext, State.REVIEWED)


def test_one_memory_of_all_articles(bitext: Bitext, hard_bitexts: dict[str, Bitext], tmp_path: Path) -> None:
    bitexts = [bitext, hard_bitexts["many-blocks"]]
    [(name, data)] = export_collection(bitexts, "memory")
    assert name == "memory.tmx"
    assert len(read(data, "tmx", tmp_path)) == 8 + 300


SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
TMX = """
<!ELEMENT tmx (header,body)> <!ATTLIST tmx version CDATA #REQUIRED>
<!ELEMENT header (note|prop)*> <!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED
  srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)> <!ELEMENT tu ((note|prop)*,tuv+)> <!ATTLIST tu tuid CDATA #IMPLIED changeid CDATA #IMPLIED>
<!ELEMENT tuv ((note|prop)*,seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT note (#PCDATA)> <!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED> <!ELEMENT seg (#PCDATA)>
"""
"""The content models of TMX 1.4b, chapter 3, that plain sentences need."""


class _Beside(etree.Resolver):
    """Finds what the schemas import beside them."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        return self.resolve_filename(str(SCHEMAS / Path(system_url).name), context)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "schema"), [("xliff", "xliff-core-1.2-strict.xsd"), ("xliff2", "xliff-core-2.0.xsd")])
def test_hard_articles_and_samples_are_valid_xliff(
    name: str,
    schema: str,
    hard_bitexts: dict[str, Bitext],
    samples: list[Bitext],
    require_file: Callable[[Path, str], Path],
) -> None:
    parser = etree.XMLParser()
    parser.resolvers.add(_Beside())
    path = require_file(SCHEMAS / schema, "install the package php-symfony-translation")
    validator = etree.XMLSchema(etree.parse(path, parser))
    for article in (*hard_bitexts.values(), *samples):
        if article.pairs:  # XLIFF has no file without units
            validator.assertValid(etree.fromstring(export(article, name)))


def test_hard_articles_are_valid_tmx(hard: Bitext) -> None:
    root = etree.fromstring(export(hard, "tmx", ExportOptions(unreviewed=True)))
    validator = etree.DTD(StringIO(TMX))
    assert validator.validate(root), validator.error_log


@pytest.mark.parametrize("name", ["tmx", "xliff", "xliff2", "xlsx"])
def test_same_bytes_twice(hard: Bitext, name: str) -> None:
    assert export(hard, name) == export(hard, name)
