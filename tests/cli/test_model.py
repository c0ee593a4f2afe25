"""`translator model`: listing, training, adapting, evaluating from a user's side."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "tuple[int, str, str]"]
TINY = ("--width", "64", "--layers", "1-1", "--vocabulary", "400", "--batch", "200", "--device", "cpu")


@pytest.fixture
def pairs_file(tmp_path: Path) -> Path:
    names = [("سمير", "Samir"), ("ليلى", "Leila"), ("كريم", "Karim"), ("هدى", "Huda"), ("نادر", "Nader")]
    verbs = [("كتب", "wrote"), ("قرأ", "read"), ("وجد", "found"), ("باع", "sold"), ("حمل", "carried")]
    things = [("الكتاب", "the book"), ("الرسالة", "the letter"), ("الصحيفة", "the paper"), ("القصة", "the story")]
    path = tmp_path / "pairs.tsv"
    path.write_text(
        "".join(
            f"{verb[0]} {name[0]} {thing[0]} في المساء.\t{name[1]} {verb[1]} {thing[1]} in the evening.\n"
            for name in names
            for verb in verbs
            for thing in things
        ),
        encoding="utf-8",
    )
    return path


@pytest.mark.slow
def test_train_then_evaluate_then_adapt(translator: Run, pairs_file: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    code, out, err = translator("model", "train", str(run), str(pairs_file), "--steps", "50", *TINY)
    assert code == 0, err
    assert "held out to measure on" in out
    assert f"translator translate --model {run / 'model'}" in out.replace("\n", "")

    code, out, _ = translator("model", "evaluate", str(pairs_file), "--model", str(run / "model"), "--json")
    assert code == 0
    result = json.loads(out)
    assert [one["metric"] for one in result["scores"]] == ["BLEU", "chrF2", "TER"]
    assert result["seconds"] > 0

    code, out, err = translator(
        "model", "adapt", str(tmp_path / "adapted"), str(pairs_file), "--model", str(run / "model"), "--minutes", "0.1"
    )
    assert code == 0, err
    assert (tmp_path / "adapted" / "model" / "config.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give files of parallel text"),
        (("none.tsv",), "say how long"),
        (("none.tsv", "--steps", "5", "--layers", "four"), "is not like 4-1"),
        (("none.tsv", "--steps", "5", "--width", "100"), "multiple of 64"),
    ],
)
def test_wrong_usage_of_train_is_told(
    translator: Run, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    code, _, err = translator("model", "train", str(tmp_path / "run"), *arguments)
    assert code == 2
    assert message in " ".join(err.replace("│", " ").split())


def test_missing_training_text_is_told_with_its_name(translator: Run, tmp_path: Path) -> None:
    code, _, err = translator("model", "train", str(tmp_path / "run"), str(tmp_path / "none.tsv"), "--steps", "5")
    assert code == 3
    assert "none.tsv" in err.replace("\n", "")


def test_evaluate_refuses_sides_of_different_lengths(translator: Run, tmp_path: Path) -> None:
    (tmp_path / "t.ar").write_text("أ\nب\n", encoding="utf-8")
    (tmp_path / "t.en").write_text("a\n", encoding="utf-8")
    code, _, err = translator("model", "evaluate", str(tmp_path / "t.ar"), str(tmp_path / "t.en"))
    assert code == 3
    assert "1 lines" in err
