"""A small stored article to review, and a reviewer in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator import store
from translator.bitext import Bitext, Kind, MachineOutput, Pair, Segment, State, checksum

SENTENCES = [
    ("ارتفع العدد إلى 25 في المئة.", "The number rose to 52 percent.", State.MACHINE),
    ("عاد الوزير من القاهرة.", "The minister came back from Doha.", State.STALE),
    ("استؤنفت المحادثات.", "The talks resumed.", State.MACHINE),
    ("لا ترجمة هنا.", "", State.UNTRANSLATED),
]


@pytest.fixture
def po(tmp_path: Path) -> Path:
    """Four pairs: a wrong number, a stale one, a good one and an untranslated one."""
    pairs = []
    for n, (source, target, state) in enumerate(SENTENCES, 1):
        machine = MachineOutput("ar-en@3f2a1c", -0.1 * n, "2026-11-25", checksum(target)) if target else None
        previous = source.replace("القاهرة", "الدوحة") if state is State.STALE else ""
        segment = Segment(source, Kind.PARAGRAPH, n, 1, n)
        pairs.append(Pair(f"story/{n}", segment, target, state, machine, previous=previous))
    path = tmp_path / "story.po"
    store.save(Bitext("story", "corpus/ar/story.txt", tuple(pairs)), path)
    return path
