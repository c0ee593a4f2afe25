"""What a block of plain text is: a heading, a paragraph, a list item, a byline, …, or a line to leave out."""

from __future__ import annotations

import unicodedata
from functools import cache

import regex

from translator.bitext import Kind
from translator.segmentation.folding import fold
from translator.segmentation.lexicon import lexicon, read_words
from translator.segmentation.sentences import split_sentences
from translator.segmentation.wrapping import is_item, seen

__all__ = ["asks", "classify", "key", "may_be_heading", "prose_or_heading", "reason_to_drop"]

HEADING_WORDS = 22
SHORT_WORDS = 12
LONGEST_LINE = 200
VERB_FIRST = 8
"""From so many words on, a line that begins with a verb in the perfect is a sentence without its stop."""
WORDS = lexicon()
FIRST_WORD = regex.compile(r"\W*(\p{L}+)")
ENDED = regex.compile(r"""[.…۔؛،:,;][\s"»”’)\]]*$""")
"""What a heading never ends in; ? and ! it may."""
MARKED = regex.compile(r"[.…!?؟۔]")
ASKED = regex.compile(r"""[!?؟][\s"»”’)\]]*$""")
BYLINE = regex.compile(
    r"بقلم\s*[:/–-]?\s*\p{L}"
    r"|(?:كتبت?|كتبه|كتبها|تقرير|إعداد|أعده|أعدها|ترجمة|ترجمها|تحرير|حوار|حاوره|حاورها|حاورته|أجرى الحوار|تحقيق|مراسل"
    r"|المصدر)\s*[:/–-]\s*\p{L}"
)
CAPTION = regex.compile(r"[(\[]?(?:الصورة|صورة|صور|تصوير|تعليق الصورة|عدسة|فيديو|رسم|إنفوغراف|خريطة)\s*[:/–(-]")
MONTHS = "|".join(regex.escape(month) for month in read_words("months"))
SECOND_NAME = rf"(?:[\s/(]+(?:{MONTHS})(?:\s\p{{L}}+)?\)?)?"
DATE = (
    rf"(?:\p{{Nd}}{{1,2}}\s*(?:[/.–-]\s*)?(?:{MONTHS})(?:\s\p{{L}}+)?{SECOND_NAME}[\s،,]*\p{{Nd}}{{4}}"
    r"|\p{Nd}{1,2}[/.–-]\p{Nd}{1,2}[/.–-]\p{Nd}{2,4}|\p{Nd}{4}[/.–-]\p{Nd}{1,2}[/.–-]\p{Nd}{1,2})(?:\s?(?:م|ه))?"
)
DAY = r"(?:(?:يوم\s)?(?:الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت)[\s،,:–-]*)?"
TIME = r"(?:[\s،,|–-]*(?:الساعة\s)?\p{Nd}{1,2}[:.]\p{Nd}{2}(?:\s?\p{L}{1,6})?)?"
AGENCY = rf"(?:{'|'.join(regex.escape(agency) for agency in read_words('agencies'))})"
PUBLISHED = r"(?:(?:نشر|تاريخ النشر|آخر تحديث|تم التحديث|حرر)[^:]{0,10}:?\s*)?"
PLACE = r"\p{L}+(?:\s\p{L}+)?"
DATELINE = regex.compile(
    rf"{PUBLISHED}(?:{PLACE}[\s،,:/(–-]+)?{DAY}{DATE}{TIME}(?:[\s،,(–-]+{AGENCY}\)?)?"
    rf"|{PLACE}\s*[(،,/–-]\s*{AGENCY}\)?(?:\s*[/،–-]\s*{AGENCY})?|\({AGENCY}\)"
)
INTERVIEW = regex.compile(r"[سج]\s?\p{Nd}{0,3}\s?:")
QUOTATION = regex.compile(r"\s*(?:«[^«»]*»|“[^“”]*”|\"[^\"]*\"|﴿[^﴾]*﴾)[\s.،]*")
FOOTNOTE = regex.compile(r"\s*(?:\[\p{Nd}{1,3}\]|[¹²³⁴-⁹]|\*{1,3}\s)\s*\S")
WORDLESS = regex.compile(r"[^\p{L}\p{N}]+")


def classify(text: str) -> Kind:
    """The kind of a block that stands between blank lines.

    A heading is a subhead: only its place makes it a title.
    """
    text = " ".join(seen(text).split())
    words = text.count(" ") + 1
    if FOOTNOTE.match(text):
        return Kind.FOOTNOTE
    if words <= SHORT_WORDS and DATELINE.fullmatch(text.rstrip(".")):
        return Kind.DATELINE
    if INTERVIEW.match(text):
        return Kind.PARAGRAPH
    if is_item(text):
        return Kind.LIST_ITEM
    if words <= HEADING_WORDS and CAPTION.match(text):
        return Kind.CAPTION
    if words <= SHORT_WORDS and BYLINE.match(text) and not ENDED.search(text):
        return Kind.BYLINE
    if QUOTATION.fullmatch(text):
        return Kind.QUOTATION
    return prose_or_heading(text)


def asks(text: str) -> bool:
    """Whether a block ends in a question or exclamation mark."""
    return ASKED.search(text) is not None


def prose_or_heading(text: str) -> Kind:
    """PARAGRAPH or SUBHEAD: a heading is short, has no final stop and does not begin as running text does."""
    text = " ".join(seen(text).split())
    words = text.count(" ") + 1
    first = FIRST_WORD.match(text)
    word = first[1] if first else ""
    runs_on = (word[:1] in ("و", "ف") and WORDS.opens(word)) or (words >= VERB_FIRST and WORDS.is_verb(word))
    return Kind.SUBHEAD if may_be_heading(text) and not runs_on else Kind.PARAGRAPH


def may_be_heading(text: str) -> bool:
    """Whether a block is short and ends as no sentence does; it may ask one question, and answer it."""
    if len(text.split()) > HEADING_WORDS or ENDED.search(text):
        return False
    *first, last = split_sentences(text) if MARKED.search(text) else [text]
    return not first or not (ASKED.search(last) or any(ENDED.search(sentence) for sentence in first))


def reason_to_drop(text: str) -> str:
    """Why a line is no part of any article; empty when it is."""
    line = " ".join(fold(text).text.split())
    if WORDLESS.fullmatch(line):
        return "no word in it"
    if len(line) > LONGEST_LINE or not _any_navigation().match(line):
        return ""
    reasons = [_reason(part.rstrip(".: »›>")) for part in (line, *line.split(". "))]
    return reasons[0] or (reasons[1] if all(reasons[1:]) else "")


def key(text: str) -> str:
    """`text` for comparison: two blocks with the same key say the same."""
    return " ".join(unicodedata.normalize("NFKC", fold(text).text).split())


def _reason(line: str) -> str:
    return next((reason for reason, pattern in _navigation() if pattern.fullmatch(line)), "")


@cache
def _navigation() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    lines = (line.partition(": ") for line in read_words("navigation"))
    return tuple((reason, regex.compile(pattern, regex.IGNORECASE)) for reason, _, pattern in lines)


@cache
def _any_navigation() -> regex.Pattern[str]:
    """What a line of navigation begins with: one expression is quicker than many on all the lines that are none."""
    return regex.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _navigation()), regex.IGNORECASE)
