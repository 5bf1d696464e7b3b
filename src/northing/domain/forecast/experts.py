"""Small Gaussian processes that each tell one story of how a number moves, followed through the readings.

Each expert is a linear Gaussian state space model with two states, filtered exactly (R. E. Kalman, A new approach
to linear filtering and prediction problems, 1960). A *walk* has a level and a slope, both wandering (A. C. Harvey,
Forecasting, structural time series models and the Kalman filter, 1989, local linear trend). A *swing* pulls back
to a level that is not known exactly (G. E. Uhlenbeck, L. S. Ornstein, On the theory of the Brownian motion, 1930).
All are in gaps and in shares of the period. Arrays are (experts, cases).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from northing.domain.forecast.gap import Floats, Gap

TAIL = 8.0
"""Degrees of freedom of the Student t by which a reading is judged: one odd reading does not decide."""


class Experts(NamedTuple):
    """One column per expert, each (experts, 1)."""

    swings: Floats
    """1 for a swing, 0 for a walk"""
    spread: Floats
    """walk: sd of the level after a whole period; swing: sd around its level"""
    noise: Floats
    """sd of one reading"""
    slope: Floats
    """expected gaps won in a period"""
    slope_sd: Floats
    turn: Floats
    """how much the slope itself wanders in a period"""
    pull: Floats
    """how fast a swing returns: 1 / share of the period"""
    first_sd: Floats
    """how exactly the baseline is known"""
    level_sd: Floats
    """how far a swing's level may lie from the baseline"""


def experts(table: Sequence[Sequence[float]]) -> Experts:
    """Rows of a table as columns of experts."""
    columns = np.asarray(table, dtype=np.float64).T
    return Experts(*(column[:, None] for column in columns))


@dataclass(frozen=True, slots=True)
class Track:
    """The readings of several cases side by side, those with the most readings first."""

    counts: tuple[int, ...]
    """how many cases have a first, a second … reading"""
    order: tuple[int, ...]
    """the place of each case in the list it came from"""
    first: Floats
    shares: Floats
    planned: Floats
    gaps: Floats
    now: Floats


def track(gaps: Sequence[Gap]) -> Track:
    """Lay the readings side by side: (cases, readings), unused places 0."""
    order = sorted(range(len(gaps)), key=lambda i: -len(gaps[i].gaps))
    most = len(gaps[order[0]].gaps) if order else 0
    shares, values, planned = (np.zeros((len(order), most)) for _ in range(3))
    lengths = [len(gaps[i].gaps) for i in order]
    for row, i in enumerate(order):
        n = lengths[row]
        shares[row, :n] = gaps[i].shares
        values[row, :n] = gaps[i].gaps
        planned[row, :n] = shares[row, :n]
        if gaps[i].plan:
            planned[row, :n] = along(gaps[i].plan, shares[row, :n])
    counts = tuple(int(np.searchsorted(-np.array(lengths), -k)) for k in range(most))
    first = np.array([gaps[i].first for i in order])
    now = np.array([gaps[i].now for i in order])
    return Track(counts, tuple(order), first, shares, planned, values, now)


def along(plan: tuple[tuple[float, float], ...], shares: Floats) -> Floats:
    """Where a plan curve wants to be at these shares of the period (straight between checkpoints)."""
    at, way = zip(*plan, strict=True)
    found: Floats = np.interp(shares, at, way)
    return found


@dataclass(slots=True)
class Belief:
    """What each expert holds after the readings: two states, their covariance, and how well it foresaw them.

    `evidence` is the log likelihood of all readings, `before` of all but the last; `foreseen` and
    `variance` are the forecast of the last reading, `gain` and `turn` what one gap of surprise moved.
    """

    level: Floats
    other: Floats
    p11: Floats
    p12: Floats
    p22: Floats
    evidence: Floats
    before: Floats
    foreseen: Floats
    variance: Floats
    gain: Floats
    turn: Floats
    share: Floats
    """(cases,) when the last reading was taken"""
    planned: Floats


def follow(those: Experts, seen: Track) -> Belief:
    """Filter all readings of all cases through all experts."""
    shape = (len(those.spread), len(seen.first))
    swings, zero = those.swings, np.zeros(shape)
    held = Belief(
        level=(1 - swings) * seen.first,
        other=swings * seen.first + (1 - swings) * those.slope,
        p11=zero + np.where(swings > 0, those.spread, those.first_sd) ** 2,
        p12=zero.copy(),
        p22=zero + np.where(swings > 0, those.level_sd, those.slope_sd) ** 2,
        evidence=zero.copy(),
        before=zero.copy(),
        foreseen=zero.copy(),
        variance=zero + 1,
        gain=zero.copy(),
        turn=zero.copy(),
        share=np.zeros(shape[1]),
        planned=np.zeros(shape[1]),
    )
    for k, n in enumerate(seen.counts):
        _read(those, held, n, seen.shares[:n, k], seen.planned[:n, k], seen.gaps[:n, k])
    return held


def _read(
    those: Experts, held: Belief, n: int, share: Floats, planned: Floats, gap: Floats
) -> None:
    """Let the first `n` cases take one reading each."""
    keep, win, q11, q12, q22 = _step(those, share - held.share[:n], planned - held.planned[:n])
    level, other = held.level[:, :n], held.other[:, :n]
    p11, p12, p22 = held.p11[:, :n], held.p12[:, :n], held.p22[:, :n]
    level = keep * level + win * other
    cross = keep * p12 + win * p22
    n11 = keep * (keep * p11 + win * p12) + win * cross + q11
    n12 = cross + q12
    n22 = p22 + q22
    first, second = n11 + those.swings * n12, n12 + those.swings * n22
    variance = first + those.swings * second + those.noise**2
    foreseen = level + those.swings * other
    surprise = gap - foreseen
    gain, turn = first / variance, second / variance
    held.before[:, :n] = held.evidence[:, :n]
    held.evidence[:, :n] += fit(surprise, variance)
    held.foreseen[:, :n], held.variance[:, :n] = foreseen, variance
    held.gain[:, :n], held.turn[:, :n] = gain, turn
    held.level[:, :n] = level + gain * surprise
    held.other[:, :n] = other + turn * surprise
    held.p11[:, :n] = n11 - gain * first
    held.p12[:, :n] = n12 - gain * second
    held.p22[:, :n] = n22 - turn * second
    held.share[:n], held.planned[:n] = share, planned


def fit(surprise: Floats, variance: Floats) -> Floats:
    """Log likelihood of a surprise, up to a constant, under a Student t of TAIL degrees of freedom."""
    found: Floats = -0.5 * (
        np.log(variance) + (TAIL + 1) * np.log1p(surprise * surprise / (TAIL * variance))
    )
    return found


def _step(
    those: Experts, passed: Floats, planned: Floats
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """How much level stays, how much slope is won, and what is added to the covariance."""
    keep = np.exp(-those.pull * passed)
    walks = 1 - those.swings
    win = walks * planned
    bend = those.turn**2 * passed
    q11 = those.spread**2 * (walks * passed + those.swings * (1 - keep * keep))
    q11 = q11 + bend * passed * passed / 3
    return keep, win, q11, bend * passed / 2, bend


@dataclass(frozen=True, slots=True)
class Landing:
    """What each expert says of one later day: mean, sd, and how a gap of the last reading moves the mean."""

    mean: Floats
    sd: Floats
    answer: Floats


def land(those: Experts, held: Belief, share: Floats, planned: Floats) -> Landing:
    """Look ahead to `share` of the period (cases,), where the plan wants `planned` of the way."""
    keep, win, q11, _, _ = _step(those, share - held.share, planned - held.planned)
    to = win + those.swings
    variance = keep * (keep * held.p11 + 2 * to * held.p12) + to * to * held.p22 + q11
    return Landing(
        keep * held.level + to * held.other,
        np.sqrt(np.maximum(variance, 1e-12)),
        keep * held.gain + to * held.turn,
    )
