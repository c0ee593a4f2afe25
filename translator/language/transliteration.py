"""Consonant skeletons under which a name compares in both alphabets: شولمان and Schulman are both SLMN.

The idea is Soundex's (Russell, 1918) over the classes that transliteration mixes: p/b, v/f, d/t, g/j/k/q and sibilants.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from translator.language.words import bare, fold_arabic

__all__ = ["arabic_skeletons", "latin_skeletons", "sounds_like"]

_ARABIC_CLASSES = str.maketrans(
    dict.fromkeys("بپ", "B")
    | dict.fromkeys("تطدضذثظ", "T")
    | dict.fromkeys("جغقكخ", "K")
    | dict.fromkeys("سزصش", "S")
    | {"ف": "F", "ر": "R", "ل": "L", "م": "M", "ن": "N"}
    | dict.fromkeys("اأإآءؤئعحهوي", None)
)
_LATIN_CLUSTERS = (
    ("tsch", "S"),
    ("sch", "S"),
    ("tch", "S"),
    ("ph", "F"),
    ("sh", "S"),
    ("zh", "S"),
    ("cz", "S"),
    ("dj", "K"),
    ("dg", "K"),
    ("ck", "K"),
    ("th", "T"),
    ("dh", "T"),
    ("kh", "K"),
    ("gh", "K"),
)
_LATIN_CLASSES = str.maketrans(
    dict.fromkeys("bp", "B")
    | dict.fromkeys("td", "T")
    | dict.fromkeys("kqgj", "K")
    | dict.fromkeys("sz", "S")
    | dict.fromkeys("fv", "F")
    | {"r": "R", "l": "L", "m": "M", "n": "N", "x": "KS"}
    | dict.fromkeys("aeiouyhw'’ʼ-. ", None)
)
_DOUBLES = re.compile(r"(.)\1+")


@lru_cache(65536)
def arabic_skeletons(word: str) -> tuple[str, ...]:
    """The skeletons of an Arabic word (as written or folded): whole, and without the prefixes it may begin with."""
    folded = fold_arabic(word)
    stems = [folded, bare(folded)]
    if len(folded) - len(stems[1]) > 1 and folded[0] in "وف":
        stems.append(folded[1:])
    return tuple(dict.fromkeys(_squeeze(stem.replace("تش", "ش").translate(_ARABIC_CLASSES)) for stem in stems))


@lru_cache(65536)
def latin_skeletons(word: str) -> tuple[str, ...]:
    """The skeletons of a Latin word, likeliest first: c, ch, gh, w and ng are read in more than one way."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    readings = [plain]
    for spelling, others in (("ch", ("S", "K")), ("gh", ("K", "")), ("w", ("", "F")), ("ng", ("NK", "N"))):
        if spelling in plain:
            readings = [reading.replace(spelling, other) for reading in readings for other in others][:8]
    return tuple(dict.fromkeys(_latin_skeleton(reading) for reading in readings))


def _latin_skeleton(reading: str) -> str:
    for cluster, code in _LATIN_CLUSTERS:
        reading = reading.replace(cluster, code)
    reading = re.sub(r"c(?=[eiy])", "S", reading)
    reading = re.sub(r"^x", "S", reading).replace("c", "K").replace("ç", "S")
    return _squeeze(reading.translate(_LATIN_CLASSES))


def _squeeze(skeleton: str) -> str:
    return _DOUBLES.sub(r"\1", skeleton)


def sounds_like(arabic: str, latin: str, loose: bool = False) -> bool:
    """Whether a Latin word may be the transliteration of an Arabic one.

    Skeletons of one or two consonants must be equal, longer ones may differ in one for every four; `loose` allows one
    for every three.
    """
    size = 3 if loose else 4
    for ours in arabic_skeletons(arabic):
        for theirs in latin_skeletons(latin):
            limit = max(len(ours), len(theirs)) // size
            if ours and Levenshtein.distance(ours, theirs, score_cutoff=limit) <= limit:
                return True
    return False
