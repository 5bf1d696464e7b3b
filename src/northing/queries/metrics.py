"""Metrics of a team, their newest readings, and how these lie against their healthy ranges."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.utils.translation import gettext as _

from northing.domain import health, units
from northing.domain.access import Caller
from northing.domain.figure import Figure, Term
from northing.domain.health import Range, Side
from northing.queries import days, metrics_then, sight, then, words
from northing.queries import readings as of_metrics
from northing.queries.cards import TeamRef
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.check_ins import CheckIn
from northing.store.metrics import Metric, Reading
from northing.store.people import Person

PAGE = 50
NOT_READ = "no_data"


@dataclass(frozen=True, slots=True)
class HealthCard:
    """How the newest reading lies against the healthy range.

    `side` is inside, above, below or no_data; `words` say how far. `since` and `run` tell since when
    and for how many readings it has been outside.
    """

    range: str
    side: str
    words: str
    since: date | None
    since_text: str
    run: int


@dataclass(frozen=True, slots=True)
class MetricCard:
    """A metric with its newest reading. `health` is there where it has a healthy range: it is a KPI then."""

    id: int
    name: str
    team: TeamRef
    owner: PersonRef | None
    unit: str
    direction: str
    low: Decimal | None
    high: Decimal | None
    healthy_low: Decimal | None
    healthy_high: Decimal | None
    latest: Figure
    age: str
    origin: str
    origin_word: str
    health: HealthCard | None


@dataclass(frozen=True, slots=True)
class MetricList:
    """One page of metrics: 50 at most, with how many there are in all."""

    items: tuple[MetricCard, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ReadingCard:
    """One reading. `key_result` is the check-in's that brought it, `side` where it lies in the range."""

    id: int
    as_of: datetime
    recorded_at: datetime
    value: Decimal
    text: str
    origin: str
    origin_word: str
    side: str
    words: str
    superseded: bool
    key_result: str


@dataclass(frozen=True, slots=True)
class ReadingList:
    """One page of readings, the newest first, superseded ones included."""

    items: tuple[ReadingCard, ...]
    total: int
    page: int
    pages: int


def metrics(caller: Caller, team: int | None = None) -> tuple[MetricCard, ...]:
    """All metrics of the workspace, or of one team, by team and name: one query."""
    found = seen(caller)
    return cards(caller, found.filter(team=team) if team is not None else found)


def metric_list(
    caller: Caller, *, team: int | None = None, page: int = 1, own_first: bool = False
) -> MetricList:
    """The same, 50 a page, the caller's own teams first if so wished: three queries."""
    found = seen(caller)
    found = found.filter(team=team) if team is not None else found
    total, start = found.count(), (page - 1) * PAGE
    ids = list(
        found.order_by(*_order(caller, own_first)).values_list("pk", flat=True)[
            start : start + PAGE
        ]
    )
    listed = {m.id: m for m in cards(caller, Metric.objects.filter(pk__in=ids))}
    items = tuple(listed[pk] for pk in ids if pk in listed)
    return MetricList(items, total, page, max(1, -(-total // PAGE)))


def metric(caller: Caller, pk: int) -> MetricCard | None:
    """One metric, or None."""
    return next(iter(cards(caller, seen(caller).filter(pk=pk))), None)


def called(caller: Caller, name: str) -> tuple[int, ...]:
    """The numbers of the metrics of this name, or the one of this number: one query."""
    clean = name.strip()
    wanted = Q(name__iexact=clean)
    if clean.isascii() and clean.isdigit() and len(clean) <= LONGEST_ID:
        wanted |= Q(pk=int(clean))
    found = seen(caller).filter(wanted).order_by("pk").values_list("pk", "name")
    exact = tuple(pk for pk, _name in found if str(pk) == clean)
    return exact or tuple(pk for pk, _name in found)


MOST_CHOICES, LONGEST_ID = 200, 18


@dataclass(frozen=True, slots=True)
class MetricChoice:
    """A metric to choose: its number, its name, whose it is, its healthy range in words."""

    id: int
    name: str
    team: str
    healthy: str


def choices(
    caller: Caller, team: int, chosen: Sequence[int] = (), others: Sequence[int] = ()
) -> tuple[MetricChoice, ...]:
    """The 200 metrics nearest to a team: its own, then KPIs of others, without those `chosen`.

    `others` come along whatever they are: one query.
    """
    near = Case(
        When(pk__in=others, then=Value(0)),
        When(team=team, then=Value(1)),
        When(team__in=caller.teams, then=Value(2)),
        default=Value(3),
    )
    ranged = Q(healthy_low__isnull=False) | Q(healthy_high__isnull=False)
    found = seen(caller).exclude(pk__in=chosen).annotate(near=near).filter(ranged | Q(near__lt=3))
    rows = found.select_related("team").order_by("near", "team__name", "name", "pk")
    return tuple(
        MetricChoice(
            m.pk, m.name, m.team.name,
            Range(m.healthy_low, m.healthy_high).in_words(units.unit(m.unit)),
        )
        for m in rows[:MOST_CHOICES]
    )  # fmt: skip


def seen(caller: Caller) -> "QuerySet[Metric]":
    """The metrics that the caller may see."""
    return Metric.objects.filter(sight.metrics(caller), ws=caller.workspace)


def cards(
    caller: Caller, found: "QuerySet[Metric]", until: datetime | None = None
) -> tuple[MetricCard, ...]:
    """The cards of these metrics, by team and name, as of the newest reading up to `until`: one query.

    For a past day they are those of then: three queries.
    """
    rows = found.select_related("team", "owner").annotate(**of_metrics.latest(caller, until=until))
    rows = rows.annotate(**of_metrics.outside(caller, until=until))
    listed: list[Any] = list(rows.order_by("team__name", "name", "pk"))
    return tuple(_card(caller, row) for row in _of_then(caller, listed))


def _of_then(caller: Caller, listed: list[Any]) -> list[Any]:
    if not caller.past:
        return listed
    known = metrics_then.these(caller, [row.pk for row in listed])
    people = Person.objects.in_bulk({m.owner_id for m in known.values() if m.owner_id})
    teams = then.teams(caller)
    kept = [row for row in listed if row.pk in known]
    for row in kept:
        before = known[row.pk]
        if (before.healthy_low, before.healthy_high) != (row.healthy_low, row.healthy_high):
            row.outside_since = None  # it was found by the range of today
        for name in Metric.DEFINED_BY:
            setattr(row, name, getattr(before, name))
        row.team, row.owner = teams[row.team_id], people.get(row.owner_id)
    return sorted(kept, key=lambda m: (m.team.name, m.name, m.pk))


def _card(caller: Caller, row: Any) -> MetricCard:
    unit = units.unit(row.unit)
    on = row.as_of.astimezone(caller.zone).date() if row.as_of else None
    origin = str(words.ORIGINS[row.origin]) if row.origin else ""
    return MetricCard(
        id=row.pk,
        name=row.name,
        team=TeamRef(row.team_id, row.team.name, row.team.slug),
        owner=person_ref(row.owner) if row.owner else None,
        unit=row.unit,
        direction=row.direction,
        low=row.low,
        high=row.high,
        healthy_low=row.healthy_low,
        healthy_high=row.healthy_high,
        latest=_latest(row.value, unit, on, origin, caller.today),
        age=days.age(on, caller.today),
        origin=row.origin or "",
        origin_word=origin,
        health=_health(caller, row, unit),
    )


def _latest(
    value: Decimal | None, unit: units.Unit, on: date | None, origin: str, today: date
) -> Figure:
    if value is None:
        return Figure(None, unit.code, None, "–")
    term = Term(days.short(on, today), origin, units.show(value, unit))
    return Figure(value, unit.code, on, units.show_short(value, unit), (term,))


def _health(caller: Caller, row: Any, unit: units.Unit) -> HealthCard | None:
    healthy = Range(row.healthy_low, row.healthy_high)
    if not healthy.is_set:
        return None
    said = healthy.in_words(unit)
    if row.value is None:
        return HealthCard(said, NOT_READ, _("no reading yet"), None, "", 0)
    side = healthy.side(row.value)
    out = side is not Side.INSIDE and row.outside_since is not None
    since = row.outside_since.astimezone(caller.zone).date() if out else None
    return HealthCard(
        said, side.value, health.in_words(row.value, healthy, unit), since,
        days.short(since, caller.today), row.outside_count or 0 if out else 0,
    )  # fmt: skip


def readings(caller: Caller, metric: int, page: int = 1) -> ReadingList | None:
    """The readings of a metric, the newest first, 50 a page; None where it may not be seen.

    Superseded ones stay in their places: two queries (five for a past day).
    """
    found = cards(caller, seen(caller).filter(pk=metric))
    return readings_of(caller, found[0], page) if found else None


def readings_of(caller: Caller, card: MetricCard, page: int = 1) -> ReadingList:
    """The same for a metric that is read already: one query."""
    brought = CheckIn.objects.filter(reading=OuterRef("pk")).order_by("pk")
    found = Reading.objects.filter(ws=caller.workspace, metric=card.id)
    if caller.past:
        found = found.filter(recorded_at__lte=caller.now)
    rows: Any = found.annotate(
        kr=Subquery(brought.values("key_result__number")[:1]), total=Window(Count("pk"))
    )
    start = (page - 1) * PAGE
    listed = list(rows.order_by("-as_of", "-recorded_at", "-pk")[start : start + PAGE])
    total = listed[0].total if listed else start
    items = tuple(_reading(caller, card, row) for row in listed)
    return ReadingList(items, total, page, max(1, -(-total // PAGE)))


def _reading(caller: Caller, card: MetricCard, row: Any) -> ReadingCard:
    unit = units.unit(card.unit)
    healthy = Range(card.healthy_low, card.healthy_high)
    gone = row.superseded_at is not None and row.superseded_at <= caller.now
    return ReadingCard(
        id=row.pk,
        as_of=row.as_of,
        recorded_at=row.recorded_at,
        value=row.value,
        text=units.show(row.value, unit),
        origin=row.origin,
        origin_word=str(words.ORIGINS[row.origin]),
        side=healthy.side(row.value).value if healthy.is_set else "",
        words=health.in_words(row.value, healthy, unit) if healthy.is_set else "",
        superseded=gone,
        key_result=f"KR-{row.kr}" if row.kr else "",
    )


def _order(caller: Caller, own_first: bool) -> list[Any]:
    mine = Case(When(team__in=caller.teams, then=Value(0)), default=Value(1))
    return [*([mine] if own_first else []), "team__name", "name", "pk"]
