"""Web addresses, e-mail addresses and @handles in running text, Arabic punctuation around them left out."""

from __future__ import annotations

import re

__all__ = ["blank_addresses", "find_addresses"]

_ADDRESS = re.compile(
    r"https?://[^\s<>«»“”\"()\[\]،؛]+|www\.[^\s<>«»“”\"()\[\]،؛]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|(?<![\w@.])@[A-Za-z_]\w{1,30}",
    re.ASCII,
)
_TRAILING = ".,;:!?'’"
_SIGNS = ("@", "www.", "://")


def find_addresses(text: str) -> dict[str, tuple[int, int]]:
    """Each address with the offsets of its last mention."""
    if not any(sign in text for sign in _SIGNS):
        return {}
    found = ((match[0].rstrip(_TRAILING), match.start()) for match in _ADDRESS.finditer(text))
    return {address: (start, start + len(address)) for address, start in found}


def blank_addresses(text: str) -> str:
    """The text with an x for each character of an address, so that what is in it is read as no number or mark."""
    if not any(sign in text for sign in _SIGNS):
        return text
    return _ADDRESS.sub(
        lambda match: "x" * len(match[0].rstrip(_TRAILING)) + match[0][len(match[0].rstrip(_TRAILING)) :], text
    )
