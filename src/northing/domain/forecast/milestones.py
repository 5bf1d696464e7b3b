"""Chance that enough steps are done on the due date, from their dates and from how late they ran so far.

A step planned to be done at the share `d` of the period is done at `d × exp(slip + noise)`: an accelerated failure
time model with a slip that all steps of one key result share (D. R. Cox, D. Oakes, Analysis of survival data, 1984,
chapter 5; shared frailty: P. Hougaard, 2000). The slip is learnt from the steps done and from those that are late;
some steps stall and are never done. Over the slip the answer is summed on a fixed grid, over the steps it is the exact
distribution of the weight done (Poisson binomial). Shares of the key result's period throughout.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, log, sqrt

SLIP = 0.08
"""Mean of the logarithm: a step is done a twelfth later than planned. This and the next three on made-up steps."""
SLIP_SD = 0.30
NOISE_SD = 0.25
STALL = 0.04
"""Share of steps that are never done in their cycle."""
HURRY = 1.1
"""A step that would be done by a tenth of the period after the due date is hurried into it."""
GRID = tuple(-2.4 + 0.3 * k for k in range(17))
"""Slips tried, in sds around the mean."""
EARLIEST = 0.03
FINE = 1000
"""Weights are summed in thousandths of the whole."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: its weight, when it is planned (None: not said) and when it was done (None: not yet)."""

    weight: float
    planned: float | None = None
    done: float | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """What is expected of a set of steps: chance of the line, of all, the weight done, and the slip as a factor."""

    chance: float
    chance_of_all: float
    expected: float
    slip: float


def forecast_steps(stages: Sequence[Stage], now: float, line: float) -> Steps:
    """The chance that steps of at least the share `line` of all weight are done at the end of the period.

    Steps without a date are taken as spread evenly over the period in their order. Without steps, or with none that
    weighs anything, there is nothing to reach: chance 0.
    """
    whole = sum(max(stage.weight, 0.0) for stage in stages)
    if whole <= 0:
        return Steps(0.0, 0.0, 0.0, exp(SLIP))
    now = min(max(now, 0.0), 1.0)
    plans = _plans(stages)
    logs = [_weight(z, stages, plans, now) for z in GRID]
    top = max(logs)
    weights = [exp(value - top) for value in logs]
    total = sum(weights)
    chance = every = expected = slip = 0.0
    for z, weight in zip(GRID, weights, strict=True):
        share = weight / total
        odds = [
            _done(stage, plan, SLIP + SLIP_SD * z, now)
            for stage, plan in zip(stages, plans, strict=True)
        ]
        sums = _sums([stage.weight / whole for stage in stages], odds)
        chance += share * _at_least(sums, line)
        every += share * _at_least(sums, 1.0)
        expected += share * sum(k * p for k, p in enumerate(sums)) / FINE
        slip += share * (SLIP + SLIP_SD * z)
    return Steps(min(chance, 1.0), min(every, 1.0), min(expected, 1.0), exp(slip))


def _plans(stages: Sequence[Stage]) -> list[float]:
    count = len(stages)
    return [
        max(EARLIEST, (i + 1) / count if stage.planned is None else stage.planned)
        for i, stage in enumerate(stages)
    ]


def _weight(z: float, stages: Sequence[Stage], plans: Sequence[float], now: float) -> float:
    """Log weight of one slip: the normal prior, times what the steps so far say of it."""
    found = -0.5 * z * z
    slip = SLIP + SLIP_SD * z
    for stage, plan in zip(stages, plans, strict=True):
        if stage.done is not None and stage.done <= now:
            off = (log(max(stage.done, EARLIEST) / plan) - slip) / NOISE_SD
            found -= 0.5 * min(off * off, 9.0)  # one odd step does not decide
        else:
            found += log(_open(plan, slip, now))
    return found


def _open(plan: float, slip: float, now: float) -> float:
    """P(a step is not done by `now`)."""
    if now <= EARLIEST:
        return 1.0
    return STALL + (1 - STALL) * 0.5 * erfc((log(now / plan) - slip) / NOISE_SD / sqrt(2))


def _done(stage: Stage, plan: float, slip: float, now: float) -> float:
    """P(a step is done by the end, given that it is or is not done now)."""
    if stage.done is not None and stage.done <= now:
        return 1.0
    return 1 - _open(plan, slip, HURRY) / _open(plan, slip, now) if now < 1 else 0.0


def _sums(weights: Sequence[float], odds: Sequence[float]) -> list[float]:
    """P(the weight done is k thousandths), each step done or not by its own odds."""
    sums = {0.0: 1.0}
    for weight, p in zip(weights, odds, strict=True):
        following: dict[float, float] = {}
        for done, q in sums.items():
            following[done] = following.get(done, 0.0) + q * (1 - p)
            more = round(done + max(weight, 0.0), 9)
            following[more] = following.get(more, 0.0) + q * p
        sums = following if len(following) <= FINE else _binned(following)
    found = [0.0] * (FINE + 1)
    for done, q in sums.items():
        found[min(FINE, round(done * FINE))] += q
    return found


def _binned(sums: dict[float, float]) -> dict[float, float]:
    found: dict[float, float] = {}
    for done, q in sums.items():
        key = round(done, 3)
        found[key] = found.get(key, 0.0) + q
    return found


def _at_least(sums: Sequence[float], line: float) -> float:
    return sum(sums[max(0, round(line * FINE)) :]) if line <= 1 else 0.0
