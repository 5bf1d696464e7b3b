"""The picture of one forecast: intervals for every day asked for, when the line is expected, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from northing.domain.forecast.case import Case
from northing.domain.forecast.experts import land
from northing.domain.forecast.gap import Floats, Gap, gap_of
from northing.domain.forecast.landing import LEVELS, SHIPPED, Priors, Run, ahead, run
from northing.domain.forecast.mixture import beyond, quantiles

FURTHEST = 2.0
"""The expected date is looked for until as long after the due date as the period is."""
STEPS = 104


@dataclass(frozen=True, slots=True)
class Slice:
    """One day of the fan: the value's quantiles at LEVELS, in the metric's unit."""

    day: float
    quantiles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """Why a chance is what it is, part by part; chances 0..1, values in the metric's unit.

    `base_rate`: the chance before any reading, that of comparable key results. `at_this_pace`: the value on
    the due date on the straight line from the baseline through the last reading. `unrest`: sd of a week's
    change. `if_fresh`: the chance if the last reading were of today. `shapes`: how much of the
    answer comes from numbers that wander, that rise steadily, that turn, that swing around a level; sums to 1.
    """

    base_rate: float
    at_this_pace: float | None
    unrest: float
    days_since: float | None
    if_fresh: float
    shapes: dict[str, float]


@dataclass(frozen=True, slots=True)
class Fan:
    slices: tuple[Slice, ...]
    reaches: float | None
    """the first day on which the line is more likely passed than not; None: not foreseen"""
    because: Because


def fan(case: Case, days: Sequence[float], priors: Priors = SHIPPED) -> Fan:
    """The fan over `days` (those before the last reading are left out); raises UnanswerableError."""
    gap = gap_of(case)
    done = run(priors[gap.promise], [gap])
    length = case.due - case.start
    last = gap.shares[-1] if gap.shares else 0.0
    shares = ((day, (day - case.start) / length) for day in days)
    slices = tuple(Slice(day, _values(done, gap, share)) for day, share in shares if share >= last)
    return Fan(slices, _reaches(case, gap, done), _because(case, gap, done, priors))


def _values(done: Run, gap: Gap, share: float) -> tuple[float, ...]:
    to = ahead(done.prior.those, done, np.array([share]))
    return gap.quantiles(quantiles(done.prior, done.weights, to, np.array(LEVELS))[:, 0])


def _reaches(case: Case, gap: Gap, done: Run) -> float | None:
    """A promise to keep has no such day."""
    if case.keep:
        return None
    if gap.gaps and gap.gaps[-1] >= 0:
        return case.start + gap.shares[-1] * (case.due - case.start)
    for share in np.linspace(gap.now, FURTHEST, STEPS):
        if _p(done, float(share)) >= 0.5:
            return case.start + float(share) * (case.due - case.start)
    return None


def _p(done: Run, share: float) -> float:
    to = ahead(done.prior.those, done, np.array([share]))
    return float(beyond(done.prior, done.weights, to)[0])


def _because(case: Case, gap: Gap, done: Run, priors: Priors) -> Because:
    prior, weights = done.prior, done.weights
    empty = gap_of(_without_readings(case))
    base = _p(run(priors[empty.promise], [empty]), 1.0)
    length = case.due - case.start
    last = gap.shares[-1] if gap.shares else None
    fresh = land(
        prior.those, done.held, done.held.share + 1 - gap.now, done.held.planned + 1 - gap.now
    )
    return Because(
        base_rate=base,
        at_this_pace=_at_this_pace(gap),
        unrest=_unrest(weights, prior.those.spread, gap, 7 / length),
        days_since=None if last is None else (gap.now - last) * length,
        if_fresh=float(beyond(prior, weights, fresh)[0]),
        shapes=_shapes(done),
    )


def _without_readings(case: Case) -> Case:
    return Case(
        case.baseline, case.line, case.start, case.due, case.start, (), case.target, case.rising,
        case.keep, case.low, case.high, case.plan, case.other,
    )  # fmt: skip


def _at_this_pace(gap: Gap) -> float | None:
    """Straight on from the baseline through the last reading; nothing before a tenth of the period."""
    if not gap.gaps or gap.shares[-1] < 0.1:
        return None
    end = gap.first + (gap.gaps[-1] - gap.first) / gap.shares[-1]
    return float(gap.value(np.array([end]))[0])


def _unrest(weights: Floats, spread: Floats, gap: Gap, week: float) -> float:
    """Root mean square change of a week over the experts."""
    return float(np.sqrt((weights * spread**2).sum() * week) * gap.unit * gap.origin)


def _shapes(done: Run) -> dict[str, float]:
    those, weights = done.prior.those, done.weights[:, 0]
    swings = those.swings[:, 0] > 0
    turning = ~swings & (those.turn[:, 0] > those.spread[:, 0])
    steady = ~swings & ~turning & (those.slope[:, 0] + those.slope_sd[:, 0] > 0)
    masks = {
        "wanders": ~swings & ~turning & ~steady,
        "steady": steady,
        "turns": turning,
        "swings": swings,
    }
    return {name: float(weights[mask].sum()) for name, mask in masks.items()}
