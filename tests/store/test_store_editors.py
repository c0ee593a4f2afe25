"""What other programs and hands do to a PO file is understood, and what they wrote is kept."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from translator import store
from translator.bitext import Bitext, Kind, MachineOutput, Pair, Segment, State, checksum
from translator.store.po import format_po, parse_po

WHERE = Path("story.po")
TEXT = "The talks resumed."


def pair(number: int, state: State = State.MACHINE, target: str = TEXT, **more: object) -> Pair:
    made = MachineOutput("ar-en@3f2a1c", -0.42, "2026-11-25", checksum(TEXT))
    segment = Segment(f"جملة رقم {number}.", Kind.PARAGRAPH, number, 1, number)
    base = Pair(f"story/{number:08x}", segment, "" if state is State.UNTRANSLATED else target, state, made)
    return replace(base, **more)  # type: ignore[arg-type]


def article(*pairs: Pair, obsolete: tuple[Pair, ...] = ()) -> Bitext:
    return Bitext("story", "corpus/ar/story.txt", pairs, obsolete)


def edited(bitext: Bitext, *changes: tuple[str, str]) -> Bitext:
    """The bitext after its PO text was edited by hand: each old text replaced by a new one, once."""
    text = format_po(bitext)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_po(text, WHERE)


@pytest.mark.parametrize("state", [State.MACHINE, State.STALE, State.REJECTED])
def test_editor_that_removes_fuzzy_wins_over_the_state_line(state: State) -> None:
    bitext = edited(article(pair(1, state, previous="قبل" if state is State.STALE else "")), ("#, fuzzy\n", ""))
    assert bitext.pairs[0].state is State.REVIEWED
    assert "@state" not in format_po(bitext)
    assert "#|" not in format_po(bitext)


def test_editor_that_sets_fuzzy_on_a_reviewed_text_takes_it_back() -> None:
    accepted = edited(article(pair(1, State.REVIEWED)), ("msgctxt", "#, fuzzy\nmsgctxt"))
    assert accepted.pairs[0].state is State.MACHINE
    rewritten = edited(article(pair(1, State.REVIEWED, "A person's.")), ("msgctxt", "#, fuzzy\nmsgctxt"))
    assert rewritten.pairs[0].state is State.REJECTED
    assert rewritten.pairs[0].target == "A person's."


def test_editor_that_empties_a_text_leaves_it_untranslated() -> None:
    assert edited(article(pair(1)), (f'msgstr "{TEXT}"', 'msgstr ""')).pairs[0].state is State.UNTRANSLATED


def test_fuzzy_with_the_old_source_is_stale() -> None:
    bitext = edited(article(pair(1, State.REVIEWED)), ("msgctxt", '#, fuzzy\n#| msgid "قديم"\nmsgctxt'))
    assert (bitext.pairs[0].state, bitext.pairs[0].previous) == (State.STALE, "قديم")


def test_gettext_1_flag_lines_are_read() -> None:
    text = format_po(article(pair(1))).replace("#, fuzzy", "#, fuzzy\n#= c-format")
    found = parse_po(text, WHERE).pairs[0]
    assert found.state is State.MACHINE
    assert "#, c-format" in found.extra


def test_comments_flags_and_header_fields_of_others_are_kept() -> None:
    bitext = edited(
        article(pair(1)),
        ("# @state", "# Look at the name.\n# @state"),
        ("#. loc", "#. from the CMS\n#. loc"),
        ("#: corpus", "#: cms:77 corpus"),
        ("#, fuzzy", "#, fuzzy, no-c-format"),
        ('"X-Source', '"X-Generator: Poedit 3.4.2\\n"\n"X-Source'),
        ('"Last-Translator: \\n"', '"Last-Translator: Amal <amal@example.org>\\n"'),
        ('"PO-Revision-Date: \\n"', '"PO-Revision-Date: 2026-11-25 10:00+0300\\n"'),
    )
    assert bitext.pairs[0].extra == ("# Look at the name.", "#. from the CMS", "#: cms:77", "#, no-c-format")
    assert bitext.pairs[0].segment.line == 1
    text = format_po(bitext)
    for kept in ("# Look at the name.", "#. from the CMS", "cms:77", "no-c-format", "Poedit 3.4.2", "Amal <", "10:00"):
        assert kept in text
    assert format_po(parse_po(text, WHERE)) == text


@pytest.mark.parametrize(
    "spelling",
    ["#by hand, without a blank", "## two signs", "#"],
)
def test_any_comment_that_gettext_reads_is_read(spelling: str) -> None:
    text = format_po(article(pair(1), pair(2))).replace("# @state", f"{spelling}\n# @state")
    bitext = parse_po(text, WHERE)
    assert [p.state for p in bitext.pairs] == [State.MACHINE] * 2
    assert spelling.lstrip("# ") in " ".join(bitext.pairs[0].extra)


def test_windows_line_ends_and_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "story.po"
    bitext = article(pair(1), pair(2, State.REVIEWED))
    path.write_bytes(b"\xef\xbb\xbf" + format_po(bitext).replace("\n", "\r\n").encode())
    assert store.load(path) == bitext


def test_other_charset_in_the_header_is_read(tmp_path: Path) -> None:
    path = tmp_path / "story.po"
    bitext = article(pair(1))
    path.write_bytes(format_po(bitext).replace("charset=UTF-8", "charset=windows-1256").encode("windows-1256"))
    assert store.load(path) == bitext
    store.save(store.load(path), path)
    assert "charset=UTF-8" in path.read_text(encoding="utf-8")


def test_octal_escapes_are_read_in_texts_only() -> None:
    bitext = edited(article(pair(1, note="C:\\0101")), ("The talks", "\\124he talks"))
    assert (bitext.pairs[0].target, bitext.pairs[0].note) == (TEXT, "C:\\0101")


def test_entries_sorted_by_another_program_come_back_in_reading_order() -> None:
    head, *entries = format_po(article(pair(1), pair(2), pair(3))).strip("\n").split("\n\n")
    bitext = parse_po("\n\n".join([head, *reversed(entries)]) + "\n", WHERE)
    assert bitext == article(pair(1), pair(2), pair(3))


def test_entry_without_context_or_with_one_twice_gets_an_id_of_its_own() -> None:
    first, second = pair(1, State.REVIEWED, "One."), pair(2, State.REVIEWED, "Two.")
    bitext = edited(article(first, second), (second.id, first.id))
    assert [p.target for p in bitext.pairs] == ["One.", "Two."]
    assert len({p.id for p in bitext.pairs}) == 2
    bitext = edited(article(first), (f'msgctxt "{first.id}"\n', ""))
    assert bitext.pairs[0].id.startswith("story/")


def test_file_without_header_or_places_is_read() -> None:
    bitext = parse_po('# mine\nmsgid "جملة"\nmsgstr "Sentence."\n\nmsgid "أخرى"\nmsgstr ""\n', WHERE)
    assert [(p.source, p.state) for p in bitext.pairs] == [("جملة", State.REVIEWED), ("أخرى", State.UNTRANSLATED)]
    assert [p.segment.block for p in bitext.pairs] == [1, 2]
    assert bitext.pairs[0].extra == ("# mine",)


def test_obsolete_entries_written_without_a_blank_are_read() -> None:
    gone = pair(9, State.STALE, previous="قبل ذلك")
    text = format_po(article(pair(1), obsolete=(gone,)))
    tight = text.replace("#~ ", "#~")
    assert parse_po(tight, WHERE) == parse_po(text, WHERE)
    assert parse_po(text, WHERE).obsolete[0].previous == "قبل ذلك"


def test_msgmerge_keeps_all_a_person_wrote(tmp_path: Path, require_program: Callable[..., str]) -> None:
    msgmerge = require_program("msgmerge", package="gettext")
    bitext = article(pair(1, State.REVIEWED, note="look"), pair(2, State.MACHINE), pair(3, State.REVIEWED))
    old, template = tmp_path / "story.po", tmp_path / "story.pot"
    store.save(bitext, old)
    template.write_text(format_po(article(*(pair(n, State.UNTRANSLATED) for n in (1, 2)))), encoding="utf-8")
    merged = subprocess.run([msgmerge, "-q", "--previous", "--no-wrap", old, template], capture_output=True, check=True)
    back = parse_po(merged.stdout.decode(), WHERE)
    assert [(p.id, p.target, p.state, p.note, p.machine) for p in back.pairs] == [
        (p.id, p.target, p.state, p.note, p.machine) for p in bitext.pairs[:2]
    ]
    assert [(p.id, p.target) for p in back.obsolete] == [(bitext.pairs[2].id, TEXT)]
