"""Rows of objectives: what a new one needs, its number, its contributing teams."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from northing.actions import find, guards, typed
from northing.actions.change import Change
from northing.actions.errors import InvalidError
from northing.domain.access import Caller
from northing.domain.snapshot import Ambition, ObjectiveState
from northing.kit.text import text as _
from northing.store.objectives import Objective, ObjectiveTeam
from northing.store.people import Person
from northing.store.teams import Team
from northing.store.workspaces import NumberSeries, Workspace

MOST_ID = 2**63 - 1
"""The highest id that a column holds."""


@dataclass(frozen=True, slots=True)
class NewObjective:
    """What a draft needs. Ids of the workspace's own rows; `owner` is the author unless given.

    `guards` are metrics that must not get worse while it is pursued.
    A `personal` one is the author's own, in one of the own teams; it counts in no figure.
    """

    title: str
    team: int
    cycle: int
    owner: int | None = None
    why: str = ""
    ambition: str = Ambition.ASPIRATIONAL.value
    contributors: Sequence[int] = ()
    personal: bool = False
    guards: Sequence[int] = ()


def add(c: Change, caller: Caller, given: NewObjective, origin_ref: str | None = None) -> Objective:
    """The row of a new objective, within a change whose rights have been asked for."""
    team = find.living_team(caller, given.team)
    cycle = find.cycle(caller, given.cycle)
    if cycle.closed_at is not None and origin_ref is None:
        raise InvalidError(
            _("{name} is closed.", name=cycle.name), _("Choose another cycle."), "cycle"
        )
    row = Objective(
        ws_id=caller.workspace,
        cycle=cycle,
        team=team,
        person_id=caller.person if given.personal else None,
        author_id=caller.person,
        owner=_owner(caller, given.owner or caller.person, origin_ref),
        title=typed.line(given.title, "title", 300),
        why=typed.prose(given.why, "why", 4000),
        ambition=typed.choice(given.ambition, Ambition, "ambition").value,
        state=ObjectiveState.DRAFT.value,
        origin_ref=origin_ref,
        number=_number(c, "next_objective"),
    )
    c.insert(row)
    contribute(c, caller, row, given.contributors)
    guards.add(c, caller, row, given.guards)
    return row


def _owner(caller: Caller, pk: int, origin_ref: str | None) -> Person:
    """Documents name people who are not here (yet); everybody else chooses among those who are."""
    return find.owner(caller, pk) if origin_ref is None else find.person(caller, pk)


def _number(c: Change, series: str) -> int:
    row = NumberSeries.objects.select_for_update(no_key=True).get(pk=c.workspace)
    number: int = getattr(row, series)
    following: dict[str, Any] = {series: number + 1}
    c.update(row, event=False, **following)
    return number


def next_key_result_number(c: Change) -> int:
    """The next KR- number, never given twice."""
    return _number(c, "next_key_result")


def contribute(c: Change, caller: Caller, row: Objective, teams: Sequence[int]) -> bool:
    """Make these the contributing teams; whether that changed anything."""
    now = set(ObjectiveTeam.standing(objective=row).values_list("team", flat=True))
    wanted = {(find.team if t in now else _contributing)(caller, t).pk for t in teams}
    wanted -= {row.team_id}
    if wanted and row.person_id is not None:
        raise InvalidError(_("A personal objective has no contributing teams."), "", "contributors")
    c.end(ObjectiveTeam.standing(objective=row, team__in=now - wanted))
    c.insert_many(
        [
            ObjectiveTeam(ws_id=caller.workspace, objective=row, team_id=t)
            for t in sorted(wanted - now)
        ]
    )
    if wanted != now:
        c.touched(row)
    return wanted != now


def _contributing(caller: Caller, team: int) -> Team:
    return find.living_team(caller, team, "contributors")


def may_be_personal(caller: Caller, given: NewObjective) -> None:
    """Raise InvalidError unless this draft can be the caller's own."""
    if not Workspace.objects.get(pk=caller.workspace).personal_okrs:
        raise InvalidError(
            _("Personal objectives are not used here."),
            _("An admin can allow them in the settings of the workspace."),
            "personal",
        )
    if given.contributors or given.owner not in (None, caller.person):
        raise InvalidError(
            _("A personal objective is yours alone."),
            _("Leave owner and contributing teams out, or make it your team's."),
            "personal",
        )


def hold_team(caller: Caller, **which: Any) -> None:
    """Lock a team before anything in it: whoever archives it waits for us, or we see that it is archived."""
    for row in _locked_teams(caller, **which):
        find.must_live(row)


def hold_teams(caller: Caller, teams: Iterable[int]) -> None:
    """Lock all teams that an objective shall have to do with, in one order, before it is looked at.

    Each is asked afterwards whether it lives: a team that contributes already may have been archived.
    """
    _locked_teams(caller, pk__in={t for t in teams if 0 < t <= MOST_ID})


def _locked_teams(caller: Caller, **which: Any) -> list[Team]:
    rows = Team.objects.select_for_update(no_key=True).filter(ws=caller.workspace, **which)
    return list(rows.order_by("pk"))
