"""Consonant skeletons under which a name compares in both alphabets: شولمان and Schulman are both SLMN.

The idea is Soundex's (Russell, 1918) over the classes that transliteration mixes: p/b, v/f, d/t, g/j/k/q and sibilants.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from translator.language.words import bare, fold_arabic

__all__ = ["arabic_skeletons", "arabic_stems", "latin_skeletons", "name_in", "sounds_like"]

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
def arabic_stems(word: str) -> tuple[str, ...]:
    """What an Arabic word (as written or folded) may be without the particles and the article: itself first."""
    folded = fold_arabic(word)
    stem = bare(folded)
    between = (folded[1:],) if len(folded) - len(stem) > 1 and folded[0] in "وف" else ()
    return tuple(dict.fromkeys((folded, *between, stem)))


@lru_cache(65536)
def arabic_skeletons(word: str) -> tuple[str, ...]:
    """The skeletons of what an Arabic word may be, whole or without what is written onto it."""
    return tuple(dict.fromkeys(map(_arabic_skeleton, arabic_stems(word))))


def _arabic_skeleton(stem: str) -> str:
    return _squeeze(stem.replace("تش", "ش").translate(_ARABIC_CLASSES))


def name_in(arabic: str, latin: str) -> str:
    """The part of an Arabic word that a Latin one transliterates, without particles that are no part of the name.

    Of بكين and Beijing all of it, of بكيربي and Kirby the last five letters; empty when they do not sound alike.
    """
    if not sounds_like(arabic, latin):
        return ""
    skeletons = latin_skeletons(latin)
    stems = arabic_stems(arabic)
    distances = [
        min(Levenshtein.distance(_arabic_skeleton(stem), skeleton) for skeleton in skeletons) for stem in stems
    ]
    return stems[distances.index(min(distances))]


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
