"""Many stories weighed into one answer: chance of the line, quantiles, and the chance made monotone.

The weight of an expert is its shipped prior times its likelihood to a power below one, since readings of one metric
are less independent than a model believes (P. Grünwald, The safe Bayesian, 2012). The answer is the mixture of the
experts' normal distributions.
"""

from dataclasses import dataclass

import numpy as np

from northing.domain.forecast.experts import Belief, Experts, Landing, fit
from northing.domain.forecast.gap import Floats

GRID = np.sinh(np.linspace(-7.5, 7.5, 31))
"""From 900 spreads below to 900 above, dense in the middle: one sure expert may stand among vague ones."""
NODES = np.sinh(np.linspace(-3.2, 3.2, 25))
"""From 12 spreads below to 12 above."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Shipped constants of one promise: its experts, their weights before any reading, and the two powers."""

    those: Experts
    weights: Floats
    """(experts, 1), natural logarithms"""
    power: float
    """of the likelihood"""
    wider: float
    """factor on every sd of a chance: what the best experts still do not know"""
    fan: float
    """the same for intervals of the value"""


def normal(z: Floats) -> Floats:
    """The normal distribution function to 0.00014, rising everywhere, in five passes.

    S. R. Bowling, M. T. Khasawneh, S. Kaewkuekool, B. R. Cho, A logistic approximation to the cumulative normal
    distribution, 2009. A chance is shown in whole percent, so this is a hundredth of what anybody sees.
    """
    held = np.clip(z, -12.0, 12.0)
    held *= -0.07056 * (held * held) - 1.5976
    np.exp(held, out=held)
    held += 1
    found: Floats = np.reciprocal(held, out=held)
    return found


def weigh(prior: Prior, evidence: Floats) -> Floats:
    """The weight of each expert, (experts, cases), summing to one over the experts."""
    logs = prior.weights + prior.power * evidence
    logs = np.exp(logs - logs.max(axis=0))
    found: Floats = logs / logs.sum(axis=0)
    return found


def chance(
    prior: Prior, held: Belief, to: Landing, gap: Floats, line: float | Floats = 0.0
) -> Floats:
    """P(value at or beyond `line`), (cases,), never falling when the last reading `gap` is better.

    Bayes alone may take a much better reading for mere unrest and lower the chance. The chance is therefore worked
    out on a grid of possible last readings that does not depend on the true one, made monotone by the mean of
    its running maximum and minimum, and read off at the true one.
    """
    before = weigh(prior, held.before)
    middle = (before * held.foreseen).sum(axis=0)
    spread = np.sqrt((before * (held.variance + (held.foreseen - middle) ** 2)).sum(axis=0))
    told = gap - held.foreseen
    at_zero = to.mean - to.answer * told
    sd = prior.wider * to.sd
    grid = np.empty((len(NODES), len(middle)))
    for k, node in enumerate(NODES):
        surprise = middle + node * spread - held.foreseen
        weights = weigh(prior, held.before + fit(surprise, held.variance))
        grid[k] = (weights * normal((at_zero + to.answer * surprise - line) / sd)).sum(axis=0)
    rising = 0.5 * (
        np.maximum.accumulate(grid, axis=0) + np.minimum.accumulate(grid[::-1], axis=0)[::-1]
    )
    return _read_off(rising, np.clip((gap - middle) / spread, NODES[0], NODES[-1]))


def _read_off(grid: Floats, place: Floats) -> Floats:
    """Straight between the nodes."""
    left = np.clip(np.searchsorted(NODES, place, side="right") - 1, 0, len(NODES) - 2)
    part = (place - NODES[left]) / (NODES[left + 1] - NODES[left])
    columns = np.arange(len(place))
    found: Floats = grid[left, columns] * (1 - part) + grid[left + 1, columns] * part
    return found


def beyond(prior: Prior, weights: Floats, to: Landing, line: float | Floats = 0.0) -> Floats:
    """P(value at or beyond `line`) straight from the mixture, (cases,)."""
    found: Floats = (weights * normal((to.mean - line) / (prior.wider * to.sd))).sum(axis=0)
    return found


def quantiles(prior: Prior, weights: Floats, to: Landing, levels: Floats) -> Floats:
    """Quantiles of the mixture in gaps, (levels, cases): bracketed on a grid, then closed in on."""
    sd = prior.fan * to.sd
    sure = weights / sd
    spread = 1 / sure.sum(axis=0)
    middle = (sure * to.mean).sum(axis=0) * spread
    points = middle + GRID[:, None] * spread
    under = np.stack([(weights * normal((p - to.mean) / sd)).sum(axis=0) for p in points])
    columns = np.arange(len(middle))
    found = np.empty((len(levels), len(middle)))
    for i, level in enumerate(levels):
        right = np.clip((under < level).sum(axis=0), 1, len(GRID) - 1)
        low, high = points[right - 1, columns], points[right, columns]
        at_low, at_high = under[right - 1, columns], under[right, columns]
        for _ in range(2):
            part = (level - at_low) / np.maximum(at_high - at_low, 1e-12)
            guess = low + (high - low) * np.clip(part, 0.02, 0.98)
            there = (weights * normal((guess - to.mean) / sd)).sum(axis=0)
            over = there >= level
            high, at_high = np.where(over, guess, high), np.where(over, there, at_high)
            low, at_low = np.where(over, low, guess), np.where(over, at_low, there)
        part = (level - at_low) / np.maximum(at_high - at_low, 1e-12)
        found[i] = low + (high - low) * np.clip(part, 0.0, 1.0)
    return found
