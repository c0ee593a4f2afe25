from __future__ import annotations

import pytest

from translator.training.schedule import Budget, Phase, Schedule


def test_learning_rate_rises_holds_falls_and_ends_near_zero() -> None:
    schedule = Schedule(peak=1e-3, warmup=100, hold=400, cooldown=0.2)
    assert schedule.rate(0, 0) == pytest.approx(1e-5)
    assert schedule.rate(99, 0.1) == schedule.rate(399, 0.2) == pytest.approx(1e-3)
    assert schedule.rate(1599, 0.5) == pytest.approx(5e-4)
    assert schedule.rate(1599, 0.9) == pytest.approx(2.5e-4)
    assert schedule.rate(1599, 1.0) == pytest.approx(1e-5)


def test_rate_before_the_end_does_not_depend_on_the_length_of_the_run() -> None:
    schedule = Schedule()
    assert schedule.rate(2000, 0.1) == schedule.rate(2000, 0.8)


def test_phases_and_guidance_follow_the_progress() -> None:
    schedule = Schedule(early=0.1, cooldown=0.2, guide=1.0)
    assert [schedule.phase(p) for p in (0, 0.1, 0.79, 0.81)] == [Phase.EARLY, Phase.MAIN, Phase.MAIN, Phase.LATE]
    assert schedule.guidance(0) == 1
    assert schedule.guidance(0.25) == 0.5
    assert schedule.guidance(0.9) == pytest.approx(0.1)
    assert Schedule(guide=0).guidance(0) == 0
    assert [Schedule(consistency=2.0).strength(p) for p in (0, 0.2, 0.31, 1)] == [0, 0, 2, 2]
    assert schedule.growth(0) < schedule.growth(0.5) < schedule.growth(0.9)


@pytest.mark.parametrize(
    ("budget", "progress"),
    [
        (Budget(steps=100), 0.5),
        (Budget(tokens=4000), 0.25),
        (Budget(minutes=1), 1.0),
        (Budget(), 0),
        (Budget(100, 4000, 1), 1.0),
    ],
)
def test_the_first_limit_reached_ends_a_run(budget: Budget, progress: float) -> None:
    assert budget.progress(steps=50, tokens=1000, seconds=60) == progress
