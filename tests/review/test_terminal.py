"""Review through a pipe and on a terminal: what is asked, what is stored, what a kill costs."""

from __future__ import annotations

import io
import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from translator import journal, store
from translator.bitext import State
from translator.errors import StoreError
from translator.glossary import Glossary, Term
from translator.memory import Memory, Unit
from translator.review import answers
from translator.review.bidi import Bidi
from translator.review.helper import Helper
from translator.review.terminal import Summary, review

PROGRAM = """
import signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
from translator.review.terminal import review
print(review([Path(p) for p in sys.argv[1:]], reviewer="amal").left)
"""


def run(
    monkeypatch: pytest.MonkeyPatch, typed: str, *paths: Path, bidi: Bidi = Bidi.OFF, helper: Helper = Helper()
) -> tuple[Summary, str]:
    """Review with these lines on standard input; gives the summary and all that was printed."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    out = io.StringIO()
    console = Console(file=out, highlight=False, width=100)
    summary = review(paths, reviewer="amal", bidi=bidi, helper=helper, console=console)
    return summary, out.getvalue()


def states(po: Path) -> list[State]:
    return [pair.state for pair in store.load(po).pairs]


def test_whole_article_by_keyboard_riskiest_first(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "a\ne\nThe number rose to 25 percent.\ne\nNo translation here.\na\n"
    summary, shown = run(monkeypatch, typed, po)
    assert states(po) == [State.REVIEWED] * 4
    assert [p.target for p in store.load(po).pairs] == [
        "The number rose to 25 percent.",
        "The minister came back from Doha.",
        "The talks resumed.",
        "No translation here.",
    ]
    assert summary.left == 0
    assert summary.actions == {"accept": 2, "edit": 2}
    assert "4 of 4 pairs reviewed (100 %)" in shown
    assert {p.reviewer for p in store.load(po).pairs} == {"amal"}


def test_pair_is_shown_with_reason_old_source_and_findings(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = run(monkeypatch, "s\ns\nq\n", po)
    assert "the Arabic changed after this was translated" in shown
    assert "[-الدوحة-]{+القاهرة+}" in shown
    assert "error numbers" in shown
    assert "ar-en@3f2a1c -0.10" in shown
    assert states(po) == [State.MACHINE, State.STALE, State.MACHINE, State.UNTRANSLATED]


def test_undo_across_sessions_asks_about_the_pair_again(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = store.load(po)
    run(monkeypatch, "a\na\nq\n", po)
    summary, shown = run(monkeypatch, "u\nu\nu\nq\n", po)
    assert store.load(po) == start
    assert "Nothing of yours is left to undo." in shown
    assert summary.actions == {"undo": 2}


def test_undo_then_another_answer(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "a\nu\nr\nq\n", po)
    assert states(po)[1] is State.REJECTED


def test_note_back_help_and_unknown_keys(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = run(monkeypatch, "n\nAsk the desk.\nb\ns\nb\n?\nz\n\nE\n1\nq\n", po)
    assert store.load(po).pairs[1].note == "Ask the desk."
    assert "Saved.\n" in shown
    assert "This is the first one." in shown
    assert "undo your last answer" in shown
    assert "'z' is no answer here" in shown
    assert "no text number 1" in shown


def test_own_answer_can_be_changed_after_going_back(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = run(monkeypatch, "e\nFirst try.\nb\ne\nFIXED\nb\nn\nSeen twice.\nq\n", po)
    assert "changed by somebody else" not in shown
    assert shown.count("\nFirst try.\n") == 1
    pair = store.load(po).pairs[1]
    assert (pair.target, pair.note, pair.reviewer) == ("FIXED", "Seen twice.", "amal")


def test_an_answer_is_one_key_or_its_whole_word(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = run(monkeypatch, "all good, next\nqu\nReject\nskip\nquit\na\n", po)
    assert "'all good, next' is no answer here" in shown
    assert "'qu' is no answer here" in shown
    assert states(po) == [State.MACHINE, State.REJECTED, State.MACHINE, State.UNTRANSLATED]


def test_empty_edit_and_nothing_to_accept_change_nothing(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = run(monkeypatch, "e\n\ns\ns\na\nr\nq\n", po)
    assert "stays as it was" in shown
    assert "no translation to accept" in shown
    assert "no translation to reject" in shown
    assert states(po) == [State.MACHINE, State.STALE, State.MACHINE, State.UNTRANSLATED]


def test_conflicting_texts_are_shown_and_one_is_chosen(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = store.load(po), store.load(po)
    for bitext, text in ((theirs, "Negotiations resumed."), (ours, "The talks went on.")):
        pairs = (*bitext.pairs[:2], answers.edit(bitext.pairs[2], text, "someone"), bitext.pairs[3])
        store.save(replace(bitext, pairs=pairs), po)
    _, shown = run(monkeypatch, "1\nq\n", po)
    assert "two people wrote different translations" in shown
    assert (store.load(po).pairs[2].target, store.load(po).pairs[2].conflicts) == ("The talks went on.", ())


def test_change_made_elsewhere_is_shown_before_anything_is_stored(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Typing(io.StringIO):
        """Somebody else saves while this reviewer thinks."""

        def readline(self, size: int | None = -1, /) -> str:
            if self.tell() == 0:
                store.update(
                    po,
                    lambda b: replace(b, pairs=(b.pairs[0], answers.edit(b.pairs[1], "Else.", "badr"), *b.pairs[2:])),
                )
            return super().readline()

    monkeypatch.setattr(sys, "stdin", Typing("a\nq\n"))
    out = io.StringIO()
    review([po], reviewer="amal", console=Console(file=out, highlight=False, width=100))
    assert "changed by somebody else" in out.getvalue()
    assert out.getvalue().count("\nElse.\n") == 1
    assert (store.load(po).pairs[1].target, store.load(po).pairs[1].reviewer) == ("Else.", "badr")


def test_text_that_lost_to_a_change_made_elsewhere_is_there_for_the_next_edit(po: Path) -> None:
    with terminal(po) as at:
        at.read_until("[?] ")
        at.type("e\n")
        at.read_until("Doha.")
        store.update(
            po, lambda b: replace(b, pairs=(b.pairs[0], answers.edit(b.pairs[1], "Else.", "badr"), *b.pairs[2:]))
        )
        at.type("\x15Mine\n")
        at.read_until("begins with what you wrote: Mine")
        at.read_until("somebody else meanwhile")
        at.read_until("Else.")
        at.read_until("[?] ")
        at.type("e\n")
        at.read_until("English: ")
        at.read_until("Mine")
        at.type(" too.\n")
        at.read_until("Saved: reviewed.")
        assert store.load(po).pairs[1].target == "Mine too."


def test_broken_file_is_reported_and_the_others_are_reviewed(
    po: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.po"
    broken.write_text("no PO\n", encoding="utf-8")
    summary, shown = run(monkeypatch, "a\n", broken, po)
    assert isinstance(summary.errors[0], StoreError)
    assert "broken.po" in shown
    assert states(po)[1] is State.REVIEWED


def test_nothing_to_review_says_so(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.update(po, lambda b: replace(b, pairs=tuple(p.with_target("x", State.REVIEWED) for p in b.pairs)))
    assert "Nothing to review: 4 of 4" in run(monkeypatch, "", po)[1]


def test_check_is_silenced_on_one_pair_and_heard_again(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = run(monkeypatch, "s\nx\nnumbers\nq\n", po)
    assert store.load(po).pairs[0].silenced == ("numbers",)
    assert shown.count("error numbers") == 1
    _, shown = run(monkeypatch, "f\nThe number\nx\nwrong\nx\nnumbers\nq\n", po)
    assert "wrong says nothing of this pair" in shown
    assert store.load(po).pairs[0].silenced == ()


def test_sentence_is_parted_and_joined_again(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = store.load(po)
    _, shown = run(monkeypatch, "f\nعاد الوزير\na\nf\nrose\np\n4\n9\np\n4\n5\nq\n", po)
    assert "the number must be from 2 to 6" in shown
    first, second = store.load(po).pairs[:2]
    assert (first.source, second.source) == ("ارتفع العدد إلى", "25 في المئة.")
    assert (first.target, second.target) == ("The number rose to", "52 percent.")
    assert [p.segment.location for p in (first, second)] == ["p1.s1", "p1.s2"]
    run(monkeypatch, "f\nrose to\nj\nq\n", po)
    assert store.load(po).pairs[0].target == start.pairs[0].target
    _, shown = run(monkeypatch, "u\nu\nu\nq\n", po)
    assert store.load(po).pairs[0].source == start.pairs[0].source
    assert shown.count("Undone.") == 3
    assert "there is no sentence after this one" in run(monkeypatch, "f\nلا ترجمة\nj\nq\n", po)[1]


def test_find_and_history(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, shown = run(monkeypatch, "f\nnowhere\nf\nطلاقا\nf\nالمحادثات\na\nu\nh\nq\n", po)
    assert shown.count("No pair further on in this queue has that text.") == 2
    assert "amal  accept  The talks resumed." in shown
    assert "amal  undo  The talks resumed." in shown
    assert "Nobody has changed this pair yet." in run(monkeypatch, "h\nq\n", po)[1]


def test_memory_and_glossary_are_beside_the_text(po: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Memory(tmp_path / "memory.sqlite") as memory:
        memory.add("archive", [Unit("استؤنفت المحادثات.", "Talks were resumed.", "archive", "1")])
        helper = Helper(memory, Glossary((Term(("محادثات",), ("talks",)),)))
        _, shown = run(monkeypatch, "f\nاستؤنفت\n1\nq\n", po, helper=helper)
    assert "(memory 100 %, archive)" in shown
    assert "talks  ← المحادثات" in shown
    assert store.load(po).pairs[2].target == "Talks were resumed."


def test_markup_in_texts_is_only_text(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "e\n[bold]Not[/bold] markup [/]\nq\n", po)
    run(monkeypatch, "u\nq\n", po)
    assert store.load(po).pairs[1].state is State.STALE
    assert "[bold]Not[/bold] markup [/]" in run(monkeypatch, "e\n[bold]Not[/bold] markup [/]\nb\nq\n", po)[1]


def test_arabic_is_reordered_for_display_only(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [p.source for p in store.load(po).pairs]
    _, shown = run(monkeypatch, "a\nq\n", po, bidi=Bidi.REORDER)
    assert ".ةرهاقلا نم ريزولا داع" in shown
    assert ".ةئملا يف 25 ىلإ ددعلا عفترا" in shown
    _, shown = run(monkeypatch, "s\nq\n", po, bidi=Bidi.TERMINAL)
    assert "\u2067ارتفع العدد إلى 25 في المئة.\u2069" in shown
    assert [p.source for p in store.load(po).pairs] == before
    assert "\u2067" not in po.read_text(encoding="utf-8")


def test_findings_that_say_the_same_are_one_line(po: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.update(po, lambda b: replace(b, pairs=(replace(b.pairs[0], target="a، b، c، d، e، f،"), *b.pairs[1:])))
    _, shown = run(monkeypatch, "s\nq\n", po)
    assert "an Arabic mark in English: ، “،” × 6" in shown


@pytest.mark.parametrize("bidi", [Bidi.OFF, Bidi.TERMINAL])
def test_what_findings_are_about_is_underlined_in_both_texts(
    po: Path, monkeypatch: pytest.MonkeyPatch, bidi: Bidi
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("s\nq\n"))
    out = io.StringIO()
    console = Console(file=out, highlight=False, width=100, force_terminal=True, color_system="standard")
    review([po], reviewer="amal", bidi=bidi, console=console)
    underlined = re.findall(r"\x1b\[(?:1;)?4;\d+m(.*?)\x1b\[0m", out.getvalue())
    assert underlined[-2:] == ["25", "52"]


def test_editor_program_is_used(po: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "editor"
    script.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\np = pathlib.Path(sys.argv[-1])\n"
        "t = p.read_text(encoding='utf-8')\np.write_text(t.replace('Doha', 'Cairo'), encoding='utf-8')\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{script}' --wait")
    run(monkeypatch, "E\nq\n", po)
    assert store.load(po).pairs[1].target == "The minister came back from Cairo."
    monkeypatch.setenv("VISUAL", "false")
    assert "did not work" in run(monkeypatch, "E\nq\n", po)[1]


class Terminal:
    """A reviewer at a pseudo-terminal, typing into a process of its own."""

    def __init__(self, *paths: Path) -> None:
        self.shown, self._read = "", 0
        controller, terminal = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "INPUTRC": os.devnull}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *paths], stdin=terminal, stdout=terminal, stderr=terminal, env=environment
        )
        os.close(terminal)
        self._controller = controller

    def read_until(self, text: str, seconds: float = 20) -> str:
        """What appears from where the last call stopped to `text`, which must come within `seconds`."""
        start, deadline = self._read, time.monotonic() + seconds
        while text not in self.shown[start:]:
            ready, _, _ = select.select([self._controller], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"{text!r} did not appear in {self.shown[start:]!r}"
            self.shown += os.read(self._controller, 65536).decode("utf-8", "replace")
        self._read = self.shown.index(text, start) + len(text)
        return self.shown[start : self._read]

    def read_rest(self) -> None:
        """All that a process that ended has left behind."""
        with suppress(OSError):
            while data := os.read(self._controller, 65536):
                self.shown += data.decode("utf-8", "replace")

    def type(self, text: str) -> None:
        os.write(self._controller, text.encode())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._controller)


@contextmanager
def terminal(*paths: Path) -> Iterator[Terminal]:
    at = Terminal(*paths)
    try:
        yield at
    finally:
        at.close()


def test_on_a_terminal_the_text_is_there_to_be_changed(po: Path) -> None:
    with terminal(po) as at:
        at.read_until("[?] ")
        at.type("e\n")
        assert "The minister came back from Doha." in at.read_until("Doha.")
        at.type("\x7f" * 5 + "Cairo.\n")
        at.read_until("Saved: reviewed.")
        assert store.load(po).pairs[1].target == "The minister came back from Cairo."
        at.read_until("[?] ")
        at.type("\x04")
        at.read_until("1 of 4 pairs reviewed")
        assert at.process.wait(10) == 0


def test_interrupt_ends_a_session_quietly(po: Path) -> None:
    with terminal(po) as at:
        at.read_until("[?] ")
        time.sleep(0.5)  # line editing has to wait for a key before a signal wakes it
        at.process.send_signal(signal.SIGINT)
        shown = at.read_until("pairs reviewed")
        assert "Traceback" not in shown
        assert at.process.wait(10) == 0


def test_interrupt_inside_an_edit_ends_only_the_edit(po: Path) -> None:
    with terminal(po) as at:
        at.read_until("[?] ")
        at.type("e\n")
        at.read_until("Doha.")
        at.type(" Not this.")
        at.read_until("Not this.")
        time.sleep(0.5)  # as in the test above
        at.process.send_signal(signal.SIGINT)
        at.read_until("Cancelled; nothing was changed.")
        at.read_until("[?] ")
        at.type("a\n")
        at.read_until("Saved: reviewed.")
        assert store.load(po).pairs[1].target == "The minister came back from Doha."


@pytest.mark.slow
def test_kills_at_random_moments_lose_no_answer(po: Path) -> None:
    """Type answers as fast as they are taken, kill the process at a random moment, begin again."""
    rng = random.Random(5)
    answered = 0
    for round_ in range(12):
        store.update(po, lambda b: replace(b, pairs=tuple(answers.reopen(p) if p.target else p for p in b.pairs)))
        with terminal(po) as at:
            at.read_until("[?] ")
            for n in range(4):
                at.type(f"e\n\x15Round {round_} answer {n}.\n")
            if round_ % 2:
                at.read_until("Saved: reviewed.")
            time.sleep(rng.uniform(0, 0.05))
            os.kill(at.process.pid, signal.SIGKILL)
            at.process.wait()
            at.read_rest()
        told = at.shown.count("Saved: reviewed.")
        stored = [p.target for p in store.load(po).pairs if f"Round {round_} " in p.target]
        assert len(stored) in {told, told + 1}
        answered += told
        written = [r.after[0].target for r in journal.read(po) if f"Round {round_} " in r.after[0].target]
        assert len(written) >= told
        assert set(written) <= set(stored)
    assert answered >= 6
