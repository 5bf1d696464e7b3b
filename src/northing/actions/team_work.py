"""Moving what a team has under way to another team, within a change whose rights have been asked for."""

from collections.abc import Collection
from dataclasses import dataclass

from northing.actions import find, objectives
from northing.actions.change import Change
from northing.domain.access import Caller
from northing.queries import team_work as work
from northing.store.initiatives import Initiative
from northing.store.metrics import Metric
from northing.store.objectives import Objective, ObjectiveTeam
from northing.store.teams import Team, TeamPerson


@dataclass(frozen=True, slots=True)
class Locked:
    """Everything that a merge writes, locked in one order before the first row is written."""

    own: list[Objective]
    shared: list[Objective]
    metrics: list[Metric]
    initiatives: list[Initiative]
    here: list[TeamPerson]
    there: list[TeamPerson]


def locked(source: Team, target: Team) -> Locked:
    """The open work of `source`, and who is in either team."""
    own, shared = _locked_objectives(source)
    members = TeamPerson.objects.select_for_update(no_key=True).filter(
        team__in=(source, target), until=None
    )
    people = list(members.order_by("pk"))
    return Locked(
        own,
        shared,
        list(work.metrics(source.pk).select_for_update(no_key=True)),
        list(work.initiatives(source.pk).select_for_update(of=("self",), no_key=True)),
        [m for m in people if m.team_id == source.pk],
        [m for m in people if m.team_id == target.pk],
    )


def move(c: Change, caller: Caller, source: Team, target: Team, rows: Locked) -> None:
    """Everything open goes to `target`: objectives, metrics, initiatives, contributing links.

    What was closed stays where it was.
    """
    c.lock_head()
    _share(c, caller, source, target, (rows.own, rows.shared))
    for row in rows.own:
        row.team = target
    c.update_many(rows.own, "team")
    objectives.take_along(c, caller, rows.own)
    for row in (*rows.own, *rows.shared):
        c.touched(row)
    _move_metrics(c, rows.metrics, source, target)
    for one in rows.initiatives:
        c.update(one, team=target)


def move_personal(c: Change, caller: Caller, source: Team, target: Team) -> None:
    """Personal objectives go along with their people: nobody else closes them."""
    rows = work.objectives(source.pk).exclude(person=None).order_by("pk")
    own = list(rows.select_for_update(no_key=True))
    for row in own:
        row.team = target
        c.touched(row)
    c.update_many(own, "team")
    objectives.take_along(c, caller, own)


def end_contributions(c: Change, caller: Caller, source: Team) -> None:
    """The team contributes to nothing open any more."""
    rows = list(work.contributed(source.pk).select_for_update(no_key=True).order_by("pk"))
    c.end(ObjectiveTeam.standing(objective__in=rows, team=source))
    for row in rows:
        c.touched(row)


def _locked_objectives(source: Team) -> tuple[list[Objective], list[Objective]]:
    ids = [*work.objectives(source.pk).values_list("pk", flat=True)]
    ids += work.contributed(source.pk).values_list("pk", flat=True)
    rows = Objective.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    open_ones = [row for row in rows if row.state in work.OPEN]
    own = [row for row in open_ones if row.team_id == source.pk]
    return own, [row for row in open_ones if row.team_id != source.pk]


def _share(
    c: Change, caller: Caller, source: Team, target: Team,
    rows: tuple[list[Objective], list[Objective]],
) -> None:  # fmt: skip
    """Contribute in the other's place; nobody contributes to what is their own, or twice."""
    own, shared = rows
    known = set(
        ObjectiveTeam.standing(objective__in=shared, team=target).values_list(
            "objective_id", flat=True
        )
    )
    c.end(ObjectiveTeam.standing(objective__in=shared, team=source))
    c.end(ObjectiveTeam.standing(objective__in=own, team=target))
    c.insert_many(
        [
            ObjectiveTeam(ws_id=caller.workspace, objective=row, team=target)
            for row in shared
            if row.team_id != target.pk and row.pk not in known
        ]
    )


def _move_metrics(c: Change, rows: list[Metric], source: Team, target: Team) -> None:
    taken = set(work.metrics(target.pk).values_list("name", flat=True))
    names = work.renamed([m.name for m in rows], taken, source.name)
    for row in rows:
        c.update(row, team=target, name=names[row.name])


def move_people(
    c: Change, caller: Caller, target: Team, rows: Locked, leads: Collection[int]
) -> None:
    """Whoever is in the one team goes to `target`; those in `leads` lead it."""
    if set(leads) - {m.person_id for m in rows.here}:
        raise find.not_found("leads")
    there = {m.person_id: m for m in rows.there}
    for one in rows.here:
        c.update(one, until=caller.today)
        lead, known = one.person_id in leads, there.get(one.person_id)
        if known is None:
            c.insert(
                TeamPerson(
                    ws_id=caller.workspace, team=target, person_id=one.person_id, lead=lead,
                    since=caller.today,
                )
            )  # fmt: skip
        elif lead and not known.lead:
            c.update(known, lead=True)
