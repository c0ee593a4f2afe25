"""The training loop: steps, moving averages, dev scores, checkpoints; the same code on a CPU and on a GPU.

A run that goes on from a checkpoint makes the same steps as one that was never interrupted: what is drawn, how it is
batched and what is dropped out depend on the seed and the step alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor

from translator.training import checkpoints, log
from translator.training.batches import Batch, Sampler, collate, cut
from translator.training.checkpoints import Checkpoint, Position
from translator.training.dataset import Dataset
from translator.training.export import averaged
from translator.training.log import Log, Window
from translator.training.loss import alignment_loss, consistent_cross_entropy, cross_entropy
from translator.training.model import Network
from translator.training.schedule import Budget, Schedule

__all__ = ["Settings", "Trainer"]

Judge = Callable[[Network], dict[str, float]]
"""Scores the averaged network; early stopping and the best model go by the entry `chrf`."""

Keep = Callable[[dict[str, Tensor]], None]
"""Is given the averaged parameters by name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is made. `batch_tokens` target tokens a part, `parts` parts a step, computed by as many threads.

    Parts are gradient accumulation on a GPU; on a CPU each has a core, which busy machines bear better than
    splitting every matrix product. `pool` pairs are drawn at a time and cut into batches of like lengths.
    `patience`: dev scores without a new best before stopping, 0 for never. Saving takes at most `saving` of the time.
    """

    batch_tokens: int = 750
    parts: int = 2
    workers: int = 2
    pool: int = 4000
    smoothing: float = 0.1
    decay: float = 0.01
    average: float = 0.99
    clip: float = 1.0
    seed: int = 1
    log_every: int = 50
    judge_seconds: float = 300
    judge_steps: int = 0
    patience: int = 0
    saving: float = 0.02


class Trainer:
    """A run in a directory: a network, its optimizer, its averages and its position in the data."""

    def __init__(
        self, network: Network, data: Dataset, settings: Settings, schedule: Schedule, budget: Budget, directory: Path
    ) -> None:
        self.network, self.data, self.settings = network, data, settings
        self.schedule, self.budget, self.directory = schedule, budget, directory
        self.parameters = list(network.parameters())
        self.device = self.parameters[0].device
        self.optimizer = _optimizer(network, settings.decay)
        self.averages = [parameter.detach().clone() for parameter in self.parameters]
        self.position = Position()
        self.log = Log(directory / log.NAME)
        self.lexicon = data.lexicon.to(self.device)
        self._save_at = 0.0
        if (stored := checkpoints.load(directory)) is not None:
            self.restore(stored)

    @property
    def progress(self) -> float:
        at = self.position
        return self.budget.progress(at.steps, at.tokens, at.seconds)

    def restore(self, stored: Checkpoint) -> None:
        """Goes back to a checkpoint; what the log says of later steps is forgotten."""
        self.network.load_state_dict(stored.parameters)
        self.optimizer.load_state_dict(stored.optimizer)
        self.averages = [average.to(self.device) for average in stored.averages]
        self.position = stored.position
        self.log.rewind(self.position.steps)

    def save(self) -> None:
        """Replaces the checkpoint; the next one is due when `settings.saving` of the time went into this one."""
        begun = time.monotonic()
        parameters = {name: value.detach() for name, value in self.network.named_parameters()}
        shape = asdict(self.network.shape)
        stored = Checkpoint(shape, parameters, self.averages, self.optimizer.state_dict(), self.position)
        checkpoints.save(stored, self.directory)
        saved = time.monotonic()
        self._save_at = saved + (saved - begun) / self.settings.saving

    def run(self, judge: Judge, keep: Keep, report: Callable[[Window, float], None]) -> None:
        """Trains to the end of the budget, or until the dev score has stopped rising.

        `keep` is given the averaged parameters whenever they are the best so far; `report` sees each logged window and
        the progress. A run may be stopped at any moment: the steps since its checkpoint are made again.
        """
        if self.progress >= 1:
            return
        window, losses = Window(), []
        judged = time.monotonic()
        # A GPU runs its parts one after the other whoever asks.
        workers = self.settings.workers if self.device.type == "cpu" else 1
        with ThreadPoolExecutor(workers, initializer=self._claim_one_core) as threads:
            for batches in self._groups():
                started = time.monotonic()
                losses.append(self._step(batches, threads))
                window.steps += 1
                window.tokens += sum(batch.tokens for batch in batches)
                ended = self.progress >= 1
                due = ended or self.position.steps % self.settings.log_every == 0
                if due:  # Only now is a GPU waited for.
                    window.loss, window.alignment = torch.stack(losses).sum(0).tolist()
                seconds = time.monotonic() - started
                window.seconds += seconds
                self.position.seconds += seconds
                if not due:
                    continue
                report(window, self.progress)
                rate = self.schedule.rate(self.position.steps, self.progress)
                self.log.write(window.summary(self.position, rate))
                window, losses = Window(), []
                if ended or self._is_due(time.monotonic() - judged):
                    self._judge(judge, keep)
                    judged = time.monotonic()
                ended = ended or 0 < self.settings.patience <= self.position.waited
                if ended or time.monotonic() >= self._save_at:
                    self.save()
                if ended:
                    return

    def _claim_one_core(self) -> None:
        if self.device.type == "cpu" and self.settings.workers > 1:
            torch.set_num_threads(1)

    def _is_due(self, seconds: float) -> bool:
        if self.settings.judge_steps:
            return self.position.steps % self.settings.judge_steps == 0
        return seconds >= self.settings.judge_seconds

    def _groups(self) -> Iterator[list[Batch]]:
        """The batches of each step, from where the position says on, without end; the next pool is drawn meanwhile."""
        at = self.position
        sampler = Sampler(self.data.sources, self.settings.seed, dict(at.drawn))
        with ThreadPoolExecutor(1) as drawer:
            coming = drawer.submit(self._draw, sampler, at.pool, at.drawn_at)
            while True:
                groups, drawn = coming.result()
                if at.group == 0:
                    at.next_at = self.progress
                coming = drawer.submit(self._draw, sampler, at.pool + 1, at.next_at)
                for number in range(at.group, len(groups)):
                    at.group = number + 1
                    if at.group == len(groups):
                        at.group, at.pool, at.drawn, at.drawn_at = 0, at.pool + 1, drawn, at.next_at
                    yield [batch.to(self.device) for batch in groups[number]]

    def _draw(self, sampler: Sampler, pool: int, progress: float) -> tuple[list[list[Batch]], dict[str, int]]:
        """The steps made of the next pairs, and the sampler's state after them."""
        settings = self.settings
        pairs = sampler.draw(self.data.weights[self.schedule.phase(progress)], settings.pool)
        batches = cut(pairs, int(settings.batch_tokens * self.schedule.growth(progress)), settings.seed + pool)
        padded = [collate(batch, self.network.shape.pad) for batch in batches]
        groups = [padded[start : start + settings.parts] for start in range(0, len(padded), settings.parts)]
        return groups, dict(sampler.drawn)

    def _step(self, batches: Sequence[Batch], threads: ThreadPoolExecutor) -> Tensor:
        """One update from several batches, whose gradients are added in order; the sums of their losses."""
        total = sum(batch.tokens for batch in batches)
        jobs = [(batch, total, self.progress, number) for number, batch in enumerate(batches)]
        results = list(threads.map(lambda job: self._gradients(*job), jobs))
        for number, parameter in enumerate(self.parameters):
            parameter.grad = sum((gradients[number] for gradients, _ in results[1:]), start=results[0][0][number])
        self.network.model.shared.weight.grad[self.network.shape.pad] = 0  # type: ignore[index]
        torch.nn.utils.clip_grad_norm_(self.parameters, self.settings.clip)
        for group in self.optimizer.param_groups:
            group["lr"] = self.schedule.rate(self.position.steps, self.progress)
        self.optimizer.step()
        self.position.steps += 1
        self.position.tokens += total
        self._average()
        return torch.stack([losses for _, losses in results]).sum(0)

    def _gradients(self, batch: Batch, total: int, progress: float, number: int) -> tuple[Sequence[Tensor], Tensor]:
        """Gradients of one batch's share of the step's loss; its cross-entropy and alignment loss, times its tokens."""
        settings, network = self.settings, self.network
        strength, guide = self.schedule.strength(progress), self.schedule.guidance(progress)
        source, target = batch.source, batch.target
        if strength:  # The same batch twice, with different dropout.
            source, target = torch.cat([source, source]), torch.cat([target, target])
        hidden, attention = network(source, target, self._noise(number))
        table = network.model.shared.weight[: network.shape.targets]
        labels = batch.target.flatten()[batch.places]
        if strength:
            rows = hidden.view(2, -1, hidden.shape[-1])[:, batch.places]
            loss, entropy = consistent_cross_entropy(
                rows, table, network.output_bias, labels, settings.smoothing, strength
            )
        else:
            rows = hidden.flatten(0, 1)[batch.places]
            loss = entropy = cross_entropy(rows, table, network.output_bias, labels, settings.smoothing)
        loss = loss / total
        aligned = torch.zeros_like(loss)
        if guide:
            aligned = alignment_loss(attention, source, target, self.lexicon, network.shape.pad)
            loss = loss + guide * batch.tokens / total * aligned
        losses = torch.stack([entropy.detach(), aligned.detach() * batch.tokens])
        return torch.autograd.grad(loss, self.parameters), losses

    def _noise(self, number: int) -> torch.Generator | None:
        """What decides the dropout of the part `number` of this step; a GPU's own generator is set to it."""
        seed = (self.settings.seed << 40) + (self.position.steps << 8) + number
        if self.device.type == "cuda":
            torch.cuda.manual_seed(seed)
            return None
        return torch.Generator(self.device).manual_seed(seed)

    def _average(self) -> None:
        """Exponential moving averages of the parameters, every fourth step, quick to forget at first."""
        turn, rest = divmod(self.position.steps, 4)
        if rest == 0:
            weight = 1 - min(self.settings.average, (1 + turn) / (10 + turn))
            torch._foreach_lerp_(self.averages, [parameter.detach() for parameter in self.parameters], weight)

    def _judge(self, judge: Judge, keep: Keep) -> None:
        own = [parameter.data for parameter in self.parameters]
        self._use(self.averages)
        self.network.eval()
        try:
            scores = judge(self.network)
        finally:
            self.network.train()
            self._use(own)
        at = self.position
        if scores["chrf"] > at.best or at.best == 0:
            at.best, at.waited = scores["chrf"], 0
            keep(averaged(self.network, self.averages))
        else:
            at.waited += 1
        self.log.write({"steps": at.steps, "tokens": at.tokens, "minutes": round(at.seconds / 60, 2), **scores})

    def _use(self, values: Sequence[Tensor]) -> None:
        for parameter, value in zip(self.parameters, values, strict=True):
            parameter.data = value


def _optimizer(network: Network, decay: float) -> torch.optim.AdamW:
    """AdamW that lets matrices decay, and biases and norms not."""
    matrices = [parameter for parameter in network.parameters() if parameter.dim() == 2]
    others = [parameter for parameter in network.parameters() if parameter.dim() != 2]
    groups = [{"params": matrices, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), eps=1e-9, fused=True)
