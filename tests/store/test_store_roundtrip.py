"""PO files hold everything, read back the same, and other programs' round trips lose nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from translate.storage import pypo

from translator import store
from translator.bitext import Bitext, Kind, MachineOutput, Metadata, Pair, Segment, State
from translator.errors import StoreError
from translator.store.po import format_po, parse_po

WHERE = Path("story.po")
HARD = st.text(
    st.sampled_from("ab \"\\\n\t\r#~|:.%'{}«»،؛؟أة\u200f\u202b\u2067\u2028\x85\x0b\x0c\x07\x00\x1b\ufeff\ud800🙂٪")
    | st.characters(),
    max_size=25,
)
LINE = st.text(
    st.sampled_from('ab c#:@.~|\\"é\u200fم') | st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=15
)


def seen(text: str) -> str:
    """A text as a PO file keeps it."""
    return store.storable(text)


@st.composite
def pairs(draw: st.DrawFn, number: int) -> Pair:
    state = draw(st.sampled_from(State))
    machine = st.builds(
        MachineOutput,
        LINE.map(lambda s: s.strip() or "m"),
        st.floats(-9, 0).map(lambda f: round(f, 4)),
        st.just("2026-11-25"),
        st.sampled_from(["", "9c01ab"]),
    )
    return Pair(
        id=f"story/{number:08x}",
        segment=Segment(draw(HARD.filter(lambda t: seen(t) != "")), draw(st.sampled_from(Kind)), number + 1, 1, number),
        target="" if state is State.UNTRANSLATED else draw(HARD),
        state=state,
        machine=draw(st.none() | machine),
        note=draw(HARD),
        previous=draw(HARD) if state is State.STALE else "",
        silenced=tuple(draw(st.lists(st.sampled_from(["numbers", "names"]), unique=True))),
        reviewer=" ".join(draw(LINE).split()),
        conflicts=tuple(draw(st.lists(HARD, max_size=2))),
        extra=tuple(
            draw(st.lists(st.sampled_from(["# by hand", "#. extracted", "#: other.c:3", "#, c-format"]), unique=True))
        ),
    )


def _translated(pair: Pair) -> bool:
    return pair.state is not State.UNTRANSLATED and seen(pair.target).strip("\n") != ""


@st.composite
def bitexts(draw: st.DrawFn) -> Bitext:
    found = [draw(pairs(n)) for n in range(draw(st.integers(0, 4)))]
    gone = [draw(pairs(n + 100).filter(_translated)) for n in range(draw(st.integers(0, 2)))]
    return Bitext(
        "story",
        draw(st.sampled_from(["corpus/ar/story.txt", "قصص/قصة 100%.txt", ""])),
        tuple(found),
        tuple(gone),
        Metadata(*(" ".join(draw(LINE).split()) for _ in range(4))),
        tuple(
            draw(
                st.lists(
                    st.sampled_from(["# a comment", "X-Generator: Poedit 3.4", "Last-Translator: A <a@b.c>"]),
                    unique=True,
                )
            )
        ),
    )


@given(bitexts())
@settings(max_examples=60, deadline=None)
def test_everything_reads_back(bitext: Bitext) -> None:
    text = format_po(bitext)
    again = parse_po(text, WHERE)
    for pair, back in zip((*bitext.pairs, *bitext.obsolete), (*again.pairs, *again.obsolete), strict=True):
        assert back.id == pair.id
        assert back.source == seen(pair.source)
        assert back.target.strip("\n") == seen(pair.target).strip("\n")
        assert back.state is (pair.state if back.target else State.UNTRANSLATED)
        assert back.machine == (pair.machine and replace(pair.machine, model=pair.machine.model))
        assert back.note.split("\n") == [line.rstrip() for line in seen(pair.note).strip().split("\n")]
        assert back.conflicts == pair.conflicts or [seen(c) for c in back.conflicts] == [
            seen(c) for c in pair.conflicts
        ]
        assert (back.reviewer, back.silenced) == (pair.reviewer, pair.silenced)
        if back.state is State.STALE:
            assert back.previous == seen(pair.previous)
    for pair, back in zip(bitext.pairs, again.pairs, strict=True):
        assert replace(back.segment, text="") == replace(
            pair.segment, text="", line=pair.segment.line if bitext.source else 0
        )
        assert set(back.extra) == set(pair.extra)
    assert (again.source, again.metadata) == (bitext.source, bitext.metadata)
    assert set(again.extra) == set(bitext.extra)


@given(bitexts())
@settings(max_examples=60, deadline=None)
def test_reading_and_writing_again_changes_nothing(bitext: Bitext) -> None:
    text = format_po(bitext)
    assert format_po(parse_po(text, WHERE)) == text


@pytest.fixture(scope="module")
def gettext(require_program: Callable[..., str]) -> Callable[..., bytes]:
    """Run a gettext program on PO text and give what it writes; anything on standard error is a failure."""

    def run(name: str, *arguments: str, text: str) -> bytes:
        program = require_program(name, package="gettext")
        done = subprocess.run([program, *arguments, "-"], input=text.encode(), capture_output=True, check=False)
        assert done.stderr == b""
        assert done.returncode == 0
        return done.stdout

    return run


OUTSIDE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(bitexts())
@OUTSIDE
def test_msgfmt_is_silent(gettext: Callable[..., bytes], bitext: Bitext) -> None:
    pairs = tuple(replace(pair, extra=()) for pair in bitext.pairs)
    gettext("msgfmt", "-c", "-o", "/dev/null", text=format_po(replace(bitext, pairs=pairs, obsolete=())))


@given(bitexts())
@OUTSIDE
def test_msgcat_writes_the_same_bytes(gettext: Callable[..., bytes], bitext: Bitext) -> None:
    assert gettext("msgcat", "--force-po", "--no-wrap", text=format_po(bitext)).decode() == format_po(bitext)


@given(bitexts())
@OUTSIDE
def test_rewrapping_loses_nothing(gettext: Callable[..., bytes], bitext: Bitext) -> None:
    text = format_po(bitext)
    wrapped = gettext("msgcat", "--force-po", "--width=40", text=text).decode()
    assert parse_po(wrapped, WHERE) == parse_po(text, WHERE)


@given(bitexts())
@OUTSIDE
def test_translate_toolkit_loses_nothing(bitext: Bitext) -> None:
    text = format_po(bitext)
    units = pypo.pofile.parsestring(text.encode())
    assert parse_po(bytes(units).decode(), WHERE) == parse_po(text, WHERE)


def test_second_save_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "story.po"
    bitext = Bitext("story", "story.txt", (Pair("story/1", Segment("نص", Kind.TITLE, 1, 1)),))
    assert store.save(bitext, path)
    before = path.stat()
    assert not store.save(bitext, path)
    assert not store.save(store.load(path), path)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    "damage",
    [
        b'msgid "x"\nmsgstr "open\n',
        b'msgid "a "quote" inside"\nmsgstr ""\n',
        b"<<<<<<< HEAD\n",
        b'msgid "x"\nmsgid_plural "y"\nmsgstr[0] "z"\n',
        b'msgstr "without msgid"\n',
        b"free text\n",
        'msgid "x"\nmsgstr "\xe9"\n'.encode("latin-1"),
    ],
)
def test_broken_file_is_an_error_and_stays_as_it_is(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "story.po"
    store.save(Bitext("story", "story.txt", ()), path)
    path.write_bytes(path.read_bytes() + b"\n" + damage)
    data = path.read_bytes()
    with pytest.raises(StoreError, match=r"story\.po"):
        store.load(path)
    with pytest.raises(StoreError, match=r"story\.po"):
        store.save(Bitext("story", "story.txt", (Pair("story/1", Segment("نص", Kind.TITLE, 1, 1)),)), path)
    assert path.read_bytes() == data


@given(st.binary(max_size=300) | HARD.map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=60, deadline=None)
def test_any_bytes_load_or_are_a_store_error(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "story.po")
        path.write_bytes(data)
        try:
            bitext = store.load(path)
        except StoreError:
            return
        store.save(bitext, path)
        assert replace(store.load(path), extra=()) == replace(bitext, extra=())
