"""OpenDocument texts: what LibreOffice writes besides paragraphs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from translator.errors import SourceError
from translator.readers import read

DATA = Path(__file__).parent / "data"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
    )
)


def make(path: Path, body: str, manifest: str = "") -> Path:
    content = f"<office:document-content {NAMESPACES}><office:body>{body}</office:body></office:document-content>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("content.xml", content)
    return path


def test_spaces_changes_comments_and_frames(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.odt",
        """<office:text>
        <text:tracked-changes><text:changed-region><text:deletion><text:p>محذوف</text:p></text:deletion></text:changed-region>
        </text:tracked-changes>
        <text:p>كلمة<text:s text:c="2"/>أخرى<text:tab/>ثم<text:line-break/>تتمة<office:annotation><text:p>تعليق</text:p>
        </office:annotation><text:span>!</text:span></text:p>
        <text:p><draw:frame><draw:text-box><text:p>تعليق الصورة</text:p></draw:text-box></draw:frame></text:p>
        <text:section><text:list><text:list-item><text:p>بند</text:p></text:list-item></text:list></text:section>
        </office:text>""",
    )
    document = read(path)
    assert [(block.kind, block.text) for block in document.blocks] == [
        (None, "كلمة  أخرى ثم تتمة!"),
        ("caption", "تعليق الصورة"),
        ("list-item", "بند"),
    ]
    assert {(dropped.reason, dropped.block.text) for dropped in document.dropped} == {
        ("deleted text (a tracked change)", "محذوف"),
        ("comment", "تعليق"),
    }


def test_protected_and_foreign_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="password"):
        read(make(tmp_path / "locked.odt", "<office:text/>", "<encryption-data/>"))
    with pytest.raises(SourceError, match="no OpenDocument text"):
        read(make(tmp_path / "sheet.odt", "<office:spreadsheet/>"))
