"""From days to the numbers of events: the log is walked by number, and asked about by day."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Min, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from northing.domain.access import Caller
from northing.store.events import Event
from northing.store.workspaces import Workspace

LONGEST_WRITE = timedelta(hours=1)


def between(caller: Caller, start: datetime | None, end: datetime | None) -> Q:
    """Events recorded from `start` on and up to `end`: two queries, none without bounds.

    Numbers follow the time but for what was written side by side, and no writing takes an hour: the
    lowest number lies within an hour of the first event, the highest within one of the last.
    """
    if start is None and end is None:
        return Q()
    here = Q()
    if start is not None:
        here &= Q(recorded_at__gte=start)
    if end is not None:
        here &= Q(recorded_at__lte=end)
    first, last = _first_and_last(caller, here)
    if first is None or last is None:
        return Q(pk__in=())
    events = Event.objects.filter(ws=caller.workspace).order_by().values("ws")
    early = events.filter(recorded_at__gte=first, recorded_at__lte=first + LONGEST_WRITE)
    late = events.filter(recorded_at__gte=last - LONGEST_WRITE, recorded_at__lte=last)
    low, high = _looked_up(
        caller, early.annotate(low=Min("seq")).values("low"),
        late.annotate(high=Max("seq")).values("high"),
    )  # fmt: skip
    # All events of a change are of one moment, so what bounds them bounds the first of them as well.
    among = recorded(start, end)
    if start is not None:
        among &= Q(change_seq__gte=low)
    if end is not None:
        among &= Q(change_seq__lte=high)
    return among


def recorded(start: datetime | None, end: datetime | None) -> Q:
    """From `start` on and up to `end`, asked of each event that another condition finds.

    The function hides the column from the index by day, which would bring half of the log otherwise.
    """
    at = Coalesce("recorded_at", "recorded_at")
    found = Q()
    if start is not None:
        found &= Q(GreaterThanOrEqual(at, start))
    if end is not None:
        found &= Q(LessThanOrEqual(at, end))
    return found


def _first_and_last(caller: Caller, here: Q) -> tuple[datetime | None, datetime | None]:
    """When the first and the last of these were recorded, each one look into the index by day."""
    events = Event.objects.filter(here, ws=caller.workspace).values("recorded_at")
    first, last = _looked_up(
        caller, events.order_by("recorded_at")[:1], events.order_by("-recorded_at")[:1]
    )
    return first, last


def _looked_up(caller: Caller, one: "QuerySet[Any, Any]", other: "QuerySet[Any, Any]") -> Any:
    """Two values, each by a look into an index of its own: one query."""
    rows = Workspace.objects.filter(pk=caller.workspace)
    return rows.values_list(Subquery(one), Subquery(other)).get()
