"""Readings as other questions need them: the newest, the run outside a range, a trend of a few points.

Nothing here asks more than the index of readings answers by itself: the newest one is the first of a
walk backwards, a trend reads its stretch in order and keeps the last reading of each week or day.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import (
    BigIntegerField,
    Count,
    DateTimeField,
    Expression,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, Lead
from django.db.models.lookups import LessThan

from northing.domain.access import Caller
from northing.domain.health import Point
from northing.store.metrics import Reading

WEEK, DAY = 7, 86_400
AGES = 2**34
LONG_AGO = timedelta(days=400)
FAR = 1e30
"""Beyond every value that can be stored."""
AFTER_ALL = 2**30
"""A piece beyond all others; one day is one piece, and four bytes hold it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, cut into pieces of `every` days from its first day on."""

    first: date
    until: datetime
    every: int = WEEK


class Asking(Protocol):
    """Who asks, as far as readings depend on it: a Caller, or the gaps of a compiled statement."""

    @property
    def now(self) -> Any: ...

    @property
    def past(self) -> bool: ...


def moment(at: Any) -> Any:
    """An instant as an expression; the gap of a compiled statement is one already."""
    return at if isinstance(at, Expression) else Value(at, DateTimeField())


def standing(caller: Asking) -> Q:
    """Readings that stand: not superseded; for a past day, as it was known then."""
    if not caller.past:
        return Q(superseded_at=None)
    known = Q(superseded_at=None) | Q(superseded_at__gt=caller.now)
    return known & Q(recorded_at__lte=caller.now)


Until = datetime | str | None
"""The instant up to which readings count, or the column that holds it."""


def newest(caller: Asking, metric: Any, until: Until = None) -> "QuerySet[Reading]":
    """The readings of one metric (an id, or OuterRef to one), the newest first."""
    found = Reading.objects.filter(standing(caller), metric=metric)
    if until is not None:
        found = found.filter(as_of__lte=OuterRef(until) if isinstance(until, str) else until)
    return found.order_by("-as_of", "-recorded_at", "-pk")


def latest(caller: Asking, metric: str = "pk", until: Until = None) -> dict[str, Any]:
    """Columns for a query of metrics: `value`, `as_of` and `origin` of the newest reading."""
    found = newest(caller, OuterRef(metric), until)
    return {name: Subquery(found.values(name)[:1]) for name in ("value", "as_of", "origin")}


class Number(Func):
    """A value as a number that compares: SQLite keeps exact values as text.

    Compared as binary fractions, two values that differ within their first 15 digits keep their
    order.
    """

    template = "CAST(%(expressions)s AS double precision)"
    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS REAL)", **extra)


def outside(
    caller: Asking, metric: str = "pk", prefix: str = "", until: Until = None
) -> dict[str, Any]:
    """Columns for a query of metrics: `outside_since` and `outside_count` of domain.health.run.

    `prefix` leads to the columns of the healthy range. Nothing older than 400 days is looked at.
    """
    start = (until if isinstance(until, datetime) else caller.now) - LONG_AGO
    found = newest(caller, OuterRef(metric), until).filter(as_of__gte=start)
    low = Coalesce(Number(OuterRef(f"{prefix}healthy_low")), Value(-FAR))
    high = Coalesce(Number(OuterRef(f"{prefix}healthy_high")), Value(FAR))
    inside = found.annotate(number=Number(F("value"))).filter(number__gte=low, number__lte=high)
    last = Coalesce(
        Subquery(inside.values("as_of")[:1]), moment(start), output_field=DateTimeField()
    )
    after = found.filter(as_of__gt=OuterRef("last_inside"))
    counted = after.order_by().values("metric").annotate(n=Count("pk")).values("n")
    return {
        "last_inside": last,
        "outside_since": Subquery(after.reverse().values("as_of")[:1]),
        "outside_count": Subquery(counted),
    }


class Seconds(Func):
    """Whole seconds of an instant or a day since 1970, the fraction cut off."""

    template = "CAST(FLOOR(EXTRACT(EPOCH FROM %(expressions)s)) AS bigint)"
    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        whole = "CAST(strftime('%%%%s', substr(%(expressions)s, 1, 19)) AS INTEGER)"
        return self.as_sql(compiler, connection, template=whole, **extra)


class DayEnd(Func):
    """The end of a day; `ahead` is by how many seconds the zone's clock is ahead of UTC."""

    template = "CAST(%(expressions)s AS timestamp) AT TIME ZONE 'UTC' + INTERVAL '%(left)s seconds'"
    output_field = DateTimeField()

    def __init__(self, day: Any, ahead: int) -> None:
        super().__init__(day, left=DAY - ahead)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        end = "datetime(%(expressions)s, '%(left)s seconds')"
        return self.as_sql(compiler, connection, template=end, **extra)


class Bucket(Func):
    """The number of a piece: seconds divided by its length, rounded down (they are never negative)."""

    template = "((%(expressions)s) / %(length)s)"
    output_field = BigIntegerField()


def bucket(seconds: Any, start: Any, days: int) -> Bucket:
    """Which piece of `days` days an instant lies in, counted from `start` (both in seconds)."""
    length = days * DAY
    lift = AGES // length * length  # so that what lies before the start rounds down as well
    return Bucket(
        ExpressionWrapper(seconds - start + Value(lift, BigIntegerField()), BigIntegerField()),
        length=length,
    )


def trends(
    caller: Caller, metrics: Collection[int], stretch: Stretch
) -> dict[int, tuple[Point, ...]]:
    """The last reading of each piece of the stretch, oldest first, by metric: one query."""
    start = datetime.combine(stretch.first, datetime.min.time(), caller.zone)
    found = Reading.objects.filter(
        standing(caller), metric__in=metrics, as_of__gte=start, as_of__lte=stretch.until
    )
    lasting = found.annotate(
        piece=bucket(
            Seconds(F("as_of")), Value(int(start.timestamp()), BigIntegerField()), stretch.every
        )
    ).annotate(next_piece=following("metric"))
    points: dict[int, list[Point]] = {}
    for pk, as_of, value in (
        lasting.filter(LessThan(F("piece"), F("next_piece")))
        .order_by("metric", "as_of", "recorded_at", "pk")
        .values_list("metric", "as_of", "value")
    ):
        points.setdefault(pk, []).append(point(caller, as_of, value))
    return {pk: tuple(listed) for pk, listed in points.items()}


def following(*partition: str, prefix: str = "") -> Window:
    """The piece of the next reading; one beyond all others after the last."""
    order = [f"{prefix}{name}" for name in ("as_of", "recorded_at", "pk")]
    return Window(
        Lead("piece", default=AFTER_ALL), partition_by=[F(p) for p in partition], order_by=order,
        output_field=BigIntegerField(),
    )  # fmt: skip


def point(caller: Caller, as_of: datetime, value: Decimal) -> Point:
    """A reading as the domain sees it: a day of the workspace's zone."""
    return Point(as_of.astimezone(caller.zone).date(), value)
