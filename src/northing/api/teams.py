"""The team tree and who belongs where."""

from typing import Annotated

from ninja import Body as FromBody
from ninja import Query, Router
from pydantic import ConfigDict, Field

from northing.actions import team_changes, teams
from northing.actions.change import Done
from northing.api.base.endpoints import amend, create, put, read, remove
from northing.api.base.lists import Listing, Page, listing
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Id, Line, Seen, given, seen
from northing.queries import cycles as cycle_queries
from northing.queries import key_results as key_result_queries
from northing.queries import team_changes as change_queries
from northing.queries import teams as queries
from northing.queries.team_addresses import leads_to
from northing.queries.team_changes import Reorganization
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
    new_address: Annotated[
        bool,
        Field(description="Make the address of the name; the old one leads to the team for ever."),
    ] = False
    seen: Seen | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


class Archive(Body):
    """What becomes of what is open: refused while something is and nothing is said of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"work": "move", "to": 3}]})

    work: Annotated[str, Field(max_length=10, description="close or move.")] = ""
    to: Annotated[
        Id | None, Field(description="Who takes it over; the team above unless given.")
    ] = None
    lift: Annotated[bool, Field(description="The teams below move up.")] = False
    reason: Annotated[str, Field(max_length=1000)] = ""


class Merge(Body):
    """Which team takes this one in, and who of its people leads there."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"into": 3, "leads": [7]}]})

    into: Id
    leads: Annotated[list[Id], Field(max_length=50)] = []
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
    request: Request, team: Slug, cycle: Annotated[int | None, Query(None, ge=1, lt=2**63)],
    history: Annotated[
        bool, Query(False, description="The merged team itself, not the one that took it in.")
    ],
) -> TeamPage | None:  # fmt: skip
    """The cycle that runs now unless one is given. A name that a team had before leads to it."""
    led = None if history else leads_to(request.caller, team)
    slug = led.slug if led else team
    known = cycle_queries.cycles(request.caller)
    chosen = (
        next((c for c in known if c.id == cycle), None) if cycle else cycle_queries.running(known)
    )
    if cycle and chosen is None:
        return None
    return queries.team(request.caller, slug, chosen, key_result_queries.rhythm_of(request.caller))


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
    teams.edit(
        request.caller, pk, given(body, without=frozenset({"new_address"})), seen(body.seen),
        body.reason, new_address=body.new_address, key=key(request),
    )  # fmt: skip
    return _card(request, pk)


@read(
    router, "/teams/{team}/reorganization", Reorganization, "What a merge or an archive would move"
)
def reorganization(
    request: Request, team: Slug, into: Annotated[int | None, Query(None, ge=1, lt=2**63)]
) -> Reorganization | None:
    """With `into` as it would be after the merge into that team; nothing is changed."""
    pk = _id(request, team)
    return None if pk is None else change_queries.reorganization(request.caller, pk, into)


@create(router, "/teams/{team}/archive", TeamCard, "Archive a team")
def archive(
    request: Request, team: Slug, body: Annotated[Archive, FromBody(Archive())]
) -> TeamCard | None:
    """Admins. It leaves lists and choices; its page and its past stay."""
    pk = _id(request, team)
    if pk is None:
        return None
    team_changes.archive(
        request.caller,
        pk,
        body.reason,
        work=body.work,
        to=body.to,
        lift=body.lift,
        key=key(request),
    )
    return _card(request, pk)


@remove(router, "/teams/{team}/archive", TeamCard, "Bring an archived team back")
def unarchive(request: Request, team: Slug) -> TeamCard | None:
    """Admins. A merged team stays merged."""
    pk = _id(request, team)
    if pk is None:
        return None
    team_changes.unarchive(request.caller, pk, key=key(request))
    return _card(request, pk)


@create(router, "/teams/{team}/merge", TeamCard, "Merge a team into another one")
def merge(request: Request, team: Slug, body: Merge) -> TeamCard | None:
    """Admins. People and everything open go to the other team, which is the answer."""
    pk = _id(request, team)
    if pk is None:
        return None
    done = team_changes.merge(
        request.caller, pk, body.into, body.reason, leads=body.leads, key=key(request)
    )
    return _card(request, done.id)


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
    led = leads_to(request.caller, slug)
    if led is not None and not led.merged:
        return led.id
    return next((t.id for t in queries.teams(request.caller) if t.slug == slug), None)


def _card(request: Request, pk: int) -> TeamCard | None:
    return next((t for t in queries.teams(request.caller) if t.id == pk), None)
