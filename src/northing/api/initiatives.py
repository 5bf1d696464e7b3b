"""Initiatives: the work that a team bets will move a key result."""

from typing import Annotated

from ninja import Router
from pydantic import ConfigDict, Field

from northing.actions import initiatives
from northing.api.base import keys
from northing.api.base.endpoints import amend, create, read
from northing.api.base.lists import Listing, Page, listing
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Day, Id, Line, Seen, given, seen
from northing.queries import initiatives as queries
from northing.queries.initiatives import InitiativeCard

router = Router()


class NewInitiative(Body):
    """Work on a key result by one of your teams (the objective's team unless given)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"title": "Cache the price list", "link": "https://example.org/T-31"}]
        }
    )

    title: Line
    team: Id | None = None
    owner: Id | None = None
    due_on: Day | None = None
    link: Line = ""


class InitiativeEdit(Body):
    """Only the fields that change; `done` remembers the day."""

    title: Line | None = None
    state: (
        Annotated[str, Field(max_length=10, description="planned, doing, done or stopped.")] | None
    ) = None
    owner: Id | None = None
    due_on: Day | None = None
    link: Line | None = None
    seen: Seen | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


@read(router, "/initiatives", Listing[InitiativeCard], "Your own unfinished initiatives")
def initiatives_list(request: Request, page: Page) -> Listing[InitiativeCard]:
    """The next due first. Those of a key result are read with it."""
    return listing(queries.of_caller(request.caller), page)


@create(router, "/key-results/{key_result}/initiatives", InitiativeCard, "Add an initiative")
def add(
    request: Request, key_result: Annotated[str, Field(examples=["KR-12"])], body: NewInitiative
) -> InitiativeCard | None:
    """Members of the team that does the work. Never counts towards progress."""
    done = initiatives.add(
        request.caller, keys.key_result(key_result), body.title, team=body.team, owner=body.owner,
        due_on=body.due_on, link=body.link, key=key(request),
    )  # fmt: skip
    return queries.initiative(request.caller, done.id)


@read(router, "/initiatives/{initiative}", InitiativeCard, "One initiative")
def show(request: Request, initiative: Id) -> InitiativeCard | None:
    """Where its key result may be seen."""
    return queries.initiative(request.caller, initiative)


@amend(router, "/initiatives/{initiative}", InitiativeCard, "Edit an initiative")
def edit(request: Request, initiative: Id, body: InitiativeEdit) -> InitiativeCard | None:
    """Members of its team."""
    initiatives.edit(
        request.caller, initiative, given(body), seen(body.seen), body.reason, key=key(request)
    )
    return queries.initiative(request.caller, initiative)
