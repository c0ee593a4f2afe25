"""Every command from a user's side: what it prints, what it makes, how it ends."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from translator import store

Run = Callable[..., "tuple[int, str, str]"]
HEAVY = {"torch", "transformers", "ctranslate2", "sentencepiece", "lxml", "starlette", "jinja2", "polib", "regex"}


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['translator', '--help']\n"
        "from translator.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('LOADED', *sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = output.rpartition("LOADED")[2].split()
    assert not HEAVY.intersection(loaded)


def test_run_goes_the_whole_way(project: Path, translator: Run) -> None:
    code, out, _ = translator("run")
    assert code == 0
    assert "4 translated now" in out
    assert str(project / "build" / "index.html") in out.replace("\n", "") or "build/index.html" in out
    assert (project / "build" / "story.html").is_file()
    assert (project / "corpus" / "en" / "story.po").is_file()


def test_run_with_output_puts_all_into_one_folder_and_twice_changes_nothing(project: Path, translator: Run) -> None:
    assert translator("run", "corpus/ar/story.txt", "--output", "out")[0] == 0
    files = {path.name: path.read_bytes() for path in (project / "out").iterdir() if not path.name.startswith(".")}
    assert set(files) == {"story.po", "story.html", "index.html"}
    code, out, _ = translator("run", "corpus/ar/story.txt", "--output", "out")
    assert code == 0
    assert "nothing to do" in out
    assert files == {
        path.name: path.read_bytes() for path in (project / "out").iterdir() if not path.name.startswith(".")
    }


def test_run_into_the_folder_of_the_articles_reads_no_page_of_its_own(project: Path, translator: Run) -> None:
    for _ in range(2):
        code, _, err = translator("run", "corpus/ar", "--output", "corpus/ar")
        assert (code, "story.html" in err) == (0, False)
        assert sorted(path.name for path in Path("corpus/ar").glob("*.html")) == ["index.html", "story.html"]
    for to in ("site", "original"):
        assert translator("export", "corpus/ar", "--to", to, "--output", "corpus/ar", "--unreviewed")[0] == 0
    assert translator("run", "corpus/ar", "--output", "corpus/ar")[0] == 0
    code, _, err = translator("run", "corpus/ar/story.html", "--output", "corpus/ar")
    assert code == 3
    assert "a page made by translator" in err


@pytest.mark.parametrize("name", ["BEAM=0", "BEAM=500", "THREADS=100000", "PIECE_TOKENS=1", "MEMORY=5"])
def test_number_out_of_bounds_is_an_error(
    project: Path, translator: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    variable, _, value = f"TRANSLATOR_{name}".partition("=")
    monkeypatch.setenv(variable, value)
    code, _, err = translator("translate")
    assert code == 3
    assert variable in err


def test_report_into_a_build_folder_that_is_a_file_is_an_error(project: Path, translator: Run) -> None:
    translator("translate")
    (project / "build").write_text("mine", encoding="utf-8")
    code, _, err = translator("status", "--report")
    assert code == 3
    assert "review-report.html" in err
    assert (project / "build").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "url", ["javascript:x", " JavaScript:x", "java\tscript:x", "data:text/html,x", "/report", "http://["]
)
def test_report_url_that_is_no_address_is_refused(project: Path, translator: Run, url: str) -> None:
    translator("translate")
    code, _, err = translator("export", "--report-url", url)
    assert code == 3
    assert "report_url" in err
    assert not (project / "build" / "story.html").exists()


@pytest.mark.parametrize("url", ["HTTPS://example.org/{id}", "http://localhost/?t={title}", "mailto:a@example.org", ""])
def test_report_url_may_be_a_page_or_a_mailbox(project: Path, translator: Run, url: str) -> None:
    translator("translate")
    assert translator("export", "--report-url", url)[0] == 0


def test_run_json_is_for_programs(project: Path, translator: Run) -> None:
    code, out, _ = translator("run", "--json")
    result = json.loads(out)
    assert code == 0
    assert result["articles"][0]["states"]["machine"] == 4
    assert result["pages"][0].endswith("index.html")


def test_translate_says_when_there_is_nothing_to_do(project: Path, translator: Run) -> None:
    translator("translate")
    code, out, _ = translator("translate")
    assert code == 0
    assert "nothing to do" in out


def test_translate_one_broken_file_of_two_is_a_partial_failure(project: Path, translator: Run) -> None:
    (project / "corpus" / "ar" / "empty.txt").write_bytes(b"")
    code, out, err = translator("translate")
    assert code == 1
    assert "story.po" in out
    assert "empty.txt" in err
    assert "empty" in err


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, ""),
        ("english.txt", b"Only English here.\n", "no Arabic"),
        ("broken.txt", "قال الوزير".encode() + b"\xff\xfe\xd9" + "إن الأمر انتهى".encode() * 3, ""),
    ],
)
def test_a_single_broken_file_ends_with_3_and_names_file_and_next_step(
    project: Path, translator: Run, name: str, content: bytes, cause: str
) -> None:
    (project / name).write_bytes(content)
    code, _, err = translator("translate", name)
    assert code == 3
    assert name in err
    assert cause in err
    assert len(err.strip().splitlines()) >= 2
    assert not (project / "corpus" / "en").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_is_told(project: Path, translator: Run) -> None:
    path = project / "corpus" / "ar" / "story.txt"
    path.chmod(0)
    code, _, err = translator("translate")
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert code == 3
    assert "permissions" in err


def test_a_missing_file_is_told(project: Path, translator: Run) -> None:
    code, _, err = translator("translate", "nowhere.txt")
    assert code == 3
    assert "nowhere.txt" in err


def test_a_missing_model_is_told_before_anything_is_lost(project: Path, translator: Run) -> None:
    code, _, err = translator("translate", "--engine", "ctranslate2", "--model", "./no-such-model")
    assert code == 3
    assert "no-such-model" in err
    assert len(store.load(project / "corpus" / "en" / "story.po").pairs) == 4


def test_wrong_usage_is_2(project: Path, translator: Run) -> None:
    assert translator("translate", "--beam", "zero")[0] == 2
    assert translator("no-such-command")[0] == 2


def test_segment_as_jsonl_text_and_table(project: Path, translator: Run) -> None:
    code, out, _ = translator("segment", "corpus/ar/story.txt", "--format", "jsonl")
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [record["place"] for record in records] == ["p1.s1", "p2.s1", "p2.s2", "p3.s1"]
    assert records[0]["kind"] == "title"
    assert translator("segment", "corpus/ar/story.txt", "--format", "text")[1].splitlines()[-1] == records[-1]["text"]
    assert "p2.s2" in translator("segment", "corpus/ar/story.txt")[1]


def test_segment_tells_what_is_left_out(project: Path, translator: Run) -> None:
    path = project / "twice.txt"
    path.write_text("عنوان يتكرر\n\nعنوان يتكرر\n\nانتهى الاجتماع بلا اتفاق.\n", encoding="utf-8")
    out = translator("segment", "twice.txt", "--format", "jsonl")[1]
    dropped = [record for record in map(json.loads, out.splitlines()) if "dropped" in record]
    assert [record["text"] for record in dropped] == ["عنوان يتكرر"]


def test_segment_shows_the_pieces_of_an_over_long_sentence(project: Path, translator: Run) -> None:
    sentence = "، ".join(f"وقال المتحدث رقم {number} إن العمل مستمر" for number in range(20)) + "."
    (project / "long.txt").write_text(sentence + "\n", encoding="utf-8")
    out = translator("segment", "long.txt", "--format", "jsonl", "--pieces")[1]
    [record] = map(json.loads, out.splitlines())
    assert len(record["pieces"]) > 1
    assert " ".join(record["pieces"]).split() == sentence.split()
    assert "piece 2" in translator("segment", "long.txt", "--pieces")[1]


def test_segment_exports_its_rules_as_srx(project: Path, translator: Run) -> None:
    code, _, _ = translator("segment", "--export-srx", "rules.srx")
    assert code == 0
    assert "<srx" in (project / "rules.srx").read_text(encoding="utf-8")
    (project / "translator.toml").write_text('[segmentation]\nsrx = "rules.srx"\n', encoding="utf-8")
    assert len(translator("segment", "corpus/ar/story.txt", "--format", "text")[1].splitlines()) == 4
    assert translator("segment")[0] == 2


def test_segmentation_rules_of_the_project_count(project: Path, translator: Run) -> None:
    (project / "a.txt").write_text("وصل القطار إلى مح. القديمة صباحاً. وغادر.\n", encoding="utf-8")
    assert len(translator("segment", "a.txt", "--format", "text")[1].splitlines()) == 3
    (project / "translator.toml").write_text('[segmentation]\nabbreviations = ["مح"]\n', encoding="utf-8")
    assert len(translator("segment", "a.txt", "--format", "text")[1].splitlines()) == 2


def test_lines_is_a_filter(project: Path, translator: Run) -> None:
    code, out, _ = translator("lines", stdin="الأول.\n\nالثاني.\n")
    assert code == 0
    assert out.count("\n") == 3
    assert out.splitlines()[1] == ""
    assert translator("lines", "--unbuffered", stdin="الأول.\n\nالثاني.\n")[1] == out


def test_status_counts_by_state(project: Path, translator: Run) -> None:
    assert "translator translate" in translator("status")[1]
    translator("translate")
    code, out, _ = translator("status", "--json")
    [row] = json.loads(out)
    assert code == 0
    assert (row["machine"], row["reviewed"], row["words"]) == (4, 0, 20)
    assert "story" in translator("status")[1]


def test_status_report_as_table_json_and_page(project: Path, translator: Run) -> None:
    translator("translate")
    translator("review", "--reviewer", "Salma", stdin="a\n")
    out = translator("status", "--report")[1]
    assert "Salma" in out
    assert "Salma" in (project / "build" / "review-report.html").read_text(encoding="utf-8")
    assert json.loads(translator("status", "--report", "--json")[1])["total"]["reviewed"] == 1


def test_check_ends_with_1_on_errors_in_every_format(project: Path, translator: Run) -> None:
    translator("translate")
    code, out, _ = translator("check")
    assert code == 1
    assert "story.po" in out
    assert all(
        {"code", "severity", "place"} <= finding.keys()
        for finding in json.loads(translator("check", "--format", "json")[1])
    )
    assert "::" in translator("check", "--format", "github")[1]


def test_export_html_from_a_po_file(project: Path, translator: Run) -> None:
    translator("translate")
    code, out, _ = translator("export", "corpus/en/story.po", "--to", "html", "--output", "pages")
    assert code == 0
    assert "pages/index.html" in out
    assert (project / "pages" / "story.html").is_file()


@pytest.mark.parametrize(
    ("format", "first"),
    [
        *[("site", "index.html"), ("markdown", "story.md"), ("docx", "story.docx"), ("epub", "story.epub")],
        *[("tmx", "story.tmx"), ("xliff", "story.xlf"), ("xliff2", "story.xliff2.xlf"), ("xlsx", "story.xlsx")],
        *[
            ("jsonl", "story.jsonl"),
            ("tsv", "story.tsv"),
            ("text", "story.txt"),
            ("original", "story.en.txt"),
            ("anthology", "anthology.epub"),
        ],
    ],
)
def test_export_to_every_format(project: Path, translator: Run, format: str, first: str) -> None:
    translator("translate")
    code, out, _ = translator("export", "--to", format, "--unreviewed", "--json")
    assert code == 0
    assert json.loads(out)[0].endswith(first)
    assert Path(json.loads(out)[0]).stat().st_size > 0


def test_export_takes_the_projects_settings_and_options_win_over_them(project: Path, translator: Run) -> None:
    translator("translate")
    (project / "mine.css").write_text("main { color: rebeccapurple }", encoding="utf-8")
    table = '[export]\ntheme = "mine.css"\nreport_url = "https://example.org/report?{id}"\n'
    (project / "translator.toml").write_text(table, encoding="utf-8")
    assert translator("export", "--report-url", "https://example.org/errors?{id}")[0] == 0
    page = (project / "build" / "story.html").read_text(encoding="utf-8")
    assert "rebeccapurple" in page
    assert "example.org/errors" in page
    (project / "translator.toml").write_text('[export]\nthema = "mine.css"\n', encoding="utf-8")
    code, _, err = translator("export")
    assert code == 3
    assert "thema" in err


def test_export_to_an_unknown_format_lists_the_known(project: Path, translator: Run) -> None:
    translator("translate")
    code, _, err = translator("export", "--to", "papyrus")
    assert code == 3
    assert "html" in err


def test_init_makes_a_project_that_runs(tmp_path: Path, translator: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert translator("init", "paper")[0] == 0
    assert "build/" in Path("paper/.gitignore").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path / "paper")
    Path("corpus/ar/a.txt").write_text("وغادر الوفد مساء الخميس.\n", encoding="utf-8")
    assert translator("run", "--engine", "echo")[0] == 0
    assert Path("build/a.html").is_file()


def test_init_changes_nothing_that_is_there(project: Path, translator: Run) -> None:
    (project / "translator.toml").write_text('[review]\nreviewer = "Salma"\n', encoding="utf-8")
    code, _, err = translator("init")
    assert code == 3
    assert "translator.toml" in err
    assert "Salma" in (project / "translator.toml").read_text(encoding="utf-8")


def test_version(translator: Run) -> None:
    code, out, _ = translator("--version")
    assert code == 0
    assert out.startswith("translator ")


@pytest.mark.model
def test_model_list_and_info(project: Path, translator: Run, embedded_model: Path) -> None:
    code, out, _ = translator("model", "list", "--json")
    assert code == 0
    assert embedded_model.name in [model["name"] for model in json.loads(out)]
    assert embedded_model.name in translator("model", "list")[1]
    described = json.loads(translator("model", "info", str(embedded_model), "--json")[1])
    config = json.loads((embedded_model / "config.json").read_text(encoding="utf-8"))
    assert described["layers"] == [config["encoder_layers"], config["decoder_layers"]]
    assert described["bytes"] == (embedded_model / "model.safetensors").stat().st_size


def test_model_info_of_nothing_is_told(project: Path, translator: Run) -> None:
    code, _, err = translator("model", "info", "./nothing")
    assert code == 3
    assert "nothing" in err
