"""Subtitles (SRT, WebVTT): cues joined to sentences, and the cues themselves for whoever writes subtitles back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pysubs2

from translator.bitext import Block, Document, Kind
from translator.errors import SourceError
from translator.readers.breaks import FINAL_STOP
from translator.readers.charset import decode

__all__ = ["Cue", "group_cues", "read", "read_cues"]

LONGEST_PAUSE = 2000
"""Milliseconds without a cue, after which a sentence is over even without a stop."""
SPEAKER = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at once: `start` and `end` in milliseconds, `text` without markup, lines joined by line feeds."""

    start: int
    end: int
    text: str


def read(path: Path) -> Document:
    """The document of a subtitle file: each block is one or more sentences over whole cues.

    `Block.line` is the 1-based number of its first cue in `read_cues`; the block ends where the next one begins.
    Raises SourceError.
    """
    cues = read_cues(path)
    blocks = []
    number = 1
    for group in group_cues(cues):
        text = " ".join(" ".join(cue.text for cue in group).split())
        blocks.append(Block(text, Kind.PARAGRAPH, number))
        number += len(group)
    return Document(path, tuple(blocks))


def read_cues(path: Path) -> list[Cue]:
    """The cues that show any text, in the order of their times. Raises SourceError for a file without cues."""
    text = decode(path.read_bytes(), path)
    try:
        subtitles = pysubs2.SSAFile.from_string(text, "vtt" if text.startswith("WEBVTT") else "srt")
    except (pysubs2.Pysubs2Error, ValueError) as error:
        raise SourceError(
            path, f"these are no subtitles ({error}).", "Check that the file is SRT or WebVTT."
        ) from error
    subtitles.sort()
    cues = [Cue(event.start, event.end, event.plaintext.strip()) for event in subtitles if event.plaintext.strip()]
    if not cues:
        raise SourceError(path, "there is no cue in it.", "Check that the file is SRT or WebVTT.")
    return cues


def group_cues(cues: Sequence[Cue]) -> list[list[Cue]]:
    """Consecutive cues that make sentences: a group ends at a final stop, a long pause or before a speaker's dash."""
    groups: list[list[Cue]] = []
    for cue in cues:
        last = groups[-1][-1] if groups else None
        if (
            last is None
            or FINAL_STOP.search(last.text)
            or cue.start - last.end > LONGEST_PAUSE
            or cue.text.startswith(SPEAKER)
        ):
            groups.append([])
        groups[-1].append(cue)
    return groups
