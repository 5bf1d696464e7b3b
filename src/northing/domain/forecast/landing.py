"""Where key results will land: the one function behind page, API, sweep and benchmark.

Cases are brought to one scale (gap), followed by small processes (experts), weighed (mixture) with shipped
constants (prior). No clock, no randomness: the same case gives the same bits, alone or among thousands.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from northing.domain.forecast import prior as shipped
from northing.domain.forecast.case import Case, Promise, UnanswerableError
from northing.domain.forecast.experts import (
    Belief,
    Experts,
    Landing,
    Track,
    along,
    experts,
    follow,
    land,
    track,
)
from northing.domain.forecast.gap import Floats, Gap, gap_of
from northing.domain.forecast.mixture import Prior, beyond, chance, quantiles, weigh

METHOD = "mixture-1"
LEVELS = (0.10, 0.25, 0.50, 0.75, 0.90)
"""Ends of the 80 % and the 50 % interval, and the median between them."""
LEAST, MOST = 0.002, 0.998
"""While something can still happen nothing is certain."""
PLAN_POWER = 0.25
"""Quiet weeks that a plan foresaw say less about what comes after them."""
SILENCE = 0.1
"""How much wider every interval is after a whole period without a reading, beyond what the experts say."""
PLAN = 4.0
"""How much more the experts who expect progress weigh where somebody drew a plan curve: log weight per gap."""
BATCH = 256
"""Cases at once: what fits into a processor's cache."""

Priors = dict[Promise, Prior]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What will probably be on the due date; values are in the metric's unit.

    `chance` is P(at or beyond the success line), `chance_of_target` the same for the full target, and
    `quantiles` are the value's at LEVELS (or those asked for).
    """

    chance: float
    chance_of_target: float
    expected: float
    quantiles: tuple[float, ...]
    method: str = METHOD


def priors_of(table: dict[str, tuple[tuple[float, ...], ...]], powers: dict[str, float]) -> Priors:
    """Shipped rows (log weight first, then the columns of Experts) as priors."""
    return {
        promise: Prior(
            experts([row[1:] for row in table[promise.value]]),
            np.array([[row[0]] for row in table[promise.value]]),
            powers[promise.value],
            shipped.WIDER,
            shipped.FAN,
        )
        for promise in Promise
    }


SHIPPED = priors_of(shipped.EXPERTS, shipped.POWERS)


def forecast(case: Case) -> Forecast:
    """One case; raises UnanswerableError where no answer is defined."""
    (found,) = forecasts([case])
    if isinstance(found, UnanswerableError):
        raise found
    return found


def forecasts(
    cases: Sequence[Case], levels: Sequence[float] = LEVELS, priors: Priors = SHIPPED
) -> list[Forecast | UnanswerableError]:
    """Many cases at once, answered in their order; what cannot be answered comes back as its reason.

    `levels` must lie symmetrically around a half: the best tenth of a falling metric is its lowest.
    """
    found: list[Forecast | UnanswerableError] = [UnanswerableError()] * len(cases)
    groups: defaultdict[Promise, list[tuple[int, Gap]]] = defaultdict(list)
    for i, case in enumerate(cases):
        try:
            gap = gap_of(case)
        except UnanswerableError as reason:
            found[i] = reason
        else:
            groups[gap.promise].append((i, gap))
    wanted = np.asarray(levels, dtype=np.float64)
    for promise, group in groups.items():
        group.sort(key=lambda pair: -len(pair[1].gaps))
        for start in range(0, len(group), BATCH):
            part = group[start : start + BATCH]
            places = [i for i, _ in part]
            lone = (
                part * 2 if len(part) == 1 else part
            )  # sums over one column would round otherwise
            answers = _batch(
                priors[promise], [g for _, g in lone], [cases[i] for i, _ in lone], wanted
            )
            for i, answer in zip(places, answers, strict=False):
                found[i] = answer
    return found


@dataclass(frozen=True, slots=True)
class Run:
    """A followed batch, before it is asked about a day."""

    prior: Prior
    gaps: Sequence[Gap]
    seen: Track
    held: Belief
    weights: Floats


def run(prior: Prior, gaps: Sequence[Gap]) -> Run:
    """Follow gaps (sorted by falling number of readings) and weigh the experts."""
    seen = track(gaps)
    held = follow(prior.those, seen)
    for place, i in enumerate(seen.order):
        if gaps[i].plan:
            lean = PLAN / prior.power * prior.those.slope[:, 0]
            held.evidence[:, place] = PLAN_POWER * held.evidence[:, place] + lean
            held.before[:, place] = PLAN_POWER * held.before[:, place] + lean
    return Run(prior, gaps, seen, held, weigh(prior, held.evidence))


def ahead(those: Experts, done: Run, share: Floats) -> Landing:
    """What the experts say of these shares of the period (cases,), less surely the longer nothing was heard."""
    planned = share.copy()
    for i, gap in enumerate(done.gaps):
        if gap.plan:
            planned[i] = along(gap.plan, share[i : i + 1])[0]
    to = land(those, done.held, share, planned)
    silent = np.clip(done.seen.now - done.held.share, 0.0, 1.0)
    return Landing(to.mean, to.sd * (1 + SILENCE * silent), to.answer)


def _batch(
    prior: Prior, gaps: Sequence[Gap], cases: Sequence[Case], levels: Floats
) -> list[Forecast]:
    done = run(prior, gaps)
    to = ahead(prior.those, done, np.ones(len(gaps)))
    line = np.zeros(len(gaps))
    target = np.array([_target(g, c) for g, c in zip(gaps, cases, strict=True)])
    chances = _chance(done, to, line)
    of_target = np.where(target == 0.0, chances, np.minimum(chances, _chance(done, to, target)))
    values = quantiles(prior, done.weights, to, np.append(levels, 0.5))
    return [
        _answer(gap, chances[i], of_target[i], target[i], values[:, i])
        for i, gap in enumerate(gaps)
    ]


def _target(gap: Gap, case: Case) -> float:
    """The full target on the scale of gaps: the line is 0."""
    if case.target is None or gap.promise in {Promise.KEEP, Promise.CAP}:
        return 0.0
    return (case.target / gap.origin - gap.line / gap.origin) * gap.sign / gap.unit


def _chance(done: Run, to: Landing, line: Floats) -> Floats:
    """P(at or beyond `line`), less what lies beyond the second bound where there is one."""
    plain = beyond(done.prior, done.weights, to, line)
    taken = np.array([bool(g.gaps) for g in done.gaps])
    last = np.array([g.gaps[-1] if g.gaps else 0.0 for g in done.gaps])
    found = np.where(taken, chance(done.prior, done.held, to, last, line), plain)
    far = np.array([g.far for g in done.gaps])
    if np.isfinite(far).any():
        over = beyond(done.prior, done.weights, to, np.minimum(far, 1e9))
        found = np.where(np.isfinite(far), np.maximum(found - over, 0.0), found)
    return found


def _answer(gap: Gap, p: float, full: float, target: float, gaps: Floats) -> Forecast:
    if gap.now >= 1 and gap.gaps:
        gaps = np.full_like(gaps, gap.gaps[-1])
        p, full = _settled(gap, 0.0), _settled(gap, target)
    else:
        p, full = _possible(gap, p, 0.0), _possible(gap, full, target)
    middle = float(gap.value(gaps[-1:])[0])
    return Forecast(float(p), float(full), middle, gap.quantiles(gaps[:-1]))


def _settled(gap: Gap, line: float) -> float:
    """On the due date the last reading stands."""
    return 1.0 if line <= gap.gaps[-1] <= gap.far else 0.0


def _possible(gap: Gap, p: float, line: float) -> float:
    """Keep a chance within what bounds and counted totals still allow."""
    if gap.worst >= line and gap.best <= gap.far:
        return 1.0
    if gap.best < line or gap.worst > gap.far:
        return 0.0
    return min(max(p, LEAST), MOST)
