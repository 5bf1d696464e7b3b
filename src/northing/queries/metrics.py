"""Metrics of a team and their newest readings."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery

from northing.domain import units
from northing.domain.access import Caller
from northing.domain.figure import Figure
from northing.queries import sight
from northing.queries.cards import TeamRef
from northing.store.metrics import Metric, Reading

MOST_READINGS = 500


@dataclass(frozen=True, slots=True)
class MetricCard:
    id: int
    name: str
    team: TeamRef
    unit: str
    direction: str
    low: Decimal | None
    high: Decimal | None
    healthy_low: Decimal | None
    healthy_high: Decimal | None
    latest: Figure


@dataclass(frozen=True, slots=True)
class ReadingCard:
    id: int
    as_of: datetime
    recorded_at: datetime
    value: Decimal
    text: str
    origin: str


def metrics(caller: Caller, team: int | None = None) -> tuple[MetricCard, ...]:
    """All metrics of the workspace, or of one team, by team and name: one query."""
    rows = Metric.objects.filter(sight.metrics(caller), ws=caller.workspace)
    return _cards(caller, rows.filter(team=team) if team is not None else rows)


def metric(caller: Caller, pk: int) -> MetricCard | None:
    """One metric, or None."""
    found = Metric.objects.filter(sight.metrics(caller), ws=caller.workspace, pk=pk)
    return next(iter(_cards(caller, found)), None)


def readings(caller: Caller, metric: int) -> tuple[ReadingCard, ...]:
    """The newest 500 readings, oldest first."""
    found = Reading.objects.filter(ws=caller.workspace, metric=metric).select_related("metric")
    listed = list(found.order_by("-as_of", "-recorded_at", "-pk")[:MOST_READINGS])
    return tuple(
        ReadingCard(
            r.pk,
            r.as_of,
            r.recorded_at,
            r.value,
            units.show(r.value, units.unit(r.metric.unit)),
            r.origin,
        )
        for r in reversed(listed)
    )


def _cards(caller: Caller, rows: "QuerySet[Metric]") -> tuple[MetricCard, ...]:
    newest = Reading.objects.filter(metric=OuterRef("pk")).order_by("-as_of", "-recorded_at", "-pk")
    found = rows.select_related("team").annotate(
        value=Subquery(newest.values("value")[:1]), as_of=Subquery(newest.values("as_of")[:1])
    )
    return tuple(
        _card(caller, row, row.value, row.as_of)
        for row in found.order_by("team__name", "name", "pk")
    )


def _card(caller: Caller, row: Metric, value: Decimal | None, as_of: datetime | None) -> MetricCard:
    on = as_of.astimezone(caller.zone).date() if as_of else None
    text = units.show_short(value, units.unit(row.unit)) if value is not None else "–"
    return MetricCard(
        row.pk, row.name, TeamRef(row.team_id, row.team.name, row.team.slug), row.unit, row.direction,
        row.low, row.high, row.healthy_low, row.healthy_high, Figure(value, row.unit, on, text),
    )  # fmt: skip
