"""Which Arabic words look like personal and foreign names, that Arabic has no capitals for.

The weights of `data/names.tsv` come from scripts/train_names.py: a logistic regression over letter sequences, which
tells سوليفان from سلوفاني as foreign names keep patterns that Arabic roots do not have.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from translator.language.arabic_numbers import NUMBER_WORDS
from translator.language.calendar import MONTH_WORDS
from translator.language.transliteration import arabic_skeletons
from translator.language.words import fold_arabic, prefixed

__all__ = ["SCALE", "looks_like_name", "sequences"]

SCALE = 10
"""The file's whole numbers are log-odds times this."""
SHORTEST = 3
THRESHOLD = -6
"""A little below even odds: a lost name costs more than a look at a word that is none."""
_LOANWORDS = frozenset(
    written
    for form in (
        "إنترنت انترنت كمبيوتر تلفزيون تلفاز تليفون دكتور دكتورة بروفيسور جنرال بروتوكول كيلو كيلومتر "
        "كيلومترات كيلوغرام كيلوغرامات كيلوجرام ميل متر مليمتر سنتيمتر رومانسية رومانسي ديمقراطية ديمقراطي "
        "تكنولوجيا برلمان برلماني دبلوماسي دبلوماسية سيناريو سينما سينمائي راديو بوليس ماجستير بكالوريوس "
        "دكتوراه أوتوماتيكي كلاسيكي ليبرالي فيدرالي فيدرالية اتحادي وسطى إسلام إسلامي إسلامية مسيحي مسيحية "
        "يهودي يهودية كاثوليكي دوما هيمنة كأس قاعدة سعيد شيخ تأسيس ديني دينية بريدي أوسط أوسطية بوذي بوذية "
        "فرسان زغاريد درع رياضة رياضي رياضية كيانات بيطري تاريخي مسلم مسلمون"
    ).split()
    for written in prefixed(fold_arabic(form))
)
"""Common words that only look foreign, or like a name; English renders many of them by another word."""


def sequences(word: str) -> list[str]:
    """The one- to four-letter sequences of a word and the whole word, ^ at its start and $ at its end; each once."""
    framed = f"^{word}$"
    found = {framed[i : i + size]: None for size in (1, 2, 3, 4) for i in range(len(framed) - size + 1)}
    return [*found, framed]


@cache
def _weights() -> dict[str, int]:
    text = files("translator.language").joinpath("data/names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {sequence: int(weight) for sequence, weight in rows}


@lru_cache(65536)
def looks_like_name(word: str) -> bool:
    """Whether an Arabic word, folded or not, is more likely a name than not, and long enough to compare by sound."""
    folded = fold_arabic(word)
    if (
        len(folded) < SHORTEST
        or folded in _LOANWORDS
        or folded in MONTH_WORDS
        or folded in NUMBER_WORDS
        or max(map(len, arabic_skeletons(folded))) < 2
    ):
        return False
    weights = _weights()
    return weights[""] + sum(weights.get(sequence, 0) for sequence in sequences(folded)) > THRESHOLD
