"""What a block of plain text is: a heading, a paragraph, a list item, a byline, …, or a line to leave out."""

from __future__ import annotations

import unicodedata

import regex

from translator.bitext import Kind
from translator.segmentation.blocks import ITEM
from translator.segmentation.folding import fold

__all__ = ["classify", "key", "navigation"]

HEADING_WORDS = 22
SHORT_WORDS = 12
FINAL = regex.compile(r"""[.…!?؟۔؛،:,;][\s"»”’)\]]*$""")
STOP = regex.compile(r"""[.…۔؛،:,;][\s"»”’)\]]*$""")
BYLINE = regex.compile(
    r"(?:كتبت?|بقلم|تقرير|إعداد|ترجمة|تحرير|حوار|حاوره|حاورها|حاورته|مراسل|المصدر)\s*(?:[:/\-–]|(?=\p{L}))"
)
CAPTION = regex.compile(r"[(\[]?(?:الصورة|صورة|صور|تصوير|تعليق الصورة|عدسة|فيديو|رسم)\s*[:/\-–(]")
MONTHS = "يناير|فبراير|مارس|[أإا]بريل|مايو|يونيو|يوليو|[أا]غسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر|كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين"
DAYS = "الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت"
DATELINE = regex.compile(
    rf"(?:[\p{{L}}\s]{{2,30}}[\s:،,|\-–/]+)?(?:(?:{DAYS})[\s،,]*)?(?:\p{{Nd}}{{1,2}}[\s/.\-]+(?:{MONTHS}|\p{{Nd}}{{1,2}})[\p{{L}}\s/.\-،,]*\p{{Nd}}{{4}})(?:\s*م)?[\s\p{{P}}\p{{Nd}}\p{{L}}:]{{0,25}}"
)
QUOTATION = regex.compile(r"\s*(?:«[^»]*»|“[^”]*”|\"[^\"]*\"|﴿[^﴾]*﴾)[\s.،]*")
FOOTNOTE = regex.compile(r"\s*(?:\[\p{Nd}{1,3}\]|[¹²³⁴-⁹]|\*{1,3}\s)\s*\S")
NAVIGATION = (
    regex.compile(r"إظهار الرسائل ذات التسمي(?:ات|ة)\b.*"),
    regex.compile(r"إظهار (?:كافة|جميع|كل) الرسائل\.?"),
)
SEPARATOR = regex.compile(r"[^\p{L}\p{N}]+")


def classify(text: str) -> Kind:
    """The kind of a block of plain text that stands between blank lines."""
    words = len(text.split())
    if ITEM.match(text):
        return Kind.LIST_ITEM
    if FOOTNOTE.match(text):
        return Kind.FOOTNOTE
    if CAPTION.match(text):
        return Kind.CAPTION
    if words <= SHORT_WORDS and BYLINE.match(text) and not FINAL.search(text):
        return Kind.BYLINE
    if words <= SHORT_WORDS and DATELINE.fullmatch(text.strip()):
        return Kind.DATELINE
    if QUOTATION.fullmatch(text):
        return Kind.QUOTATION
    if words <= HEADING_WORDS and not STOP.search(text):
        return Kind.SUBHEAD
    return Kind.PARAGRAPH


def navigation(text: str) -> str:
    """Why a line is no part of any article; empty when it is one."""
    line = " ".join(fold(text).text.split())
    if SEPARATOR.fullmatch(line):
        return "a line without words"
    if any(pattern.fullmatch(line) for pattern in NAVIGATION):
        return "navigation of the web page"
    return ""


def key(text: str) -> str:
    """`text` for comparison: two blocks with the same key say the same."""
    return " ".join(unicodedata.normalize("NFKC", fold(text).text).split())
