"""`translator export`: what it says beside the files it makes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("to", ["tmx", "memory", "corpus"])
def test_why_a_memory_is_empty(project: Path, translator: Run, to: str) -> None:
    translator("translate")
    code, out, _ = translator("export", "--to", to)
    assert code == 0
    assert "Nothing is reviewed yet" in out
    assert "--unreviewed" in out
    assert "Nothing is reviewed" not in translator("export", "--to", to, "--unreviewed")[1]
    assert "Nothing is reviewed" not in translator("export", "--to", "html")[1]


def test_open_document_with_a_template(project: Path, translator: Run) -> None:
    translator("translate")
    assert translator("export", "--to", "odt")[0] == 0
    made = project / "build" / "story.odt"
    (project / "house.ott").write_bytes(made.read_bytes())
    assert translator("export", "--to", "odt", "--template", "house.ott", "--output", "again")[0] == 0
    assert (project / "again" / "story.odt").read_bytes() == made.read_bytes()


def test_word_links_can_be_left_out(project: Path, translator: Run) -> None:
    translator("translate")
    page = project / "build" / "story.html"
    sizes = []
    for option in ("--word-links", "--no-word-links"):
        assert translator("export", option)[0] == 0
        sizes.append(page.stat().st_size)
    (project / "translator.toml").write_text("[export]\nword_links = false\n", encoding="utf-8")
    assert translator("export")[0] == 0
    sizes.append(page.stat().st_size)
    assert sizes[0] > sizes[1] == sizes[2]


def test_machine_english_without_marks_is_told(project: Path, translator: Run) -> None:
    translator("translate")
    assert "4 sentences of machine English not reviewed" in translator("export", "--to", "original")[1]
    assert "machine English" not in translator("export", "--to", "original", "--reviewed-only", "--output", "arabic")[1]
    assert "machine English" not in translator("export", "--to", "docx")[1]


@pytest.mark.parametrize(("suffix", "delimiter"), [(".csv", ";"), (".tsv", "\t")])
def test_a_column_of_a_table_comes_back(project: Path, translator: Run, suffix: str, delimiter: str) -> None:
    table = project / f"news{suffix}"
    rows = [("id", "نص", "بلد"), ("7", '"عاد النهر; إلى مجراه. وعادت الطيور."', "قطر"), ("8", "فاض النهر أمس.", "")]
    table.write_text("".join(f"{delimiter.join(row)}\r\n" for row in rows), encoding="utf-8", newline="")
    assert translator("translate", f"{table.name}#نص")[0] == 0
    assert translator("export", "--to", "original")[0] == 0
    lines = (project / "build" / f"news.en{suffix}").read_bytes().decode("utf-8").split("\r\n")
    assert lines[0] == delimiter.join(rows[0])
    quote = '"' if delimiter == ";" else ""
    assert lines[1:] == [
        f"7{delimiter}{quote}EN[عاد النهر; إلى مجراه.] EN[وعادت الطيور.]{quote}{delimiter}قطر",
        f"8{delimiter}EN[فاض النهر أمس.]{delimiter}",
        "",
    ]


def test_each_format_takes_its_own_of_the_projects_templates(project: Path, translator: Run) -> None:
    translator("translate")
    for name in ("docx", "odt"):
        assert translator("export", "--to", name)[0] == 0
        (project / f"house.{name}").write_bytes((project / "build" / f"story.{name}").read_bytes())
    page = '{% extends "page.html.j2" %}{% block footer %}<p>House style</p>{% endblock %}'
    (project / "house.html.j2").write_text(page, encoding="utf-8")
    templates = '[export]\ntemplate = ["house.docx", "house.html.j2", "house.odt"]\n'
    (project / "translator.toml").write_text(templates, encoding="utf-8")
    for name in ("docx", "odt", "html", "epub"):
        assert translator("export", "--to", name)[0] == 0, name
    assert "House style" in (project / "build" / "story.html").read_text(encoding="utf-8")
    for wrong in (["--to", "docx", "--template", "house.odt"], ["--template", "house.docx"]):
        code, _, err = translator("export", *wrong)
        assert code == 2
        assert "cannot start from house." in err
    (project / "translator.toml").write_text("[export]\ntemplate = [1]\n", encoding="utf-8")
    assert translator("export")[0] == 3


@pytest.mark.parametrize("url", ["ftp://example.org/", "javascript:x", "example.org/news", "https:", "/news"])
def test_a_base_url_that_is_no_address_is_refused(project: Path, translator: Run, url: str) -> None:
    translator("translate")
    code, _, err = translator("export", "--to", "site", "--base-url", url)
    assert code == 3
    assert "base_url must be an http or https address" in err
    assert not (project / "build").exists()


@pytest.mark.parametrize(("to", "name"), [("html", "house.html.j2"), ("docx", "house.docx"), ("odt", "house.ott")])
def test_a_template_that_is_not_there_is_told(project: Path, translator: Run, to: str, name: str) -> None:
    translator("translate")
    code, _, err = translator("export", "--to", to, "--template", name)
    assert code == 2
    assert f"there is no file {name}" in " ".join(err.split())


def test_pairs_beside_the_reader_are_named(project: Path, translator: Run) -> None:
    assert "`translator translate` begins" in translator("export")[1]
    translator("run", "corpus/ar/story.txt", "--output", ".")
    out = translator("export", "--to", "text")[1]
    assert "translator export ." in out
    assert translator("export", ".", "--to", "text")[0] == 0
