"""kill -9 in the middle of a translation, then again: nothing reviewed is lost, the work goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from translator import store
from translator.bitext import Bitext, State

Run = Callable[..., "tuple[int, str, str]"]
ARTICLES = 6
SENTENCES = 120


def write_articles(folder: Path) -> None:
    for number in range(ARTICLES):
        sentences = (f"وقال المتحدث رقم {number} إن {line} شاحنة عبرت الطريق أمس." for line in range(SENTENCES))
        (folder / f"part-{number}.txt").write_text("\n\n".join(sentences) + "\n", encoding="utf-8")


def states(folder: Path) -> list[Bitext]:
    return [store.load(path) for path in sorted(folder.glob("part-*.po"))]


@pytest.mark.slow
@pytest.mark.model
def test_a_killed_translation_goes_on_where_it_stopped(project: Path, translator: Run, embedded_model: Path) -> None:
    (project / "corpus" / "ar" / "story.txt").unlink()
    write_articles(project / "corpus" / "ar")
    command = [sys.executable, "-c", "from translator.cli import main; main()", "translate"]
    options = ["--engine", "ctranslate2", "--model", str(embedded_model), "--beam", "1"]
    environment = {**os.environ, "TRANSLATOR_ENGINE": "ctranslate2"}
    process = subprocess.Popen([*command, *options], cwd=project, env=environment)
    first = project / "corpus" / "en" / "part-0.po"
    deadline = time.monotonic() + 120
    while not (first.exists() and store.load(first).count(State.MACHINE)) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()

    def accept_first(bitext: Bitext) -> Bitext:
        mine = bitext.pairs[0].with_target("A person wrote this.", State.REVIEWED)
        return replace(bitext, pairs=(mine, *bitext.pairs[1:]))

    store.update(first, accept_first)
    killed = states(project / "corpus" / "en")
    left = sum(bitext.count(State.UNTRANSLATED) for bitext in killed)
    assert 0 < left < ARTICLES * SENTENCES
    done = subprocess.run(
        [*command, *options, "--json"], cwd=project, env=environment, capture_output=True, text=True, check=True
    )
    assert (
        sum(int(line.split(":")[1].rstrip(",")) for line in done.stdout.splitlines() if '"translated"' in line) == left
    )
    finished = states(project / "corpus" / "en")
    assert not any(bitext.count(State.UNTRANSLATED) for bitext in finished)
    assert finished[0].pairs[0].target == "A person wrote this."
    kept = {pair.id: pair.target for bitext in killed for pair in bitext.pairs if pair.target}
    assert kept.items() <= {pair.id: pair.target for bitext in finished for pair in bitext.pairs}.items()
