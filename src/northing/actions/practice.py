"""Counting how alive the practice is, once a day by the sweep's last slice: one row per cycle and day."""

from datetime import date

from django.db.models import Count, Q

from northing.actions.change import Change
from northing.domain import practice as rules
from northing.domain.access import Caller
from northing.domain.snapshot import Ambition, ObjectiveState
from northing.domain.turns import RUNNING
from northing.store.cycles import Cycle
from northing.store.objectives import Objective
from northing.store.outlooks import Outlook, Practice

COUNTS = ("running", "heard", "median_age", "teams", "focused", "aspirational")


def keep(c: Change, caller: Caller) -> None:
    """Count the practice of every cycle that began and is not closed, as of today."""
    cycles = Cycle.objects.filter(ws=caller.workspace, start__lte=caller.today, closed_at=None)
    known = {
        row.cycle_id: row
        for row in Practice.objects.filter(ws=caller.workspace, made_on=caller.today)
    }
    new: list[Practice] = []
    again: list[Practice] = []
    for pk in cycles.order_by("pk").values_list("pk", flat=True):
        row = known.get(pk) or Practice(ws_id=caller.workspace, cycle_id=pk, made_on=caller.today)
        found = _counted(pk, caller.today)
        for name in COUNTS:
            setattr(row, name, getattr(found, name))
        (again if row.pk else new).append(row)
    c.insert_many(new)
    c.update_many(again, *COUNTS)


def _counted(cycle: int, today: date) -> rules.Health:
    """Two indexed reads: what was heard when, and how many objectives each team has."""
    by_day = _by_day(cycle)
    running = sum(count for _day, count, _bold in by_day)
    silent = sum(n for day, n, _bold in by_day if day < rules.silent_before(today))
    objectives = (
        Objective.objects.filter(cycle=cycle, state=ObjectiveState.ACTIVE.value, person=None)
        .values_list("team")
        .annotate(Count("pk"))
    )
    focused = [rules.is_focused(count) for _team, count in objectives.order_by()]
    ages = [(max(0, (today - day).days), count) for day, count, _bold in reversed(by_day)]
    return rules.Health(
        on=today,
        running=running,
        heard=running - silent,
        median_age=rules.median(ages),
        teams=len(focused),
        focused=sum(focused),
        aspirational=sum(bold for *_rest, bold in by_day),
    )


def _by_day(cycle: int) -> list[tuple[date, int, int]]:
    """Days on which running key results were last heard of, the oldest first: all, and aspirational."""
    bold = Count("pk", filter=Q(ambition=Ambition.ASPIRATIONAL.value))
    rows = Outlook.objects.filter(
        cycle=cycle, ended_on=None, status__in=sorted(RUNNING), heard_on__isnull=False
    )
    counted = rows.values("heard_on").annotate(all=Count("pk"), bold=bold).order_by("heard_on")
    rows_ = counted.values_list("heard_on", "all", "bold")
    return [(day, count, few) for day, count, few in rows_ if day is not None]
