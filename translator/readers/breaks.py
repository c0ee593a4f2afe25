"""Line breaks inside a paragraph: which of them end a block."""

from __future__ import annotations

import re

__all__ = ["BULLET", "FINAL_STOP", "split_breaks"]

FINAL_STOP = re.compile(r"[.!؟?…:][»\"”’)\]\u200e\u200f]*\s*$")
BULLET = re.compile(r"\s*([-–—•●▪*]|[\d٠-٩]{1,2}[.)-])\s")


def split_breaks(text: str) -> list[str]:
    """The blocks of a paragraph with line breaks: one ends at an empty line, after a final stop and before a bullet.

    Any other break is a space, as in a headline set in two lines; blank blocks are left out.
    """
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        last = blocks[-1]
        if not line.strip() or (last and (FINAL_STOP.search(last[-1]) or BULLET.match(line))):
            blocks.append([])
        if line.strip():
            blocks[-1].append(line.strip())
    return [" ".join(lines) for lines in blocks if lines]
