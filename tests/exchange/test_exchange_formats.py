"""Every format gives back what was written, in other programs' hands too, and refuses what is hostile."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage import factory, xliff2

from translator.bitext import Bitext, Kind, MachineOutput, Pair, Segment, State, checksum
from translator.errors import ExchangeError
from translator.exchange import Unit, read_units, unit_of
from translator.exchange.tmx import read_tmx, write_tmx
from translator.exchange.xliff import read_xliff, write_xliff_1_2, write_xliff_2_1
from translator.exchange.xlsx import read_xlsx, write_xlsx

Write = Callable[[Bitext], bytes]
Read = Callable[[bytes, Path], Iterable[Unit]]


def all_as_tmx(bitext: Bitext) -> bytes:
    return write_tmx([bitext], unreviewed=True)


FORMATS: list[tuple[str, Write, Read]] = [
    ("article.tmx", all_as_tmx, read_tmx),
    ("article.xlf", write_xliff_1_2, read_xliff),
    ("article.xliff", write_xliff_2_1, read_xliff),
    ("article.xlsx", write_xlsx, read_xlsx),
]
EACH = pytest.mark.parametrize(("name", "write", "read"), FORMATS, ids=[name for name, _, _ in FORMATS])


def pair(number: int, state: State = State.MACHINE, target: str = "A “target” & <more>.", **more: object) -> Pair:
    machine = MachineOutput("ar-en@3f2a1c", -0.42, "2026-11-25", checksum(target))
    segment = Segment(f"جملة «{number}» & <س>، 25٪.", Kind.PARAGRAPH, number // 2, number % 2 + 1, number)
    base = Pair(f"story/{number:08x}", segment, "" if state is State.UNTRANSLATED else target, state, machine)
    return replace(base, **more)  # type: ignore[arg-type]


ARTICLE = Bitext(
    "story",
    "corpus/ar/story.txt",
    (
        pair(1, State.REVIEWED, reviewer="Amal", note="a note\nof two lines"),
        pair(2, State.MACHINE),
        pair(3, State.STALE, previous="جملة قديمة <ق>", note="=1+1"),
        pair(4, State.REJECTED, "=HYPERLINK(1)"),
        pair(5, State.UNTRANSLATED),
        pair(6, State.REVIEWED, "_x0041_ stays; tab\tand\nline"),
    ),
)


def expected(bitext: Bitext, name: str) -> list[Unit]:
    units = [unit_of(p) for p in bitext.pairs]
    return [unit for unit in units if unit.target] if name.endswith(".tmx") else units


@EACH
def test_texts_ids_states_and_notes_come_back(name: str, write: Write, read: Read) -> None:
    assert list(read(write(ARTICLE), Path(name))) == expected(ARTICLE, name)


TEXT = st.text(
    st.sampled_from("ab \"&<>'=_x0041\n\t\r;م،٪\u200f\u2028\x85\x00\x0b\ufffe") | st.characters(),
    min_size=1,
    max_size=20,
)


@EACH
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_text_comes_back(name: str, write: Write, read: Read, data: st.DataObject) -> None:
    pairs = []
    for number in range(data.draw(st.integers(0, 3))):
        drawn = pair(number, data.draw(st.sampled_from(State)), data.draw(TEXT), note=data.draw(TEXT))
        drawn = replace(drawn, previous=data.draw(TEXT) if drawn.state is State.STALE else "")
        source = data.draw(TEXT)
        pairs.append(replace(drawn, segment=replace(drawn.segment, text=source)))
    bitext = replace(
        ARTICLE, pairs=tuple(p for p in pairs if unit_of(p).source.strip() and (p.target.strip() or not p.target))
    )
    found = list(read(write(bitext), Path(name)))
    assert found == expected(bitext, name)


@EACH
def test_same_pairs_give_the_same_bytes(name: str, write: Write, read: Read, tmp_path: Path) -> None:
    assert write(ARTICLE) == write(ARTICLE)
    assert list(read(write(replace(ARTICLE, pairs=())), Path(name))) == []
    path = tmp_path / name
    path.write_bytes(write(ARTICLE))
    assert read_units(path) == expected(ARTICLE, name)


@EACH
@pytest.mark.parametrize("damage", [b"", b"<", b"<html/>", b"PK\x03\x04 torn", "نص".encode(), b"\x00\xff" * 50])
def test_broken_files_are_exchange_errors(name: str, write: Write, read: Read, damage: bytes) -> None:
    with pytest.raises(ExchangeError, match="article"):
        list(read(damage, Path(name)))
    whole = write(ARTICLE)
    with pytest.raises(ExchangeError, match="article"):
        list(read(whole[: len(whole) // 2], Path(name)))


def _damaged(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 5)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _with_damaged_part(data: bytes, rng: random.Random) -> bytes:
    """A workbook that unpacks well and has a part that is damaged or missing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        victim = rng.choice(old.namelist())
        for name in old.namelist():
            if name != victim:
                new.writestr(name, old.read(name))
            elif rng.random() < 0.8:
                new.writestr(name, _damaged(old.read(name), rng))
    return buffer.getvalue()


@EACH
def test_damaged_bytes_are_read_or_an_exchange_error(name: str, write: Write, read: Read) -> None:
    rng, whole = random.Random(3), write(ARTICLE)
    for _ in range(100):
        damage = _with_damaged_part if name.endswith(".xlsx") and rng.random() < 0.5 else _damaged
        with suppress(ExchangeError):
            list(read(damage(whole, rng), Path(name)))


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
SECRET = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@EACH
@pytest.mark.parametrize("doctype", [BOMB, SECRET])
def test_entities_are_refused(name: str, write: Write, read: Read, doctype: bytes) -> None:
    if name.endswith(".xlsx"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(write(ARTICLE))) as old, zipfile.ZipFile(buffer, "w") as new:
            for entry in old.namelist():
                new.writestr(entry, old.read(entry).replace(b"<worksheet", doctype + b"<worksheet", 1))
        hostile = buffer.getvalue()
    else:
        hostile = write(ARTICLE).replace(b"?>\n", b"?>\n" + doctype, 1)
    assert doctype in hostile or name.endswith(".xlsx")
    with pytest.raises(ExchangeError, match="entities"):
        list(read(hostile, Path(name)))


def test_tmx_holds_reviewed_pairs_only_unless_asked() -> None:
    assert [unit.state for unit in read_tmx(write_tmx([ARTICLE]), Path("a.tmx"))] == [State.REVIEWED] * 2


def test_tmx_of_other_programs_is_read() -> None:
    data = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
    <tmx version="1.4"><header/><body>
      <tu><tuv lang="EN-US"><seg>The <bpt i="1">&lt;b&gt;</bpt>big<ept i="1">&lt;/b&gt;</ept> <hi>day</hi></seg></tuv>
          <tuv xml:lang="ar-QA"><seg>اليوم <ph>x</ph>الكبير</seg></tuv><tuv xml:lang="fr"><seg>Jour</seg></tuv></tu>
      <tu><tuv xml:lang="ar"><seg>بلا إنجليزية</seg></tuv></tu>
    </body></tmx>"""
    assert list(read_tmx(data.encode(), Path("a.tmx"))) == [Unit("", "اليوم الكبير", "The big day")]


def test_xliff_of_other_programs_is_read() -> None:
    data = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
    <file original="x" source-language="ar-EG" target-language="en-GB" datatype="html"><body>
      <trans-unit id="7"><source>اليوم <g id="1">الكبير</g><x id="2"/></source>
        <target state="signed-off">The <g id="1">big</g> day</target></trans-unit>
      <trans-unit id="8"><source>غدا</source><target state="translated">Tomorrow</target></trans-unit>
    </body></file></xliff>"""
    assert list(read_xliff(data.encode(), Path("a.xlf"))) == [
        Unit("7", "اليوم الكبير", "The big day", State.REVIEWED),
        Unit("8", "غدا", "Tomorrow", None),
    ]


def test_unit_segmented_anew_by_another_program_is_one_unit() -> None:
    data = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ar" trgLang="en">
    <file id="f"><unit id="u1" name="s/1"><segment state="final"><source>أولا.</source><target>First.</target></segment>
    <ignorable><source> </source><target> </target></ignorable>
    <segment state="translated"><source>ثانيا.</source><target>Second.</target></segment></unit></file></xliff>"""
    assert list(read_xliff(data.encode(), Path("a.xliff"))) == [Unit("s/1", "أولا. ثانيا.", "First. Second.", None)]


@pytest.mark.parametrize("languages", ['source-language="fr"', 'source-language="ar" target-language="de"'])
def test_other_languages_are_refused(languages: str) -> None:
    data = f'<xliff version="1.2"><file original="x" {languages}><body/></file></xliff>'
    with pytest.raises(ExchangeError, match="goes from"):
        list(read_xliff(data.encode(), Path("a.xlf")))


@pytest.mark.parametrize(("name", "write"), [(name, write) for name, write, _ in FORMATS[:3]])
def test_translate_toolkit_reads_texts_and_ids(name: str, write: Write, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(write(ARTICLE))
    file = xliff2.Xliff2File.parsefile(str(path)) if write is write_xliff_2_1 else factory.getobject(str(path))
    units = [unit for unit in file.units if unit.source]
    assert [(unit.source, unit.target or "") for unit in units] == [
        (unit.source, unit.target) for unit in expected(ARTICLE, name)
    ]


def test_translate_toolkit_keeps_our_marks_when_it_edits_xliff(tmp_path: Path) -> None:
    path = tmp_path / "article.xlf"
    path.write_bytes(write_xliff_1_2(ARTICLE))
    file = factory.getobject(str(path))
    file.units[1].target = "Edited there."
    file.save()
    before, after = expected(ARTICLE, path.name), read_units(path)
    assert after[1] == replace(before[1], target="Edited there.", state=after[1].state)
    assert [replace(u, note="") for u in (after[0], *after[2:])] == [
        replace(u, note="") for u in (before[0], *before[2:])
    ]


def test_workbook_saved_by_a_colleague_in_other_column_order(tmp_path: Path) -> None:
    path = tmp_path / "article.xlsx"
    path.write_bytes(write_xlsx(ARTICLE))
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    assert sheet["C5"].data_type == "s"
    assert sheet["B2"].alignment.readingOrder == 2
    assert (sheet["A2"].protection.locked, sheet["C2"].protection.locked) == (True, False)
    sheet["C3"], sheet["D3"] = "Edited in a spreadsheet.", " Reviewed "
    sheet.move_range("A1:A7", cols=9)
    sheet.append([])
    book.save(path)
    units = read_units(path)
    assert (units[1].id, units[1].target, units[1].state) == (
        ARTICLE.pairs[1].id,
        "Edited in a spreadsheet.",
        State.REVIEWED,
    )
    assert units[0] == unit_of(ARTICLE.pairs[0])


def test_workbook_problems_are_named(tmp_path: Path) -> None:
    path = tmp_path / "article.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["ID", "Arabic"])  # type: ignore[union-attr]
    book.save(path)
    with pytest.raises(ExchangeError, match="no column English"):
        read_units(path)
    path.write_bytes(write_xlsx(ARTICLE))
    book = openpyxl.load_workbook(path)
    book.active["D3"] = "fertig"  # type: ignore[index]
    book.save(path)
    with pytest.raises(ExchangeError, match="row 3 has the unknown state “fertig”"):
        read_units(path)
    with pytest.raises(ExchangeError, match="longer than a cell"):
        write_xlsx(replace(ARTICLE, pairs=(pair(1, State.REVIEWED, "x" * 40_000),)))


def test_unknown_suffix_and_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="unknown suffix"):
        read_units(tmp_path / "a.doc")
    with pytest.raises(ExchangeError, match="cannot be read"):
        read_units(tmp_path / "a.tmx")


def test_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "translator.exchange.tmx")
    monkeypatch.setitem(sys.modules, "lxml", None)
    path = tmp_path / "a.tmx"
    path.write_bytes(b"<tmx/>")
    with pytest.raises(ExchangeError, match=r"needs lxml.*pip install 'translator\[formats\]'"):
        read_units(path)


def test_huge_tmx_is_read_unit_by_unit() -> None:
    many = write_tmx([replace(ARTICLE, pairs=tuple(pair(n, State.REVIEWED) for n in range(3000)))])
    units = read_tmx(many, Path("a.tmx"))
    assert next(iter(units)).id == "story/00000000"
    assert sum(1 for _ in units) == 2999


def test_xml_is_what_the_standards_name() -> None:
    for write, name in ((write_xliff_1_2, "trans-unit"), (write_xliff_2_1, "unit")):
        root = etree.fromstring(write(ARTICLE))
        assert len(list(root.iter(f"{{*}}{name}"))) == len(ARTICLE.pairs)
        identities = [element.get("id") for element in root.iter(f"{{*}}{name}")]
        assert len(set(identities)) == len(identities)


XML = "{http://www.w3.org/XML/1998/namespace}"
SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")


class _Local(etree.Resolver):
    """Finds the schemas' own imports beside them."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        return self.resolve_filename(str(SCHEMAS / Path(system_url).name), context)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("write", "schema"),
    [(write_xliff_1_2, "xliff-core-1.2-strict.xsd"), (write_xliff_2_1, "xliff-core-2.0.xsd")],
)
def test_xliff_is_valid_by_the_schemas_of_the_standard(
    write: Write, schema: str, require_file: Callable[..., Path]
) -> None:
    path = require_file(SCHEMAS / schema, package="php-symfony-translation")
    parser = etree.XMLParser()
    parser.resolvers.add(_Local())
    etree.XMLSchema(etree.parse(path, parser)).assertValid(etree.fromstring(write(ARTICLE)))


TMX_ELEMENTS = {"tmx": "header,body", "header": "(note|prop)*", "body": "tu*", "tu": "(note|prop)*,tuv+"} | {
    "tuv": "(note|prop)*,seg",
    **dict.fromkeys(("note", "prop", "seg"), "#PCDATA"),
}
"""Content models of TMX 1.4b, chapter 3, of the elements that plain sentences need."""
TMX_ATTRIBUTES = {
    "tmx": ("version",),
    "header": ("creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"),
    "prop": ("type",),
    "tuv": ("xml:lang",),
}
"""The attributes it requires; beside them a unit may have these two."""
OPTIONAL = {"tu": ("tuid", "changeid")}


def tmx_dtd() -> etree.DTD:
    lines = [f"<!ELEMENT {name} ({content})>" for name, content in TMX_ELEMENTS.items()]
    for demand, table in (("#REQUIRED", TMX_ATTRIBUTES), ("#IMPLIED", OPTIONAL)):
        lines += [f"<!ATTLIST {name} {one} CDATA {demand}>" for name, all_ in table.items() for one in all_]
    return etree.DTD(io.StringIO("\n".join(lines)))


@pytest.mark.parametrize("unreviewed", [False, True])
@pytest.mark.parametrize("pairs", [ARTICLE.pairs, ()])
def test_tmx_has_the_structure_that_the_standard_demands(unreviewed: bool, pairs: tuple[Pair, ...]) -> None:
    root = etree.fromstring(write_tmx([replace(ARTICLE, pairs=pairs), ARTICLE], unreviewed=unreviewed))
    dtd = tmx_dtd()
    assert dtd.validate(root), dtd.error_log
    assert root.get("version") == "1.4"
    assert root.find("header").get("segtype") in {"block", "paragraph", "sentence", "phrase"}
    assert all(len({tuv.get(f"{XML}lang") for tuv in unit.findall("tuv")}) == 2 for unit in root.iter("tu"))
    assert all(prop.get("type").startswith("x-") for prop in root.iter("prop"))
    root.find("body/tu").append(etree.Element("prop", type="x-late"))
    assert not dtd.validate(root), "a property after the texts is against the standard"


@pytest.mark.slow
def test_workbook_saved_again_by_libreoffice(
    tmp_path: Path, require_program: Callable[..., str], require_file: Callable[..., Path]
) -> None:
    require_file(Path("/usr/lib/libreoffice/program/libsclo.so"), package="libreoffice-calc")
    soffice = require_program("soffice", "libreoffice", package="libreoffice-calc")
    path, again = tmp_path / "article.xlsx", tmp_path / "again"
    path.write_bytes(write_xlsx(ARTICLE))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", again, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert read_units(again / "article.xlsx") == expected(ARTICLE, path.name)


def test_decompression_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translator.exchange.xlsx._MOST_BYTES", 1000)
    with pytest.raises(ExchangeError, match="unpacks to more"):
        list(read_xlsx(write_xlsx(ARTICLE), Path("article.xlsx")))
