"""Word documents: marked as Word needs them for Arabic, and read in the right order by LibreOffice."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from translator.bitext import Bitext, Kind, State
from translator.errors import ExportError
from translator.exporters import ExportOptions, export
from translator.exporters.published import clean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def arabic_text(cell: Any) -> str:
    return str(cell.text).replace("\u200f", "")


def test_every_sentence_is_in_its_column(hard: Bitext) -> None:
    [table] = opened(export(hard, "docx", ExportOptions(marks=False))).tables
    blocks = list(hard.blocks())
    assert len(table.rows) == len(blocks) + 1
    cells = table._cells
    for number, block in enumerate(blocks, 1):
        arabic, english = cells[2 * number], cells[2 * number + 1]
        stored = clean(" ".join(pair.source for pair in block)).replace("\u200f", "")
        assert re.sub(r"\s", "", arabic_text(arabic)) == re.sub(r"\s", "", stored)
        for pair in block:
            if pair.state in {State.REVIEWED, State.MACHINE, State.STALE}:
                assert re.sub(r"\s", "", clean(pair.target)) in re.sub(r"\s", "", english.text)


def test_marks_that_word_lays_arabic_out_by(bitext: Bitext) -> None:
    [table] = opened(export(bitext, "docx")).tables
    assert table._tbl.tblPr.find(f"{W}bidiVisual") is not None
    header, *rows = table.rows
    assert header._tr.trPr.find(f"{W}tblHeader") is not None
    assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in rows)
    for row in table.rows:
        arabic, english = row.cells
        assert arabic.paragraphs[0]._p.pPr.find(f"{W}bidi") is not None
        assert english.paragraphs[0]._p.find(f".//{W}bidi") is None
        for run in arabic.paragraphs[0].runs:
            rtl = run._r.rPr.find(f"{W}rtl") is not None
            assert rtl == (re.search("[A-Za-z]", run.text) is None)
            assert run._r.rPr.find(f"{W}lang").get(f"{W}bidi" if rtl else f"{W}val")[:2] == ("ar" if rtl else "en")


def test_arabic_is_set_larger_by_the_styles(bitext: Bitext) -> None:
    document = opened(export(bitext, "docx"))
    properties = document.styles["Normal"].element.rPr
    size, complex_size = (int(properties.find(f"{W}{name}").get(f"{W}val")) for name in ("sz", "szCs"))
    assert complex_size / size == pytest.approx(1.2, abs=0.03)
    assert properties.find(f"{W}rFonts").get(f"{W}cs")


def test_subheads_do_not_touch_the_text_below(bitext: Bitext) -> None:
    after = opened(export(bitext, "docx")).styles["Heading 2"].paragraph_format.space_after
    assert after is not None
    assert after.pt >= 4


def test_machine_english_is_marked_and_announced(bitext: Bitext) -> None:
    document = opened(export(bitext, "docx"))
    assert document.paragraphs[0].text.startswith("Unreviewed machine draft. 7 of the 19 sentences")
    marked = [run for row in document.tables[0].rows for run in row.cells[1].paragraphs[0].runs if run.font.superscript]
    assert [run.text for run in marked] == ["MT", "MT", "MT?", "MT", "MT", "MT", "MT"]


def test_one_language_alone_is_plain_paragraphs(bitext: Bitext) -> None:
    document = opened(export(bitext, "docx", ExportOptions(languages=("en",), reviewed_only=True)))
    assert not document.tables
    assert [paragraph.style.name for paragraph in document.paragraphs[:2]] == ["Title", "Normal"]
    assert document.paragraphs[0].text == "A city regains its river after forty years"


def test_a_template_gives_its_styles(bitext: Bitext, tmp_path: Path) -> None:
    template = docx.Document()
    template.styles["Title"].font.name = "Papyrus"
    template.save(str(tmp_path / "house.docx"))
    document = opened(export(bitext, "docx", ExportOptions(templates=(tmp_path / "house.docx",))))
    assert document.styles["Title"].font.name == "Papyrus"
    assert document.tables[0].rows[1].cells[1].paragraphs[0].style.name == "Title"


def test_a_broken_template_is_named(bitext: Bitext, tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(b"no")
    with pytest.raises(ExportError, match=r"house\.docx: this template cannot be opened"):
        export(bitext, "docx", ExportOptions(templates=(tmp_path / "house.docx",)))


def test_same_bytes_whatever_the_time(bitext: Bitext) -> None:
    before = export(bitext, "docx")
    time.sleep(2.1)  # the resolution of times in a ZIP archive
    assert export(bitext, "docx") == before


@pytest.mark.slow
def test_libreoffice_reads_arabic_in_order(
    tmp_path: Path, make: Callable[..., Bitext], require_program: Callable[..., str]
) -> None:
    office = require_program("soffice", "libreoffice", package="libreoffice-writer-nogui")
    pdftotext = require_program("pdftotext", package="poppler-utils")
    article = make([(Kind.PARAGRAPH, [("قال «GPT-4o»، (+3.2%) هنا", "It said “GPT-4o”, (+3.2%) here", "r")])])
    (tmp_path / "a.docx").write_bytes(export(article, "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    for _ in range(2):  # a fresh profile may end the first run with "start me again"
        answer = subprocess.run([*command, str(tmp_path / "a.docx")], check=False, capture_output=True, timeout=120)
    assert answer.returncode == 0, answer.stderr
    boxes = subprocess.run([pdftotext, "-bbox", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True)
    box = r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)<'
    found = [(float(left), float(top), word) for left, top, word in re.findall(box, boxes.stdout.decode("utf-8"))]
    arabic = sorted((top // 20, -left, word) for left, top, word in found if left > 297)
    words = [set(word) for _, _, word in arabic if re.search(r"\w", word)]
    assert words == [set("العربية"), set("قال"), set("GPT-4o"), set("3.2%"), set("هنا")]
    assert max(left for left, _, word in found if word in {"It", "said", "here"}) < 297
