"""KPIs: metrics against their healthy ranges, and the guards of objectives."""

from typing import Annotated

from ninja import Query, Router
from pydantic import ConfigDict, Field

from northing.actions import guards
from northing.api.base import keys
from northing.api.base.endpoints import create, read, remove
from northing.api.base.lists import Page
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Id
from northing.queries import kpis as queries
from northing.queries import objectives
from northing.queries.kpis import KpiPage, KpiView
from northing.queries.objectives import ObjectivePage

router = Router()

Key = Annotated[str, Field(description="The objective's key.", examples=["O-7"])]
Chosen = Annotated[int | None, Query(None, ge=1, lt=2**63)]


class NewGuard(Body):
    """A metric that must not get worse; an active objective asks for a reason."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"metric": 7, "reason": "Speed must not cost reliability."}]
        }
    )

    metric: Id
    reason: Annotated[str, Field(max_length=1000)] = ""


@read(router, "/kpis", KpiPage, "KPIs: the metrics with a healthy range")
def kpis_list(
    request: Request,
    team: Chosen,
    cycle: Chosen,
    page: Page,
    outside: Annotated[bool, Query(False, description="Only those outside their range.")],
) -> KpiPage:
    """With weekly readings over the cycle and the one before it, and the guards that are broken.

    `team` includes all teams below it. A past cycle is given as it stood on its last day.
    """
    return queries.kpis(request.caller, team=team, cycle=cycle, outside=outside, page=page)


@read(router, "/kpis/{metric}", KpiView, "One metric against its healthy range")
def kpi(request: Request, metric: Id) -> KpiView | None:
    """Day by day over the running cycle and the one before it; also for a metric without a range."""
    return queries.kpi(request.caller, metric)


@create(router, "/objectives/{objective}/guards", ObjectivePage, "Guard an objective")
def guard(request: Request, objective: Key, body: NewGuard) -> ObjectivePage | None:
    """Its owner, a lead of its team; while it is drafted, its team."""
    number = keys.objective(objective)
    guards.guard(request.caller, number, body.metric, body.reason, key=key(request))
    return objectives.objective(request.caller, number)


@remove(router, "/objectives/{objective}/guards/{metric}", ObjectivePage, "Take a guard away")
def unguard(
    request: Request, objective: Key, metric: Id,
    reason: Annotated[str, Query("", max_length=1000, description="Why.")],
) -> ObjectivePage | None:  # fmt: skip
    """That it stood stays known."""
    number = keys.objective(objective)
    guards.unguard(request.caller, number, metric, reason, key=key(request))
    return objectives.objective(request.caller, number)
