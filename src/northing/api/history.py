"""The past of metrics, teams, cycles, people and the workspace, in words."""

from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from northing.api.base import keys
from northing.api.base.endpoints import read
from northing.api.base.requests import Request
from northing.api.base.values import Id
from northing.queries import past
from northing.queries.past import Past

router = Router()

Before = Annotated[
    int | None, Query(None, ge=0, lt=2**63, description="`older` of the page before this one.")
]
Slug = Annotated[str, Field(max_length=60, description="The team's short name.")]


@read(router, "/objectives/{objective}/past", Past, "The history of an objective in words")
def of_objective(request: Request, objective: str, before: Before) -> Past | None:
    """What was different each time, word by word; `history` gives the definitions themselves."""
    return past.of_objective(request.caller, keys.objective(objective[:20]), before)


@read(router, "/key-results/{key_result}/past", Past, "The history of a key result in words")
def of_key_result(request: Request, key_result: str, before: Before) -> Past | None:
    """What was different each time."""
    return past.of_key_result(request.caller, keys.key_result(key_result[:20]), before)


@read(router, "/metrics/{metric}/history", Past, "Who changed a metric, when and why")
def of_metric(request: Request, metric: Id, before: Before) -> Past | None:
    """A hundred changes at a time, newest first."""
    return past.of_metric(request.caller, metric, before)


@read(router, "/teams/{team}/history", Past, "What became of a team, and who was in it")
def of_team(request: Request, team: Slug, before: Before) -> Past | None:
    """Made, renamed, moved, merged; who came, led and left."""
    return past.of_team(request.caller, team, before)


@read(router, "/cycles/{cycle}/history", Past, "Who changed a cycle, when and why")
def of_cycle(request: Request, cycle: Id, before: Before) -> Past | None:
    """A hundred changes at a time, newest first."""
    return past.of_cycle(request.caller, cycle, before)


@read(router, "/people/{person}/history", Past, "When somebody came, and with which role")
def of_person(request: Request, person: Id, before: Before) -> Past | None:
    """For admins and for oneself; addresses are never shown."""
    return past.of_person(request.caller, person, before)


@read(router, "/settings/history", Past, "Who changed the workspace's settings, when and why")
def of_workspace(request: Request, before: Before) -> Past:
    """A hundred changes at a time, newest first."""
    return past.of_workspace(request.caller, before)
