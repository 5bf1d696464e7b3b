"""Where a reading lies against a healthy range, since when, and whether a guard is broken.

A guard with a healthy range is broken while its newest reading lies outside. Without a range it must
not be worse than where it stood when its objective began, by more than its own noise: docs/kpis.md
says both for readers, with the reasons. Values are Decimals in base units, days are days in the
workspace's time zone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from northing.domain import units
from northing.domain.figure import Term
from northing.domain.snapshot import Direction
from northing.domain.units import Unit
from northing.kit.text import Text
from northing.kit.text import text as _

NOISE = Decimal("2.66")
FEWEST_READINGS = 5


class Side(StrEnum):
    """Where a value lies against a range."""

    INSIDE = "inside"
    ABOVE = "above"
    BELOW = "below"


class Verdict(StrEnum):
    """What is thought of a guard."""

    BROKEN = "broken"
    KEPT = "kept"
    TOO_EARLY = "too_early"
    NO_DATA = "no_data"


WORDS: dict[Verdict, Text] = {
    Verdict.BROKEN: _("broken"),
    Verdict.KEPT: _("kept"),
    Verdict.TOO_EARLY: _("too early"),
    Verdict.NO_DATA: _("no data"),
}

WORST_FIRST = (Verdict.BROKEN, Verdict.NO_DATA, Verdict.TOO_EARLY, Verdict.KEPT)


@dataclass(frozen=True, slots=True)
class Range:
    """A range with its ends included; without an end it is open to that side, without both no range."""

    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_set(self) -> bool:
        return self.low is not None or self.high is not None

    def side(self, value: Decimal) -> Side:
        """Where `value` lies."""
        if self.low is not None and value < self.low:
            return Side.BELOW
        return Side.ABOVE if self.high is not None and value > self.high else Side.INSIDE

    def beyond(self, value: Decimal) -> Decimal:
        """How far `value` lies outside, at least 0."""
        below = Decimal(0) if self.low is None else self.low - value
        above = Decimal(0) if self.high is None else value - self.high
        return max(Decimal(0), below, above)

    def in_words(self, unit: Unit, *, short: bool = False) -> str:
        """`99 % to 100 %`, `at least 99 %`, `at most 200 ms`; nothing for no range.

        In full, or `short` to three digits for a limit that was computed.
        """
        show = units.show_short if short else units.show
        low, high = (None if v is None else show(v, unit) for v in (self.low, self.high))
        if low is not None and high is not None:
            return str(_("{low} to {high}", low=low, high=high))
        if low is not None:
            return str(_("at least {low}", low=low))
        return "" if high is None else str(_("at most {high}", high=high))


def in_words(value: Decimal, healthy: Range, unit: Unit) -> str:
    """`inside`, `12 ms above`, `0.4 pp below`: where a value lies and how far out."""
    side = healthy.side(value)
    if side is Side.INSIDE:
        return str(_("inside"))
    far = units.show_delta(healthy.beyond(value), unit).lstrip("+")
    pattern = _("{far} above", far=far) if side is Side.ABOVE else _("{far} below", far=far)
    return str(pattern)


@dataclass(frozen=True, slots=True)
class Point:
    """One reading: the day on which it was true, and its value."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Run:
    """How long something has been outside: the day of the first such reading in a row, how many."""

    since: date | None = None
    count: int = 0


def run(points: Sequence[Point], healthy: Range) -> Run:
    """The newest readings in a row that lie outside, on whichever side; `points` oldest first."""
    since, count = None, 0
    for point in reversed(points):
        if healthy.side(point.value) is Side.INSIDE:
            break
        since, count = point.on, count + 1
    return Run(since, count)


def noise(points: Sequence[Point]) -> Decimal | None:
    """How far a reading may stray by chance: 2.66 times the mean step from one reading to the next.

    None for fewer than five readings. The factor is 3 / 1.128, three standard deviations estimated
    from moving ranges of two: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.
    """
    if len(points) < FEWEST_READINGS:
        return None
    steps = [abs(b.value - a.value) for a, b in zip(points, points[1:], strict=False)]
    return NOISE * sum(steps, Decimal(0)) / len(steps)


@dataclass(frozen=True, slots=True)
class Guarded:
    """What judging a guard takes.

    `points` are readings of the metric, oldest first, the newest among them; they are needed only
    where there is no healthy range. `started_on` is the first day of the objective's cycle.
    `outside` is how long the newest readings have been outside the healthy range.
    """

    healthy: Range
    direction: Direction
    unit: Unit
    started_on: date
    newest: Point | None
    points: Sequence[Point] = ()
    outside: Run = Run()


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with the range that must not be left, since when it was left, and the arithmetic."""

    verdict: Verdict
    limit: Range
    outside: Run = Run()
    because: tuple[Term, ...] = ()
    said: str = ""
    """The limit in words."""


def judge(guard: Guarded) -> Judged:
    """Whether the metric of a guard got worse; the first rule that applies decides.

    No reading: no data. With a healthy range: broken outside of it, even where it was outside before
    the objective began. Without one: broken where it is worse than at the beginning by more than its
    noise; too early with fewer than five readings, or none since the beginning.
    """
    if guard.newest is None:
        return Judged(Verdict.NO_DATA, guard.healthy, said=guard.healthy.in_words(guard.unit))
    if guard.healthy.is_set:
        return _by(guard, guard.newest, guard.healthy, guard.outside, ())
    start, stray = _start(guard), _noise(guard)
    if start is None or stray is None or guard.newest.on < guard.started_on:
        return Judged(Verdict.TOO_EARLY, Range(), because=(_few(guard),))
    down = guard.direction is Direction.DOWN
    limit = Range(high=start.value + stray) if down else Range(low=start.value - stray)
    since = run([p for p in guard.points if p.on >= guard.started_on], limit)
    return _by(guard, guard.newest, limit, since, _stood(guard, start, stray))


def _start(guard: Guarded) -> Point | None:
    """The newest reading before the objective began, else the first one since."""
    before = [p for p in guard.points if p.on < guard.started_on]
    return before[-1] if before else next(iter(guard.points), None)


def _noise(guard: Guarded) -> Decimal | None:
    """The noise from before the objective began, where there is enough of it; else from all there is."""
    before = [p for p in guard.points if p.on < guard.started_on]
    return noise(before if len(before) >= FEWEST_READINGS else guard.points)


def _by(
    guard: Guarded, newest: Point, limit: Range, outside: Run, terms: tuple[Term, ...]
) -> Judged:
    broken = limit.side(newest.value) is not Side.INSIDE
    name = _("Healthy range") if guard.healthy.is_set else _("Limit")
    said = limit.in_words(guard.unit, short=not guard.healthy.is_set)
    because = (
        Term(str(_("Newest reading")), newest.on.isoformat(), units.show(newest.value, guard.unit)),
        *terms,
        Term(str(name), "", said),
        Term(str(_("So it lies")), "", in_words(newest.value, limit, guard.unit)),
    )
    verdict = Verdict.BROKEN if broken else Verdict.KEPT
    return Judged(verdict, limit, outside if broken else Run(), because, said)


def _stood(guard: Guarded, start: Point, stray: Decimal) -> tuple[Term, ...]:
    day = start.on.isoformat()
    return (
        Term(str(_("Where it stood")), day, units.show(start.value, guard.unit)),
        Term(
            str(_("Its noise")),
            str(_("2.66 × the mean step between readings")),
            units.show_delta(stray, guard.unit).lstrip("+"),
        ),
    )


def _few(guard: Guarded) -> Term:
    since = sum(1 for p in guard.points if p.on >= guard.started_on)
    return Term(
        str(_("Readings")),
        str(_("five are needed, one of them since the objective began")),
        str(_("{all}, {since} since", all=len(guard.points), since=since)),
    )
