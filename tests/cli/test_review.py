"""`translator review` through a pipe and under kill -9."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from translator import store
from translator.bitext import State

Run = Callable[..., "tuple[int, str, str]"]


def test_answers_read_from_a_pipe_are_stored(project: Path, translator: Run) -> None:
    translator("translate")
    code, _, _ = translator("review", "--order", "document", "--reviewer", "Salma", stdin="a\ne\nMy text.\nr\nq\n")
    pairs = store.load(project / "corpus" / "en" / "story.po").pairs
    assert code == 0
    assert [pair.state for pair in pairs] == [State.REVIEWED, State.REVIEWED, State.REJECTED, State.MACHINE]
    assert pairs[1].target == "My text."
    assert pairs[1].reviewer == "Salma"


def test_nothing_to_review_says_how_to_begin(project: Path, translator: Run) -> None:
    code, out, _ = translator("review")
    assert code == 0
    assert "translator translate" in out


def test_only_pairs_with_a_text(project: Path, translator: Run) -> None:
    translator("translate")
    translator("review", "--text", "الخميس", stdin="a\na\na\n")
    pairs = store.load(project / "corpus" / "en" / "story.po").pairs
    assert [pair.segment.location for pair in pairs if pair.state is State.REVIEWED] == ["p3.s1"]


@pytest.mark.slow
def test_kill_9_between_answers_loses_none_that_was_given(project: Path, translator: Run) -> None:
    translator("translate")
    po = project / "corpus" / "en" / "story.po"
    for answered in (1, 2, 3):
        process = subprocess.Popen(
            [sys.executable, "-c", "from translator.cli import main; main()", "review", "--order", "document"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=project,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"a\n")
        process.stdin.flush()
        while b"Saved" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdin.close()
        process.stdout.close()
        assert store.load(po).count(State.REVIEWED) == answered


def test_the_review_page_needs_its_packages(project: Path, translator: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    translator("translate")
    monkeypatch.setenv("TRANSLATOR_CACHE", str(project / "cache"))
    for name in [name for name in sys.modules if name.startswith("translator.review.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    code, _, err = translator("review", "--web", "--no-browser")
    assert code == 3
    assert "pip install 'translator[web]'" in err


def test_the_review_page_has_one_port(project: Path, translator: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATOR_CACHE", str(project / "cache"))
    translator("translate")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, err = translator("review", "--web", "--no-browser", "--port", port)
    assert code == 3
    assert "--port" in err
    assert translator("review", "--web", "--no-browser", "--host", "0.0.0.0").code == 3
