"""`translator model adapt`: a model that has learnt from what was reviewed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translator.cli.console import say

__all__ = ["adapt"]


def adapt(
    directory: Annotated[Path, typer.Argument(help="The run's folder; a run that is there goes on.")],
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Reviewed PO files, .tmx, .tsv, or FILE.ar beside FILE.en.")
    ],
    model: Annotated[
        str,
        typer.Option("--model", "-m", help="The model to adapt: a Marian directory, an installed model or a hub name."),
    ] = "ar-en",
    dev: Annotated[
        list[Path] | None, typer.Option(help="Development set: a source and a reference file, or one file of pairs.")
    ] = None,
    exclude: Annotated[
        list[Path] | None, typer.Option(help="An evaluation file: none of its sentences is trained on.")
    ] = None,
    minutes: Annotated[float, typer.Option(min=0.1, help="How long to train.")] = 10,
    rate: Annotated[float, typer.Option(min=0, help="The highest learning rate.")] = 2e-4,
    patience: Annotated[int, typer.Option(min=0, help="Stop after so many dev scores without a new best.")] = 5,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    seed: Annotated[int, typer.Option(help="The same seed makes the same run.")] = 1,
) -> None:
    """Go on training a model with reviewed pairs, at a low learning rate; the best by dev chrF is kept.

    Example: translator model adapt run/ corpus/en/*.po --minutes 20
    """
    from translator.engines import models
    from translator.training import run
    from translator.training.recipe import from_files
    from translator.training.schedule import Budget, Schedule
    from translator.training.trainer import Settings

    plan = run.Plan(
        directory=directory,
        sources=from_files(files),
        dev=dev or [],
        exclude=exclude or [],
        start=models.find(model).path,
        device=device,
        settings=Settings(seed=seed, judge_seconds=60 * minutes / 10, patience=patience, log_every=10),
        schedule=Schedule(peak=rate, warmup=20, hold=0, guide=0, early=0, cooldown=0.5),
        budget=Budget(minutes=minutes),
    )
    say(f"Use it with: translator translate --model {run.train(plan, say)}")
