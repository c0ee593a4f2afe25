"""What a page says around the article, in the language of the page."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS = {
    "en": {
        "skip": "Skip to the text",
        "home": "All articles",
        "both": "Arabic and English",
        "ar": "العربية",
        "en": "English",
        "contents": "In this article",
        "paragraph": "Paragraph",
        "report": "Report",
        "report_paragraph": "a problem in paragraph",
        "report_article": "Report a problem with this article",
        "source": "Source",
    },
    "ar": {
        "skip": "انتقل إلى النص",
        "home": "كل المقالات",
        "both": "العربية والإنجليزية",
        "ar": "العربية",
        "en": "English",
        "contents": "في هذا المقال",
        "paragraph": "الفقرة",
        "report": "بلّغ",
        "report_paragraph": "عن خطأ في الفقرة",
        "report_article": "بلّغ عن خطأ في هذا المقال",
        "source": "المصدر",
    },
}
