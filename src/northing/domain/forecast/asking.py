"""Turns a key result as the rest of the domain knows it into the question that a forecast answers."""

from datetime import date

from northing.domain import scoring
from northing.domain.forecast.case import Case, UnanswerableError
from northing.domain.snapshot import KeyResult, Kind

Readings = tuple[tuple[float, float], ...]


def case_of(kr: KeyResult, on: date) -> Case:
    """The case of an `increase`, `decrease` or `keep` key result on the day `on`, with what is known by then.

    Raises UnanswerableError where baseline, target or bounds are missing, or for the kinds without a metric.
    """
    readings = tuple(
        (float(c.on.toordinal()), float(c.value))
        for c in kr.check_ins
        if c.on <= on and c.value is not None
    )
    start, due, as_of = (float(d.toordinal()) for d in (kr.started_on, kr.due_on, on))
    if kr.kind is Kind.KEEP:
        return _kept(kr, start, due, as_of, readings)
    if kr.kind not in {Kind.INCREASE, Kind.DECREASE}:
        raise UnanswerableError("this kind is not read off a metric")
    if kr.baseline is None or kr.target is None:
        raise UnanswerableError("baseline or target is missing")
    line = kr.baseline + scoring.success_line(kr) * (kr.target - kr.baseline)
    plan = tuple((float(c.on_date.toordinal()), float(c.value)) for c in kr.checkpoints)
    return Case(
        baseline=float(kr.baseline),
        line=float(line),
        start=start,
        due=due,
        as_of=as_of,
        readings=readings,
        target=float(kr.target),
        rising=kr.target > kr.baseline,
        low=_floor(kr, readings),
        high=_ceiling(kr, readings),
        plan=plan,
    )


def _floor(kr: KeyResult, readings: Readings) -> float | None:
    """What was never negative and is not meant to be, cannot become it: counts, durations, money, shares."""
    ends = [float(v) for v in (kr.baseline, kr.target) if v is not None]
    return 0.0 if min([*ends, *(v for _, v in readings)]) >= 0 else None


def _ceiling(kr: KeyResult, readings: Readings) -> float | None:
    """A share that was never above 100 % and is not meant to be ends there."""
    ends = [float(v) for v in (kr.baseline, kr.target) if v is not None]
    share = kr.unit == scoring.RATIO and max([*ends, *(v for _, v in readings)]) <= 1
    return 1.0 if share else None


def _kept(
    kr: KeyResult,
    start: float,
    due: float,
    as_of: float,
    readings: Readings,
) -> Case:
    """The bound nearer to where the metric began is the line, the other one lies beyond it."""
    low, high = (None if b is None else float(b) for b in (kr.low, kr.high))
    bounds = [b for b in (low, high) if b is not None]
    if not bounds:
        raise UnanswerableError("the bounds are missing")
    baseline = float(kr.baseline) if kr.baseline is not None else None
    if baseline is None:
        baseline = readings[0][1] if readings else sum(bounds) / len(bounds)
    line = min(bounds, key=lambda b: abs(b - baseline))
    other = next((b for b in bounds if b != line), None)
    return Case(
        baseline=baseline,
        line=line,
        start=start,
        due=due,
        as_of=as_of,
        readings=readings,
        rising=line == low,
        keep=True,
        other=other,
    )
