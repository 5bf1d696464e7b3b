"""Do the clocks agree? A log book written by a wrong clock is wrong for ever."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max

from northing.kit import clock
from northing.kit.text import text as _
from northing.queries.doctor.finding import Asked, Finding, error, ok, warning
from northing.store.check_ins import CheckIn
from northing.store.events import Event

NOTICED = timedelta(seconds=5)
TOO_MUCH = timedelta(seconds=60)


def agrees(asked: Asked) -> Iterator[Finding]:
    """This machine's clock against the database's. With SQLite they are the same clock."""
    if connection.vendor != "postgresql":
        yield ok("clock.agrees", _("The database has this machine's clock."))
        return
    before = clock.real()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    after = clock.real()
    yield of_skew(theirs - (before + (after - before) / 2))


def of_skew(skew: timedelta) -> Finding:
    """The finding for the time by which the database's clock is ahead of ours."""
    seconds = f"{skew.total_seconds():+.1f}"
    message = _("The database's clock is {seconds} s from this machine's.", seconds=seconds)
    remedy = _("Let both machines set their clocks by NTP.")
    if abs(skew) > TOO_MUCH:
        return error("clock.skew", message, remedy)
    if abs(skew) > NOTICED:
        return warning("clock.skew", message, remedy)
    return ok("clock.agrees", message)


def future(asked: Asked) -> Iterator[Finding]:
    """Whether something is kept as learnt later than now: the clock was wrong then, or is now."""
    at = (
        Event.objects.aggregate(at=Max("recorded_at"))["at"],
        CheckIn.objects.aggregate(at=Max("recorded_at"))["at"],
    )
    newest = max((one for one in at if one is not None), default=None)
    if newest is not None and newest > asked.now + NOTICED:
        yield error(
            "clock.future",
            _("The newest entry is of {instant}, which is in the future.", instant=f"{newest:%Y-%m-%d %H:%M} UTC"),
            _("Set this machine's clock by NTP; entries stay as they are."),
        )  # fmt: skip
    else:
        yield ok("clock.past", _("No entry is from the future."))
