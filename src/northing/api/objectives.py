"""Objectives: drafted, proposed, agreed, closed; what they support."""

from typing import Annotated

from ninja import Body as FromBody
from ninja import Query, Router
from pydantic import ConfigDict, Field

from northing.actions import alignments, objectives
from northing.api.base import keys
from northing.api.base.endpoints import amend, create, read, remove
from northing.api.base.lists import Listing, Page, listing
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Id, Line, Prose, Seen, Why, given, seen
from northing.queries import objectives as queries
from northing.queries.events import ChangeCard
from northing.queries.objectives import ObjectiveList, ObjectivePage

router = Router()

Key = Annotated[str, Field(description="The objective's key.", examples=["O-7"])]
Reason = Annotated[str, Query("", max_length=1000, description="Why.")]


class NewObjective(Body):
    """A draft. `owner` is the author unless given."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"title": "Checkout feels instant", "team": 3, "cycle": 2}]}
    )

    title: Line
    team: Id
    cycle: Id
    owner: Id | None = None
    why: Prose = ""
    ambition: Annotated[str, Field(max_length=20, examples=["aspirational", "committed"])] = (
        "aspirational"
    )
    contributors: Annotated[list[Id], Field(max_length=50)] = []
    guards: Annotated[
        list[Id], Field(max_length=10, description="Metrics that must not get worse.")
    ] = []
    personal: Annotated[
        bool,
        Field(description="The author's own, where the workspace allows it; counted in no figure."),
    ] = False


class ObjectiveEdit(Body):
    """Only the fields that change; an active objective asks for a reason."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Checkout feels instant",
                    "seen": {"title": "Checkout is fast"},
                    "reason": "Says what we want.",
                }
            ]
        }
    )

    title: Line | None = None
    why: Prose | None = None
    ambition: Annotated[str, Field(max_length=20)] | None = None
    owner: Id | None = None
    cycle: Id | None = None
    team: Id | None = None
    contributors: Annotated[list[Id], Field(max_length=50)] | None = None
    guards: Annotated[list[Id], Field(max_length=10)] | None = None
    seen: Seen | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


class Link(Body):
    """What the objective supports: another objective, or a key result."""

    supports: Annotated[str, Field(max_length=20, examples=["O-3", "KR-12"])]
    reason: Annotated[str, Field(max_length=1000)] = ""


def _page(request: Request, number: int) -> ObjectivePage | None:
    return queries.objective(request.caller, number)


@read(router, "/objectives", ObjectiveList, "Objectives that you may see, by number")
def objectives_list(
    request: Request,
    team: Annotated[int | None, Query(None, ge=1, lt=2**63)],
    cycle: Annotated[int | None, Query(None, ge=1, lt=2**63)],
    state: Annotated[str, Query("", max_length=20)],
    page: Page,
) -> ObjectiveList:
    """Each with its key results, its progress and the terms the progress was made of."""
    return queries.objectives(request.caller, team=team, cycle=cycle, state=state, page=page)


@create(router, "/objectives", ObjectivePage, "Draft an objective")
def draft(request: Request, body: NewObjective) -> ObjectivePage | None:
    """Members draft for their own team."""
    new = objectives.NewObjective(**body.model_dump())
    done = objectives.draft(request.caller, new, key=key(request))
    return _page(request, keys.objective(done.key))


@read(router, "/objectives/{objective}", ObjectivePage, "One objective")
def show(request: Request, objective: Key) -> ObjectivePage | None:
    """With its key results, comments, and what you may do."""
    return _page(request, keys.objective(objective))


@read(
    router, "/objectives/{objective}/history", Listing[ChangeCard], "Who changed it, when and why"
)
def history(
    request: Request,
    objective: Key,
    page: Page,
    before: Annotated[int | None, Query(None, ge=0, lt=2**63, description="Only older events.")],
) -> Listing[ChangeCard] | None:
    """The newest 200 changes, newest first; further back with `before`, the `seq` of the last one."""
    found = queries.history(request.caller, keys.objective(objective), before)
    return None if found is None else listing(found, page)


@amend(router, "/objectives/{objective}", ObjectivePage, "Edit an objective")
def edit(request: Request, objective: Key, body: ObjectiveEdit) -> ObjectivePage | None:
    """Drafts: author and team. Active ones: owner or a lead, with a reason."""
    number = keys.objective(objective)
    objectives.edit(
        request.caller, number, given(body, without=frozenset({"contributors", "guards"})),
        seen(body.seen), body.reason, contributors=body.contributors, guarded_by=body.guards,
        key=key(request),
    )  # fmt: skip
    return _page(request, number)


@create(router, "/objectives/{objective}/proposal", ObjectivePage, "Propose a draft")
def propose(request: Request, objective: Key) -> ObjectivePage | None:
    """From now on everybody may read it."""
    number = keys.objective(objective)
    objectives.propose(request.caller, number, key=key(request))
    return _page(request, number)


@remove(router, "/objectives/{objective}/proposal", ObjectivePage, "Take a proposal back")
def withdraw(request: Request, objective: Key) -> ObjectivePage | None:
    """It is a draft again."""
    number = keys.objective(objective)
    objectives.withdraw(request.caller, number, key=key(request))
    return _page(request, number)


@create(router, "/objectives/{objective}/agreement", ObjectivePage, "Agree to a proposal")
def agree(request: Request, objective: Key) -> ObjectivePage | None:
    """A lead of that team agrees; every key result must have what its kind needs."""
    number = keys.objective(objective)
    objectives.agree(request.caller, number, key=key(request))
    return _page(request, number)


@create(router, "/objectives/{objective}/closure", ObjectivePage, "Close an objective")
def close(
    request: Request, objective: Key, body: Annotated[Why, FromBody(Why())]
) -> ObjectivePage | None:
    """With its open and paused key results."""
    number = keys.objective(objective)
    objectives.close(request.caller, number, body.reason, key=key(request))
    return _page(request, number)


@remove(router, "/objectives/{objective}/closure", ObjectivePage, "Reopen a closed objective")
def reopen(request: Request, objective: Key, reason: Reason) -> ObjectivePage | None:
    """With a reason; also for a cancelled one."""
    number = keys.objective(objective)
    objectives.reopen(request.caller, number, reason, key=key(request))
    return _page(request, number)


@create(router, "/objectives/{objective}/cancellation", ObjectivePage, "Give an objective up")
def cancel(request: Request, objective: Key, body: Why) -> ObjectivePage | None:
    """With a reason; nothing is deleted."""
    number = keys.objective(objective)
    objectives.cancel(request.caller, number, body.reason, key=key(request))
    return _page(request, number)


@create(
    router, "/objectives/{objective}/alignments", ObjectivePage, "Say what an objective supports"
)
def align(request: Request, objective: Key, body: Link) -> ObjectivePage | None:
    """Several parents are allowed, loops are refused."""
    number = keys.objective(objective)
    alignments.align(request.caller, number, body.supports, body.reason, key=key(request))
    return _page(request, number)


@remove(
    router, "/objectives/{objective}/alignments/{supports}", ObjectivePage, "Take such a link away"
)
def unalign(
    request: Request, objective: Key, supports: str, reason: Reason
) -> ObjectivePage | None:
    """`supports` is the key of the other end."""
    number = keys.objective(objective)
    alignments.unalign(request.caller, number, supports[:20], reason, key=key(request))
    return _page(request, number)
