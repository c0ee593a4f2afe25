from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import DataError
from translator.training.recipe import from_files, read_recipe
from translator.training.schedule import Phase

ROOT = Path(__file__).resolve().parents[2]


def test_patterns_are_found_beside_the_recipe_and_in_the_folders(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder, names in ((here, ["a_1.tsv", "a_2.tsv"]), (there, ["un.tsv.xz"])):
        folder.mkdir()
        for name in names:
            (folder / name).touch()
    recipe = here / "recipe.toml"
    recipe.write_text(
        '[[source]]\nfiles = ["a_*.tsv"]\nweights = [1, 2, 3]\nheld_out = true\nterms = true\n'
        '[[source]]\nfiles = ["un.tsv.xz"]\nweight = 0.5\n[[source]]\nfiles = ["no.tsv"]\noptional = true\n',
        encoding="utf-8",
    )
    sources = read_recipe(recipe, [there])
    assert [source.name for source in sources] == ["a_1", "a_2", "un"]
    assert [sources[0].weight(phase) for phase in Phase] == [1, 2, 3]
    assert [sources[2].weight(phase) for phase in Phase] == [0.5, 0.5, 0.5]
    assert [source.held_out for source in sources] == [True, True, False]
    assert [source.terms for source in sources] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ('[[source]]\nfiles = ["none.tsv"]', "finds no file none.tsv"),
        ("[[source]]\nfiles = []\nwieght = 2", "unknown keys: wieght"),
        ("[[source]]\nfiles = []\nweights = [1, 2]", "2 weights"),
        ("[[source", "not TOML"),
    ],
)
def test_mistakes_in_a_recipe_are_named(tmp_path: Path, text: str, cause: str) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=cause):
        read_recipe(recipe, [])


def test_plain_files_count_the_same_and_keep_pairs_out(tmp_path: Path) -> None:
    sources = from_files([tmp_path / "a.tsv", tmp_path / "b.tmx"])
    assert [source.name for source in sources] == ["a", "b"]
    assert all(source.held_out and source.weights == (1, 1, 1) for source in sources)


def test_the_embedded_model_can_be_made_from_what_is_here() -> None:
    sources = read_recipe(ROOT / "corpus" / "parallel" / "ar-en.toml", [])
    assert len(sources) > 10
    assert all(source.files[0].is_file() for source in sources)
