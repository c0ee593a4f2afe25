"""The whole way: `translator model train` on 500 pairs, killed and gone on with, loaded by both engines."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from translator import engines
from translator.cli import app
from translator.engines.base import Options
from translator.training.corpus import SentencePair
from translator.training.evaluation import chrf, compare, evaluate, score
from translator.training.log import plot, read_log

SIZE = "--width 64 --layers 1-1 --vocabulary 400 --batch 300 --rate 6e-3 --warmup 40".split()
OPTIONS = [*SIZE, "--steps", "200"]


def train(run: Path, corpus: Path) -> subprocess.Popen[bytes]:
    program = str(Path(sys.executable).with_name("translator"))
    run.mkdir(exist_ok=True)
    with (run / "output.txt").open("wb") as output:
        return subprocess.Popen(
            [program, "model", "train", str(run), str(corpus), *OPTIONS],
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def finish(process: subprocess.Popen[bytes], run: Path) -> None:
    process.wait(timeout=300)
    assert process.returncode == 0, (run / "output.txt").read_text(encoding="utf-8")


def losses(run: Path) -> list[tuple[int, float]]:
    return [(entry["steps"], entry["loss"]) for entry in read_log(run / "log.jsonl") if "loss" in entry]


@pytest.fixture(scope="module")
def run(corpus_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of 200 steps on 500 pairs."""
    directory = tmp_path_factory.mktemp("run")
    finish(train(directory, corpus_file), directory)
    return directory


@pytest.mark.slow
def test_a_killed_run_goes_on_with_the_same_loss_curve(run: Path, corpus_file: Path, tmp_path: Path) -> None:
    process = train(tmp_path, corpus_file)
    deadline = time.monotonic() + 240
    while not (tmp_path / "checkpoint.pt").is_file() or len(losses(tmp_path)) < 2:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert losses(tmp_path)[-1][0] < 200
    finish(train(tmp_path, corpus_file), tmp_path)
    assert losses(tmp_path) == losses(run)
    assert (tmp_path / "model" / "model.safetensors").read_bytes() == (run / "model" / "model.safetensors").read_bytes()


@pytest.mark.slow
def test_prepared_data_can_be_trained_on_without_the_files(run: Path, corpus_file: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    assert (
        CliRunner().invoke(app, ["model", "train", str(here), str(corpus_file), *SIZE, "--only-prepare"]).exit_code == 0
    )
    assert not (here / "checkpoint.pt").exists()
    here.rename(there)
    options = [*SIZE, "--dropout", "0.2", "--word-dropout", "0.1", "--consistency", "2.5", "--steps", "100"]
    result = CliRunner().invoke(app, ["model", "train", str(there), *options])
    assert result.exit_code == 0, result.output
    assert losses(there)[-1][1] < losses(there)[0][1]
    assert (there / "model" / "vocab.json").read_bytes() == (run / "model" / "vocab.json").read_bytes()


def test_a_folder_without_prepared_data_asks_for_files(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["model", "train", str(tmp_path), "--steps", "1"])
    assert result.exit_code == 2
    assert "give files" in result.output


@pytest.mark.slow
def test_it_learns_500_pairs_by_heart_and_both_engines_say_the_same(run: Path, pairs: list[tuple[str, str]]) -> None:
    options = Options(beam=4)
    sources, references = zip(*pairs, strict=True)
    answers = {}
    for name in ("transformers", "ctranslate2-float32", "ctranslate2"):
        translated = engines.load(run / "model", engine=name).translate(sources, options)
        answers[name] = [translation.text for translation in translated]
    assert answers["transformers"] == answers["ctranslate2-float32"]
    assert chrf(answers["transformers"], references) > 90
    assert chrf(answers["ctranslate2"], references) > 90


@pytest.mark.slow
def test_the_log_tells_loss_speed_and_scores(run: Path) -> None:
    entries = read_log(run / "log.jsonl")
    windows = [entry for entry in entries if "loss" in entry]
    assert [entry["steps"] for entry in windows] == list(range(50, 201, 50))
    assert windows[-1]["loss"] < windows[0]["loss"] / 2
    assert all(entry["tokens_per_second"] > 0 for entry in windows)
    assert entries[-1]["chrf"] > 0
    assert (run / "last" / "model.safetensors").stat().st_size == (run / "model" / "model.safetensors").stat().st_size


@pytest.mark.slow
def test_evaluating_gives_signatures_lengths_and_a_paired_comparison(run: Path, pairs: list[tuple[str, str]]) -> None:
    test = [SentencePair(*pair) for pair in pairs[:60]]
    result = evaluate(engines.load(run / "model"), test, Options(beam=1))
    assert [one.metric for one in result.scores] == ["BLEU", "chrF2", "TER"]
    assert all("version:" in one.signature for one in result.scores)
    assert sum(band.sentences for band in result.lengths) == 60
    worse = ["The city."] * 60
    compared = {one.metric: one for one in compare(test, result.hypotheses, worse, samples=200)}
    assert compared["chrF2"].ours > compared["chrF2"].theirs
    assert compared["chrF2"].p < 0.05
    assert score("worse", test, worse).scores[1].value == pytest.approx(compared["chrF2"].theirs, abs=0.01)


def test_a_log_cut_short_by_a_kill_is_read_to_its_last_whole_line(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(json.dumps({"steps": 50}) + "\n" + '{"steps": 1', encoding="utf-8")
    assert read_log(path) == [{"steps": 50}]


def test_curves_are_drawn_where_matplotlib_is_installed(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the extra `plot` is not installed")
    entries = [{"steps": 50, "tokens": 1000, "loss": 3.0}, {"steps": 50, "tokens": 1000, "chrf": 12.5}]
    (tmp_path / "log.jsonl").write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    path = plot(tmp_path)
    assert path is not None
    assert path.read_bytes() == plot(tmp_path).read_bytes()  # type: ignore[union-attr]
