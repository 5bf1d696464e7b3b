"""What the frame of every page shows."""

from dataclasses import dataclass

from northing.domain.access import Caller
from northing.domain.cadence import Rhythm
from northing.queries import days
from northing.queries.callers import Standing, TeamNode
from northing.queries.cycles import CycleRef, cycles, running
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
    """The frame for a caller: two queries, cycles and check-ins due."""
    caller = standing.caller
    known = cycles(caller)
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
        due=due(caller, Rhythm(weekday=standing.weekday)),
        today=days.full(caller.today),
        cycle=running(known),
        cycles=known,
        own_teams=own,
        teams=alive,
    )


def due(caller: Caller, rhythm: Rhythm) -> int:
    """How many key results wait for the caller's own word."""
    rows = KeyResult.objects.filter(
        ws=caller.workspace, owner=caller.person, state="open", objective__state="active",
        started_on__lte=caller.today, objective__cycle__closed_at=None,
    ).values_list("last_word_on", flat=True)  # fmt: skip
    return sum(1 for last in rows if rhythm.is_due(last, caller.today))
