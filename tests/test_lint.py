"""`po lint` names the line and the cure of each thing that is wrong, and nothing where all is well."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from translator import store
from translator.bitext import Bitext, Kind, MachineOutput, Pair, Segment, State, checksum
from translator.checks import Severity
from translator.cli.po import app
from translator.errors import StoreError
from translator.lint import lint
from translator.store.po import format_po


def pair(number: int, state: State, target: str = "Text.") -> Pair:
    machine = MachineOutput("m@1", -0.5, "2026-11-25", checksum("Text."))
    return Pair(f"s/{number}", Segment(f"جملة {number}", Kind.PARAGRAPH, number, 1, number), target, state, machine)


GOOD = Bitext(
    "story",
    "story.txt",
    (pair(1, State.REVIEWED), pair(2, State.MACHINE), pair(3, State.UNTRANSLATED, "")),
    (pair(9, State.STALE),),
)


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., list[tuple[int, str, str]]]:
    """Lint the good file after hand edits; gives (line, severity, message) of each problem."""

    def run(*changes: tuple[str, str]) -> list[tuple[int, str, str]]:
        path = tmp_path / "story.po"
        text = format_po(GOOD)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        return [(p.line, p.severity.value, p.message) for p in lint(path)]

    return run


def line_of(text: str, nth: int = 1) -> int:
    """The line of the nth time that `text` stands in the good file."""
    return [n for n, line in enumerate(format_po(GOOD).split("\n"), 1) if text in line][nth - 1]


def test_file_as_it_is_saved_has_no_problem(edited: Callable[..., list[tuple[int, str, str]]]) -> None:
    assert edited() == []


@pytest.mark.parametrize(
    ("change", "where", "severity", "message"),
    [
        (('msgstr "Text."', 'msgstr "Text.'), 'msgstr "Text."', "error", "lacks the closing double quote"),
        (('msgstr "Text."', 'msgstr "A "b" c"'), 'msgstr "Text."', "error", "has a double quote inside"),
        (
            ('msgstr "Text."', 'msgstrr "Text."'),
            'msgstr "Text."',
            "error",
            "has msgstrr where msgctxt, msgid or msgstr",
        ),
        (('msgstr "Text."', r'msgstr "C:\\news\\q\q."'), 'msgstr "Text."', "warning", r"has “\q”, which stands for"),
        (("#, fuzzy", "<<<<<<< HEAD"), "#, fuzzy", "error", "conflict marker"),
        (("#, fuzzy", "fuzzy"), "#, fuzzy", "error", "neither a comment nor a keyword"),
        (("@state machine", "@state mashine"), "@state machine", "warning", "“@state mashine” is not understood"),
        (("@mt m@1", "@mt"), "@mt m@1", "warning", "“@mt -0.5 2026-11-25” is not understood"),
        (("@mtsum", "@checksum"), "@mtsum", "warning", "@checksum is not known"),
        (('msgctxt "s/2"', 'msgctxt "s/1"'), 'msgctxt "s/2"', "warning", "has the id “s/1” of line"),
        (("loc=p1.s1", "loc=1"), "loc=p1.s1", "warning", "“loc=1 kind=paragraph” is no place"),
        (("# Arabic to English", "\ufeff# Arabic to English"), "# Arabic to English", "warning", "byte order mark"),
        (("; charset=UTF-8", ""), "# Arabic to English", "warning", "does not say charset=UTF-8"),
    ],
)
def test_each_problem_is_named_with_its_line(
    edited: Callable[..., list[tuple[int, str, str]]],
    change: tuple[str, str],
    where: str,
    severity: str,
    message: str,
) -> None:
    ((line, found, said),) = edited(change)
    assert (line, found) == (line_of(where), severity)
    assert message in said


def test_what_a_state_line_means_without_fuzzy_is_said(edited: Callable[..., list[tuple[int, str, str]]]) -> None:
    ((line, _, message),) = edited(('#, fuzzy\nmsgctxt "s/2"', 'msgctxt "s/2"'))
    assert (line, message) == (line_of("@state machine"), "“@state machine” without fuzzy counts as reviewed")


def test_missing_parts_of_entries(edited: Callable[..., list[tuple[int, str, str]]]) -> None:
    assert "has no msgctxt" in edited(('msgctxt "s/1"\n', ""))[0][2]
    assert (
        "fuzzy without a translation"
        in edited(('"s/2"\nmsgid "جملة 2"\nmsgstr "Text."', '"s/2"\nmsgid "جملة 2"\nmsgstr ""'))[0][2]
    )
    assert edited(('msgid "جملة 1"\n', ""))[0][1] == "error"


def test_plural_forms_are_told_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "story.po"
    path.write_text('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n', encoding="utf-8")
    [problem] = lint(path)
    assert (problem.message, problem.tip) == ("has plural forms", "Write one msgid with one msgstr.")


def test_what_a_whole_file_shares_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "story.po"
    path.write_text("".join(f'msgid "{n}"\nmsgstr ""\n\n' for n in range(50)), encoding="utf-8")
    header, *messages = [problem.message for problem in lint(path)]
    assert "has no header" in header
    assert len(messages) == 2
    assert all("and 49 more entries" in message for message in messages)


def test_bytes_that_are_not_the_charset(tmp_path: Path) -> None:
    path = tmp_path / "story.po"
    path.write_bytes(format_po(GOOD).encode().replace("جملة 2".encode(), b"\xe9"))
    ((line, severity, message),) = [(p.line, p.severity, p.message) for p in lint(path)]
    assert (line, severity) == (line_of("جملة 2"), Severity.ERROR)
    assert "not utf-8" in message
    path.write_bytes(b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n')
    assert "charset that does not exist" in lint(path)[0].message
    path.write_bytes(b"")
    assert lint(path)[0].message == "the file is empty"
    with pytest.raises(StoreError, match="cannot be read"):
        lint(tmp_path)


PIECES = st.sampled_from(
    [
        *('msgid "a"', 'msgstr "b"', 'msgctxt "c"', '"more"', '"open', "", "x"),
        *("#, fuzzy", '#~ msgid "x"', "# @state machine", "#. loc=p1.s1 kind=title", '#| msgid "p"', "#| x"),
        *('msgstr[0] "q"', 'msgid_plural "r"'),
    ]
)


@given(st.lists(PIECES, max_size=12))
@settings(max_examples=300, deadline=None)
def test_errors_are_found_exactly_where_loading_fails(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.po"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    broken = any(problem.severity is Severity.ERROR for problem in lint(path))
    try:
        store.load(path)
    except StoreError:
        assert broken
    else:
        assert not broken


def test_command_prints_places_and_tells_by_its_exit_code(tmp_path: Path) -> None:
    path = tmp_path / "story.po"
    store.save(GOOD, path)
    run = CliRunner().invoke
    assert run(app, ["lint", str(tmp_path)]).output == "1 file, nothing wrong.\n"
    path.write_text(path.read_text(encoding="utf-8") + "oops\n", encoding="utf-8")
    result = run(app, ["lint", str(path)])
    assert result.exit_code == 1
    assert f"{path}:{line_of('#~ msgstr') + 1}: error: is neither a comment" in result.output
    (problem,) = json.loads(run(app, ["lint", "--json", str(path)]).output)
    assert (problem["line"], problem["severity"]) == (line_of("#~ msgstr") + 1, "error")
