"""Does a sentence end here? Rules in order; the first that knows decides, and without one a stop ends the sentence."""

from __future__ import annotations

from collections.abc import Callable

import regex

from translator.segmentation.candidates import Candidate
from translator.segmentation.lexicon import lexicon

__all__ = ["ends_sentence"]

Rule = Callable[[Candidate], bool | None]
"""True: the sentence ends. False: it goes on. None: this rule does not know."""

WORDS = lexicon()
ADDRESS = regex.compile(
    r"(?:https?://|ftp://|www\.)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,6}/[!-~]*"
)
ARABIC = regex.compile(r"\p{Arabic}")
LATIN = regex.compile(r"\p{Latin}")
LABEL = regex.compile(
    r"[(\[•\-–—*\s«\"]*(?:\p{Nd}{1,3}(?:[.\-]\p{Nd}{1,3})*|[IVXLivxl]{1,5}|\p{L}|(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|أخيرا)ً?)"
)
IMPERFECT = regex.compile(r"[وف](?:[يتن]\p{L}{3,}|ا(?!ل)\p{L}{3,5}(?<![ةءا])(?<!ا\p{L}))")
CLOCK = regex.compile(r"(?r)(?:\p{Nd}{1,2}[:.]\p{Nd}{2}|(?:الساعة|عند|حتى) \p{Nd}{1,2})\s?")
NUMBER = regex.compile(r"(?r)\p{N}\s?")
DATELINE = regex.compile(r"[\p{L}\s،,]{2,40}(?:\([^()]{1,40}\))?\s?")
FILE_EXTENSION = regex.compile(r"[a-z]{2,4}\d?(?![\p{L}\p{N}])")


def ends_sentence(candidate: Candidate) -> bool:
    """Whether the sentence ends after `candidate`."""
    for rule in RULES:
        verdict = rule(candidate)
        if verdict is not None:
            return verdict
    return True


def _opens(word: str) -> bool:
    """A sentence opens with `word`: waw or fa and a verb or particle, or a word that stands nowhere else."""
    return _opens_strongly(word) or (
        word not in WORDS.waw_names
        and ((word[:1] in "وف" and word[1:] in WORDS.openers) or bool(IMPERFECT.fullmatch(word)))
    )


def _opens_strongly(word: str) -> bool:
    """Only a new sentence can go on like this: وقال، وقد، لكن."""
    return (word[:1] in "وف" and (word[1:] in WORDS.saying or word[1:] in ("قد", "لقد"))) or word in (
        "لكن", "لكنه", "لكنها", "هل", "لماذا", "لذلك", "ولذلك",
    )  # fmt: skip


def mark_alone_in_brackets(c: Candidate) -> bool | None:
    return False if c.left in ("(", "[") and c.text[c.end - 1] in ")]" else None


def stop_before_punctuation(c: Candidate) -> bool | None:
    return False if c.right in tuple(",،؛;:/%٪=»)]}”") and c.right else None


def address(c: Candidate) -> bool | None:
    if not c.glued or c.right in '"«':
        return None
    begin = max(c.start, c.text.rfind(" ", max(0, c.stop - 200), c.stop) + 1)
    found = ADDRESS.search(c.text, begin, min(len(c.text), c.end + 200))
    return False if found and found.start() < c.stop and found.end() > c.end else None


def inside_brackets(c: Candidate) -> bool | None:
    """A bracket opened in mid-sentence is part of it; one that holds whole sentences is not."""
    span = c.around
    if span is None or not span.bracket or span.open <= c.start or span.close < c.end or span.close - span.open > 300:
        return None
    return False


def closed_brackets(c: Candidate) -> bool | None:
    if c.text[c.end - 1] not in ")]" or c.around is None or not c.around.bracket or c.around.open <= c.start:
        return None
    return _opens(c.after)


def glued_stop(c: Candidate) -> bool | None:
    """A stop that no white space follows: numbers, names of files and sites go on; Arabic words are parted."""
    if not c.glued:
        return None
    left, right = c.left, c.right
    if right in '"«“„(﴿#' or c.end - c.stop > len(c.marks):
        return None if right.isalnum() or right in '"«“„(﴿#' else False
    if not right.isalnum():
        return False
    if right.isdigit():
        if left.isspace():
            return False
        long = len(c.before.rpartition(".")[2]) > 2 and bool(ARABIC.match(left))
        return None if long and c.before not in WORDS.references else False
    if LATIN.match(right):
        if LATIN.match(left) or left.isdigit() or left.isspace():
            return False
        return False if FILE_EXTENSION.match(c.text, c.end) else None
    if c.after in WORDS.domains or (
        c.before.rpartition(".")[2] in WORDS.letter_names and c.after in WORDS.letter_names
    ):
        return False
    return None


def ellipsis(c: Candidate) -> bool | None:
    dots = c.marks.replace(" ", "")
    if not ("…" in dots or "؞" in dots or dots.count(".") >= 2) or any(mark in dots for mark in "!?؟۔"):
        return None
    if dots.count(".") > 3:
        return c.after not in WORDS.continuers
    return _opens_strongly(c.after)


def quotation(c: Candidate) -> bool | None:
    """After a stop inside a quotation that ends with it."""
    span = c.quotation
    if span is None or not c.after:
        return None
    led = c.text[max(c.start, 0) : max(span.open, c.start)].rstrip()
    begins = not led
    introduced = begins or led.endswith(":")
    if c.text[c.end - 1] in MARKS_AFTER:
        return None
    if begins and c.after in WORDS.saying:
        return False
    if c.after in WORDS.continuers:
        return False
    if set("!?؟") & set(c.marks) and not introduced:
        return _opens(c.after)
    return None


MARKS_AFTER = frozenset(".…!?؟۔")


def inside_short_quotation(c: Candidate) -> bool | None:
    """A title or slogan in quotation marks, in mid-sentence, stays whole."""
    span = c.around
    if span is None or span.bracket or span.open <= c.start or span.close < c.end or c.quotation is not None:
        return None
    if span.close - span.open > 80 or c.text[c.start : span.open].rstrip().endswith(":"):
        return None
    goes_on = c.text[span.close + 1 : span.close + 2] not in ("", ".", "!", "؟", "?")
    return False if goes_on and c.text[span.close + 1 :][:1] == " " else None


def name_with_mark(c: Candidate) -> bool | None:
    if c.marks[0] in "!?؟" and c.before.lower() in WORDS.names_with_marks:
        return _opens(c.after)
    return None


def exclamation(c: Candidate) -> bool | None:
    """! and ? end a sentence, but for an aside between dashes."""
    if c.marks[-1] not in "!?؟‼⁇⁈⁉⸮":
        return None
    if c.right in "-–—" and c.right:
        dashes = regex.findall(r"(?<=\s)[-–—](?=\s)", c.text[c.start + 1 : c.stop])
        return len(dashes) % 2 == 0
    return True


def dateline(c: Candidate) -> bool | None:
    if c.right and c.right in "-–—" and DATELINE.fullmatch(c.text, c.start, c.stop):
        return False
    return None


def label(c: Candidate) -> bool | None:
    """The number or letter of a list item at the start, or after a colon."""
    lead = c.lead
    if lead and LABEL.fullmatch(lead):
        return False
    if c.before.isdigit() and len(c.before) <= 2 and c.text[: c.stop - len(c.before)].rstrip().endswith(":"):
        return False
    if c.before.isdigit() and c.after in WORDS.months:
        return False
    return None


def no_word_before(c: Candidate) -> bool | None:
    return True if not c.before or c.before.isdigit() else None


def clock(c: Candidate) -> bool | None:
    """ص. and م. after a time of day: only a verb of saying opens a sentence after them."""
    if c.before in ("ص", "م", "ظ") and CLOCK.match(c.text, c.start, c.stop - 1):
        return _opens_strongly(c.after)
    return None


def unit(c: Candidate) -> bool | None:
    word = c.before
    if word not in WORDS.units:
        return None
    at = c.stop - len(word)
    if "." not in word and not NUMBER.match(c.text, c.start, at):
        return None
    after = c.after
    return (
        _opens(after)
        or (
            after[:1] == "و"
            and len(after) > 3
            and not after.startswith("وال")
            and after[1:] not in WORDS.continuers
            and after[1:2].isalpha()
        )
        or (len(word) > 1 and "." not in word and after not in WORDS.continuers)
    )


def title(c: Candidate) -> bool | None:
    word = c.before
    if word in WORDS.titles or (word[:1] in "ولبف" and word[1:] in WORDS.titles):
        return _opens_strongly(c.after)
    return None


def acronym(c: Candidate) -> bool | None:
    parts = c.before.split(".")
    if len(parts) > 1 and all(len(part) == 1 or part in WORDS.letter_names for part in parts):
        return _opens(c.after)
    return None


def single_letter(c: Candidate) -> bool | None:
    word = c.before.rpartition(".")[2]
    if len(word) != 1:
        return None
    noun = WORD_BEFORE_LETTER.match(c.text, c.start, c.stop - 1)
    if noun and noun[1] in WORDS.labelled:
        return c.after not in WORDS.continuers
    return _opens(c.after)


WORD_BEFORE_LETTER = regex.compile(r"(?r)(\p{L}+)\s")


def letter_name(c: Candidate) -> bool | None:
    if c.before in WORDS.letter_names:
        return _opens(c.after)
    return None


def reference(c: Candidate) -> bool | None:
    if c.before in WORDS.references and c.right.isdigit():
        return False
    return None


def etcetera(c: Candidate) -> bool | None:
    return c.after not in WORDS.continuers if c.before in WORDS.etcetera else None


def latin(c: Candidate) -> bool | None:
    return _opens(c.after) if c.before.lower() in WORDS.latin else None


RULES: tuple[Rule, ...] = (
    mark_alone_in_brackets,
    stop_before_punctuation,
    address,
    inside_brackets,
    closed_brackets,
    inside_short_quotation,
    glued_stop,
    ellipsis,
    quotation,
    name_with_mark,
    exclamation,
    dateline,
    label,
    no_word_before,
    clock,
    unit,
    title,
    acronym,
    single_letter,
    letter_name,
    reference,
    etcetera,
    latin,
)
