"""A run on disk: what a killed run needs to go on as if nothing had happened, replaced atomically."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from translator.errors import DataError

__all__ = ["Checkpoint", "Position", "load", "save"]

NAME = "checkpoint.pt"


@dataclass(slots=True)
class Position:
    """How far a run is: updates, target tokens, seconds of training, and where in the data.

    `pool` counts the draws from the sampler, `group` the steps made of the current one; `drawn` is the sampler's
    state before that draw and `drawn_at` the run's progress then: the draw is made again when a run goes on, and so is
    the next one, which is made ahead, at progress `next_at`.
    `best` is the best dev score, `waited` the scores since.
    """

    steps: int = 0
    tokens: int = 0
    seconds: float = 0.0
    pool: int = 0
    group: int = 0
    drawn: dict[str, int] = field(default_factory=dict)
    drawn_at: float = 0.0
    next_at: float = 0.0
    best: float = 0.0
    waited: int = 0


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Parameters by name, their moving averages in the same order, the optimizer's state, the position."""

    shape: dict[str, Any]
    parameters: dict[str, Tensor]
    averages: list[Tensor]
    optimizer: dict[str, Any]
    position: Position


def save(checkpoint: Checkpoint, directory: Path) -> None:
    """Replaces the run's checkpoint; a kill at any moment leaves the old one or the new one, whole."""
    content = {
        "shape": checkpoint.shape,
        "parameters": checkpoint.parameters,
        "averages": checkpoint.averages,
        "optimizer": checkpoint.optimizer,
        "position": asdict(checkpoint.position),
    }
    temporary = directory / f"{NAME}.tmp"
    with temporary.open("wb") as file:
        torch.save(content, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(directory / NAME)


def load(directory: Path) -> Checkpoint | None:
    """The run's checkpoint, None before the first. Raises DataError for a broken one."""
    path = directory / NAME
    if not path.is_file():
        return None
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
        return Checkpoint(**{**content, "position": Position(**content["position"])})
    except Exception as error:  # torch.load has no common error for a broken file
        raise DataError(path, f"is no checkpoint: {error}.", "Delete it to start again.") from error
