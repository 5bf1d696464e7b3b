"""Where an address of a team leads: addresses that were given once lead somewhere for ever."""

from dataclasses import dataclass

from northing.domain.access import Caller
from northing.queries import then
from northing.store.teams import Team, TeamAddress


@dataclass(frozen=True, slots=True)
class Led:
    """The team that an address leads to; `merged` where it was merged on the way."""

    id: int
    slug: str
    name: str
    merged: bool


def leads_to(caller: Caller, slug: str) -> Led | None:
    """The team of this address, or of one that it had; of a merged one, the team that took it in.

    None where no team of the workspace ever had it. On a past day the team is named as it was then.
    """
    row = _named(caller, slug)
    if row is None:
        return None
    if caller.past:
        was = then.teams(caller).get(row.pk)
        return None if was is None else Led(was.pk, was.slug, was.name, merged=False)
    at, passed = row, {row.pk}
    while at.merged_into is not None and at.merged_into_id not in passed:
        at = at.merged_into
        passed.add(at.pk)
    return Led(at.pk, at.slug, at.name, merged=at.pk != row.pk)


def _named(caller: Caller, slug: str) -> Team | None:
    known = Team.objects.filter(ws=caller.workspace, slug=slug).first()
    if known is not None:
        return known
    former = TeamAddress.objects.select_related("team").filter(ws=caller.workspace, slug=slug)
    found = former.first()
    return found.team if found is not None else None
