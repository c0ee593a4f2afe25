"""The form of a sentence that training sees: the engine's copy of the source, and a target with plain punctuation."""

from __future__ import annotations

import unicodedata

import regex

from translator.normalize import for_engine

__all__ = ["comparable", "source_text", "target_text"]

_TARGET_SIGNS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "’": "'",
        "‘": "'",
        "…": "...",
        "\u00ad": None,
        "\u200e": None,
        "\u200f": None,
    }
)
_NOT_WORDS = regex.compile(r"[^\p{L}\p{N}]+")
_FOLDED = str.maketrans("أإآٱىة", "اااايه")


def source_text(text: str) -> str:
    """A source sentence as engines see it, composed (NFC)."""
    return for_engine(unicodedata.normalize("NFC", text))


def target_text(text: str) -> str:
    """A target sentence with ASCII quotation marks and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_TARGET_SIGNS).split())


def comparable(text: str) -> str:
    """A key that is equal for sentences that differ in vowel marks, punctuation, case or Arabic spelling variants."""
    return " ".join(_NOT_WORDS.sub(" ", source_text(text).translate(_FOLDED).casefold()).split())
