"""Guards: the metrics that must not get worse while an objective is pursued, and whether they did."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
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
from northing.queries import days, metrics_then, readings, then, words
from northing.queries.cards import TeamRef
from northing.queries.compiled import Compiled, compiled
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
    until: datetime
    point_as_of: datetime | None
    point_value: Decimal | None
    point_origin: str | None


def guards_of(
    caller: Caller, objectives: "Iterable[int] | QuerySet[Any, Any]"
) -> dict[int, tuple[GuardCard, ...]]:
    """The guards of these objectives by the objective's id, broken ones first: one query.

    The caller must have found the objectives by rights: `objectives` are ids, or a query for them.
    """
    wanted = objectives if isinstance(objectives, QuerySet) else list(objectives)
    if isinstance(wanted, QuerySet):
        return judged(caller, Q(objective__in=wanted))
    listed = _told(caller, _of_objectives, wanted)
    return _cards(caller, _of_then(caller, listed) if caller.past else listed)


def of_running(caller: Caller) -> dict[int, tuple[GuardCard, ...]]:
    """The guards of the caller's own active objectives, which everybody may see: one query."""
    return _cards(caller, _told(caller, _of_owner, caller.person))


def _of_objectives(objectives: Any) -> Q:
    return Q(objective__in=objectives)


def _of_owner(owner: Any) -> Q:
    active = Q(objective__owner=owner, objective__state="active")
    return active & Q(objective__cycle__closed_at=None)


def judged(
    caller: Caller, wanted: Q, *, states: Collection[str] = (), owner: int | None = None
) -> dict[int, tuple[GuardCard, ...]]:
    """The guards that fit, by objective, broken ones first: one query (two for a past day).

    `states` and `owner` narrow the objectives by what they are, or were on the past day.
    """
    narrowed = wanted
    if not caller.past:
        narrowed &= Q(objective__state__in=states) if states else Q()
        narrowed &= Q(objective__owner=owner) if owner is not None else Q()
    listed = [_Row(*row) for row in _rows(caller, narrowed)]
    if caller.past:
        listed = list(_of_then(caller, listed, states, owner))
    return _cards(caller, listed)


def _cards(caller: Caller, listed: Iterable[_Row]) -> dict[int, tuple[GuardCard, ...]]:
    found: dict[int, list[GuardCard]] = {}
    for _pk, group in groupby(listed, key=lambda r: r.pk):
        same = list(group)
        found.setdefault(same[0].objective, []).append(_card(caller, same))
    return {pk: tuple(sorted(cards, key=_worst)) for pk, cards in found.items()}


def _worst(card: GuardCard) -> tuple[int, str, int]:
    return (health.WORST_FIRST.index(Verdict(card.verdict)), card.name, card.metric)


def _rows(caller: Caller, wanted: Q) -> Iterable[Any]:
    """Guards with their metric and its newest reading, a row each.

    Where there is no healthy range there is a row for the last reading of every week instead; weeks
    begin with the cycle and end with it for an ended objective, so that the last readings before are
    among them.
    """
    return _built(caller, caller.workspace, _ahead(caller), wanted)


def _told(caller: Caller, where: Callable[..., Q], *values: Any) -> list[_Row]:
    """The same by a statement that is put together once."""
    prepared = _prepared(where, _ahead(caller), caller.past)
    return [_Row(*row) for row in prepared.rows(caller.workspace, caller.now, *values)]


@cache
def _prepared(where: Callable[..., Q], ahead: int, past: bool) -> Compiled[Guard]:
    return compiled(
        lambda workspace, now, *values: _built(_Asked(now, past), workspace, ahead, where(*values))
    )


class _Asked(NamedTuple):
    """Who asks a compiled statement: anybody, at an instant."""

    now: Any
    past: bool


def _ahead(caller: Caller) -> int:
    """By how many seconds the clock of the workspace's zone is ahead of UTC."""
    return int((caller.now.astimezone(caller.zone).utcoffset() or timedelta()).total_seconds())


def _built(
    caller: readings.Asking, workspace: Any, ahead: int, wanted: Q
) -> "QuerySet[Guard, Any]":
    start = ExpressionWrapper(
        readings.Seconds(F("objective__cycle__start")) - Value(ahead), BigIntegerField()
    )
    piece = Case(
        When(point__as_of__gt=F("until"), then=Value(readings.AFTER_ALL - 1)),
        default=readings.bucket(readings.Seconds(F("point__as_of")), start, readings.WEEK),
        output_field=BigIntegerField(),
    )
    newest = readings.latest(caller, "metric", "until")
    found: QuerySet[Guard, Any] = (
        Guard.standing(caller.now if caller.past else None, ws=workspace)
        .filter(wanted)
        .annotate(until=_until(caller, ahead))
        .annotate(point=FilteredRelation("metric__reading", condition=_points(caller)))
        .annotate(**_once(newest))
        .annotate(**_once(readings.outside(caller, "metric", "metric__", "until")))
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
    "outside_since", "outside_count", "until", "point__as_of", "point__value", "point__origin",
)  # fmt: skip


def _once(columns: dict[str, Any]) -> dict[str, Any]:
    """These subqueries for guards of one row alone: with many, each row would ask them again."""
    return {
        name: found if name == "last_inside" else Case(When(point=None, then=found))
        for name, found in columns.items()
    }


def _until(caller: readings.Asking, ahead: int) -> Case:
    """Up to when readings count: for an ended objective, the end of its cycle."""
    now = readings.moment(caller.now)
    end = readings.DayEnd(F("objective__cycle__end"), ahead)
    return Case(When(objective__state__in=ENDED, then=Least(end, now)), default=now)


def _points(caller: readings.Asking) -> Q:
    kept = Q(metric__reading__superseded_at=None)
    if caller.past:
        kept |= Q(metric__reading__superseded_at__gt=caller.now)
        kept &= Q(metric__reading__recorded_at__lte=caller.now)
    return kept & _recent(caller) & Q(metric__healthy_low=None, metric__healthy_high=None)


def _recent(caller: readings.Asking) -> Q:
    return Q(metric__reading__as_of__gte=caller.now - YEARS, metric__reading__as_of__lte=caller.now)


def _of_then(
    caller: Caller, listed: Sequence[_Row], states: Collection[str] = (), owner: int | None = None
) -> Iterator[_Row]:
    """Guards with their metrics and objectives as they were defined on a past day: one query."""
    known, above = metrics_then.with_objectives(
        caller, {row.metric for row in listed}, {row.objective for row in listed}
    )
    for row in listed:
        body, m = above.get(row.objective), known.get(row.metric)
        if body is None or m is None:
            continue
        if (states and body["state"] not in states) or owner not in {None, body["owner_id"]}:
            continue
        same = (m.healthy_low, m.healthy_high) == (row.low, row.high)
        team = then.teams(caller)[m.team_id]
        yield row._replace(
            title=body["title"], start=then.cycles(caller)[body["cycle_id"]].start,
            name=m.name, unit=m.unit, direction=m.direction, low=m.healthy_low,
            high=m.healthy_high, team=team.pk, team_name=team.name, team_slug=team.slug,
            since=row.since if same else None,
        )  # fmt: skip


def _card(caller: Caller, rows: Sequence[_Row]) -> GuardCard:
    row, unit = rows[0], units.unit(rows[0].unit)
    last, origin, points = _read(caller, rows)
    healthy = Range(row.low, row.high)
    # A range that came or went since the past day was not known to the query: the weeks know it too.
    outside = _run(caller, row) if row.since else health.run(points, healthy)
    direction = Direction(row.direction)
    found = health.judge(
        Guarded(healthy, direction, unit, row.start, last, points=points, outside=outside)
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
        origin=origin,
        origin_word=str(words.ORIGINS[origin]) if origin else "",
    )


def _read(caller: Caller, rows: Sequence[_Row]) -> tuple[Point | None, str, list[Point]]:
    """The newest reading with its origin, and the weekly ones where the rows bring them."""
    row = rows[0]
    if row.as_of is not None and row.value is not None:
        return readings.point(caller, row.as_of, row.value), row.origin or "", []
    brought = [
        (readings.point(caller, r.point_as_of, r.point_value), r.point_origin or "")
        for r in rows
        if r.point_as_of is not None and r.point_value is not None and r.point_as_of <= row.until
    ]
    last, origin = brought[-1] if brought else (None, "")
    return last, origin, [point for point, _origin in brought]


def _run(caller: Caller, row: _Row) -> Run:
    since = row.since.astimezone(caller.zone).date() if row.since else None
    return Run(since, row.readings or 0)


def _figure(last: Point | None, unit: units.Unit, found: health.Judged) -> Figure:
    if last is None:
        return Figure(None, unit.code, None, "–")
    return Figure(last.value, unit.code, last.on, units.show_short(last.value, unit), found.because)
