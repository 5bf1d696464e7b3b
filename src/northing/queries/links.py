"""What objectives support, and what supports them: both ends of alignments as they may be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from northing.domain.access import Caller
from northing.queries import sight, then
from northing.queries.compiled import compiled
from northing.store.key_results import KeyResult
from northing.store.objectives import Alignment, Objective


@dataclass(frozen=True, slots=True)
class LinkCard:
    """The other end of an alignment: `key` is O-7 or KR-12."""

    key: str
    title: str
    team: str
    state: str


Links = dict[int, tuple[LinkCard, ...]]


def links_of(caller: Caller, ids: Sequence[int]) -> tuple[Links, Links]:
    """What these objectives support, and what supports them or their key results: one query.

    Ends that the caller may not see are left out.
    """
    if caller.past:
        listed = _THEN(caller.workspace, caller.now, ids)
        _ends_then(caller, listed)
    else:
        listed = _STANDING(caller.workspace, ids)
    ups: dict[int, list[LinkCard]] = {}
    downs: dict[int, list[LinkCard]] = {}
    for link in listed:
        above = link.parent_objective or (
            link.parent_key_result.objective if link.parent_key_result else None
        )
        if above is None:
            continue
        if link.objective_id in ids and sight.sees(caller, above):
            ups.setdefault(link.objective_id, []).append(
                _link(link.parent_key_result or above, above)
            )
        if above.pk in ids and sight.sees(caller, link.objective):
            downs.setdefault(above.pk, []).append(_link(link.objective, link.objective))
    return {pk: tuple(c) for pk, c in ups.items()}, {pk: tuple(c) for pk, c in downs.items()}


def _around(standing: "QuerySet[Alignment]", ids: Any) -> "QuerySet[Alignment]":
    below = KeyResult.objects.filter(objective__in=ids).values("pk")
    wanted = Q(objective__in=ids) | Q(parent_objective__in=ids) | Q(parent_key_result__in=below)
    found = standing.filter(wanted).select_related(
        "objective__team", "parent_objective__team", "parent_key_result__objective__team"
    )
    return found.order_by("pk")


_STANDING = compiled(lambda workspace, ids: _around(Alignment.standing(ws=workspace), ids))
_THEN = compiled(lambda workspace, at, ids: _around(Alignment.standing(at, ws=workspace), ids))


def _ends_then(caller: Caller, links: Sequence[Alignment]) -> None:
    """Both ends of each link as they were: two queries."""
    key_results = {k.pk: k for link in links if (k := link.parent_key_result) is not None}
    ends = [link.objective for link in links]
    ends += [link.parent_objective for link in links if link.parent_objective is not None]
    ends += [k.objective for k in key_results.values()]
    bodies = then.definitions(caller, "objective", Q(noun_id__in={o.pk for o in ends}))
    for row in ends:
        if row.pk in bodies:
            then.placed(caller, row, bodies[row.pk])
    if key_results:
        words_ = then.definitions(caller, "key_result", Q(noun_id__in=key_results))
        for link in links:
            k = link.parent_key_result
            if k is not None and k.pk in words_:
                k.title, k.state = words_[k.pk]["title"], words_[k.pk]["state"]


def _link(row: Objective | KeyResult, objective: Objective) -> LinkCard:
    return LinkCard(row.key, row.title, objective.team.name, row.state)
