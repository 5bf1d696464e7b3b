"""How a statement was understood, in one line."""

from django.utils.translation import gettext as _

from northing.queries.coach import StatementReading


def told(reading: StatementReading | None) -> str:
    """`outcome, from 20 min to 6 min, by 31 March`; empty for nothing."""
    if reading is None:
        return ""
    return ", ".join(filter(None, (_kind(reading.kind), _way(reading), _time(reading.timeframe))))


def _kind(kind: str) -> str:
    return {"outcome": _("outcome"), "output": _("output"), "activity": _("activity")}[kind]


def _way(reading: StatementReading) -> str:
    if reading.baseline and reading.target:
        return _("from {start} to {aim}").format(start=reading.baseline, aim=reading.target)
    if reading.target:
        return _("target {aim}").format(aim=reading.target)
    return _("from {start}").format(start=reading.baseline) if reading.baseline else ""


def _time(timeframe: str) -> str:
    """A time frame that begins with a small letter has its own little word before it: `by Q2`."""
    if not timeframe or timeframe[0].islower():
        return timeframe
    return _("by {day}").format(day=timeframe)
