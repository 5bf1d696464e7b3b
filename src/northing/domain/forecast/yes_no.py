"""Chance that a yes-or-no comes true by its due date: from confidence, initiatives, and the time left.

What nobody has said anything about follows a base rate that falls as time passes without a yes: those that come
true do so late (half of them in the last third), so an early no says little. Confidence is evidence as far
as it has been seen to predict: its log-odds are shrunk by constants fitted on published check-ins (logistic
recalibration: D. R. Cox, Two further applications of a model for binary regression, 1958), and by `trust`, which
a workspace earns by its own past.
"""

from dataclasses import dataclass
from math import exp, log

BASE = 0.5
LATENESS = 2.5
"""Of those that come true, the share u ** LATENESS has done so at the share u of the period."""
SAID, PER_SAID = -0.44, 0.74
"""Log-odds at an even confidence, and per log-odds of the confidence said."""
TRUST = 0.8
"""Weight of confidence where a workspace has no past to judge by."""
FADES = 3.0
"""A word loses its weight by a factor of e in a third of the period."""
WORK = 2.0
"""Log-odds for having all initiatives done against none, where the plan would have half."""
LEAST, MOST = 0.01, 0.99


@dataclass(frozen=True, slots=True)
class Word:
    """A confidence 0-10 and how long ago it was said, as a share of the period."""

    confidence: float
    age: float = 0.0


def forecast_yes(
    now: float,
    *,
    done: bool = False,
    word: Word | None = None,
    initiatives: tuple[int, int] | None = None,
    trust: float = TRUST,
) -> float:
    """P(yes by the end of the period) at the share `now`; `initiatives` are (done, all)."""
    if done:
        return 1.0
    if now >= 1:
        return 0.0
    now = max(now, 0.0)
    come = now**LATENESS
    logs = _odds(BASE * (1 - come) / (1 - BASE * come))
    if word is not None:
        said = min(max(word.confidence, 0.0), 10.0)
        weight = min(max(trust, 0.0), 1.0) * exp(-FADES * max(word.age, 0.0))
        told = SAID + PER_SAID * _odds((said + 0.5) / 11)
        logs = (1 - weight) * logs + weight * told
    if initiatives is not None and initiatives[1] > 0:
        logs += WORK * (initiatives[0] / initiatives[1] - now)
    return min(max(1 / (1 + exp(-logs)), LEAST), MOST)


def _odds(p: float) -> float:
    return log(p / (1 - p))
