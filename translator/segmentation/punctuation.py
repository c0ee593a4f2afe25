"""Rules that go by the marks around a stop: brackets, quotations, dots in a row, stops without a space."""

from __future__ import annotations

import regex

from translator.segmentation.candidates import Candidate
from translator.segmentation.lexicon import lexicon

__all__ = ["RULES"]

WORDS = lexicon()
OPENING = tuple("«“„‘‹([{﴿\"'")
DASHES = tuple("-–—")
ADDRESS = regex.compile(
    r"(?:https?://|ftp://|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,6}/[!-~]*"
)
ARABIC = regex.compile(r"\p{Arabic}")
LATIN = regex.compile(r"\p{Latin}")
FILE_EXTENSION = regex.compile(r"[a-z]{2,4}\d?(?![\p{L}\p{N}])")
DATELINE = regex.compile(r"\p{L}+(?:\s\p{L}+)?(?:[،,]\s\p{L}+)?\s?(?:\([^()]{1,30}\))?\s?")
ASIDE = regex.compile(r"(?<=\s)[-–—](?=\s)")
LONGEST_BRACKET = 300
LONGEST_TITLE = 80


def mark_of_opinion(c: Candidate) -> bool | None:
    """(!) and (؟) remark on what stands before them."""
    return False if c.left in ("(", "[") and c.text[c.end - 1] in ")]" else None


def mark_before_word(c: Candidate) -> bool | None:
    """!Stop and …ثم: a mark that opens a quotation ends nothing."""
    return False if c.glued and c.left in OPENING and not c.text[c.stop - 2 : c.stop - 1].strip() else None


def punctuation_after(c: Candidate) -> bool | None:
    """A comma says that the sentence goes on; so do signs that touch the stop."""
    if c.right in ("،", "؛", ",", ";"):
        return False
    if not c.glued or c.text.startswith("::", c.end):
        return None
    return False if c.right in tuple(":/%٪=»”)]}") else None


def address(c: Candidate) -> bool | None:
    """Dots and question marks inside URLs and e-mail addresses."""
    if not c.glued or not (LATIN.match(c.right) or c.right in tuple("0123456789/=&-_%~#+")):
        return None
    begin = max(c.start, c.text.rfind(" ", max(0, c.stop - 200), c.stop) + 1)
    found = ADDRESS.search(c.text, begin, min(len(c.text), c.end + 200))
    return False if found and found.start() < c.stop and found.end() > c.end else None


def inside_brackets(c: Candidate) -> bool | None:
    """A bracket opened in mid-sentence is part of it, one that holds whole sentences is not; a verse stays whole."""
    span = c.around
    if not span or span.close < c.end:
        return None
    if c.text[span.open] != "﴿" and (not span.bracket or c.begins_with(span)):
        return None
    return False if span.close - span.open <= LONGEST_BRACKET else None


def bracket_closes(c: Candidate) -> bool | None:
    """After a bracket in mid-sentence that ends in a stop, only an opener begins a sentence; after ! none does."""
    span = c.around
    if not span or not span.bracket or span.close >= c.end or c.begins_with(span):
        return None
    return "." in c.marks and WORDS.opens(c.after)


def inside_title(c: Candidate) -> bool | None:
    """A title or slogan in quotation marks that a sentence goes on after: فيلم «من أنت؟ ومن أنا؟» الجديد."""
    span = c.around
    if not span or span.bracket or span.close < c.end or c.begins_with(span) or not set("!?؟") & set(c.marks):
        return None
    if span.close - span.open > LONGEST_TITLE or _introduced(c, span.open):
        return None
    return False if c.text[span.close + 1 : span.close + 4].lstrip()[:1] not in ("", ".", "!", "؟", "?") else None


def stop_without_space(c: Candidate) -> bool | None:
    """Numbers, file names and sites go on after a stop that no space follows; Arabic words are two sentences."""
    if not c.glued or c.right in OPENING or c.right in ("#", ":"):
        return None
    if c.right in DASHES:
        return None if c.text[c.end + 1 : c.end + 2].isspace() else False
    if not c.right.isalnum():
        return False
    if c.right.isdigit():
        if not c.before and not c.left.isspace():
            return True
        word = c.before.rpartition(".")[2]
        return None if len(word) > 2 and ARABIC.match(c.left) and word not in WORDS.references else False
    if c.left.isdigit() and len(c.after) == 1 and c.after not in ("و", "ف"):
        return False
    if LATIN.match(c.right):
        if LATIN.match(c.left) or c.left.isdigit() or c.left.isspace() or FILE_EXTENSION.match(c.text, c.end):
            return False
        return None
    if c.before.lower() == "www":
        return False
    names = c.before.rpartition(".")[2] in WORDS.letter_names and c.after in WORDS.letter_names
    return False if names or c.after in WORDS.domains else None


def ellipsis(c: Candidate) -> bool | None:
    """Dots in a row are a pause, unless what follows can only be a new sentence."""
    dots = c.run.count(".")
    if (dots < 2 and not set("…؞") & set(c.run)) or set("!?؟۔") & set(c.marks):
        return None
    return c.after not in WORDS.continuers if dots > 3 else WORDS.opens_for_sure(c.after)


def quotation_closes(c: Candidate) -> bool | None:
    """After a stop with which a quotation ends."""
    span = c.quotation
    if not span or c.text[c.end - 1] in c.marks:
        return None
    if c.begins_with(span) and WORDS.reports(c.after):
        return False
    if c.after in WORDS.continuers:
        return False
    if set("!?؟") & set(c.marks) and not c.begins_with(span) and not _introduced(c, span.open):
        return WORDS.opens(c.after)
    return None


def name_with_mark(c: Candidate) -> bool | None:
    """ياهو! is a name."""
    return WORDS.opens(c.after) if c.marks in ("!", "?", "؟") and c.before.lower() in WORDS.names_with_marks else None


def question_or_exclamation(c: Candidate) -> bool | None:
    """! and ؟ end a sentence, but in an aside between dashes."""
    if c.marks[-1] not in "!?؟‼⁇⁈⁉⸮":
        return None
    return c.right not in DASHES or len(ASIDE.findall(c.text, max(c.start + 1, c.stop - 200), c.stop)) % 2 == 0


def dateline(c: Candidate) -> bool | None:
    """الدوحة. – قالت: the place a report comes from, and its agency, lead a sentence."""
    return False if c.right in DASHES and c.start == 0 and DATELINE.fullmatch(c.text, 0, c.stop) else None


def _introduced(c: Candidate, opening: int) -> bool:
    """A colon stands before the quotation that begins at `opening`."""
    return c.text[max(c.start, opening - 2) : opening].rstrip().endswith(":")


RULES = (
    mark_of_opinion,
    mark_before_word,
    punctuation_after,
    address,
    inside_brackets,
    bracket_closes,
    inside_title,
    stop_without_space,
    ellipsis,
    quotation_closes,
    name_with_mark,
    question_or_exclamation,
    dateline,
)
