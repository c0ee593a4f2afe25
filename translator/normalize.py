"""The copy of a text that an engine sees; what is stored and shown is never altered."""

from __future__ import annotations

import unicodedata

import regex

__all__ = ["for_engine"]

UNSEEN = regex.compile(
    r"[\x00-\x08\x0E-\x1B\x7F-\x84\x86-\x9F\u00AD\u061C\u0640\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF"
    r"\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u08D3-\u08FF]+"
)
"""Control characters, bidi controls and other marks nobody sees, tatweel and tashkeel."""
PRESENTATION_FORMS = regex.compile(r"[\uFB50-\uFDFF\uFE70-\uFEFC]+")
SIGNS = str.maketrans("٪٫٬", "%.,")
SPACE_BEFORE_MARK = regex.compile(r"(?<=\S) (?=(?:\.(?!\.)|[،؛؟!]+)(?: |$))")


def for_engine(text: str) -> str:
    """`text` as models were trained to see it: one line, without marks, tatweel, tashkeel and presentation forms.

    NFKC touches the presentation forms alone, since on a whole text it would rewrite ½, ² and ™.
    """
    text = PRESENTATION_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = UNSEEN.sub("", text).translate(SIGNS)
    return SPACE_BEFORE_MARK.sub("", " ".join(text.split()))
