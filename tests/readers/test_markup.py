"""HTML trees to blocks: one case a habit of real pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.readers.markup import parse_html, read_blocks


def blocks(html: str) -> list[tuple[str, str]]:
    return [(str(block.kind or "?"), block.text) for block in read_blocks(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>نص <b>غامق</b> و<i>مائل</i>.</p>", [("paragraph", "نص غامق ومائل.")]),
        ("<div>نص أول<p>فقرة</p>ذيل</div>", [("?", "نص أول"), ("paragraph", "فقرة"), ("?", "ذيل")]),
        ("<div>سطر أول.<br>سطر ثان</div>", [("?", "سطر أول."), ("?", "سطر ثان")]),
        ("<div>سطر<br/>تتمته<br><br>فقرة</div>", [("?", "سطر تتمته"), ("?", "فقرة")]),
        ("<div>قائمة<br>- أول<br>- ثان</div>", [("?", "قائمة"), ("?", "- أول"), ("?", "- ثان")]),
        ("<div><b>عنوان فرعي</b><br>ثم النص</div>", [("?", "عنوان فرعي"), ("?", "ثم النص")]),
        ("<p><strong>عنوان فرعي</strong></p>", [("?", "عنوان فرعي")]),
        ("<h1>أ</h1><h4>ب</h4>", [("subhead", "أ"), ("subhead", "ب")]),
        ("<ul><li>أ<p>ب</p></li></ul>", [("list-item", "أ"), ("list-item", "ب")]),
        ("<blockquote><p>قول</p></blockquote>", [("quotation", "قول")]),
        ("<table><tr><th>أ<td>ب</table>", [("table-cell", "أ"), ("table-cell", "ب")]),
        (f"<table><tr><td>{'كلمة ' * 80}</table>", [("?", ("كلمة " * 80).strip())]),
        ("<figure><img><figcaption>صورة</figcaption></figure>", [("caption", "صورة")]),
        ("<div><span class='author'>هدى</span> <time>أمس</time></div>", [("byline", "هدى أمس")]),
        ("<h2>التاريخ<span class='mw-editsection'>[عدل]</span></h2>", [("subhead", "التاريخ")]),
        ("<ol class='references'><li><p>مرجع</p></li></ol>", [("footnote", "مرجع")]),
        ("<p class=MsoListParagraph><span style='mso-list:Ignore'>·&nbsp;</span>بند</p>", [("list-item", "بند")]),
        ("<p>كلمة<sup><a href='#n1'>1</a></sup>، ثم</p>", [("paragraph", "كلمة[1]، ثم")]),
        ("<p class='footnote'><a href='#a'><sup>1</sup></a>شرح</p>", [("footnote", "[1] شرح")]),
        ("<p>قبل<!-- سر -->بعد<script>x</script><style>y</style></p>", [("paragraph", "قبلبعد")]),
        ("<pre>سطر أول\nسطر ثان.\nسطر</pre>", [("?", "سطر أول سطر ثان."), ("?", "سطر")]),
        ("<p>&laquo;نص&raquo;&nbsp;&hellip;</p>", [("paragraph", "«نص»\u00a0…")]),
        ("<foo>نص<bar>آخر</bar></foo>", [("?", "نص"), ("?", "آخر")]),
        ("نص بلا وسوم", [("?", "نص بلا وسوم")]),
        ("<?xml version='1.0' encoding='windows-1256'?><html><body><p>نص</p></body></html>", [("paragraph", "نص")]),
        ("", []),
        ("<!-- -->", []),
        ("\0", []),
    ],
)
def test_blocks(html: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(html) == expected


def test_deep_pages_are_read_whole_or_refused() -> None:
    assert blocks("<div>" * 1000 + "نص") == [("?", "نص")]
    with pytest.raises(ValueError, match="nested too deep"):
        parse_html("<div>" * 5000 + "نص")


@given(
    st.lists(st.text("ابت .،\n", min_size=1).filter(str.strip), min_size=1), st.sampled_from(["p", "div", "li", "h2"])
)
def test_no_word_is_lost(paragraphs: list[str], tag: str) -> None:
    html = "".join(f"<{tag}>{text}</{tag}>" for text in paragraphs)
    assert " ".join(text for _, text in blocks(html)).split() == " ".join(paragraphs).split()
