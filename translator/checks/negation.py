"""A negation that one side has and the other lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.checks.findings import Finding, Severity, View
from translator.language.arabic_numbers import NUMBER_WORDS
from translator.language.words import Word, fold_arabic

__all__ = ["check_negation"]


REACH = 15
"""Words after a negation in which إلا may follow it."""


def _led(forms: str, leads: str = " و ف") -> frozenset[str]:
    """The folded forms, alone and with the particles that are written onto them."""
    return frozenset(lead + fold_arabic(form) for form in forms.split() for lead in leads.split(" "))


_STRONG = _led("لم لن ليس ليست ليسوا ليسا لسنا لست لسن لستم")
"""They negate, whatever follows."""
_GATHERED = "شمل"
"""After لم: reunited."""
_LA = _led("لا")
_AFFIRMED = _led("يزال تزال يزالون نزال أزال زال زالت زالوا بد شك سيما جرم محالة غرو ريب غنى مناص مفر بأس", " ")
"""After لا: still, surely, especially; no negation in English."""
_EXCEPT = _led("إلا سوى", " و")
"""With a negation they say “only”."""
_NOUNS = _led("دون بدون بلا غير عدم", " و ب ل وب ول")
"""Without, un- and non-: they negate the noun or adjective that follows."""
_NOT_NOUNS = _led("أن أنه أنها أنهم أنني أننا طيار سن فيه فيها", " ")
"""After غير: however; after دون: a drone, under the age of, or the verb, recorded in it."""
_NOR = _led("لا", "و")
_WEAK = _led(
    "لا لم لن ليس غير عدم دون بدون بلا ما كلا لولا ليت إلا ألا سوى قبل لئلا انعدام غياب غائب نقص افتقار "
    "نفى نفت ينفي تنفي نفي "
    "رفض رفضت رفضوا يرفض ترفض فشل فشلت يفشل امتنع امتنعت تعذر استحال يستحيل مستحيل انتفى خلا تخلو يخلو تجنب منع منعت "
    "يمنع تمنع حظر حرم حرمان محروم توقف كف ندر نادرا قلما قليل قليلة قليلا قل يفتقر تفتقر بعيدا عجز عجزت "
    "مجرد كي لكيلا أبدا قط "
    "إطلاقا البتة بتاتا أحد مطلقا عديم عديمة خالية خال خاليا بدل بدلا عوضا أنكر أنكرت ينكر تنكر تردد زال "
    "زالت لاتزال لايزال "
    "مازال ألم أليس ضد انتهى انتهت استبعد استبعدت صعب الصعب فقط أيضا لسنا لست ليست ليسوا منفي دوني دونه "
    "دونها دونهم دوننا "
    "حتى بل لكن إنما ممنوع ممنوعة الممنوع إياك إياكم ناهيك خلت متواصل متواصلة",
    " و ف ب ل ك وب ول من",
)
"""They may stand behind an English negation."""
_ENGLISH = re.compile(
    r"\b(?:not|no(?!\. ?\d)|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|non|nay)\b|n['’]t\b",
    re.IGNORECASE,
)
_ENGLISH_WEAK = re.compile(
    r"\b(?:hardly|barely|scarcely|rarely|seldom|few|fail\w*|refus\w+|reject\w+|lack\w*|den(?:y|ied|ies|ying|ial)|avoid\w*"
    r"|prevent\w*|absen\w+|stop\w*|ceas\w+|declin\w+|devoid|less|least"
    r"|far from|free of|prohibit\w*|forbid\w*|banned|missing|despite|unable|yet to|rather than|nary|little"
    r"|neglig\w+|underest\w+|outsiders?"
    r"|\w+-free"
    r"|un-|un(?!der|ti|it|io|iv|to|iq|iform)\w{3,}|dis(?!rup|tric|tan|cuss|play|trib|eas|tinc|ease|sert|cov|pat|put|cip)\w{3,}"
    r"|non\w*|mis(?!s[ie]l?)\w{3,}|\w{3,}less(?:ly|ness)?"
    r"|in(?:ab|accu|ade|appr|cap(?:ab|ac)|comp[ael]|conc|corr|def|del|dep|diff|dir|discr|eff|elig|equal|eval|exp[el]|explic|fin|flex|form"
    r"al|hum|op|sec|sig|suff|tact|tol|val|vis|vol)\w+"
    r"|im(?:poss|pract|prob|perf|pat|mor|mob|mut)\w+|irr(?:eg|el|esp|ev)\w+|ill(?:eg|it|og)\w*)\b",
    re.IGNORECASE,
)


_LIMITS = re.compile(r"\b(?:except|until|only|else|other than|instead)\b", re.IGNORECASE)
"""They render a negation with حتى or بدل: only when, not until."""
_LIMITED = _led("حتى قبل بدل بدلا عوضا", " و ف ب ل")
_REFUSALS = _led(
    "نفى نفت ينفي تنفي نفي رفض رفضت رفضوا يرفض ترفض رفضه رفضها رفضهم فشل فشلت يفشل امتنع امتنعت تعذر استحال "
    "يستحيل مستحيل خلا تخلو يخلو خال خالية تجنب تجنبا تجنبه منع منعت يمنع تمنع حظر يحظر حرم حرمان توقف كف غياب "
    "نقص انعدام افتقار يفتقر تفتقر عجز عجزت أنكر أنكرت ينكر تنكر استبعد استبعدت قليل قليلا نادرا أقل",
    " و ف ب ل ال وال بال لل",
)
"""They negate by themselves, and English renders them by words that do."""


def check_negation(seen: View) -> Iterator[Finding]:
    """A warning when one side negates and nothing on the other side does so, however mildly."""
    ours = list(_negations(seen.source_words))
    theirs = list(_ENGLISH.finditer(seen.target))
    if len(ours) > len(theirs) + _mild(seen):
        word = ours[-1]
        yield Finding("negation", Severity.WARNING, f"{word.text} negates; nothing in the target does", word.span)
    elif theirs and not ours and not any(_may_negate(word) for word in seen.source_words):
        found = theirs[0]
        message = f"“{found[0]}” negates; nothing in the source does"
        yield Finding("negation", Severity.WARNING, message, target_span=found.span())


def _mild(seen: View) -> int:
    """How many words of the target may render a negation of the source without being one."""
    refusals = sum(word.key in _REFUSALS for word in seen.source_words)
    limits = len(_LIMITS.findall(seen.target)) if any(word.key in _LIMITED for word in seen.source_words) else 0
    return max(len(_ENGLISH_WEAK.findall(seen.target)) - refusals, 0) + limits


def _negations(words: Sequence[Word]) -> Iterator[Word]:
    negated = False
    for index, word in enumerate(words):
        following = words[index + 1].key if index + 1 < len(words) else ""
        if not _negates(word, following) or any(other.key in _EXCEPT for other in words[index + 1 : index + REACH]):
            continue
        if not (negated and word.key in _NOR):  # English goes on with “or”
            yield word
        negated = True


def _negates(word: Word, following: str) -> bool:
    if word.key in _STRONG:
        return not following.startswith(_GATHERED)
    if word.key in _LA:
        return following not in _AFFIRMED
    return word.key in _NOUNS and bool(following) and following not in _NOT_NOUNS and following not in NUMBER_WORDS


def _may_negate(word: Word) -> bool:
    return word.key in _WEAK or word.key.startswith("اللا")
