"""The team tree and who belongs where."""

from typing import Annotated

from ninja import Query, Router
from pydantic import ConfigDict, Field

from northing.actions import teams
from northing.actions.change import Done
from northing.api.base.endpoints import amend, create, put, read, remove
from northing.api.base.lists import Listing, Page, listing
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Id, Line, Seen, given, seen
from northing.queries import cycles as cycle_queries
from northing.queries import key_results as key_result_queries
from northing.queries import teams as queries
from northing.queries.teams import TeamCard, TeamPage

router = Router()

Slug = Annotated[
    str, Field(max_length=60, description="The team's short name.", examples=["payments"])
]


class NewTeam(Body):
    """A team under another one; its address is made of its name."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Payments", "parent": 1}]})

    name: Line
    parent: Id


class TeamEdit(Body):
    """Rename a team, or move it under another one."""

    name: Line | None = None
    parent: Id | None = None
    seen: Seen | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


class Place(Body):
    """Whether the person leads the team."""

    lead: bool = False


@read(router, "/teams", Listing[TeamCard], "The team tree in reading order")
def teams_list(request: Request, page: Page) -> Listing[TeamCard]:
    """Each team before those below it."""
    return listing(queries.teams(request.caller), page)


@read(router, "/teams/{team}", TeamPage, "A team in one cycle")
def show(
    request: Request, team: Slug, cycle: Annotated[int | None, Query(None, ge=1, lt=2**63)]
) -> TeamPage | None:
    """The cycle that runs now unless one is given."""
    known = cycle_queries.cycles(request.caller)
    chosen = (
        next((c for c in known if c.id == cycle), None) if cycle else cycle_queries.running(known)
    )
    if cycle and chosen is None:
        return None
    return queries.team(request.caller, team, chosen, key_result_queries.rhythm_of(request.caller))


@create(router, "/teams", TeamCard, "Make a team")
def create_team(request: Request, body: NewTeam) -> TeamCard | None:
    """Admins."""
    done = teams.create(request.caller, body.name, body.parent, key=key(request))
    return _card(request, done.id)


@amend(router, "/teams/{team}", TeamCard, "Edit a team")
def edit(request: Request, team: Slug, body: TeamEdit) -> TeamCard | None:
    """Admins. `team` is its short name."""
    pk = _id(request, team)
    if pk is None:
        return None
    teams.edit(request.caller, pk, given(body), seen(body.seen), body.reason, key=key(request))
    return _card(request, pk)


@put(router, "/teams/{team}/people/{person}", Done, "Put a person into a team")
def join(request: Request, team: Slug, person: Id, body: Place) -> Done | None:
    """Admins and leads of the team; also changes whether the person leads it."""
    pk = _id(request, team)
    return (
        None
        if pk is None
        else teams.join(request.caller, pk, person, lead=body.lead, key=key(request))
    )


@remove(router, "/teams/{team}/people/{person}", Done, "Take a person out of a team")
def leave(request: Request, team: Slug, person: Id) -> Done | None:
    """That they were in it stays known."""
    pk = _id(request, team)
    return None if pk is None else teams.leave(request.caller, pk, person, key=key(request))


def _id(request: Request, slug: str) -> int | None:
    return next((t.id for t in queries.teams(request.caller) if t.slug == slug), None)


def _card(request: Request, pk: int) -> TeamCard | None:
    return next((t for t in queries.teams(request.caller) if t.id == pk), None)
