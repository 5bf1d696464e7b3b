"""Metrics and the readings that programs push into them."""

from typing import Annotated

from ninja import Query, Router
from pydantic import ConfigDict, Field

from northing.actions import metrics
from northing.api.base.endpoints import amend, create, read
from northing.api.base.lists import Page
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Id, Line, Seen, Value, given, instant, maybe, seen, text
from northing.queries import metrics as queries
from northing.queries.metrics import MetricCard, MetricList, ReadingList

router = Router()

BOUNDS = ("low", "high", "healthy_low", "healthy_high")


class NewMetric(Body):
    """A named measure of a team."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"team": 3, "name": "p95 of checkout", "unit": "ms", "direction": "down", "low": 0}
            ]
        }
    )

    team: Id
    name: Line
    unit: Annotated[str, Field(max_length=40)] = ""
    direction: Annotated[
        str, Field(max_length=10, description="up or down: which way is good.")
    ] = "up"
    low: Value | None = None
    high: Value | None = None
    healthy_low: Value | None = None
    healthy_high: Value | None = None
    owner: Id | None = None


class MetricEdit(Body):
    """Only the fields that change. The unit stays: readings were taken in it."""

    name: Line | None = None
    direction: Annotated[str, Field(max_length=10)] | None = None
    owner: Annotated[Id | None, Field(description="Who watches it.")] = None
    low: Value | None = None
    high: Value | None = None
    healthy_low: Value | None = None
    healthy_high: Value | None = None
    seen: Seen | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


class NewReading(Body):
    """One value, and when it was true (now unless given)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"value": 412}, {"value": "412 ms"}]})

    value: Value
    as_of: Annotated[
        str | None,
        Field(
            max_length=40,
            description="An instant with its zone.",
            examples=["2026-03-12T06:40:00Z"],
        ),
    ] = None


@read(router, "/metrics", MetricList, "Metrics, by team and name")
def metrics_list(
    request: Request, team: Annotated[int | None, Query(None, ge=1, lt=2**63)], page: Page
) -> MetricList:
    """Each with its newest reading, and how that lies in the healthy range."""
    return queries.metric_list(request.caller, team=team, page=page)


@create(router, "/metrics", MetricCard, "Name a measure of a team")
def create_metric(request: Request, body: NewMetric) -> MetricCard | None:
    """Members of the team."""
    bounds = {name: maybe(getattr(body, name), name) for name in BOUNDS}
    new = metrics.NewMetric(
        body.team, body.name, body.unit, body.direction, owner=body.owner, **bounds
    )
    done = metrics.create(request.caller, new, key=key(request))
    return queries.metric(request.caller, done.id)


@read(router, "/metrics/{metric}", MetricCard, "One metric")
def show(request: Request, metric: Id) -> MetricCard | None:
    """With its newest reading."""
    return queries.metric(request.caller, metric)


@amend(router, "/metrics/{metric}", MetricCard, "Edit a metric")
def edit(request: Request, metric: Id, body: MetricEdit) -> MetricCard | None:
    """Members of its team."""
    metrics.edit(
        request.caller, metric, given(body), seen(body.seen), body.reason, key=key(request)
    )
    return queries.metric(request.caller, metric)


@read(router, "/metrics/{metric}/readings", ReadingList, "The readings of a metric")
def readings(request: Request, metric: Id, page: Page) -> ReadingList | None:
    """The newest first; those that were superseded by a later one for the same instant say so."""
    return queries.readings(request.caller, metric, page)


@create(router, "/metrics/{metric}/readings", MetricCard, "Push a reading")
def push(request: Request, metric: Id, body: NewReading) -> MetricCard | None:
    """Every open key result that aims at this metric gets it as a check-in without a word.

    A reading for the same instant as an earlier one supersedes it: that is how one is corrected.

    One line does it: `curl -H "Authorization: Bearer $TOKEN" -d '{"value": "412 ms"}' …/metrics/7/readings`
    """
    metrics.push(request.caller, metric, text(body.value), instant(body.as_of), key=key(request))
    return queries.metric(request.caller, metric)
