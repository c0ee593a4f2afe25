"""The fonts inside a page: Noto Naskh Arabic on screen, Amiri in print, Literata for Latin text (all OFL)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import regex

__all__ = ["CORE", "FACES", "FOLDER", "Face", "code_points", "font_faces", "needed"]

FOLDER = Path(__file__).parent / "fonts"

_ARABIC = (
    "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200F,U+2010-2011,U+204F,U+2E41,"
    "U+FB50-FDFF,U+FE70-FE74,U+FE76-FEFC"
)
_LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,"
    "U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
_LATIN_EXTENDED = (
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,"
    "U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
)


CORE = "U+060C,U+061B-061C,U+061F,U+0621-063A,U+0640-0652,U+0660-066D,U+0670-0671,U+200C-200F,U+2010-2011"
"""The letters, vowel signs, digits and marks of Standard Arabic."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: its family and weights as CSS names them, and the code points it is for.

    `core` names a smaller file that is enough for text within CORE (scripts/build_fonts.py makes it).
    """

    family: str
    file: str
    weight: str
    unicode_range: str
    core: str = ""

    @property
    def data(self) -> bytes:
        return (FOLDER / self.file).read_bytes()

    def covers(self, text: str) -> bool:
        """Whether any character of `text` is drawn by this face."""
        return bool(_pattern(self.unicode_range).search(text))

    def smallest(self, text: str) -> Face:
        """This face in the file that `text` needs."""
        if self.core and set(_pattern(self.unicode_range).findall(text)) <= set(_pattern(CORE).findall(text)):
            return replace(self, file=self.core)
        return self


FACES = (
    Face(
        "Noto Naskh Arabic",
        "noto-naskh-arabic-arabic-wght-normal.woff2",
        "400 700",
        _ARABIC,
        "noto-naskh-arabic-core-wght-normal.woff2",
    ),
    Face("Noto Naskh Arabic", "noto-naskh-arabic-latin-wght-normal.woff2", "400 700", _LATIN),
    Face("Amiri", "amiri-arabic-400-normal.woff2", "400", _ARABIC, "amiri-core-400-normal.woff2"),
    Face("Amiri", "amiri-latin-400-normal.woff2", "400", _LATIN),
    # not the variable face: in PDF Chromium turns that into Type 3 fonts
    Face("Literata", "literata-latin-400-normal.woff2", "400", _LATIN),
    Face("Literata", "literata-latin-600-normal.woff2", "600", _LATIN),
    Face("Literata", "literata-latin-ext-400-normal.woff2", "400", _LATIN_EXTENDED),
    Face("Literata", "literata-latin-ext-600-normal.woff2", "600", _LATIN_EXTENDED),
)


def needed(text: str) -> tuple[Face, ...]:
    """The faces that a page with `text` draws anything with."""
    return tuple(face.smallest(text) for face in FACES if face.covers(text))


def font_faces(faces: tuple[Face, ...], folder: str = "") -> str:
    """The `@font-face` rules: fonts inside as data, or beside the page in `folder`."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-style: normal; font-weight: {face.weight}; '
        f"font-display: swap; src: url({_address(face, folder)}) format('woff2'); "
        f"unicode-range: {face.unicode_range}; }}"
        for face in faces
    )


def _address(face: Face, folder: str) -> str:
    return f"{folder}/{face.file}" if folder else f"data:font/woff2;base64,{_encoded(face.file)}"


@cache
def _encoded(file: str) -> str:
    return b64encode((FOLDER / file).read_bytes()).decode("ascii")


def code_points(unicode_range: str) -> list[int]:
    """The code points of a `unicode-range` as CSS writes it."""
    ends = ([int(end, 16) for end in part.removeprefix("U+").split("-")] for part in unicode_range.split(","))
    return [point for end in ends for point in range(end[0], end[-1] + 1)]


@cache
def _pattern(unicode_range: str) -> regex.Pattern[str]:
    return regex.compile(f"[{regex.escape(''.join(map(chr, code_points(unicode_range))))}]")
