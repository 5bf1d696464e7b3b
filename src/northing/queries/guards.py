"""Guards: the metrics that must not get worse while an objective is pursued, and whether they did."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Least
from django.db.models.lookups import LessThan

from northing.domain import health, units
from northing.domain.access import Caller
from northing.domain.figure import Figure
from northing.domain.health import Guarded, Point, Range, Run, Verdict
from northing.domain.snapshot import Direction
from northing.queries import days, readings, then, words
from northing.queries.cards import TeamRef
from northing.store.metrics import Metric
from northing.store.objectives import Guard

ENDED = ("closed", "cancelled")
YEARS = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class GuardCard:
    """A guard of an objective: its newest reading, the limit it must keep, and the verdict.

    `since` is the day from which on it is broken; `now` explains the verdict.
    """

    objective: str
    title: str
    metric: int
    name: str
    team: TeamRef
    unit: str
    limit: str
    now: Figure
    verdict: str
    word: str
    since: date | None
    since_text: str
    age: str
    origin: str
    origin_word: str


class _Row(NamedTuple):
    """One guard with one reading of its metric, or with none."""

    pk: int
    objective: int
    number: int
    title: str
    start: date
    metric: int
    name: str
    unit: str
    direction: str
    low: Decimal | None
    high: Decimal | None
    team: int
    team_name: str
    team_slug: str
    value: Decimal | None
    as_of: datetime | None
    origin: str | None
    since: datetime | None
    readings: int | None
    point_as_of: datetime | None
    point_value: Decimal | None


def guards_of(
    caller: Caller, objectives: "Iterable[int] | QuerySet[Any, Any]"
) -> dict[int, tuple[GuardCard, ...]]:
    """The guards of these objectives by the objective's id, broken ones first: one query.

    The caller must have found the objectives by rights: `objectives` are ids, or a query for them.
    """
    wanted = objectives if isinstance(objectives, QuerySet) else list(objectives)
    return judged(caller, Q(objective__in=wanted))


def judged(caller: Caller, wanted: Q) -> dict[int, tuple[GuardCard, ...]]:
    """The guards that fit, by objective, broken ones first: one query (two for a past day)."""
    found: dict[int, list[GuardCard]] = {}
    listed = [_Row(*row) for row in _rows(caller, wanted)]
    for _pk, group in groupby(_of_then(caller, listed), key=lambda r: r.pk):
        same = list(group)
        found.setdefault(same[0].objective, []).append(_card(caller, same))
    return {pk: tuple(sorted(cards, key=_worst)) for pk, cards in found.items()}


def _worst(card: GuardCard) -> tuple[int, str, int]:
    return (health.WORST_FIRST.index(Verdict(card.verdict)), card.name, card.metric)


def _rows(caller: Caller, wanted: Q) -> Iterable[Any]:
    """Guards with their metric and its newest reading, a row each.

    Where there is no healthy range there is a row for the last reading of every week; weeks
    begin with the cycle, so that the last reading before it is among them.
    """
    ahead = int((caller.now.astimezone(caller.zone).utcoffset() or timedelta()).total_seconds())
    start = ExpressionWrapper(
        readings.Seconds(F("objective__cycle__start")) - Value(ahead), BigIntegerField()
    )
    piece = readings.bucket(readings.Seconds(F("point__as_of")), start, readings.WEEK)
    found: Iterable[Any] = (
        Guard.standing(then.instant(caller), ws=caller.workspace)
        .filter(wanted)
        .annotate(until=_until(caller, ahead))
        .annotate(**readings.latest(caller, "metric", "until"))
        .annotate(**readings.outside(caller, "metric", "metric__", "until"))
        .annotate(point=FilteredRelation("metric__reading", condition=_points(caller)))
        .annotate(piece=piece)
        .annotate(next_piece=readings.following("pk", prefix="point__"))
        .filter(Q(piece=None) | LessThan(F("piece"), F("next_piece")))
        .order_by("objective", "pk", "point__as_of", "point__pk")
        .values_list(*_COLUMNS)
    )
    return found


_COLUMNS = (
    "pk", "objective", "objective__number", "objective__title", "objective__cycle__start", "metric",
    "metric__name", "metric__unit", "metric__direction", "metric__healthy_low", "metric__healthy_high",
    "metric__team", "metric__team__name", "metric__team__slug", "value", "as_of", "origin",
    "outside_since", "outside_count", "point__as_of", "point__value",
)  # fmt: skip


def _until(caller: Caller, ahead: int) -> Case:
    """Up to when readings count: for an ended objective, the end of its cycle."""
    now = Value(caller.now, DateTimeField())
    end = readings.DayEnd(F("objective__cycle__end"), ahead)
    return Case(When(objective__state__in=ENDED, then=Least(end, now)), default=now)


def _points(caller: Caller) -> Q:
    kept = Q(metric__reading__superseded_at=None)
    if caller.past:
        kept |= Q(metric__reading__superseded_at__gt=caller.now)
        return kept & Q(metric__reading__recorded_at__lte=caller.now) & _recent(caller)
    ranged = Q(metric__healthy_low=None, metric__healthy_high=None)
    return kept & ranged & _recent(caller)


def _recent(caller: Caller) -> Q:
    return Q(metric__reading__as_of__gte=caller.now - YEARS, metric__reading__as_of__lte=caller.now)


def _of_then(caller: Caller, listed: Sequence[_Row]) -> Iterator[_Row]:
    """For a past day, the metrics as they were defined then: one query."""
    if not caller.past:
        yield from listed
        return
    ids = {row.metric for row in listed}
    bodies = then.definitions(caller, Metric.NOUN, Q(noun_id__in=ids)) if ids else {}
    for row in listed:
        if row.metric in bodies:
            m = then.overlaid(Metric(pk=row.metric), bodies[row.metric])
            same = (m.healthy_low, m.healthy_high) == (row.low, row.high)
            team = then.teams(caller)[m.team_id]
            yield row._replace(
                name=m.name, unit=m.unit, direction=m.direction, low=m.healthy_low,
                high=m.healthy_high, team=team.pk, team_name=team.name, team_slug=team.slug,
                since=row.since if same else None,
            )  # fmt: skip


def _card(caller: Caller, rows: Sequence[_Row]) -> GuardCard:
    row = rows[0]
    unit = units.unit(row.unit)
    last = (
        readings.point(caller, row.as_of, row.value)
        if row.as_of and row.value is not None
        else None
    )
    found = health.judge(
        Guarded(
            healthy=Range(row.low, row.high),
            direction=Direction(row.direction),
            unit=unit,
            started_on=row.start,
            newest=last,
            points=[
                readings.point(caller, r.point_as_of, r.point_value)
                for r in rows
                if r.point_as_of is not None and r.point_value is not None
            ],
            outside=_run(caller, row),
        )
    )
    since = found.outside.since
    return GuardCard(
        objective=f"O-{row.number}",
        title=row.title,
        metric=row.metric,
        name=row.name,
        team=TeamRef(row.team, row.team_name, row.team_slug),
        unit=row.unit,
        limit=found.said,
        now=_figure(last, unit, found),
        verdict=found.verdict.value,
        word=str(health.WORDS[found.verdict]),
        since=since,
        since_text=days.short(since, caller.today),
        age=days.age(last.on if last else None, caller.today),
        origin=row.origin or "",
        origin_word=str(words.ORIGINS[row.origin]) if row.origin else "",
    )


def _run(caller: Caller, row: _Row) -> Run:
    since = row.since.astimezone(caller.zone).date() if row.since else None
    return Run(since, row.readings or 0)


def _figure(last: Point | None, unit: units.Unit, found: health.Judged) -> Figure:
    if last is None:
        return Figure(None, unit.code, None, "–")
    return Figure(last.value, unit.code, last.on, units.show_short(last.value, unit), found.because)
