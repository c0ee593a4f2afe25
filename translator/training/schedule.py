"""What changes while a run goes on: learning rate, guidance, the phase of the mixture, the size of batches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

__all__ = ["Budget", "Phase", "Schedule"]


class Phase(IntEnum):
    """Which of its three weights each source has: words and short sentences, everything, the best at the end."""

    EARLY = 0
    MAIN = 1
    LATE = 2


@dataclass(frozen=True, slots=True)
class Budget:
    """When a run ends: after so many steps, target tokens or minutes, whichever comes first; 0 is no limit."""

    steps: int = 0
    tokens: int = 0
    minutes: float = 0

    def progress(self, steps: int, tokens: int, seconds: float) -> float:
        """How much of the run is behind, 1 at its end."""
        parts = ((steps, self.steps), (tokens, self.tokens), (seconds / 60, self.minutes))
        return max((done / limit for done, limit in parts if limit), default=0.0)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Warm-up, a plateau of `hold` steps, inverse square root, and a linear end over the last `cooldown` of the run.

    The learning rate before the end does not depend on the run's length (Hu et al. 2024), so a run can be prolonged
    from any checkpoint made before its cooldown.
    """

    peak: float = 1.5e-3
    warmup: int = 300
    hold: int = 1000
    cooldown: float = 0.14
    early: float = 0.05
    guide: float = 1.0
    guide_floor: float = 0.1
    consistency: float = 0.0
    consistent_from: float = 0.3

    def rate(self, step: int, progress: float) -> float:
        """The learning rate of the step after `step` steps."""
        rising = min(1.0, (step + 1) / max(1, self.warmup), (self.hold / (step + 1)) ** 0.5 if self.hold else 1.0)
        ending = (1 - progress) / self.cooldown if self.cooldown else 1.0
        return self.peak * rising * min(1.0, max(0.02, ending))

    def phase(self, progress: float) -> Phase:
        if progress < self.early:
            return Phase.EARLY
        return Phase.MAIN if progress < 1 - self.cooldown else Phase.LATE

    def guidance(self, progress: float) -> float:
        """The weight of the alignment loss: falls to a tenth by half of the run, enough to keep attention readable."""
        return self.guide * max(self.guide_floor, 1 - progress / 0.5)

    def strength(self, progress: float) -> float:
        """The weight of the consistency loss. It doubles the work, so it waits until there is something to keep."""
        return self.consistency if progress >= self.consistent_from else 0.0

    def growth(self, progress: float) -> float:
        """How much larger batches are than at the start: many small updates first, steady ones later."""
        return 1.0 if progress < 0.25 else 1.5 if progress < 0.6 else 2.0
