"""Runs of a sentence by direction, so that formats can isolate what reads the other way.

A Latin name, a version number or a web address inside Arabic reads left to right; its neighbours (full stops,
brackets, percent signs) jump to the wrong side unless the run is isolated (Unicode Standard Annex 9).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

__all__ = ["LOCALES", "RLM", "Run", "office_runs", "runs"]

RLM = "\u200f"
LOCALES = {"ar": "ar-SA", "en": "en-GB", "he": "he-IL"}
"""The variety that word processors check the spelling of."""
_NO_BREAK = str.maketrans({" ": "\u00a0", "\u2009": "\u202f"})
KEPT = 24
"""A foreign run or a range of at most this many characters stays on one line."""

_LTR_WORD = (
    r"(?:(?:\p{bc=L}\.){2,}+"  # U.S.A.
    r"|[@#]?(?<![0-9])[0-9]*+\p{bc=L}[\p{bc=L}\p{M}0-9]*+(?:[-–'’._/&+:@,=?]?[\p{bc=L}\p{M}0-9]+)*+[+#%]*+)"
)
_NUMBER = r"[0-9]+(?:[.,:/-][0-9]+)*+%?+"
_RANGE = r"(?<!\p{Nd})\p{Nd}++(?:(?:[-–—/:.,٫٬×]\p{Nd}++)++(?:[ \u00a0\u2009]?[%٪])?+|[ \u00a0\u2009]?[%٪])"
_IN_RTL = regex.compile(
    rf"(?P<foreign>https?://[!-~]*[\w/]"
    rf"|{_LTR_WORD}(?:[ \u00a0](?:[&+–/-][ \u00a0])?(?:{_LTR_WORD}|{_NUMBER}))*+)"
    rf"|(?P<range>{_RANGE})"
)
_RTL_WORD = r"[\p{bc=AL}\p{bc=R}][\p{bc=AL}\p{bc=R}\p{M}\p{bc=AN}]*+"
_IN_LTR = regex.compile(rf"(?P<foreign>{_RTL_WORD}(?:[\s،؛,/\-–'’]{{1,2}}{_RTL_WORD})*+)|(?P<range>{_RANGE})")
_SCRIPTS = (
    ("ar", regex.compile(r"\p{Arabic}")),
    ("en", regex.compile(r"\p{Latin}")),
    ("he", regex.compile(r"\p{Hebrew}")),
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence.

    `lang` is empty for the sentence's own language, else the run's (`und` where its script does not tell).
    `rtl` is its direction; `keep` says that a line must not break inside it.
    """

    text: str
    rtl: bool
    lang: str = ""
    keep: bool = False


def runs(text: str, lang: str) -> Iterator[Run]:
    """The runs of `text`, a sentence in `lang` ("ar" or "en"), in logical order; joined they are `text`."""
    rtl = lang == "ar"
    end = 0
    for match in (_IN_RTL if rtl else _IN_LTR).finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()], rtl)
        end = match.end()
        if match["range"]:
            yield Run(match[0], rtl, keep=len(match[0]) <= KEPT)
        else:
            yield Run(match[0], not rtl, _language(match[0]), keep=rtl and len(match[0]) <= KEPT)
    if end < len(text):
        yield Run(text[end:], rtl)


def office_runs(text: str, lang: str) -> Iterator[Run]:
    """The runs of `text` for word processors, which know neither isolates nor unbreakable spans.

    A right-to-left mark follows each left-to-right run in Arabic: LibreOffice misorders `«GPT-4o»، (+3.2%)` without.
    Spaces in what a line must not break become no-break spaces. Each run says its language.
    """
    after = ""
    for run in runs(text, lang):
        shown = run.text.translate(_NO_BREAK) if run.keep else run.text
        yield Run(after + shown, run.rtl, run.lang or lang, run.keep)
        after = RLM if lang == "ar" and not run.rtl else ""
    if after:
        yield Run(after, True, lang)


def _language(text: str) -> str:
    return next((lang for lang, script in _SCRIPTS if script.search(text)), "und")
