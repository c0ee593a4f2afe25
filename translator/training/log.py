"""The log of a run, one JSON object a line: the loss of each window of steps, and the scores of each evaluation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator.training.checkpoints import Position

__all__ = ["Log", "Window", "plot", "read_log"]

NAME = "log.jsonl"


@dataclass(slots=True)
class Window:
    """What is summed over some steps: `loss` and `alignment` in nats over target `tokens`, `seconds` of training."""

    steps: int = 0
    tokens: int = 0
    loss: float = 0.0
    alignment: float = 0.0
    seconds: float = 0.0

    def summary(self, position: Position, rate: float) -> dict[str, float]:
        """A line of the log: means per target token, and where the run is."""
        return {
            "steps": position.steps,
            "tokens": position.tokens,
            "minutes": round(position.seconds / 60, 2),
            "loss": round(self.loss / max(1, self.tokens), 5),
            "alignment": round(self.alignment / max(1, self.tokens), 5),
            "rate": round(rate, 8),
            "tokens_per_second": round(self.tokens / self.seconds) if self.seconds else 0,
        }


@dataclass(frozen=True, slots=True)
class Log:
    """The file `log.jsonl` of a run."""

    path: Path

    def write(self, entry: Mapping[str, Any]) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def rewind(self, steps: int) -> None:
        """Forgets entries after `steps` steps: they were made by a run that was killed, and are made again."""
        if self.path.is_file():
            kept = [entry for entry in read_log(self.path) if entry["steps"] <= steps]
            lines = [json.dumps(entry, ensure_ascii=False) + "\n" for entry in kept]
            self.path.write_text("".join(lines), encoding="utf-8")


def read_log(path: Path) -> list[dict[str, Any]]:
    """The entries of a log; a last line that a kill cut short is left out."""
    entries = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entries.append(json.loads(line))
        except ValueError:
            break
    return entries


def plot(directory: Path) -> Path | None:
    """Draws `curves.svg` of a run, loss and dev chrF against target tokens; None where matplotlib is not installed."""
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        return None
    entries = read_log(directory / NAME)
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    loss = figure.subplots()
    chrf = loss.twinx()
    for axes, key, colour, label in (
        (loss, "loss", "tab:blue", "loss, nats a token"),
        (chrf, "chrf", "tab:red", "dev chrF"),
    ):
        points = [(entry["tokens"] / 1e6, entry[key]) for entry in entries if key in entry]
        axes.plot([x for x, _ in points], [y for _, y in points], color=colour)
        axes.set_ylabel(label, color=colour)
    loss.set_xlabel("million target tokens")
    path = directory / "curves.svg"
    with rc_context({"svg.hashsalt": NAME}):
        figure.savefig(path, metadata={"Date": None})
    return path
