"""Cycles: years, quarters, and others with dates of their own."""

from typing import Annotated

from ninja import Body as FromBody
from ninja import Router
from pydantic import ConfigDict, Field

from northing.actions import cycles
from northing.api.base.endpoints import amend, create, read
from northing.api.base.lists import Listing, Page, listing
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Day, Id, Line, Seen, Why, given, seen
from northing.queries import cycles as queries
from northing.queries.cycles import CycleRef

router = Router()


class NewCycle(Body):
    """A dated period; a quarter lies inside the year that `parent` names."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Q1 2027",
                    "kind": "quarter",
                    "start": "2027-01-01",
                    "end": "2027-03-31",
                    "parent": 6,
                }
            ]
        }
    )

    name: Line
    kind: Annotated[str, Field(max_length=10, description="annual, quarter or custom.")]
    start: Day
    end: Day
    parent: Id | None = None


class CycleEdit(Body):
    """Name or dates of a cycle that is not closed."""

    name: Line | None = None
    start: Day | None = None
    end: Day | None = None
    seen: Seen | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


@read(router, "/cycles", Listing[CycleRef], "Cycles, the newest first")
def cycles_list(request: Request, page: Page) -> Listing[CycleRef]:
    """A year stands before its quarters."""
    return listing(queries.cycles(request.caller), page)


@create(router, "/cycles", CycleRef, "Make a cycle")
def create_cycle(request: Request, body: NewCycle) -> CycleRef | None:
    """Admins."""
    done = cycles.create(
        request.caller, body.name, body.kind, body.start, body.end, body.parent, key=key(request)
    )
    return _card(request, done.id)


@read(router, "/cycles/{cycle}", CycleRef, "One cycle")
def show(request: Request, cycle: Id) -> CycleRef | None:
    """And where today lies in it."""
    return _card(request, cycle)


@amend(router, "/cycles/{cycle}", CycleRef, "Edit a cycle")
def edit(request: Request, cycle: Id, body: CycleEdit) -> CycleRef | None:
    """Admins."""
    cycles.edit(request.caller, cycle, given(body), seen(body.seen), body.reason, key=key(request))
    return _card(request, cycle)


@create(router, "/cycles/{cycle}/closure", CycleRef, "Close a cycle for ever")
def close(request: Request, cycle: Id, body: Annotated[Why, FromBody(Why())]) -> CycleRef | None:
    """Admins, after its end, once none of its objectives is still active."""
    cycles.close(request.caller, cycle, body.reason, key=key(request))
    return _card(request, cycle)


def _card(request: Request, pk: int) -> CycleRef | None:
    return next((c for c in queries.cycles(request.caller) if c.id == pk), None)
