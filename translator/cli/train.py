"""`translator model train`: a Marian model from parallel text of one's own."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import say

if TYPE_CHECKING:
    from translator.training.recipe import Source
    from translator.training.schedule import Budget

__all__ = ["train"]


class Precision(StrEnum):
    """The type that matrices are multiplied in."""

    AUTO = "auto"
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


MODEL = "The network"
LENGTH = "How long"


def train(
    directory: Annotated[Path, typer.Argument(help="The run's folder; a run that is there goes on.")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]…", help="Parallel text: .tsv, .tmx, .po, or FILE.ar beside FILE.en; .gz, .xz."),
    ] = None,
    recipe: Annotated[Path | None, typer.Option(help="A recipe (TOML) of files and their weights.")] = None,
    folder: Annotated[list[Path] | None, typer.Option(help="Where the recipe's files are, too.")] = None,
    dev: Annotated[
        list[Path] | None, typer.Option(help="Development set: a source and a reference file, or one file of pairs.")
    ] = None,
    exclude: Annotated[
        list[Path] | None, typer.Option(help="An evaluation file: none of its sentences is trained on.")
    ] = None,
    only_prepare: Annotated[
        bool,
        typer.Option(
            "--only-prepare", help="Prepare the data and stop; the run goes on without the files, on any machine."
        ),
    ] = False,
    minutes: Annotated[
        float, typer.Option(min=0, help="Stop after so many minutes of training.", rich_help_panel=LENGTH)
    ] = 0,
    tokens: Annotated[float, typer.Option(min=0, help="… million target tokens.", rich_help_panel=LENGTH)] = 0,
    steps: Annotated[int, typer.Option(min=0, help="… steps.", rich_help_panel=LENGTH)] = 0,
    patience: Annotated[
        int, typer.Option(min=0, help="… dev scores without a new best; 0: never.", rich_help_panel=LENGTH)
    ] = 0,
    width: Annotated[int, typer.Option(min=64, help="d_model, a multiple of 64.", rich_help_panel=MODEL)] = 256,
    inner: Annotated[
        int, typer.Option(min=0, help="Width of the inner layers; 0: four times --width.", rich_help_panel=MODEL)
    ] = 0,
    layers: Annotated[str, typer.Option(help="Encoder-decoder layers.", rich_help_panel=MODEL)] = "4-1",
    vocabulary: Annotated[
        int, typer.Option(min=400, max=32000, help="Pieces, both languages together.", rich_help_panel=MODEL)
    ] = 12000,
    lexicon: Annotated[
        bool,
        typer.Option(help="Start as a word-for-word translator, from counted translations.", rich_help_panel=MODEL),
    ] = True,
    dropout: Annotated[
        float, typer.Option(min=0, max=0.9, help="Part of the channels left out.", rich_help_panel=MODEL)
    ] = 0.1,
    word_dropout: Annotated[
        float, typer.Option(min=0, max=0.9, help="Part of the words left out.", rich_help_panel=MODEL)
    ] = 0,
    consistency: Annotated[
        float,
        typer.Option(
            min=0,
            help="How much two readings with different dropout must agree (R-Drop); 2.5 where text is seen often.",
            rich_help_panel=MODEL,
        ),
    ] = 0,
    rate: Annotated[float, typer.Option(min=0, help="The highest learning rate.")] = 1.5e-3,
    warmup: Annotated[int, typer.Option(min=1, help="Steps until it.")] = 300,
    hold: Annotated[int, typer.Option(min=0, help="Step from which it falls with the root of the steps.")] = 1000,
    batch: Annotated[int, typer.Option(min=50, help="Target tokens a part; a step has --parts of them.")] = 750,
    parts: Annotated[int, typer.Option(min=1, help="Parts a step, computed side by side on a CPU.")] = 2,
    score_every: Annotated[float, typer.Option(min=0, help="Minutes between dev scores.")] = 5,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    precision: Annotated[Precision, typer.Option(help="bfloat16 where it is fast.")] = Precision.AUTO,
    seed: Annotated[int, typer.Option(help="The same seed makes the same run.")] = 1,
) -> None:
    """Train an Arabic→English model, on a CPU or a GPU; the same command goes on with a run that was stopped.

    Example: translator model train run/ memory.tmx articles.po --minutes 120
    """
    from translator.training import run
    from translator.training.schedule import Schedule
    from translator.training.trainer import Settings

    plan = run.Plan(
        directory=directory,
        sources=_sources(directory, files or [], recipe, folder or []),
        dev=dev or [],
        exclude=exclude or [],
        size=_size(width, inner, layers),
        vocabulary=vocabulary,
        dropout=dropout,
        word_dropout=word_dropout,
        lexicon=lexicon,
        precision=precision.value,
        device=device,
        settings=Settings(
            batch_tokens=batch,
            parts=parts,
            workers=parts,
            pool=max(4000, 2 * batch * parts),
            seed=seed,
            judge_seconds=60 * score_every,
            patience=patience,
        ),
        schedule=Schedule(peak=rate, warmup=warmup, hold=hold, guide=1.0 if lexicon else 0.0, consistency=consistency),
        budget=_budget(minutes, tokens, steps, patience, only_prepare),
    )
    if only_prepare:
        run.prepare_data(plan, say)
        say(f"Prepared: {directory}")
        return
    model = run.train(plan, say)
    say(f"Use it with: translator translate --model {model}")


def _sources(directory: Path, files: list[Path], recipe: Path | None, folders: list[Path]) -> list[Source]:
    from translator.training.recipe import from_files, read_recipe

    if not (files or recipe or (directory / "weights.json").is_file()):
        raise typer.BadParameter("give files of parallel text, or a --recipe that names them")
    return [*(read_recipe(recipe, folders) if recipe else []), *from_files(files)]


def _size(width: int, inner: int, layers: str) -> tuple[int, int, int, int]:
    encoder, dash, decoder = layers.partition("-")
    if not (dash and encoder.isdecimal() and decoder.isdecimal() and int(encoder) and int(decoder)):
        raise typer.BadParameter(f"{layers!r} is not like 4-1: encoder and decoder layers", param_hint="--layers")
    if width % 64:
        raise typer.BadParameter(f"{width} is not a multiple of 64, the width of a head", param_hint="--width")
    return width, inner or 4 * width, int(encoder), int(decoder)


def _budget(minutes: float, tokens: float, steps: int, patience: int, endless: bool) -> Budget:
    from translator.training.schedule import Budget

    if not (minutes or tokens or steps or patience or endless):
        raise typer.BadParameter("say how long: --minutes, --tokens, --steps or --patience")
    return Budget(steps=steps, tokens=int(tokens * 1e6), minutes=minutes)
