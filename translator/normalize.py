"""The copy of a text that an engine sees; what is stored and shown is never altered."""

from __future__ import annotations

import unicodedata

import regex

__all__ = ["for_engine"]

INVISIBLE = regex.compile(r"[\u00AD\u061C\u0640\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]+")
TASHKEEL = regex.compile(
    r"[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u08D3-\u08FF]+"
)
PRESENTATION_FORMS = regex.compile(r"[\uFB50-\uFDFF\uFE70-\uFEFC]+")
SIGNS = str.maketrans("٪٫٬", "%.,")
SPACE_BEFORE_STOP = regex.compile(r"(?<=\S) +(?=[.،؛؟!](?:\s|$))")
SPACES = regex.compile(r"\s+")


def for_engine(text: str) -> str:
    """`text` as models were trained to see it: one line, without tatweel, tashkeel, bidi controls and presentation forms.

    NFKC touches the presentation forms alone, since on a whole text it would rewrite ½, ² and ™.
    """
    text = PRESENTATION_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = TASHKEEL.sub("", INVISIBLE.sub("", text)).translate(SIGNS)
    return SPACE_BEFORE_STOP.sub("", SPACES.sub(" ", text)).strip()
