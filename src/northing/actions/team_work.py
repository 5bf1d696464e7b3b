"""Moving what a team has under way to another team, within a change whose rights have been asked for."""

from collections.abc import Collection

from northing.actions import find, objectives
from northing.actions.change import Change
from northing.domain.access import Caller
from northing.queries import team_work as work
from northing.store.objectives import Objective, ObjectiveTeam
from northing.store.teams import Team, TeamPerson


def move(c: Change, caller: Caller, source: Team, target: Team) -> None:
    """Everything open goes to `target`: objectives, metrics, initiatives, contributing links.

    What was closed stays where it was. Rows are locked in one order: objectives, key results, the rest.
    """
    own, shared = _locked_objectives(source)
    _share(c, caller, source, target, (own, shared))
    for row in own:
        row.team = target
    c.update_many(own, "team")
    objectives.take_along(c, caller, own)
    for row in (*own, *shared):
        c.touched(row)
    _move_metrics(c, source, target)
    for one in work.initiatives(source.pk).select_for_update(of=("self",)):
        c.update(one, team=target)


def move_personal(c: Change, caller: Caller, source: Team, target: Team) -> None:
    """Personal objectives go along with their people: nobody else closes them."""
    rows = work.objectives(source.pk).exclude(person=None).order_by("pk")
    own = list(rows.select_for_update())
    for row in own:
        row.team = target
        c.touched(row)
    c.update_many(own, "team")
    objectives.take_along(c, caller, own)


def end_contributions(c: Change, caller: Caller, source: Team) -> None:
    """The team contributes to nothing open any more."""
    rows = list(work.contributed(source.pk).select_for_update().order_by("pk"))
    c.end(ObjectiveTeam.standing(objective__in=rows, team=source))
    for row in rows:
        c.touched(row)


def _locked_objectives(source: Team) -> tuple[list[Objective], list[Objective]]:
    ids = [*work.objectives(source.pk).values_list("pk", flat=True)]
    ids += work.contributed(source.pk).values_list("pk", flat=True)
    rows = Objective.objects.select_for_update().filter(pk__in=ids).order_by("pk")
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


def _move_metrics(c: Change, source: Team, target: Team) -> None:
    rows = list(work.metrics(source.pk).select_for_update())
    taken = set(work.metrics(target.pk).values_list("name", flat=True))
    names = work.renamed([m.name for m in rows], taken, source.name)
    for row in rows:
        c.update(row, team=target, name=names[row.name])


def move_people(
    c: Change, caller: Caller, source: Team, target: Team, leads: Collection[int]
) -> None:
    """Whoever is in `source` goes to `target`; those in `leads` lead it."""
    here = list(
        TeamPerson.objects.select_for_update().filter(team=source, until=None).order_by("pk")
    )
    if set(leads) - {m.person_id for m in here}:
        raise find.not_found("leads")
    there = {
        m.person_id: m
        for m in TeamPerson.objects.select_for_update().filter(team=target, until=None).order_by("pk")
    }  # fmt: skip
    for one in here:
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
