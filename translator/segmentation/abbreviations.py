"""Rules that go by the word before a stop: titles, units, eras, initials, acronyms, labels, references."""

from __future__ import annotations

import regex

from translator.segmentation.candidates import Candidate
from translator.segmentation.lexicon import lexicon, read_words

__all__ = ["RULES"]

WORDS = lexicon()
LABEL = regex.compile(
    r"[(\[•\-–—*\s«\"]*(?:\p{Nd}{1,3}(?:[.\-]\p{Nd}{1,3})*|[IVXLivxl]{1,5}|\p{L}"
    rf"|{'|'.join(read_words('ordinals'))})\s?"
)
LISTED = regex.compile(r"\p{Nd}{1,2}[.)-]\p{L}")
SPACED_DATE = regex.compile(r"(?<!\p{Nd})\p{Nd}{1,2}\. \p{Nd}{1,2}\. \p{Nd}{4}(?!\p{Nd})")
NUMBER = regex.compile(r"(?r)\p{N}\s?")
SPELT_YEAR = regex.compile(r"(?r)(?:القرن|قرن|سنة|عام|العام)(?:\s\p{L}+){1,3}\s")
CLOCK = regex.compile(r"(?r)(?:\p{Nd}{1,2}:\p{Nd}{2}|(?:الساعة|عند|حتى|من|إلى) \p{Nd}{1,2}(?:\.\p{Nd}{2})?)\s?")
NOUN = regex.compile(r"(?r)(?<!\p{L})\p{L}{2,20}\s")
ARTICLE = regex.compile(r"[وفبك]?(?:ال)?|لل?|ول")
COLON = regex.compile(r"(?r)(?<!\p{Nd}):\s?")
INITIAL = regex.compile(r"(?r)(?<!\p{L})(\p{L}{1,6})\.\s?")
ARABIC_LETTER = regex.compile(r"\p{Arabic}")


def label(c: Candidate) -> bool | None:
    """The number or letter of an item at the start of the sentence or after a colon; the day before a month."""
    if c.stop - c.start <= 20 and LABEL.fullmatch(c.text, c.start, c.stop):
        return False
    if not c.before.isdigit() or len(c.before) > 2 or (c.left == " " and c.glued):
        return None
    day = c.after in WORDS.months or SPACED_DATE.search(c.text, max(c.start, c.stop - 8), c.end + 10)
    listed = COLON.match(c.behind(4)) or (c.glued and LISTED.match(c.text, c.start))
    return False if day or listed else None


def no_word(c: Candidate) -> bool | None:
    """A number, a bracket or a quotation before the stop is no abbreviation."""
    return True if not c.before or c.before[-1].isdigit() else None


def clock(c: Candidate) -> bool | None:
    """ص. and م. after a time of day: only a verb of saying opens a sentence after them."""
    return WORDS.opens_for_sure(c.after) if c.before in ("ص", "م", "ظ") and CLOCK.match(c.behind(20)) else None


def unit(c: Candidate) -> bool | None:
    """Units after a number, and eras: 12 كم. 354 هـ. ق.م."""
    word, after = c.before, c.after
    if word not in WORDS.units:
        return None
    behind = c.behind(40)
    if "." not in word and not NUMBER.match(behind) and not (len(word) == 1 and SPELT_YEAR.match(behind)):
        return None
    if WORDS.opens(after) or (len(word) > 1 and "." not in word and WORDS.begins(after)):
        return True
    return after[:1] == "و" and len(after) > 3 and not after.startswith("وال") and after[1].isalpha()


def title(c: Candidate) -> bool | None:
    """د. أحمد"""
    word = c.before.removeprefix("و") if len(c.before) > 1 else c.before
    return WORDS.opens_for_sure(c.after) if word in WORDS.titles else None


def acronym(c: Candidate) -> bool | None:
    """أ.ش.أ. ش.م.م. بي.بي.سي. U.S."""
    parts = c.before.split(".")
    spelt = len(parts) > 1 and all(len(part) == 1 or part in WORDS.letter_names for part in parts)
    return WORDS.opens(c.after) if spelt else None


def labelled(c: Candidate) -> bool | None:
    """المجموعة أ. وفاز، فيتامين ج. وهو"""
    if (len(c.before) != 1 and c.before not in WORDS.letter_names) or (c.glued and len(c.after) == 1):
        return None
    noun = _word_behind(c)
    bare = noun and (noun in WORDS.labelled or ARTICLE.sub("", noun, count=1) in WORDS.labelled)
    return c.after not in WORDS.continuers if bare else None


def initial(c: Candidate) -> bool | None:
    """ج. ك. رولينغ، J. K. Rowling"""
    word = c.before.rpartition(".")[2]
    if len(c.after) == 1:
        word = word.removeprefix("و") or word
    if len(word) != 1:
        return None
    latin = not ARABIC_LETTER.match(word) and ARABIC_LETTER.match(c.after) and not INITIAL.match(c.behind(4))
    return not WORDS.names(c.after) and c.after not in WORDS.continuers if latin else WORDS.opens(c.after)


def letter_name(c: Candidate) -> bool | None:
    """ج. بي. مورغان, but واشنطن دي سي. and البروتين إس."""
    if c.before not in WORDS.letter_names:
        return None
    initial_behind = INITIAL.match(c.behind(10))
    if initial_behind and (len(initial_behind[1]) == 1 or initial_behind[1] in WORDS.letter_names):
        return WORDS.opens(c.after)
    word = _word_behind(c)
    if word in WORDS.letter_names or word.startswith("ال"):
        return True
    return c.after not in WORDS.continuers and not WORDS.names(c.after)


def reference(c: Candidate) -> bool | None:
    """مج. 2، فاكس. 4455667"""
    return False if c.right.isdigit() and c.before.removeprefix("و") in WORDS.references else None


def etcetera(c: Candidate) -> bool | None:
    """إلخ. closes most sentences it stands in."""
    return c.after not in WORDS.continuers if c.before in WORDS.etcetera else None


def latin(c: Candidate) -> bool | None:
    """Inc. vol. e.g."""
    return WORDS.opens(c.after) if c.before.lower() in WORDS.latin else None


def _word_behind(c: Candidate) -> str:
    """The word before the word before the stops, white space between them."""
    noun = NOUN.match(c.behind(24))
    return noun[0].strip() if noun else ""


RULES = (label, no_word, clock, unit, labelled, title, acronym, initial, letter_name, reference, etcetera, latin)
