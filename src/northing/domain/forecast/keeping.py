"""Chance that a bound is kept: inside on the due date, and outside for no more than a tenth of the period.

The first half is the mixture's own chance. The second half asks how much time outside is still to come: its
expectation is the mixture's chance of being outside, summed over the days left, and a logistic curve of expectation
against the time still allowed turns it into a chance (constants fitted on simulated key results).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from northing.domain.forecast.case import Case, Promise
from northing.domain.forecast.gap import Floats, gap_of
from northing.domain.forecast.landing import SHIPPED, Priors, Run, ahead, run
from northing.domain.forecast.mixture import beyond

ALLOWED = 0.1
"""Share of the period that may be outside (domain words: Grade)."""
DAYS = 8
SMALL = 0.005
AT_EVEN, PER_LOG = 1.19, 0.66
"""Log-odds of keeping the share where expectation equals allowance, and per log of their ratio."""


@dataclass(frozen=True, slots=True)
class Kept:
    """`chance` of keeping the promise, `inside` on the due date, `outside`: expected share of the period."""

    chance: float
    inside: float
    outside: float


def forecast_kept(
    cases: Sequence[Case], outside: Sequence[float], priors: Priors = SHIPPED
) -> list[Kept]:
    """For each case with the share of its period already spent outside; raises UnanswerableError."""
    return [_one(case, spent, priors) for case, spent in zip(cases, outside, strict=True)]


def _one(case: Case, spent: float, priors: Priors) -> Kept:
    gap = gap_of(case)
    done = run(priors[gap.promise], [gap])
    days = np.linspace(gap.now, 1.0, DAYS)
    inside = np.array([_inside(done, gap.far, float(day)) for day in days])
    if gap.promise is Promise.CAP and gap.gaps and gap.gaps[-1] < 0:
        inside = np.zeros(DAYS)
    to_come = float(((1 - inside[1:]) + (1 - inside[:-1])).mean() / 2 * (1 - gap.now))
    left = ALLOWED - spent
    if gap.now >= 1 and gap.gaps:
        now_inside = 0 <= gap.gaps[-1] <= gap.far
        return Kept(float(now_inside and left >= 0), float(now_inside), spent)
    held = share_kept(left, to_come)
    return Kept(float(inside[-1]) * held, float(inside[-1]), spent + to_come)


def share_kept(left: float, to_come: float) -> float:
    """P(no more than `left` of the period outside) where `to_come` is expected."""
    if left < 0:
        return 0.0
    logs = AT_EVEN + PER_LOG * np.log((left + SMALL) / (to_come + SMALL))
    return float(1 / (1 + np.exp(-logs)))


def _inside(done: Run, far: float, share: float) -> float:
    to = ahead(done.prior.those, done, np.array([share]))
    near: Floats = beyond(done.prior, done.weights, to)
    over = beyond(done.prior, done.weights, to, far) if np.isfinite(far) else np.zeros(1)
    return float(min(max(near[0] - over[0], 0.002), 0.998))
