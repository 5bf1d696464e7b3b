"""Readings: one value of a metric, when it was true and when it was learnt."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from northing.actions import typed
from northing.actions.change import Change
from northing.actions.errors import InvalidError
from northing.domain.snapshot import Origin
from northing.kit.text import text as _
from northing.queries.compiled import compiled
from northing.store.metrics import Metric, Reading


def store(c: Change, metric: Metric, value: Decimal, as_of: datetime, origin: Origin) -> Reading:
    """A reading within the bounds that its metric cannot leave, not later than now.

    It supersedes the reading of the same instant, if there is one: that is how a slip is corrected.
    """
    if typed.moment(as_of, "as_of") > c.now:
        raise InvalidError(
            _("A reading from the future cannot be known."), _("Send it when it is true."), "as_of"
        )
    if (metric.low is not None and value < metric.low) or (
        metric.high is not None and value > metric.high
    ):
        raise InvalidError(
            _("{name} cannot have this value.", name=metric.name),
            _("Check the unit, or the bounds of the metric."),
            "value",
        )
    supersede(c, _AT(metric.pk, as_of))
    return c.insert(
        Reading(
            ws_id=c.workspace,
            metric=metric,
            as_of=as_of,
            recorded_at=c.now,
            value=value,
            origin=origin.value,
        ),
        event=False,
    )


def supersede_one(c: Change, reading: int) -> None:
    """Let this reading stand no longer, if it does; it stays where it is."""
    supersede(c, _standing().filter(pk=reading))


def supersede(c: Change, rows: Iterable[Reading]) -> None:
    """Let these readings, read to be changed, stand no longer; they stay where they are."""
    for row in rows:
        c.update(row, event=False, superseded_at=c.now)


def _standing() -> "QuerySet[Reading]":
    return Reading.objects.select_for_update(no_key=True).filter(superseded_at=None)


_AT = compiled(lambda metric, as_of: _standing().filter(metric=metric, as_of=as_of))
