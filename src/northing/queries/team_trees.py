"""Which teams lie under a team, those included that were merged into one of them."""

from northing.domain.access import Caller
from northing.queries import then
from northing.store.teams import Team


def under(caller: Caller, team: int) -> tuple[frozenset[int], frozenset[int]]:
    """The ids of the team and all below it, merged ones included, and those of all other teams: one query."""
    if caller.past:
        listed = [(t.pk, t.parent_id, t.merged_into_id) for t in then.teams(caller).values()]
    else:
        rows = Team.objects.filter(ws=caller.workspace)
        listed = list(rows.values_list("pk", "parent_id", "merged_into_id"))
    children: dict[int | None, list[int]] = {}
    for pk, parent, merged_into in listed:
        children.setdefault(parent, []).append(pk)
        if merged_into is not None:
            children.setdefault(merged_into, []).append(pk)
    every = frozenset(pk for pk, _parent, _merged in listed)
    found, waiting = {team} & every, [team]
    while waiting:
        new = [pk for pk in children.get(waiting.pop(), ()) if pk not in found]
        found.update(new)
        waiting.extend(new)
    return frozenset(found), every - found
