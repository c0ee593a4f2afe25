"""Plain text to blocks."""

from __future__ import annotations

import textwrap

import pytest

from translator.segmentation import split_blocks
from translator.segmentation.wrapping import MEASURES

PARAGRAPHS = [
    "أكد المتحدث باسم مجلس الأمن القومي أن الولايات المتحدة وقطر تقودان دبلوماسية الرهائن من أجل تحقيق صفقة للإفراج "
    "عن كافة المحتجزين في القطاع. وأوضح أن الوساطة القطرية ساهمت في توقف القتال لمدة أسبوع كامل، ثم عادت المعارك إلى "
    "ما كانت عليه.",
    "وَقَالَ الوَزِيرُ إنَّ الـمـفاوضات مستمرة رغم الصعوبات التي واجهتها الوفود في الأسابيع الماضية، وإن الأطراف كلها ما زالت "
    "راغبة في الوصول إلى اتفاق شامل قبل نهاية العام.",
    "ولم يحدد موعدا للجولة التالية من المحادثات التي ستجري في العاصمة الدوحة برعاية الأمم المتحدة.",
]


def texts(text: str) -> list[str]:
    return [block.text for block in split_blocks(text)]


@pytest.mark.parametrize(
    ("width", "line_break", "between"),
    [(45, "\n", "\n"), (72, "\n", "\n"), (60, "\n", "\n\n"), (80, "\r\n", "\r\n\r\n"), (100, "\n", "\n\n\n")],
)
def test_wrapped_lines_are_joined(width: int, line_break: str, between: str) -> None:
    wrapped = between.join(line_break.join(textwrap.wrap(paragraph, width)) for paragraph in PARAGRAPHS)
    assert texts(wrapped) == PARAGRAPHS


@pytest.mark.parametrize("measure", MEASURES)
def test_lines_wrapped_by_what_is_seen_by_characters_or_by_bytes(measure: object) -> None:
    assert callable(measure)
    lines = [""]
    for word in PARAGRAPHS[1].split():
        longer = f"{lines[-1]} {word}".strip()
        if (
            measure(longer, "".join(mark for mark in longer if not "\u064b" <= mark <= "\u0652" and mark != "\u0640"))
            > 60
        ):
            lines.append(word)
        else:
            lines[-1] = longer
    assert texts("\n".join(lines)) == [PARAGRAPHS[1]]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "قفا نبك من ذكرى حبيب ومنزل",
            "بسقط اللوى بين الدخول فحومل",
            "فتوضح فالمقراة لم يعف رسمها",
            "لما نسجتها من جنوب وشمأل",
        ],
        ["إظهار الرسائل ذات التسميات الرهائن. إظهار كافة الرسائل"] * 2,
        ["العنوان الرئيسي للخبر الطويل في الصحيفة", "عنوان فرعي يليه"],
        ["تشمل الخطة التي أعلنتها الحكومة في بداية العام ما يلي:", "- تطوير المدارس في القرى", "- بناء المستشفيات"],
        ["س: ما رأيك في القرار الجديد الذي اتخذته الحكومة أمس", "ج: إنه قرار جيد على كل حال ولا خلاف عليه"],
        [PARAGRAPHS[0], PARAGRAPHS[2]],
        [
            "ورحبت الأمم المتحدة بالاتفاق، ودعت إلى التنفيذ الفوري.",
            "وقالت المساعدة: نحتاج إلى السلام اليوم.",
            "كما رحبت به مصر.",
        ],
        ["قصير", "أقصر", "سطر"],
    ],
)
def test_lines_that_stand_alone(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


def test_a_line_that_happens_to_begin_like_an_item() -> None:
    text = (
        "التقى وفد من الجامعة صباح أمس في العاصمة رئيس المركز الوطني\n"
        "د. أحمد زويل وعددا من الباحثين الذين شاركوا في المؤتمر. ودار\n"
        "الحديث حول العلوم."
    )
    assert len(texts(text)) == 1


def test_a_wrapped_list() -> None:
    items = ["- " + PARAGRAPHS[0], "- " + PARAGRAPHS[2], "1. " + PARAGRAPHS[2]]
    wrapped = "\n".join("\n".join(textwrap.wrap(item, 60, subsequent_indent="  ")) for item in items)
    assert texts(wrapped) == items


def test_line_numbers() -> None:
    text = "\ufeffعنوان\n\n\nفقرة أولى.\r\n\r\n- بند\n- بند آخر\n\fصفحة\u2028سطر\n"
    assert [(block.line, block.text) for block in split_blocks(text)] == [
        (1, "\ufeffعنوان"),
        (4, "فقرة أولى."),
        (6, "- بند"),
        (7, "- بند آخر"),
        (8, "صفحة"),
        (8, "سطر"),
    ]


def test_inner_white_space_is_kept() -> None:
    assert texts("كلمة  وكلمة\tأخرى ") == ["كلمة  وكلمة\tأخرى"]


def test_nothing() -> None:
    assert texts("") == texts(" \n\r\n\u2028 ") == []
