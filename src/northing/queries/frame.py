"""What the frame of every page shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery

from northing.domain.access import Caller
from northing.domain.cadence import Rhythm
from northing.queries import days
from northing.queries.callers import Standing, TeamNode
from northing.queries.compiled import compiled
from northing.queries.cycles import CycleRef, cycles, ref, running
from northing.store.cycles import Cycle
from northing.store.key_results import KeyResult


@dataclass(frozen=True, slots=True)
class Frame:
    """Rail and scale bar: own teams first, how many check-ins are due, where today lies."""

    slug: str
    workspace: str
    is_demo: bool
    person: str
    initials: str
    handle: str
    role: str
    is_admin: bool
    due: int
    today: str
    cycle: CycleRef | None
    cycles: tuple[CycleRef, ...]
    own_teams: tuple[TeamNode, ...]
    teams: tuple[TeamNode, ...]


def frame(standing: Standing) -> Frame:
    """The frame for a caller: one query, for the cycles and for how many check-ins are due."""
    caller = standing.caller
    known, waiting = _cycles_and_due(caller, Rhythm(weekday=standing.weekday))
    alive = tuple(t for t in standing.teams if not t.archived)
    own = tuple(t for t in alive if t.id in caller.teams)
    return Frame(
        slug=caller.slug,
        workspace=standing.workspace_name,
        is_demo=standing.is_demo,
        person=standing.person_name,
        initials=standing.initials,
        handle=standing.handle,
        role=caller.role.value,
        is_admin=caller.is_admin,
        due=waiting,
        today=days.full(caller.today),
        cycle=running(known),
        cycles=known,
        own_teams=own,
        teams=alive,
    )


def _cycles_and_due(caller: Caller, rhythm: Rhythm) -> tuple[tuple[CycleRef, ...], int]:
    """The cycles with the count beside each: every page asks both, so they are one question."""
    if caller.past:
        return cycles(caller), 0
    listed: list[Any] = _CYCLES_AND_DUE(*_asking(caller, rhythm))
    return tuple(ref(row, caller) for row in listed), (listed[0].due or 0) if listed else 0


def due(caller: Caller, rhythm: Rhythm) -> int:
    """How many key results wait for the caller's own word; of a past day nobody is asked any more."""
    return 0 if caller.past else _asked(*_asking(caller, rhythm)).count()


def _asking(caller: Caller, rhythm: Rhythm) -> tuple[int, int, date, date]:
    return caller.workspace, caller.person, caller.today, rhythm.answered_from(caller.today)


def _asked(workspace: Any, person: Any, today: Any, answered_from: Any) -> "QuerySet[KeyResult]":
    silent = Q(last_word_on=None) | Q(last_word_on__lt=answered_from)
    return KeyResult.objects.filter(
        silent, ws=workspace, owner=person, state="open", objective__state="active",
        started_on__lte=today, objective__cycle__closed_at=None,
    )  # fmt: skip


def _with_due(workspace: Any, *asking: Any) -> "QuerySet[Cycle]":
    asked = _asked(workspace, *asking).order_by()
    count = Subquery(asked.values("ws").annotate(n=Count("pk")).values("n"))
    rows = Cycle.objects.filter(ws=workspace).annotate(due=count)
    return rows.order_by("-start", "-end", "pk")


_CYCLES_AND_DUE = compiled(_with_due)
