"""`translator model train`, readable top to bottom: data, network, training, model directory."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from translator.errors import DataError
from translator.training import checkpoints, log
from translator.training.cleaning import forbidden_keys
from translator.training.corpus import SentencePair
from translator.training.dataset import Dataset, prepare
from translator.training.evaluation import read_test_set
from translator.training.export import averaged, write_model
from translator.training.initial import initialise
from translator.training.judge import judge
from translator.training.model import Network, Shape
from translator.training.recipe import Source
from translator.training.schedule import Budget, Schedule
from translator.training.start import Start, read_model
from translator.training.trainer import Settings, Trainer
from translator.training.vocabulary import Encoder

__all__ = ["Plan", "prepare_data", "train"]

DEV_SENTENCES = 400
"""Sentences translated for a dev score while training; `model evaluate` takes them all."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a run is made from. `size` is (d, ffn, encoder layers, decoder layers); `vocabulary` is in pieces.

    `dev` is a source file and its reference, or one file of pairs; without it the dev set is the held-out pairs.
    `exclude` are evaluation files whose sentences must not be trained on. `precision` and `device` are `auto` or names
    of torch's. `start` is a Marian model to adapt: then `size`, `vocabulary` and `lexicon` say nothing.
    """

    directory: Path
    sources: Sequence[Source]
    dev: Sequence[Path] = ()
    exclude: Sequence[Path] = ()
    size: tuple[int, int, int, int] = (256, 1024, 4, 1)
    vocabulary: int = 12_000
    dropout: float = 0.1
    word_dropout: float = 0.0
    lexicon: bool = True
    start: Path | None = None
    precision: str = "auto"
    device: str = "auto"
    settings: Settings = field(default_factory=Settings)
    schedule: Schedule = field(default_factory=Schedule)
    budget: Budget = field(default_factory=Budget)


Report = Callable[[str], None]


def train(plan: Plan, report: Report) -> Path:
    """Makes the model, or goes on making it where an earlier run in the same directory stopped; its directory.

    The run's directory holds the prepared data, `checkpoint.pt`, `log.jsonl`, `curves.svg` where matplotlib is
    installed, `model/`, the best model so far, and `last/`, the one at the end. Raises DataError for data that cannot
    be used.
    """
    dev = read_test_set(plan.dev[0], plan.dev[1] if len(plan.dev) > 1 else None) if plan.dev else []
    start = read_model(plan.start) if plan.start else None
    data = prepare_data(plan, report, start)
    dev, held_out = _measured_on(dev, data.held_out)
    network = _network(plan, data, start)
    trainer = Trainer(network, data, plan.settings, plan.schedule, plan.budget, plan.directory)
    size = sum(parameter.numel() for parameter in network.parameters())
    at = trainer.position
    report(f"{size / 1e6:.1f} million parameters on {trainer.device}, {network.compute}".replace("torch.", ""))
    if at.steps:
        report(f"Going on after {at.steps:,} steps, {at.tokens / 1e6:.2f} million target tokens")
    encoder = Encoder(data.vocabulary)
    model = plan.directory / "model"

    def keep(parameters: dict[str, Tensor], where: Path = model) -> None:
        write_model({n: p.cpu() for n, p in parameters.items()}, network.shape, data.vocabulary, where)

    def tell(window: log.Window, progress: float) -> None:
        report(progress_line(window, trainer, progress))

    trainer.run(lambda net: _told(judge(net, encoder, dev, held_out), report), keep, tell)
    keep(averaged(network, trainer.averages), plan.directory / "last")
    log.plot(plan.directory)
    report(f"Best dev chrF {trainer.position.best:.2f}: {model}")
    return model


def prepare_data(plan: Plan, report: Report, start: Start | None = None) -> Dataset:
    """The run's data, made or read again. Raises DataError for data that cannot be used."""
    plan.directory.mkdir(parents=True, exist_ok=True)
    forbidden = forbidden_keys([*plan.exclude, *plan.dev])
    vocabulary = start.vocabulary if start else plan.vocabulary
    return prepare(plan.sources, forbidden, plan.directory, vocabulary, plan.settings.seed, report)


def progress_line(window: log.Window, trainer: Trainer, progress: float) -> str:
    """Steps, tokens, loss, speed and time left, on one line."""
    at = trainer.position
    speed = window.tokens / window.seconds if window.seconds else 0
    left = at.seconds * (1 / progress - 1) if progress else 0
    return (
        f"step {at.steps:,}  {at.tokens / 1e6:.2f} M tokens  loss {window.loss / max(1, window.tokens):.3f}  "
        f"{speed:,.0f} tokens/s  {progress:.0%}, {left / 60:.0f} min left"
    )


def _told(scores: dict[str, float], report: Report) -> dict[str, float]:
    report("  ".join(f"{name.replace('_', ' ')} {value:.2f}" for name, value in scores.items()))
    return scores


def _measured_on(dev: list[SentencePair], held: list[SentencePair]) -> tuple[list[SentencePair], list[SentencePair]]:
    """The dev set, at most DEV_SENTENCES of it, and the held-out pairs measured beside it."""
    rng = random.Random(0)  # noqa: S311
    if not dev and not held:
        raise DataError("training data", "leaves nothing to measure on.", "Give a development set with --dev.")
    dev, beside = (dev, held) if dev else (held, [])
    return tuple(rng.sample(one, min(DEV_SENTENCES, len(one))) for one in (dev, beside))  # type: ignore[return-value]


def _network(plan: Plan, data: Dataset, start: Start | None) -> Network:
    """The network of the run's checkpoint, of the model to adapt, or a new one; on the device that was asked for."""
    device, compute = _choose(plan.device, plan.precision)
    stored = checkpoints.load(plan.directory)
    if stored:
        shape = Shape(**stored.shape)
    elif start:
        shape = start.shape
    else:
        d, ffn, encoder, decoder = plan.size
        vocabulary = data.vocabulary
        shape = Shape(len(vocabulary.pieces), vocabulary.targets, d, ffn, max(1, d // 64), encoder, decoder)
    network = Network(shape, plan.dropout, compute, plan.word_dropout)
    if start and not stored:
        network.load_state_dict(start.parameters)
    elif not stored:
        initialise(network, data.lexicon if plan.lexicon else None, data.target_counts(), plan.settings.seed)
    return network.to(device)


def _choose(device: str, precision: str) -> tuple[torch.device, torch.dtype]:
    """What `auto` means here: CUDA where there is one; bfloat16 where the processor multiplies faster in it."""
    chosen = torch.device(("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device)
    if precision != "auto":
        return chosen, {"bfloat16": torch.bfloat16, "float32": torch.float32}[precision]
    fast = chosen.type == "cuda" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return chosen, torch.bfloat16 if fast else torch.float32
