"""Rows of objectives and of their key results, with what their cards name."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from northing.queries.compiled import compiled
from northing.queries.contributors import with_contributors
from northing.queries.loaded import with_steps
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective, ObjectiveTeam


def rows() -> "QuerySet[Objective]":
    """Objectives with the rows that a card names, in one query."""
    found = Objective.objects.select_related("team", "cycle", "owner", "author", "agreed_by")
    return with_contributors(found)


NUMBERED = compiled(lambda workspace, number: rows().filter(ws=workspace, number=number))


def _with_shared(workspace: Any, team: Any, cycles: Any) -> "QuerySet[Objective]":
    shared = ObjectiveTeam.standing(team=team).values("objective")
    found = rows().filter(Q(team=team) | Q(pk__in=shared), ws=workspace, cycle__in=cycles)
    return found.exclude(state="cancelled")


OF_TEAM = compiled(_with_shared)


def below(listed: Sequence[Objective]) -> list[KeyResult]:
    """The key results of these objectives in their order, each with its objective: one query."""
    above = {o.pk: o for o in listed}
    found = _BELOW(list(above))
    for row in found:
        row.objective = above[row.objective_id]
    return found


_BELOW = compiled(
    lambda ids: (
        with_steps()
        .select_related("owner")
        .filter(objective__in=ids)
        .order_by("objective", "position", "number")
    )
)
