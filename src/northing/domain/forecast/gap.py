"""Key results of any size, unit and direction, brought to one scale so that they can be compared.

The gap of a value is `sign × (value − line) / |line − baseline|`: −1 at the baseline, 0 on the line, more is
better. Time is the share of the key result's own period. Nothing about unit or direction is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing.domain.forecast.case import Case, Promise, thinned

Floats = NDArray[np.float64]

MOST_READINGS = 40
"""More than these say nothing new about a quarter, and the prior was fitted on up to 25."""
WIDEST = 1e4
"""Gaps beyond this are as good or as bad as infinite."""
FEWEST_EQUAL = 0.3
"""Where fewer of the steps are exactly flat, a repeated value is taken as copied, not as measured."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One case on the common scale: shares of the period and gaps, both of the same length."""

    promise: Promise
    first: float
    shares: tuple[float, ...]
    gaps: tuple[float, ...]
    now: float
    unit: float
    sign: float
    line: float
    origin: float
    best: float
    worst: float
    far: float
    plan: tuple[tuple[float, float], ...]

    def value(self, gap: Floats) -> Floats:
        """Gaps back in the metric's unit, within what the metric and what is already counted allow."""
        held = np.clip(gap, self.worst, self.best)
        back: Floats = (held * self.sign * self.unit + self.line / self.origin) * self.origin
        return back

    def quantiles(self, gaps: Floats) -> tuple[float, ...]:
        """Quantiles of the gap at symmetric levels as rising quantiles of the value."""
        return tuple(float(v) for v in self.value(gaps if self.sign > 0 else gaps[::-1]))


def gap_of(case: Case) -> Gap:
    """Bring one case to the common scale; raises UnanswerableError where there is nothing to scale."""
    case.check()
    known = case.known()
    origin = max(abs(case.baseline), abs(case.line), *(abs(v) for _, v in known), 1e-300)
    line, base = case.line / origin, case.baseline / origin
    sign = 1.0 if case.rising else -1.0
    unit = _unit(line, base, [v / origin for _, v in known])
    scale = sign / unit
    values = [_held((v / origin - line) * scale) for _, v in known]
    promise = promise_of(case, known)
    length = case.due - case.start
    kept = thinned(known, case.start, case.due, MOST_READINGS)
    kept = _measured([v for _, v in known], kept)
    best, worst = _bounds(case, line, scale, origin)
    if promise in {Promise.COUNT, Promise.CAP} and values:
        best, worst = (best, max(worst, values[-1])) if sign > 0 else (min(best, values[-1]), worst)
    far = np.inf if case.other is None else (case.other / origin - line) * scale
    return Gap(
        promise,
        _held((base - line) * scale),
        tuple((known[i][0] - case.start) / length for i in kept),
        tuple(values[i] for i in kept),
        min(max((case.as_of - case.start) / length, 0.0), 1.0),
        unit,
        sign,
        case.line,
        origin,
        best,
        worst,
        float(far),
        _plan(case, line, scale, origin),
    )


def promise_of(case: Case, known: Sequence[tuple[float, float]]) -> Promise:
    """Which prior fits: totals from zero that never fell are known from the numbers themselves."""
    values = [case.baseline, *(v for _, v in known)]
    grows = (
        case.baseline == 0
        and case.low == 0
        and all(b >= a for a, b in zip(values, values[1:], strict=False))
    )
    if case.keep:
        return Promise.CAP if grows and not case.rising else Promise.KEEP
    return Promise.COUNT if grows and case.rising else Promise.REACH


def _unit(line: float, base: float, values: Sequence[float]) -> float:
    """The size of one gap; a promise to keep what one has may start on its very bound."""
    unit = abs(line - base)
    if unit > 0:
        return unit
    spread = max(values, default=line) - min(values, default=line)
    return spread or abs(line) * 0.05 or 1.0


def _held(gap: float) -> float:
    return min(max(gap, -WIDEST), WIDEST)


def _bounds(case: Case, line: float, scale: float, origin: float) -> tuple[float, float]:
    """The best and the worst gap that the metric can show."""
    ends = [
        _held((b / origin - line) * scale) if b is not None else None for b in (case.low, case.high)
    ]
    worst, best = ends if scale > 0 else ends[::-1]
    return (np.inf if best is None else best), (-np.inf if worst is None else worst)


def _measured(values: Sequence[float], chosen: Sequence[int]) -> Sequence[int]:
    """Leave out values that only repeat the one before, unless the metric often stands still."""
    equal = sum(b == a for a, b in zip(values, values[1:], strict=False))
    if not equal or equal >= FEWEST_EQUAL * (len(values) - 1):
        return chosen
    return [i for i in chosen if i == 0 or values[i] != values[i - 1]]


def _plan(case: Case, line: float, scale: float, origin: float) -> tuple[tuple[float, float], ...]:
    """The plan curve as (share of the period, share of the way), from (0, 0) to (1, 1); empty: straight."""
    inner = sorted((d, v) for d, v in case.plan if case.start < d < case.due)
    whole = -(case.baseline / origin - line) * scale
    if not inner or whole <= 0:
        return ()
    length = case.due - case.start
    points = [
        ((d - case.start) / length, 1 + (v / origin - line) * scale / whole) for d, v in inner
    ]
    return ((0.0, 0.0), *points, (1.0, 1.0))
