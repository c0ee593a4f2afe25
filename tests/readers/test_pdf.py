"""PDF files: pages printed by a real browser come back word for word; what cannot be read right is refused."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import translator
from translator.bitext import Document
from translator.errors import SourceError
from translator.readers import read

DATA = Path(__file__).parent / "data"
PARAGRAPH = (
    "وقالت المهندسة ليلى الأغبري إن مشروع المياه الجديد (وهو الثالث في المحافظة) سيصل إلى 12,500 منزل قبل نهاية عام "
    "2025، بكلفة تبلغ 7.5 مليون دولار، «ولن يبقى حي بلا ماء». وأوضحت أن شركة Delta Water Co. تنفذ 60٪ من الأعمال. "
)
FONTS = Path(translator.__file__).parent / "exporters" / "html" / "fonts"


def style(font: str = "noto-naskh-arabic-arabic-wght-normal") -> str:
    """A page's style with one of the project's own fonts, so that the machine needs none."""
    data = b64encode((FONTS / f"{font}.woff2").read_bytes()).decode()
    return f"""@font-face {{ font-family: Text; src: url(data:font/woff2;base64,{data}) }}
        @page {{ size: A4; margin: 2cm }} body {{ font: 12pt Text, sans-serif }} p {{ margin: 0 0 8pt }}"""


STYLE = style()
Printed = Callable[..., Document]


def pdf(*objects: bytes) -> bytes:
    """A PDF file of these objects, the first of which is its catalogue."""
    body, offsets = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return body + head + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))


def one_page(content: bytes, resources: bytes, *more: bytes) -> bytes:
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>" % resources,
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        *more,
    )


@pytest.fixture(scope="module")
def page(chromium: Any) -> Iterator[Any]:
    """A page of Chromium."""
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture
def printed(tmp_path: Path, page: Any) -> Printed:
    """Prints an HTML body, gives the document that is read from the PDF."""

    def print_page(body: str, css: str = STYLE) -> Document:
        path = tmp_path / "page.pdf"
        page.set_content(f'<html lang="ar" dir="rtl"><style>{css}</style><body>{body}</body></html>')
        page.evaluate("document.fonts.ready")
        page.pdf(path=path, prefer_css_page_size=True)
        return read(path)

    return print_page


def words(document: Document) -> list[str]:
    return [word for block in document.blocks for word in block.text.split()]


@pytest.mark.browser
def test_printed_page_comes_back_in_blocks(printed: Printed) -> None:
    document = printed(
        f"<h1>مشروع المياه</h1><p>{PARAGRAPH * 2}</p><h2>ماذا بعد؟</h2><p>{PARAGRAPH}</p><p>{PARAGRAPH * 3}</p>"
    )
    assert [(str(block.kind), block.text) for block in document.blocks] == [
        ("title", "مشروع المياه"),
        ("paragraph", (PARAGRAPH * 2).strip()),
        ("subhead", "ماذا بعد؟"),
        ("paragraph", PARAGRAPH.strip()),
        ("paragraph", (PARAGRAPH * 3).strip()),
    ]


@pytest.mark.browser
@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_from_right_to_left(printed: Printed, columns: int) -> None:
    text = " ".join(f"({number}) {PARAGRAPH.strip()}" for number in range(12))
    css = STYLE + f"div {{ column-count: {columns}; column-gap: 1cm; text-align: justify }}"
    document = printed(f"<h1>مشروع المياه في المحافظة كلها</h1><div><p>{text}</p></div>", css)
    assert words(document) == f"مشروع المياه في المحافظة كلها {text}".split()


@pytest.mark.browser
def test_paragraph_goes_on_over_pages_and_their_headers(printed: Printed) -> None:
    css = STYLE + "@page { @top-center { content: 'صحيفة الساحل' } @bottom-center { content: counter(page) } }"
    document = printed(f"<p>{PARAGRAPH * 25}</p>", css)
    assert document.blocks[-1].line == 1
    assert words(document) == (PARAGRAPH * 25).split()
    assert {dropped.reason for dropped in document.dropped} == {"page header or footer", "page number"}


@pytest.mark.browser
def test_tashkeel_stays_with_its_letters(printed: Printed) -> None:
    text = "كَتَبَ المُعَلِّمُ رِسَالَةً قَصِيرَةً لَا تُنْسَى"
    document = printed(f"<p>{text}</p>", style("amiri-arabic-400-normal"))
    assert words(document) == text.split()


def test_scanned_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    image = b"<</Type/XObject/Subtype/Image/Width 1/Height 1"
    image += b"/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\n0\nendstream"
    path.write_bytes(one_page(b"600 0 0 800 0 0 cm /I Do", b"/XObject<</I 5 0 R>>", image))
    with pytest.raises(SourceError, match="pictures without a text layer") as info:
        read(path)
    assert "ocrmypdf" in info.value.tip


def test_glyphs_without_letters_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "codes.pdf"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>"
    )
    descendant += b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    text = b"BT /F 12 Tf 50 700 Td <00010002000300040005> Tj ET"
    path.write_bytes(one_page(text, b"/Font<</F 5 0 R>>", font, descendant))
    with pytest.raises(SourceError, match="do not say which letters"):
        read(path)


def test_text_in_the_wrong_order_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from translator.readers import page_layout

    right = page_layout.read_line
    monkeypatch.setattr(page_layout, "read_line", lambda *args: right(*args)[::-1])
    with pytest.raises(SourceError, match="wrong order"):
        read(DATA / "bridge-chromium.pdf")


@pytest.mark.parametrize("size", [20, 4000, 30000])
def test_broken_pdf_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes((DATA / "bridge-chromium.pdf").read_bytes()[:size])
    with pytest.raises(SourceError):
        read(path)


def test_letters_without_their_dots_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from translator.readers import page_layout

    right = page_layout.read_line
    undotted = str.maketrans("بتثجخذزشضظغفقنية", "ٮٮٮححدرسصطعڡٯںىه")
    monkeypatch.setattr(page_layout, "read_line", lambda *args: right(*args).translate(undotted))
    with pytest.raises(SourceError, match="without their dots"):
        read(DATA / "bridge-chromium.pdf")
