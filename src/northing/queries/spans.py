"""Two cycles in a row: what KPIs are looked at over, and the objectives that run in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from northing.domain.access import Caller
from northing.queries import cycles as all_cycles
from northing.queries.cycles import CycleRef

QUARTER = timedelta(days=91)
RUNNING = ("active", "closed")
"""The states of objectives that were agreed to and not given up."""


@dataclass(frozen=True, slots=True)
class Span:
    """The cycle meant, the one before it, and up to when readings count."""

    cycle: CycleRef | None
    first: date
    last: date
    until: datetime
    borders: tuple[tuple[date, str], ...]


def span(caller: Caller, wanted: int | None = None, known: Sequence[CycleRef] = ()) -> Span:
    """The cycle `wanted`, else the running one, with the one before it of the same kind.

    Up to today, or to the last day of one that is over: one query, none where the cycles are known.
    """
    known = known or all_cycles.cycles(caller)
    cycle = next((c for c in known if c.id == wanted), None) or all_cycles.running(known)
    if cycle is None:
        first = caller.today - 2 * QUARTER
        return Span(None, first, caller.today, caller.now, ())
    same = [c for c in known if c.kind == cycle.kind]
    before = [c for c in same if c.end < cycle.start]
    first = max(before, key=lambda c: c.end).start if before else cycle.start
    if cycle.phase == "planning":
        first = min(first, caller.today - QUARTER)
    end = datetime.combine(cycle.end, time.max, caller.zone)
    last = min(cycle.end, caller.today)
    borders = sorted((c.start, c.name) for c in same if first <= c.start <= last)
    return Span(cycle, first, last, min(end, caller.now), tuple(borders))


def overlapping(span: Span) -> Q:
    """What belongs to objectives of cycles that overlap this one: a quarter's, its year's."""
    if span.cycle is None:
        return Q()
    return Q(
        objective__cycle__start__lte=span.cycle.end, objective__cycle__end__gte=span.cycle.start
    )
