"""Settings: the file, the environment, options, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.config import Settings, load
from translator.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    path = folder / "translator.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_without_a_file(tmp_path: Path) -> None:
    settings = load(tmp_path, {})
    assert (settings.model, settings.engine, settings.beam) == ("ar-en", "ctranslate2", 4)
    assert settings.source == tmp_path / "corpus" / "ar"
    assert settings.target == tmp_path / "corpus" / "en"


def test_the_nearest_file_upwards_counts_and_paths_are_relative_to_it(tmp_path: Path) -> None:
    write(tmp_path, '[project]\nsource = "in"\n[translate]\nbeam = 2\n[checks]\nsilence = ["length"]\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    settings = load(inner, {})
    assert settings.source == tmp_path / "in"
    assert settings.beam == 2
    assert settings.checks == {"silence": ["length"]}


def test_environment_wins_over_the_file_and_options_over_both(tmp_path: Path) -> None:
    write(tmp_path, '[translate]\nbeam = 2\nmodel = "one"\n')
    settings = load(tmp_path, {"TRANSLATOR_BEAM": "3", "TRANSLATOR_MODEL": "two"})
    assert (settings.beam, settings.model) == (3, "two")
    assert settings.override(beam=5, model=None).beam == 5
    assert settings.override(beam=5, model=None).model == "two"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("[translate]\nbeem = 4\n", "Did you mean beam?"),
        ("[translat]\nbeam = 4\n", "Did you mean translate?"),
        ('[translate]\nbeam = "four"\n', "a whole number"),
        ("[translate]\nbeam = -1\n", r"\[translate\] beam must be 1 to 32, not -1"),
        ("[translate]\nbeam = 0\n", "beam must be 1 to 32, not 0"),
        ("[translate]\nbeam = 500\n", "beam must be 1 to 32, not 500"),
        ("[translate]\nthreads = 100000\n", "threads must be 0 to 256, not 100000"),
        ("[translate]\npiece_tokens = 1\n", "piece_tokens must be 0 or 8 to 512, not 1"),
        ("[translate]\npiece_tokens = 513\n", "piece_tokens must be 0 or 8 to 512, not 513"),
        ("[translate]\nmemory = 5\n", "memory must be 50 to 101, not 5"),
        ('[translate]\nmodel = ""\n', r"\[translate\] model is empty"),
        ('[project]\nsource = " "\n', r"\[project\] source is empty"),
        ("[translate]\nmodel = true\n", "must be text, not True"),
        ("[translate]\nbeam = true\n", "a whole number"),
        ("beam = 4\n", "not a known table"),
        ("review = 4\n", r"Write \[review\]"),
        ("[translate\n", "cannot be read"),
    ],
)
def test_a_file_that_makes_no_sense_says_where_and_what_to_do(tmp_path: Path, text: str, cause: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError, match=cause) as caught:
        load(tmp_path, {})
    assert caught.value.where == str(path)


@pytest.mark.parametrize(
    "line",
    ["beam = 1", "beam = 32", "threads = 0", "threads = 256", "piece_tokens = 0", "piece_tokens = 8", "memory = 50"],
)
def test_the_ends_of_a_range_are_in_it(tmp_path: Path, line: str) -> None:
    write(tmp_path, f"[translate]\n{line}\n")
    key, value = line.split(" = ")
    assert getattr(load(tmp_path, {}), key) == int(value)


@pytest.mark.parametrize(("value", "cause"), [("wide", "a whole number"), ("0", "must be 1 to 32, not 0")])
def test_a_broken_variable_is_named(tmp_path: Path, value: str, cause: str) -> None:
    with pytest.raises(ConfigError, match=f"TRANSLATOR_BEAM.*{cause}") as caught:
        load(tmp_path, {"TRANSLATOR_BEAM": value})
    assert caught.value.where == "TRANSLATOR_BEAM"


def test_an_empty_variable_is_none(tmp_path: Path) -> None:
    assert load(tmp_path, {"TRANSLATOR_MODEL": ""}).model == "ar-en"


def test_every_setting_of_a_table_has_its_type() -> None:
    assert isinstance(Settings().piece_tokens, int)
    assert isinstance(Settings().reviewer, str)
