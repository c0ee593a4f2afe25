"""XLIFF written back: English targets with the codes of their sources, valid, none of the old ones touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from translator.bitext import Bitext, Pair, State
from translator.exporters import ExportOptions, export_collection
from translator.readers import read
from translator.segmentation import segment, split_articles

SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
ENGLISH = {
    "يعمل المتحف كل يوم من التاسعة صباحا.": "Every day the museum opens at nine in the morning.",
    "ثمن التذكرة خمسمئة ريال.": "A ticket costs five hundred riyals.",
    "ويغلق يوم الجمعة.": "It closes on Friday.",
    "يعمل المتحف كل يوم.": "The museum works every day.",
}
OLD = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="museum.txt" source-language="ar" datatype="plaintext"><body>
<trans-unit id="1"><source xml:lang="ar">يعمل المتحف كل يوم من <g id="b">التاسعة</g> صباحا<ph id="1">{br}</ph>.</source>
<seg-source><mrk mtype="seg" mid="0">يعمل المتحف كل يوم من التاسعة صباحا.</mrk></seg-source></trans-unit>
<trans-unit id="2" translate="no"><source>ثمن التذكرة خمسمئة ريال.</source></trans-unit>
<trans-unit id="3"><source>ثمن التذكرة خمسمئة ريال.</source><target/>
<alt-trans><source>ثمن التذكرة خمسمئة ريال.</source><target>Old.</target></alt-trans></trans-unit>
<trans-unit id="4"><source>ويغلق يوم الجمعة.</source><target state="final">Closed on Fridays.</target></trans-unit>
</body></file></xliff>"""
NEW = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="2.0" srcLang="ar" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f1"><unit id="1">
<segment><source>يعمل المتحف كل يوم.</source></segment>
<segment><source>ويغلق <pc id="1">يوم الجمعة</pc>.</source></segment>
<segment><source>نص بلا ترجمة هنا.</source></segment>
</unit></file></xliff>"""


class _Beside(etree.Resolver):
    """Finds what the schemas import beside them."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        return self.resolve_filename(str(SCHEMAS / Path(system_url).name), context)  # type: ignore[arg-type]


def written(folder: Path, text: str) -> etree._Element:
    path = folder / "museum.xlf"
    path.write_text(text, encoding="utf-8")
    [article] = split_articles(read(path))
    pairs = tuple(
        Pair(f"museum/{n:08x}", one, ENGLISH.get(one.text, ""), State.REVIEWED)
        for n, one in enumerate(segment(article))
    )
    bitext = Bitext(article.slug, path.name, pairs)
    [(name, data)] = export_collection([bitext], "original", ExportOptions(root=folder))
    assert name == "museum.en.xlf"
    return etree.fromstring(data)


def shown(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False).partition(">")[2].rpartition("<")[0]


def test_units_of_version_1_2_get_targets(tmp_path: Path) -> None:
    root = written(tmp_path, OLD)
    first, second, third, fourth = root.iter("{*}trans-unit")
    target = first.find("{*}target")
    assert target is not None
    assert [child.tag.rpartition("}")[2] for child in first] == ["source", "seg-source", "target"]
    assert (
        "".join(part for part in target.itertext() if part != "{br}") == ENGLISH["يعمل المتحف كل يوم من التاسعة صباحا."]
    )
    assert [(code.tag.rpartition("}")[2], code.text) for code in target] == [("g", "nine"), ("ph", "{br}")]
    assert target.attrib == {"state": "translated", "{http://www.w3.org/XML/1998/namespace}lang": "en"}
    assert second.find("{*}target") is None
    assert third.findtext("{*}target") == ENGLISH["ثمن التذكرة خمسمئة ريال."]
    assert third.findtext("{*}alt-trans/{*}target") == "Old."
    assert fourth.findtext("{*}target") == "Closed on Fridays."
    assert fourth.find("{*}target").get("state") == "final"
    assert root.find("{*}file").get("target-language") == "en"


def test_segments_of_version_2_get_targets(tmp_path: Path) -> None:
    root = written(tmp_path, NEW)
    first, second, third = root.iter("{*}segment")
    assert (first.findtext("{*}target"), first.get("state")) == ("The museum works every day.", "translated")
    target = second.find("{*}target")
    assert "".join(target.itertext()) == "It closes on Friday."
    assert target.find("{*}pc").text == "on Friday"
    assert third.find("{*}target") is None
    assert third.get("state") is None
    assert root.get("trgLang") == "en"


@pytest.mark.parametrize(("text", "schema"), [(OLD, "xliff-core-1.2-strict.xsd"), (NEW, "xliff-core-2.0.xsd")])
def test_the_file_stays_valid(
    tmp_path: Path, text: str, schema: str, require_file: Callable[[Path, str], Path]
) -> None:
    parser = etree.XMLParser()
    parser.resolvers.add(_Beside())
    path = require_file(SCHEMAS / schema, "install the package php-symfony-translation")
    etree.XMLSchema(etree.parse(path, parser)).assertValid(written(tmp_path, text))
