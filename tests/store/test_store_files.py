"""Saving is whole or not at all, by one writer at a time, and loses no edit made elsewhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from translator import store
from translator.bitext import Bitext, Kind, MachineOutput, Pair, Segment, State, checksum
from translator.errors import ExportError, LockedError, StoreError
from translator.store.files import write_file

HOLD = """
import pathlib, sys, time
from translator import store
with store.locked(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def pair(number: int, target: str = "", state: State = State.UNTRANSLATED) -> Pair:
    made = MachineOutput("m@1", -0.5, "2026-11-25", checksum(target)) if state is State.MACHINE else None
    return Pair(f"story/{number}", Segment(f"جملة {number}", Kind.PARAGRAPH, number, 1, number), target, state, made)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A stored article of three machine-translated pairs."""
    path = tmp_path / "story.po"
    store.save(Bitext("story", "story.txt", tuple(pair(n, f"Machine {n}", State.MACHINE) for n in (1, 2, 3))), path)
    return path


def with_target(bitext: Bitext, number: int, target: str, state: State = State.REVIEWED) -> Bitext:
    return replace(
        bitext, pairs=tuple(p.with_target(target, state) if p.id == f"story/{number}" else p for p in bitext.pairs)
    )


def targets(bitext: Bitext) -> list[str]:
    return [p.target for p in bitext.pairs]


def test_edits_made_elsewhere_since_loading_are_merged_by_id(path: Path) -> None:
    ours, theirs = store.load(path), store.load(path)
    store.save(with_target(theirs, 1, "Theirs"), path)
    stored = store.write(with_target(ours, 2, "Ours"), path)
    assert targets(stored) == targets(store.load(path)) == ["Theirs", "Ours", "Machine 3"]
    assert stored.count(State.REVIEWED) == 2


def test_two_people_on_one_pair_lose_neither_text(path: Path) -> None:
    ours, theirs = store.load(path), store.load(path)
    store.save(with_target(theirs, 1, "Theirs"), path)
    stored = store.write(with_target(ours, 1, "Ours"), path)
    assert (stored.pairs[0].target, stored.pairs[0].conflicts) == ("Theirs", ("Ours",))
    assert store.load(path).pairs[0].conflicts == ("Ours",)
    settled = store.write(with_target(stored, 1, "Ours"), path)
    assert settled.pairs[0].conflicts == ()


def test_machine_text_never_replaces_what_a_person_wrote_meanwhile(path: Path) -> None:
    ours = store.load(path)
    store.save(with_target(store.load(path), 1, "A person's"), path)
    again = replace(ours, pairs=(pair(1, "New machine text", State.MACHINE), *ours.pairs[1:]))
    assert store.write(again, path).pairs[0].target == "A person's"


def test_bitext_that_was_never_loaded_overwrites_nobody(path: Path) -> None:
    store.save(with_target(store.load(path), 1, "A person's"), path)
    store.save(Bitext("story", "story.txt", tuple(pair(n) for n in (1, 2, 3))), path)
    assert targets(store.load(path)) == ["A person's", "Machine 2", "Machine 3"]


def test_edited_article_meets_a_review_of_its_old_sentence(path: Path) -> None:
    ours = store.load(path)
    changed = replace(ours.pairs[0], segment=replace(ours.pairs[0].segment, text="جملة أخرى"), target="", machine=None)
    ours = replace(ours, pairs=(replace(changed, state=State.UNTRANSLATED), *ours.pairs[1:]))
    store.save(with_target(store.load(path), 1, "Reviewed"), path)
    found = store.write(ours, path).pairs[0]
    assert (found.source, found.target, found.state, found.previous) == ("جملة أخرى", "Reviewed", State.STALE, "جملة 1")


def test_pair_that_left_the_article_while_it_was_reviewed_is_obsolete(path: Path) -> None:
    ours = store.load(path)
    store.save(with_target(store.load(path), 3, "Reviewed"), path)
    stored = store.write(replace(ours, pairs=ours.pairs[:2]), path)
    assert [p.target for p in stored.obsolete] == ["Reviewed"]


def test_notes_of_both_sides_are_kept(path: Path) -> None:
    ours, theirs = store.load(path), store.load(path)
    store.save(replace(theirs, pairs=(replace(theirs.pairs[0], note="theirs"), *theirs.pairs[1:])), path)
    stored = store.write(replace(ours, pairs=(replace(ours.pairs[0], note="ours"), *ours.pairs[1:])), path)
    assert stored.pairs[0].note == "theirs\nours"


def test_update_sees_what_is_on_disk(path: Path) -> None:
    store.save(with_target(store.load(path), 1, "Elsewhere"), path)
    assert targets(store.update(path, lambda bitext: with_target(bitext, 2, "Here"))) == [
        "Elsewhere",
        "Here",
        "Machine 3",
    ]


def test_program_without_locks_that_saves_during_our_save_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    formats = store.format_po
    theirs = path.read_text(encoding="utf-8").replace("Machine 1", "In Poedit").encode()

    def slow(bitext: Bitext) -> str:
        monkeypatch.setattr(store, "format_po", formats)
        path.write_bytes(theirs)
        return formats(bitext)

    ours = with_target(store.load(path), 2, "Ours")
    monkeypatch.setattr(store, "format_po", slow)
    store.save(ours, path)
    assert targets(store.load(path)) == ["In Poedit", "Ours", "Machine 3"]
    assert not list(path.parent.glob(".*.tmp"))


WRITE = """
import pathlib, sys
from dataclasses import replace
from translator import store
from translator.bitext import State
path, number = pathlib.Path(sys.argv[1]), int(sys.argv[2])
def work(pair, time):
    mine = pair.id == f"story/{number}"
    return pair.with_target(f"Process {number} {time}", State.REVIEWED) if mine else pair
for time in range(30):
    store.update(path, lambda b: replace(b, pairs=tuple(work(p, time) for p in b.pairs)))
"""


def test_processes_updating_one_file_lose_nothing(path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, path, str(number)]) for number in (1, 2, 3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert targets(store.load(path)) == ["Process 1 29", "Process 2 29", "Process 3 29"]


def test_threads_updating_one_file_lose_nothing(path: Path) -> None:
    def work(number: int) -> None:
        store.update(path, lambda bitext: with_target(bitext, number, f"Thread {number}"))

    threads = [threading.Thread(target=work, args=(number,)) for number in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert targets(store.load(path)) == ["Thread 1", "Thread 2", "Thread 3"]


def test_second_writer_is_told_who_is_writing(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match=rf"process {holder.pid}"), store.locked(path, patience=0.1):
            pass
        holder.kill()
    with store.locked(path, patience=5):
        assert store.load(path).pairs


def test_lock_may_be_entered_again_by_its_holder(path: Path) -> None:
    with store.locked(path), store.locked(path):
        assert store.save(with_target(store.load(path), 1, "x"), path)


def test_permissions_and_symbolic_links_stay(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.po"
    link.symlink_to(path)
    store.save(with_target(store.load(link), 1, "x"), link)
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert targets(store.load(path))[0] == "x"


def test_folder_is_made_when_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "story.po"
    assert store.save(Bitext("story", "story.txt", (pair(1),)), path)


def test_missing_file_and_folder_in_its_place_are_store_errors(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        store.load(tmp_path / "none.po")
    with pytest.raises(StoreError, match="cannot be read"):
        store.load(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be locked"):
        store.save(Bitext("story", "", ()), tmp_path / "file" / "story.po")


def test_failed_write_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        store.save(with_target(store.load(path), 1, "x"), path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.tmp"))


def _review_forever(path: Path, acknowledged: int) -> None:
    """Accept pair after pair, telling through a pipe what is on disk, until killed."""
    number = 0
    while True:
        number += 1
        target = f"Reviewed {os.getpid()} {number}"
        which = number % 3 + 1
        store.update(path, lambda bitext, n=which, t=target: with_target(bitext, n, t))
        os.write(acknowledged, f"{which} {target}\n".encode())


def _spawn(path: Path) -> tuple[int, int]:
    """A forked child that reviews until killed, and the pipe in which it tells what is stored."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _review_forever(path, writer)
        finally:
            os._exit(1)
    os.close(writer)
    return child, reader


@pytest.mark.slow
def test_thousand_kills_during_saves_lose_nothing_reviewed(path: Path) -> None:
    """A child saves without pause and is killed at a random moment, a thousand times: what it told is stored, is."""
    in_the_middle = 0
    for kill in range(1000):
        child, reader = _spawn(path)
        with os.fdopen(reader, "rb") as acknowledged:
            first = acknowledged.readline()
            time.sleep((kill % 50) / 10_000)
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            told = dict(line.split(b" ", 1) for line in (first + acknowledged.read()).splitlines())
        assert os.WTERMSIG(status) == signal.SIGKILL
        assert told
        in_the_middle += path.with_name(".story.po.tmp").exists()
        found = {p.id.removeprefix("story/"): p for p in store.load(path).pairs}
        for number, target in told.items():
            last = int(target.split()[-1])
            assert found[number.decode()].state is State.REVIEWED
            assert found[number.decode()].target in {target.decode(), f"Reviewed {child} {last + 3}"}
    assert in_the_middle > 20


def test_written_file_gets_its_folders_and_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    page = tmp_path / "build" / "deep" / "page.html"
    for data in (b"old", b"new"):
        write_file(page, data)
        assert page.read_bytes() == data
    assert [entry.name for entry in page.parent.iterdir()] == ["page.html"]


@pytest.mark.parametrize("name", ["taken/page.html", "taken/deep/page.html", "folder"])
def test_file_that_cannot_be_written_is_an_export_error_and_leaves_what_stands_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "taken").write_bytes(b"kept")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError) as caught:
        write_file(tmp_path / name, b"new")
    assert caught.value.where == str(tmp_path / name)
    assert caught.value.cause
    assert caught.value.tip
    assert (tmp_path / "taken").read_bytes() == b"kept"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["folder", "taken"]


@pytest.mark.skipif(os.name == "nt", reason="no named pipes")
def test_pipe_is_written_into_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, b"text")
        assert os.read(reader, 10) == b"text"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
