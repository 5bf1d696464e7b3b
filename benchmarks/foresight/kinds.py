"""Made-up key results of the kinds that published series do not show, and how calibrated their forecasts are.

The worlds are not the models turned round: steps wait for each other and are hurried before the deadline, a bounded
metric has incidents and slow erosion, owners of a yes-or-no differ in hope, and a plan with a late launch may slip.
Still they are made up: a good figure says that the arithmetic is sound, not that teams behave like this.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from northing.domain.forecast.case import Case
from northing.domain.forecast.keeping import ALLOWED, forecast_kept
from northing.domain.forecast.landing import forecast
from northing.domain.forecast.milestones import Stage, forecast_steps
from northing.domain.forecast.yes_no import Word, forecast_yes

LENGTH = 91
WEEKS = (3, 5, 7, 9, 11)
Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Told:
    """One forecast and what became true; `plain` is what a plain rule would have said."""

    week: int
    chance: float
    reached: bool
    plain: float


def milestones(rng: Rng) -> Iterator[Told]:
    """Three to eight steps in a row, planned evenly or towards the end; a late one pushes the next."""
    count = int(rng.integers(3, 9))
    weights = rng.choice([1.0, 1.0, 2.0, 3.0], count)
    plans = (
        np.sort(rng.uniform(0.1, 1.0, count))
        if rng.random() < 0.6
        else np.linspace(1 / count, 1, count)
    )
    pace = np.exp(rng.normal(0.15, 0.4))
    done, clock = [], 0.0
    for i in range(count):
        took = (plans[i] - (plans[i - 1] if i else 0.0)) * pace * np.exp(rng.normal(0, 0.4))
        clock = max(clock, 0.3 * plans[i]) + took
        finished = clock if rng.random() > 0.07 else np.inf
        if 1 < finished < 1.2 and rng.random() < 0.5:
            finished = rng.uniform(0.9, 1.0)
        done.append(finished)
    line = 0.7 if rng.random() < 0.7 else 1.0
    whole = weights.sum()
    reached = bool(
        sum(w for w, d in zip(weights, done, strict=True) if d <= 1) >= line * whole - 1e-9
    )
    dated = rng.random() < 0.8
    for week in WEEKS:
        now = 7 * week / LENGTH
        stages = [
            Stage(float(w), float(p) if dated else None, float(d) if d <= now else None)
            for w, p, d in zip(weights, plans, done, strict=True)
        ]
        part = sum(s.weight for s in stages if s.done is not None) / whole
        due = sum(w for w, p in zip(weights, plans, strict=True) if p <= now) / whole
        yield Told(week, forecast_steps(stages, now, line).chance, reached, _colour(part, due))


def _colour(part: float, due: float) -> float:
    if part >= 0.9 * due:
        return 0.9
    return 0.5 if part >= 0.7 * due else 0.1


def yes_no(rng: Rng) -> Iterator[Told]:
    """Comes true late or never; owners see it through their own hope, and some say 5 whatever happens."""
    comes = rng.random() < 0.5
    when = rng.beta(3, 1.4) if comes else np.inf
    hope, sight, mute = rng.normal(0.4, 0.6), abs(rng.normal(1.0, 0.4)), rng.random() < 0.3
    listed = int(rng.integers(0, 5))
    said, at = None, 0.0
    for week in WEEKS:
        now = 7 * week / LENGTH
        if rng.random() < 0.8:
            feeling = hope + (1 if comes else -1) * sight * (0.4 + now) + rng.normal(0, 0.7)
            said, at = (5 if mute else round(10 / (1 + np.exp(-feeling)))), now
        speed = now / when if comes else now * rng.uniform(0.2, 0.9)
        finished = int(rng.binomial(listed, min(1.0, speed * 0.8)))
        word = Word(said, now - at) if said is not None else None
        chance = forecast_yes(now, done=when <= now, word=word, initiatives=(finished, listed))
        plain = 1.0 if when <= now else 0.5 if said is None else said / 10
        yield Told(week, chance, comes, plain)


def keep(rng: Rng) -> Iterator[Told]:
    """Stays above its bound all but a tenth of the time: swings, incidents and erosion, told about weekly."""
    pull, erosion = rng.uniform(0.02, 0.2), rng.uniform(0, 2.0) * (rng.random() < 0.35)
    level = np.empty(LENGTH + 1)
    x = rng.standard_normal()
    for day in range(LENGTH + 1):
        level[day] = x - erosion * day / LENGTH
        x = x * (1 - pull) + np.sqrt(1 - (1 - pull) ** 2) * rng.standard_normal()
    for _ in range(rng.poisson(0.5)):
        start = rng.integers(0, LENGTH)
        after = np.arange(LENGTH + 1) - start
        level -= rng.uniform(1, 5) * np.where(after >= 0, np.exp(-after / rng.uniform(3, 14)), 0)
    bound = -rng.uniform(0.3, 3.0)
    days = [d for d in range(0, LENGTH, 7) if d == 0 or rng.random() > 0.1]
    told = [(float(d), float(level[d])) for d in days]
    outside = _outside([*told, (float(LENGTH), float(level[-1]))], bound, LENGTH)
    reached = bool(level[-1] >= bound) and outside <= ALLOWED
    baseline = max(float(level[0]), bound + 0.2)
    for week in WEEKS:
        now = 7 * week
        known = tuple(t for t in told if t[0] <= now)
        case = Case(baseline, bound, 0, LENGTH, now, known, keep=True)
        spent = _outside(list(known), bound, now)
        plain = 0.9 if known[-1][1] >= bound and spent <= ALLOWED else 0.1
        yield Told(week, forecast_kept([case], [spent])[0].chance, reached, plain)


def _outside(told: list[tuple[float, float]], bound: float, until: float) -> float:
    """Share of the whole period outside by `until`, each reading holding until the next."""
    ends = [*(day for day, _ in told[1:]), until]
    return sum(end - d for (d, v), end in zip(told, ends, strict=True) if v < bound) / LENGTH


def planned(rng: Rng) -> Iterator[Told]:
    """Little happens until a launch that the plan knows of; it may slip, and bring less than hoped."""
    launch = rng.uniform(0.35, 0.8)
    slipped = launch + (abs(rng.normal(0, 0.15)) if rng.random() < 0.5 else 0.0)
    early = rng.uniform(0.0, 0.2)
    gain, noise = rng.normal(1.05, 0.35), np.exp(rng.normal(np.log(0.04), 0.5))
    ramp = rng.uniform(0.05, 0.25)
    share = np.arange(LENGTH + 1) / LENGTH
    way = early * share + (1 - early) * gain * np.clip((share - slipped) / ramp, 0, 1)
    level = 100 + 50 * (way + noise * rng.standard_normal(LENGTH + 1))
    line = 100 + 50 * 0.85
    reached = bool(level[-1] >= line)
    plan = ((float(launch * LENGTH), 100 + 42.5 * early * launch),)
    for week in WEEKS:
        told = tuple((float(d), float(level[d])) for d in range(0, 7 * week + 1, 7))
        case = Case(100.0, line, 0, LENGTH, 7 * week, told, plan=plan)
        straight = Case(100.0, line, 0, LENGTH, 7 * week, told)
        yield Told(week, forecast(case).chance, reached, forecast(straight).chance)


WORLDS: dict[str, tuple[Callable[[Rng], Iterator[Told]], str]] = {
    "milestones": (milestones, "share done against share due, colours read literally"),
    "yes_no": (yes_no, "confidence taken at its word"),
    "keep": (keep, "inside now: yes or no"),
    "plan curves": (planned, "the same forecast without the plan"),
}


def trial(name: str, count: int, seed: int) -> list[Told]:
    """All forecasts of `count` made-up key results of one kind."""
    rng = np.random.default_rng(seed)
    return [told for _ in range(count) for told in WORLDS[name][0](rng)]


def calibration_lines(count: int = 1000, seed: int = 11) -> list[str]:
    """Per kind: Brier score beside the plain rule's, calibration error, and on track come true."""
    lines = []
    for name, (_, rule) in WORLDS.items():
        told = trial(name, count, seed)
        p, plain = (np.array([getattr(t, f) for t in told]) for f in ("chance", "plain"))
        y = np.array([t.reached for t in told], dtype=float)
        place = np.minimum((p * 10).astype(int), 9)
        bins = [place == b for b in range(10) if (place == b).any()]
        ece = sum(abs(p[m].mean() - y[m].mean()) * m.mean() for m in bins)
        on = p >= 0.7
        lines.append(
            f"{name:12} Brier {((p - y) ** 2).mean():.3f}, plain rule {((plain - y) ** 2).mean():.3f}"
            f" ({rule}); calibration error {ece:.3f}; on track {y[on].mean():.2f} of {on.mean():.2f};"
            f" reached {y.mean():.2f}"
        )
        lines += [
            f"    said {p[m].mean():.2f} became {y[m].mean():.2f} n {int(m.sum())}" for m in bins
        ]
    return lines
