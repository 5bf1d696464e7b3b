"""Progress, one function per kind, and the means made of it (domain words: Values and progress).

Progress is a raw ratio: below 0 is below the baseline, above 1 past the target. Whatever combines
several of them clamps to 0..1 first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from northing.domain import units
from northing.domain.figure import Figure, Term
from northing.domain.snapshot import CheckIn, Checkpoint, KeyResult, Kind
from northing.kit.text import plural
from northing.kit.text import text as _

ZERO, ONE = Decimal(0), Decimal(1)
RATIO = "%"


def clamp(ratio: Decimal) -> Decimal:
    """The ratio held within 0..1."""
    return min(ONE, max(ZERO, ratio))


def percent(ratio: Decimal) -> str:
    """A ratio as whole percent with a hard space: `77 %`, `−12 %`."""
    whole = int((ratio * 100).to_integral_value())
    return f"{'−' if whole < 0 else ''}{abs(whole)}\u00a0%"


def progress(kr: KeyResult, on: date) -> Figure:
    """How far `kr` has come by the day `on`, as a ratio with its arithmetic.

    Only check-ins up to `on` count. `value` is None where nothing is known yet.
    """
    any_counts = kr.kind is Kind.MILESTONES  # its value is in its steps, so a word is enough
    known = tuple(c for c in kr.check_ins if c.on <= on and (any_counts or c.value is not None))
    if kr.kind is Kind.MILESTONES and (known or any(s.done_on for s in kr.steps)):
        return _milestones(kr, on)
    if not known:
        return _nothing(on)
    if kr.kind is Kind.KEEP:
        return _keep(kr, known, on)
    if kr.kind is Kind.YES_NO:
        return _yes_no(known[-1])
    if kr.kind is Kind.FIND_BASELINE:
        return _found(kr, known[-1])
    return _along_line(kr, known[-1])


def _nothing(on: date) -> Figure:
    return Figure(None, RATIO, on, "–", (Term(str(_("Readings")), "", str(_("none yet"))),))


def _along_line(kr: KeyResult, last: CheckIn) -> Figure:
    if kr.baseline is None or kr.target is None or last.value is None or kr.baseline == kr.target:
        return _nothing(last.on)
    unit = units.unit(kr.unit)
    ratio = (last.value - kr.baseline) / (kr.target - kr.baseline)
    now, start, aim = (units.show(v, unit) for v in (last.value, kr.baseline, kr.target))
    terms = (
        Term(str(_("Value")), _origin(last), now),
        Term(str(_("Baseline")), "", start),
        Term(str(_("Target")), "", aim),
        Term(str(_("Progress")), f"({now} − {start}) ÷ ({aim} − {start})", percent(ratio)),
    )
    return Figure(ratio, RATIO, last.on, percent(ratio), terms)


def _origin(check_in: CheckIn) -> str:
    return f"{check_in.on.isoformat()}, {check_in.origin.value}"


def _milestones(kr: KeyResult, on: date) -> Figure:
    whole = sum((s.weight for s in kr.steps), ZERO)
    if not whole:
        return _nothing(on)
    done = [s for s in kr.steps if s.done_on is not None and s.done_on <= on]
    part = sum((s.weight for s in done), ZERO)
    counted = plural(
        "{done} of {number} step", "{done} of {number} steps", len(kr.steps), done=len(done)
    )
    terms = (
        Term(str(_("Steps done")), str(counted), ", ".join(s.title for s in done) or "–"),
        Term(
            str(_("Progress")),
            f"{part.normalize():f} ÷ {whole.normalize():f}",
            percent(part / whole),
        ),
    )
    return Figure(part / whole, RATIO, on, percent(part / whole), terms)


def _yes_no(last: CheckIn) -> Figure:
    done = bool(last.value)
    word = str(_("yes")) if done else str(_("no"))
    return Figure(
        ONE if done else ZERO,
        RATIO,
        last.on,
        percent(ONE if done else ZERO),
        (Term(str(_("Reached")), _origin(last), word),),
    )


def _found(kr: KeyResult, last: CheckIn) -> Figure:
    shown = units.show(last.value or ZERO, units.unit(kr.unit))
    return Figure(
        ONE, RATIO, last.on, percent(ONE), (Term(str(_("Measured")), _origin(last), shown),)
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """Days within and outside the bounds of a `keep` key result, by the last reading of each day."""

    within: int
    outside: int
    period: int


def kept(kr: KeyResult, on: date) -> Kept:
    """Count the days from the first reading to `on` (at most the due date), both included.

    A reading holds until the next one; days before the first reading count as neither.
    """
    known = [c for c in kr.check_ins if c.on <= on and c.value is not None]
    day_after = min(on, kr.due_on) + timedelta(days=1)
    within = outside = 0
    for check_in, until in zip(known, [*(c.on for c in known[1:]), day_after], strict=False):
        days = max(0, (min(until, day_after) - max(check_in.on, kr.started_on)).days)
        if inside(kr, check_in.value or ZERO):
            within += days
        else:
            outside += days
    return Kept(within, outside, (kr.due_on - kr.started_on).days + 1)


def inside(kr: KeyResult, value: Decimal) -> bool:
    """Whether a value lies within the bounds of a `keep` key result."""
    return (kr.low is None or value >= kr.low) and (kr.high is None or value <= kr.high)


def _keep(kr: KeyResult, known: Sequence[CheckIn], on: date) -> Figure:
    days = kept(kr, on)
    ratio = Decimal(days.within) / Decimal(days.period)
    unit = units.unit(kr.unit)
    now = units.show(known[-1].value or ZERO, unit)
    terms = (
        Term(str(_("Value")), _origin(known[-1]), now),
        Term(str(_("Bounds")), "", bounds(kr)),
        Term(str(_("Days within bounds")), "", str(days.within)),
        Term(
            str(_("Progress")),
            str(_("{within} ÷ {period} days", within=days.within, period=days.period)),
            percent(ratio),
        ),
    )
    return Figure(ratio, RATIO, known[-1].on, percent(ratio), terms)


def bounds(kr: KeyResult) -> str:
    """The bounds of a `keep` key result in words: `≥ 25 %`, `1–3 ms`."""
    unit = units.unit(kr.unit)
    if kr.low is not None and kr.high is not None:
        return f"{units.show(kr.low, unit)} – {units.show(kr.high, unit)}"
    if kr.low is not None:
        return f"≥ {units.show(kr.low, unit)}"
    return f"≤ {units.show(kr.high, unit)}" if kr.high is not None else "–"


def planned(kr: KeyResult, on: date) -> Decimal:
    """The share of the way that the plan asks for by the day `on`, 0..1.

    Dated steps say it for milestones, checkpoints where there are any, else the straight line
    between the key result's own start and due date.
    """
    if on >= kr.due_on:
        return ONE
    if kr.kind is Kind.MILESTONES and kr.steps and all(s.due_on for s in kr.steps):
        whole = sum((s.weight for s in kr.steps), ZERO)
        due = sum((s.weight for s in kr.steps if s.due_on and s.due_on <= on), ZERO)
        return due / whole if whole else ZERO
    if kr.checkpoints and kr.baseline is not None and kr.target not in (None, kr.baseline):
        return clamp(_between(kr, on))
    return elapsed(kr, on)


def elapsed(kr: KeyResult, on: date) -> Decimal:
    """The share of the key result's own period that has passed by the day `on`, 0..1."""
    whole = (kr.due_on - kr.started_on).days
    return clamp(Decimal((on - kr.started_on).days) / Decimal(whole)) if whole > 0 else ONE


def _between(kr: KeyResult, on: date) -> Decimal:
    baseline, target = kr.baseline or ZERO, kr.target or ZERO
    points = [
        Checkpoint(kr.started_on, baseline),
        *sorted(
            (c for c in kr.checkpoints if kr.started_on < c.on_date < kr.due_on),
            key=lambda c: c.on_date,
        ),
        Checkpoint(kr.due_on, target),
    ]
    if on <= kr.started_on:
        return ZERO
    for left, right in zip(points, points[1:], strict=False):
        if left.on_date <= on <= right.on_date:
            share = Decimal((on - left.on_date).days) / Decimal((right.on_date - left.on_date).days)
            value = left.value + (right.value - left.value) * share
            return (value - baseline) / (target - baseline)
    return ONE


def success_line(kr: KeyResult) -> Decimal:
    """The progress that counts as success: 0.7 for aspirational increase, decrease, milestones; else 1."""
    seventy = kr.kind in {Kind.INCREASE, Kind.DECREASE, Kind.MILESTONES}
    return Decimal("0.7") if seventy and kr.ambition.value == "aspirational" else ONE


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a mean: its weight and its clamped-to-be ratio (None: no data, counts 0)."""

    name: str
    ratio: Decimal | None
    weight: Decimal = ONE


def mean(parts: Iterable[Part], on: date) -> Figure:
    """The weighted mean of clamped ratios; parts without data count 0 and are named in `because`.

    An empty mean (or one whose weights are all 0) has no value.
    """
    listed = tuple(parts)
    whole = sum((p.weight for p in listed), ZERO)
    if not whole or all(p.ratio is None for p in listed):
        return _nothing(on)
    total = sum((clamp(p.ratio or ZERO) * p.weight for p in listed), ZERO)
    terms = tuple(
        Term(
            p.name, _share(p, whole), percent(p.ratio) if p.ratio is not None else str(_("no data"))
        )
        for p in listed
    )
    ratio = total / whole
    return Figure(
        ratio,
        RATIO,
        on,
        percent(ratio),
        (*terms, Term(str(_("Weighted mean")), "", percent(ratio))),
    )


def _share(part: Part, whole: Decimal) -> str:
    return f"× {part.weight.normalize():f} ÷ {whole.normalize():f}"


def in_words(ratio: Decimal | None) -> str:
    """What a raw ratio outside 0..1 means: `12 % past target`, `below where we started`; else nothing."""
    if ratio is None or ZERO <= ratio <= ONE:
        return ""
    if ratio < ZERO:
        return str(_("below where we started"))
    return str(_("{much} past target", much=percent(ratio - ONE)))
