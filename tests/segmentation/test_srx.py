"""SRX out and in: the rules mean the same in another program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from translator.errors import ConfigError
from translator.segmentation import Rules, split_sentences
from translator.segmentation.rules import Pattern
from translator.segmentation.srx import dump, load


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("srx") / "arabic.srx"
    path.write_bytes(dump())
    return path


@pytest.fixture(scope="module")
def texts(golden_cases: list[Any]) -> list[str]:
    """The golden texts that are of one line, since SRX does not know of lines."""
    return [case.text for case in golden_cases if not set("\n\r\f\u2028\u2029") & set(case.text)]


def test_another_program_splits_alike(exported: Path, texts: list[str]) -> None:
    """The oracle is the engine of LanguageTool and OmegaT's kin, which reads the file by itself."""
    choppa = pytest.importorskip("choppa")
    document = choppa.SrxDocument(ruleset=str(exported))
    rules = load(exported)
    for text in texts:
        theirs = [sentence.strip() for sentence in choppa.SrxTextIterator(document, "ar-QA", text)]
        assert split_sentences(text, rules) == theirs


def test_an_export_splits_nearly_as_the_rules_do(exported: Path, texts: list[str]) -> None:
    rules = load(exported)
    alike = sum(split_sentences(text, rules) == split_sentences(text) for text in texts)
    assert alike >= 0.8 * len(texts)


def test_an_export_is_good_at_running_text(exported: Path, shared: Path) -> None:
    lines = (shared / "segmentation" / "pud.ar").read_text(encoding="utf-8").splitlines()[:200]
    found = split_sentences(" ".join(lines), load(exported))
    assert len(set(found) & {line.strip() for line in lines}) >= 0.97 * len(lines)


def test_user_rules_come_first(tmp_path: Path) -> None:
    path = tmp_path / "own.srx"
    path.write_bytes(dump(Rules.from_mapping({"abbreviations": ["قوات"]})))
    assert load(path).patterns[0] == Pattern(False, r"(?<![\p{L}\p{N}])و?قوات\.", r"\s")
    assert split_sentences("قالت قوات. الردع. نعم.", load(path)) == ["قالت قوات. الردع.", "نعم."]


def test_the_same_rules_give_the_same_bytes() -> None:
    assert dump() == dump(Rules())


OMEGAT = """<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="yes" cascade="{cascade}"/>
  <body>
    <languagerules>
      <languagerule languagerulename="Arabic">
        <rule break="no"><beforebreak>\\Qد.\\E</beforebreak><afterbreak>\\h</afterbreak></rule>
        <rule break="yes"><beforebreak>\\x{{061F}}</beforebreak><afterbreak>\\s</afterbreak></rule>
      </languagerule>
      <languagerule languagerulename="Default">
        <rule><beforebreak>\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
      </languagerule>
    </languagerules>
    <maprules>
      <languagemap languagepattern="EN.*" languagerulename="English"/>
      <languagemap languagepattern="AR.*" languagerulename="Arabic"/>
      <languagemap languagepattern=".*" languagerulename="Default"/>
    </maprules>
  </body>
</srx>
"""


@pytest.mark.parametrize(
    ("cascade", "sentences"),
    [("yes", ["قال د. أحمد نعم.", "هل؟", "لا"]), ("no", ["قال د. أحمد نعم. هل؟", "لا"])],
)
def test_rules_of_another_program(cascade: str, sentences: list[str], tmp_path: Path) -> None:
    (tmp_path / "omegat.srx").write_text(OMEGAT.format(cascade=cascade), encoding="utf-8")
    rules = Rules.from_mapping({"srx": "omegat.srx"}, tmp_path / "translator.toml")
    assert split_sentences("قال د. أحمد نعم. هل؟ لا", rules) == sentences


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("", "cannot be read"),
        ("<srx", "cannot be read"),
        ("<html/>", "is not an SRX file"),
        (OMEGAT.format(cascade="no").replace("AR.*", "FR").replace('".*"', '"DE"'), "has no rules for Arabic"),
        (OMEGAT.format(cascade="no").replace("\\x{061F}", "(["), "is not a pair of regular expressions"),
        ('<!DOCTYPE srx [<!ENTITY e SYSTEM "file:///etc/hostname">]><srx>&e;</srx>', "has no rules for Arabic"),
    ],
)
def test_broken_files_are_told(content: str, cause: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.srx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load(path)
    assert cause in raised.value.cause
    assert raised.value.where == str(path)
