"""The workspace at a glance, and one level of the team tree."""

from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from northing.api.base.endpoints import read
from northing.api.base.lists import Page
from northing.api.base.requests import Request
from northing.queries import cycles as cycle_queries
from northing.queries import levels
from northing.queries import overview as queries
from northing.queries.levels import Level
from northing.queries.overview import Overview
from northing.queries.overview_scope import Wanted

router = Router()

Cycle = Annotated[
    int | None, Query(None, ge=1, lt=2**63, description="The cycle's id; the running one without.")
]
Team = Annotated[
    str, Query("", max_length=60, description="A team's short name: it and all below it.")
]
Slug = Annotated[str, Field(max_length=60, description="The team's short name.")]
Word = Annotated[str, Query("", max_length=20, description="A status, such as `at_risk`.")]
Bold = Annotated[str, Query("", max_length=20, description="`aspirational` or `committed`.")]
Show = Annotated[
    str,
    Query(
        "", max_length=20,
        description="One list alone, 50 a page: changes, decisions, silent, year or spread.",
    ),
]  # fmt: skip


@read(router, "/overview", Overview, "What changed, what waits, what is silent, how all stands")
def overview(
    request: Request, cycle: Cycle, team: Team, status: Word, ambition: Bold, show: Show, page: Page
) -> Overview | None:
    """Filters that mean nothing here are ignored. Not found where there is no cycle yet."""
    return queries.overview(request.caller, Wanted(cycle, team, status, ambition, show, page))


@read(router, "/teams/{team}/level", Level, "The teams below a team, each with all below it")
def level(request: Request, team: Slug, cycle: Cycle) -> Level | None:
    """Not found where no team is below it."""
    known = cycle_queries.cycles(request.caller)
    chosen = next((c for c in known if c.id == cycle), None) or cycle_queries.running(known)
    if chosen is None:
        return None
    return levels.level(request.caller, team, chosen, cycles=known)
