"""People of a workspace and their invitations."""

from typing import Annotated

from ninja import Body as FromBody
from ninja import Router
from pydantic import ConfigDict, Field

from northing.actions import handovers, people
from northing.actions.change import Done
from northing.api.base.endpoints import amend, create, read, remove
from northing.api.base.lists import Listing, Page, listing
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Id, Line, Seen, given, seen
from northing.queries import belongings as belonging_queries
from northing.queries import people as queries
from northing.queries.belongings import Belongings
from northing.queries.people import PersonCard

router = Router()


class NewPerson(Body):
    """Somebody to invite. An admin invites anybody; a lead into the own team."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Ada Byrne", "email": "ada@example.org", "team": 3}]
        }
    )

    name: Line
    handle: Annotated[str, Field(max_length=40)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    role: Annotated[str, Field(max_length=10, description="admin, member or viewer.")] = "member"
    team: Id | None = None


class PersonEdit(Body):
    """Only the fields that change; name and e-mail are one's own, the rest is an admin's."""

    name: Line | None = None
    handle: Annotated[str, Field(max_length=40)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    role: Annotated[str, Field(max_length=10)] | None = None
    state: Annotated[str, Field(max_length=10, description="active or inactive.")] | None = None
    seen: Seen | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


class Handover(Body):
    """Who takes what somebody owns: everything goes to `to`, unless `each` says otherwise of an item."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": 4, "each": {"O-7": 5, "KR-12": None}}]}
    )

    to: Id | None = None
    each: Annotated[
        dict[str, Id | None],
        Field(
            max_length=1000,
            description="By item: O-7, KR-12, metric-3, initiative-5; null: it stays.",
        ),
    ] = {}
    reason: Annotated[str, Field(max_length=1000)] = ""


class Leaving(Handover):
    """The same for somebody who leaves."""

    even_so: Annotated[
        bool, Field(description="What nobody takes stays without an owner who is here.")
    ] = False


@read(router, "/people", Listing[PersonCard], "Everybody in the workspace")
def people_list(request: Request, page: Page) -> Listing[PersonCard]:
    """Active people first, then by name."""
    return listing(queries.people(request.caller), page)


@create(router, "/people", Done, "Invite somebody")
def invite(request: Request, body: NewPerson) -> Done:
    """`secret` is shown once: the end of the link to come in by, `/invite/<secret>/`."""
    return people.invite(
        request.caller, body.name, handle=body.handle, email=body.email, role=body.role, team=body.team,
        key=key(request),
    )  # fmt: skip


@read(router, "/people/{person}", PersonCard, "One person")
def show(request: Request, person: Id) -> PersonCard | None:
    """The address is shown to admins and to themselves only."""
    return queries.person(request.caller, person)


@amend(router, "/people/{person}", PersonCard, "Edit a person")
def edit(request: Request, person: Id, body: PersonEdit) -> PersonCard | None:
    """At least one admin remains."""
    people.edit(request.caller, person, given(body), seen(body.seen), body.reason, key=key(request))
    return queries.person(request.caller, person)


@create(router, "/people/{person}/invitation", Done, "Make a new link for somebody")
def reinvite(request: Request, person: Id) -> Done:
    """For people without an account; the old link stops working."""
    return people.reinvite(request.caller, person, key=key(request))


@read(router, "/people/{person}/belongings", Belongings, "What somebody owns that is open")
def belongings(request: Request, person: Id) -> Belongings | None:
    """Admins are told of everything, leads of what belongs to their teams."""
    return belonging_queries.belongings(request.caller, person)


@create(router, "/people/{person}/handover", Belongings, "Hand over what somebody owns")
def hand_over(request: Request, person: Id, body: Handover) -> Belongings | None:
    """Admins, and leads for what belongs to their teams. The answer is what is left."""
    handovers.hand_over(request.caller, person, body.to, body.each, body.reason, key=key(request))
    return belonging_queries.belongings(request.caller, person)


@create(router, "/people/{person}/leaving", PersonCard, "Somebody leaves")
def deactivate(
    request: Request, person: Id, body: Annotated[Leaving, FromBody(Leaving())]
) -> PersonCard | None:
    """Admins. Hands over, ends teams, tokens and invitations; what was written stays."""
    handovers.deactivate(
        request.caller, person, body.to, body.each, body.reason, even_so=body.even_so,
        key=key(request),
    )  # fmt: skip
    return queries.person(request.caller, person)


@remove(router, "/people/{person}/leaving", PersonCard, "Somebody comes back")
def reactivate(request: Request, person: Id) -> PersonCard | None:
    """Admins. Teams are joined anew."""
    handovers.reactivate(request.caller, person, key=key(request))
    return queries.person(request.caller, person)
