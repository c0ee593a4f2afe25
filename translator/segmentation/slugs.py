"""Names of articles that are safe as file names everywhere: ASCII, stable, different for different sources."""

from __future__ import annotations

import hashlib
import unicodedata

import regex

__all__ = ["slug_of"]

LETTERS = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئىةپچژگ",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a a i w y a a p ch zh g".split(),
        strict=True,
    )
)
UNSAFE = regex.compile(r"[^A-Za-z0-9_]+")
RESERVED = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)})
LONGEST = 60


def slug_of(stem: str) -> str:
    """An ASCII name for the file name `stem`; it ends in a short hash of `stem` when letters had to be changed."""
    stem = unicodedata.normalize("NFC", stem)
    latin = "".join(LETTERS.get(letter, letter) for letter in stem)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    safe = UNSAFE.sub("-", plain).strip("-_")[:LONGEST].rstrip("-_")
    if safe == stem and safe.lower() not in RESERVED:
        return safe
    digest = hashlib.sha256(stem.encode()).hexdigest()[:6]
    return f"{safe}-{digest}" if safe else digest
