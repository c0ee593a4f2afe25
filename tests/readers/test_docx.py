"""Word documents made by python-docx, and what only Word writes: tracked changes, text boxes, hidden text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from translator.bitext import Document
from translator.readers import read

Save = Callable[[Any], Document]


@pytest.fixture
def saved(tmp_path: Path) -> Save:
    def save(word: Any) -> Document:
        path = tmp_path / "article.docx"
        word.save(str(path))
        return read(path)

    return save


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(str(block.kind or "?"), block.text) for block in document.blocks]


def test_styles_are_kinds(saved: Save) -> None:
    word = docx.Document()
    word.add_heading("عنوان المقال", 0)
    word.add_heading("عنوان فرعي", 1)
    word.add_paragraph("فقرة من النص.")
    word.add_paragraph("بند أول", style="List Bullet")
    word.add_paragraph("بند ثان", style="List Number")
    word.add_paragraph("قول مأثور", style="Quote")
    word.add_paragraph("صورة من السوق", style="Caption")
    own = word.styles.add_style("عنوان الجريدة", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = word.styles["Heading 2"]
    word.add_paragraph("عنوان بنمط خاص", style=own)
    word.core_properties.author = "هدى"
    document = saved(word)
    assert blocks(document) == [
        ("title", "عنوان المقال"),
        ("subhead", "عنوان فرعي"),
        ("?", "فقرة من النص."),
        ("list-item", "بند أول"),
        ("list-item", "بند ثان"),
        ("quotation", "قول مأثور"),
        ("caption", "صورة من السوق"),
        ("subhead", "عنوان بنمط خاص"),
    ]
    assert document.metadata.author == "هدى"


def test_several_first_level_headings_are_articles(saved: Save) -> None:
    word = docx.Document()
    for number in (1, 2):
        word.add_heading(f"خبر {number}", 1)
        word.add_paragraph("نص الخبر.")
    starts = [block for block in saved(word).blocks if block.starts_article]
    assert [block.text for block in starts] == ["خبر 1", "خبر 2"]


def test_merged_and_nested_cells_come_once(saved: Save) -> None:
    word = docx.Document()
    table = word.add_table(rows=2, cols=2)
    for number, cell in enumerate(table._cells):
        cell.text = f"خلية {number}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 1).add_table(rows=1, cols=1).cell(0, 0).text = "خلية داخلية"
    assert [text for _, text in blocks(saved(word))] == ["خلية 0", "خلية 1", "خلية 2", "خلية 3", "خلية داخلية"]


def test_line_breaks_and_special_characters(saved: Save) -> None:
    word = docx.Document()
    word.add_paragraph("سطر\nتتمته.\nجملة\tأخرى")
    assert [text for _, text in blocks(saved(word))] == ["سطر تتمته.", "جملة أخرى"]


def test_tracked_changes_hidden_text_and_text_boxes(saved: Save) -> None:
    word = docx.Document()
    word.element.body.insert(
        0,
        parse_xml(
            f"""<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
            <w:r><w:t xml:space="preserve">وصلت </w:t></w:r>
            <w:del w:id="1" w:author="a"><w:r><w:delText>ثلاث</w:delText></w:r></w:del>
            <w:ins w:id="2" w:author="a"><w:r><w:t>أربع</w:t></w:r></w:ins>
            <w:hyperlink><w:r><w:t xml:space="preserve"> سفن</w:t></w:r></w:hyperlink>
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>سر</w:t></w:r>
            <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>.</w:t></w:r>
            <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
            <mc:AlternateContent>
              <mc:Choice Requires="wps">
                <w:txbxContent><w:p><w:r><w:t>نص في إطار</w:t></w:r></w:p></w:txbxContent>
              </mc:Choice>
              <mc:Fallback><w:txbxContent><w:p><w:r><w:t>نص في إطار</w:t></w:r></w:p></w:txbxContent></mc:Fallback>
            </mc:AlternateContent></w:p>"""
        ),
    )
    document = saved(word)
    assert [text for _, text in blocks(document)] == ["وصلت أربع سفن.", "نص في إطار"]
    assert [(dropped.reason, dropped.block.text) for dropped in document.dropped] == [
        ("deleted text (a tracked change)", "ثلاث"),
        ("hidden text", "سر"),
    ]


def test_headers_footers_and_comments_are_dropped(saved: Save) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("نص المقال.")
    word.sections[0].header.paragraphs[0].text = "صحيفة الساحل"
    word.sections[0].footer.paragraphs[0].text = "صفحة 1"
    word.add_comment(paragraph.runs, text="راجع الرقم", author="محرر")
    document = saved(word)
    assert len(document.blocks) == 1
    assert {(dropped.reason, dropped.block.text) for dropped in document.dropped} == {
        ("page header", "صحيفة الساحل"),
        ("page footer", "صفحة 1"),
        ("comment", "راجع الرقم"),
    }
