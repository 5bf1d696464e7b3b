"""The teams that contribute to objectives which another team is accountable for."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from northing.domain.access import Caller
from northing.queries import then
from northing.queries.cards import TeamRef
from northing.queries.gathered import gathered
from northing.store.objectives import Objective, ObjectiveTeam

Contributors = dict[int, tuple[TeamRef, ...]]


def with_contributors(rows: "QuerySet[Objective]") -> "QuerySet[Objective]":
    """Objectives that bring their contributing teams of today along, in the same query."""
    standing = ObjectiveTeam.standing()
    return rows.annotate(
        known_teams=gathered(standing, "objective", "id", "team_id", "team__name", "team__slug")
    )


def contributors_of(caller: Caller, objectives: Sequence[Objective]) -> Contributors:
    """The contributing teams of these objectives by name, by the objective's id.

    No query where the rows brought them along. Those of a past day know whom they named then, and the
    teams are called as they were.
    """
    if caller.past and all(hasattr(row, "contributed_then") for row in objectives):
        return {row.pk: _then(caller, row) for row in objectives}
    if not caller.past and all(hasattr(row, "known_teams") for row in objectives):
        return {row.pk: _known(row) for row in objectives}
    found: dict[int, list[TeamRef]] = {row.pk: [] for row in objectives}
    links = ObjectiveTeam.standing(then.instant(caller), objective__in=list(found))
    for link in links.select_related("team").order_by("team__name", "pk"):
        found[link.objective_id].append(TeamRef(link.team_id, link.team.name, link.team.slug))
    return {pk: tuple(teams) for pk, teams in found.items()}


def _then(caller: Caller, row: Any) -> tuple[TeamRef, ...]:
    teams = then.teams(caller)
    named = (teams[pk] for pk in row.contributed_then if pk in teams.bodies)
    return tuple(TeamRef(t.pk, t.name, t.slug) for t in sorted(named, key=lambda t: (t.name, t.pk)))


def _known(row: Any) -> tuple[TeamRef, ...]:
    listed = sorted(row.known_teams or (), key=lambda one: (one["team__name"], int(one["id"])))
    return tuple(
        TeamRef(int(one["team_id"]), one["team__name"], one["team__slug"]) for one in listed
    )
