"""Who changed what and why, and two days compared."""

from typing import Annotated

from ninja import Query, Router

from northing.api.base.endpoints import read
from northing.api.base.requests import Request
from northing.api.base.values import AddressDay
from northing.queries import activity as queries
from northing.queries import callers
from northing.queries import compare as comparisons
from northing.queries.activity import ActivityChange, ActivityPage
from northing.queries.activity_filter import Wanted
from northing.queries.compare import Comparison
from northing.queries.comparing import Asked

router = Router()

Id = Annotated[int | None, Query(None, ge=1, lt=2**63)]
Place = Annotated[int | None, Query(None, ge=0, lt=2**63)]
Team = Annotated[
    str, Query("", max_length=60, description="A team's short name: it, and all below it.")
]
Code = Annotated[str, Query("", max_length=20)]


@read(router, "/activity", ActivityPage, "Who changed what and why, newest first")
def activity(
    request: Request, team: Team, kind: Code, verbs: Code, cycle: Id,
    mine: Annotated[bool, Query(False, description="Only what you did yourself.")],
    since: Annotated[AddressDay | None, Query(None)],
    until: Annotated[AddressDay | None, Query(None)],
    before: Place, after: Place,
) -> ActivityPage | None:  # fmt: skip
    """One entry per change, 50 at a time: send `older` as `before`, or `newer` as `after`, to go on."""
    pk = _team(request, team)
    if team and pk is None:
        return None
    wanted = Wanted(pk, cycle, kind, verbs, mine, since, until, before, after)
    return queries.activity(request.caller, wanted)


@read(router, "/activity/{change}", ActivityChange, "One change with its events")
def change(
    request: Request, change: int, after: Annotated[int, Query(0, ge=0, lt=2**63)]
) -> ActivityChange | None:
    """A hundred events at a time: send `next` as `after` to go on."""
    return queries.change(request.caller, change, after) if 0 < change < 2**63 else None


@read(router, "/compare", Comparison, "Two days compared")
def compare(
    request: Request, since: Annotated[AddressDay, Query(..., alias="from")],
    until: Annotated[AddressDay, Query(..., alias="to")], team: Team, cycle: Id, section: Code,
    page: Annotated[int, Query(1, ge=1, le=1_000_000)],
) -> Comparison | None:  # fmt: skip
    """From the end of one day to the end of the other: twelve lines of each section; with a `section`
    that one alone, 50 a page."""
    pk = _team(request, team)
    if team and pk is None:
        return None
    asked = Asked(since, until, pk, cycle)
    return comparisons.compare(request.caller, asked, section, page)


def _team(request: Request, slug: str) -> int | None:
    nodes = callers.team_nodes(request.caller.workspace) if slug else ()
    return next((node.id for node in nodes if node.slug == slug), None)
