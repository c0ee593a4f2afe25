"""Glossaries in files: tables of spreadsheets and TBX, out and in again."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import ExchangeError
from translator.glossary import Glossary, Term, load, save

GLOSSARY = Glossary(
    (
        Term(("صفقة", "صفقات"), ("deal", "agreement"), ("bargain",), "hostage talks"),
        Term(("ما يسمى بـ“الخط”",), ('so-called "line", the',), (), "quotes, commas\tand tabs"),
        Term(("مجلس الأمن",), ("Security Council",)),
    )
)


@pytest.mark.parametrize("suffix", [".tsv", ".csv", ".tbx"])
def test_a_glossary_comes_back_as_it_went(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"terms{suffix}"
    save(GLOSSARY, path)
    assert load(path) == GLOSSARY
    first = path.read_bytes()
    save(load(path), path)
    assert path.read_bytes() == first


def write(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    return path


def test_a_table_needs_no_header_and_may_be_turned_round(tmp_path: Path) -> None:
    path = write(tmp_path, "terms.tsv", "# the desk's terms\ndeal\tصفقة\n\nهدنة\ttruce\tnote\n")
    assert load(path) == Glossary((Term(("صفقة",), ("deal",)), Term(("هدنة",), ("truce",), (), "note")))


def test_what_excel_saves_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "terms.csv", "Arabic;English\r\nهدنة;truce\r\n", "utf-8-sig")
    assert load(path) == Glossary((Term(("هدنة",), ("truce",)),))


@pytest.mark.parametrize(
    ("name", "text", "cause"),
    [
        ("terms.tsv", "هدنة\ttruce\nصفقة\n", "line 2 lacks"),
        ("terms.csv", 'هدنة,"truce\n', "line 1 is broken"),
        ("terms.xml", "", "unknown suffix"),
        ("terms.tbx", "<tbx>", "broken XML"),
        ("terms.tbx", "<html/>", "is no TBX"),
        ("terms.tbx", '<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>', "entities"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, name: str, text: str, cause: str) -> None:
    with pytest.raises(ExchangeError, match=cause):
        load(write(tmp_path, name, text))


def test_other_encodings_and_missing_files_say_so(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="not UTF-8"):
        load(write(tmp_path, "terms.tsv", "هدنة\ttruce\n", "windows-1256"))
    with pytest.raises(ExchangeError, match="cannot be read"):
        load(tmp_path / "none.tsv")


def test_tbx_2_of_other_tools_is_read(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
    <martif type="TBX-Basic" xml:lang="en"><text><body>
      <termEntry id="1"><descrip type="subjectField">talks</descrip>
        <langSet xml:lang="en-GB">
          <tig><term>bargain</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
          <ntig><termGrp><term>agreement</term></termGrp></ntig>
          <tig><term>deal</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
        </langSet>
        <langSet xml:lang="AR"><tig><term>صفقة</term></tig></langSet>
      </termEntry>
      <termEntry id="2"><langSet xml:lang="fr"><tig><term>trêve</term></tig></langSet></termEntry>
    </body></text></martif>"""
    (term,) = load(write(tmp_path, "terms.tbx", text)).terms
    assert term == Term(("صفقة",), ("deal", "agreement"), ("bargain",), "talks")
