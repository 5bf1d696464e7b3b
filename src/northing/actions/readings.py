"""Readings: one value of a metric, when it was true and when it was learnt."""

from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from northing.actions import typed
from northing.actions.change import Change
from northing.actions.errors import InvalidError
from northing.domain.snapshot import Origin
from northing.kit.text import text as _
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
    supersede(c, Reading.objects.filter(metric=metric, as_of=as_of))
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


def supersede(c: Change, rows: "QuerySet[Reading]") -> None:
    """Let these readings stand no longer; they stay where they are."""
    for row in rows.select_for_update(no_key=True).filter(superseded_at=None):
        c.update(row, event=False, superseded_at=c.now)
