"""Key results: added, edited, retargeted, paused, dropped."""

from typing import Annotated

from ninja import Query, Router
from pydantic import ConfigDict, Field

from northing.actions import key_results
from northing.api.base import keys
from northing.api.base.endpoints import amend, create, read, remove
from northing.api.base.lists import Page
from northing.api.base.requests import Request, key
from northing.api.base.values import (
    Body,
    Day,
    Id,
    Line,
    Number,
    Seen,
    Value,
    Why,
    given,
    maybe,
    seen,
    text,
)
from northing.queries import key_results as queries
from northing.queries.key_results import KeyResultList, KeyResultPage

router = Router()

Key = Annotated[str, Field(description="The key result's key.", examples=["KR-12"])]
Reason = Annotated[str, Query("", max_length=1000, description="Why.")]


class NewStep(Body):
    """A step of a `milestones` key result."""

    title: Line
    weight: Number = 1
    due_on: Day | None = None


class NewCheckpoint(Body):
    """What the plan asks for by a day."""

    on: Day
    value: Value


class NewKeyResult(Body):
    """A key result. Without `metric` one is made where the kind needs it and a unit or value is given."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "p95 of checkout",
                    "kind": "decrease",
                    "unit": "ms",
                    "baseline": 480,
                    "target": "0.25 s",
                }
            ]
        }
    )

    title: Line
    kind: Annotated[
        str,
        Field(
            max_length=20,
            description="increase, decrease, keep, milestones, yes_no or find_baseline.",
        ),
    ]
    metric: Id | None = None
    metric_name: Line = ""
    unit: Annotated[str, Field(max_length=40)] = ""
    baseline: Value | None = None
    target: Value | None = None
    low: Value | None = None
    high: Value | None = None
    owner: Id | None = None
    weight: Number = 1
    started_on: Day | None = None
    due_on: Day | None = None
    steps: Annotated[list[NewStep], Field(max_length=50)] = []
    checkpoints: Annotated[list[NewCheckpoint], Field(max_length=60)] = []
    reason: Annotated[str, Field(max_length=1000)] = ""


class KeyResultEdit(Body):
    """Only the fields that change. The target of an active key result changes by `targets`."""

    title: Line | None = None
    owner: Id | None = None
    weight: Number | None = None
    started_on: Day | None = None
    due_on: Day | None = None
    kind: Annotated[str, Field(max_length=20)] | None = None
    baseline: Value | None = None
    target: Value | None = None
    low: Value | None = None
    high: Value | None = None
    steps: Annotated[list[NewStep], Field(max_length=50)] | None = None
    checkpoints: Annotated[list[NewCheckpoint], Field(max_length=60)] | None = None
    seen: Seen | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


class NewTarget(Body):
    """A new target, bound or due date, with its reason; the first target stays known."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"target": "300 ms", "reason": "The new gateway adds 40 ms."}]
        }
    )

    reason: Annotated[str, Field(max_length=1000)]
    target: Value | None = None
    low: Value | None = None
    high: Value | None = None
    due_on: Day | None = None
    seen: Seen | None = None


def _page(request: Request, number: int) -> KeyResultPage | None:
    return queries.key_result(request.caller, number)


def _steps(steps: list[NewStep]) -> list[key_results.NewStep]:
    return [key_results.NewStep(s.title, text(s.weight, "steps"), s.due_on) for s in steps]


def _checkpoints(points: list[NewCheckpoint]) -> list[tuple[str, str]]:
    return [(p.on, text(p.value, "checkpoints")) for p in points]


@read(router, "/key-results", KeyResultList, "Key results that you may see, by number")
def key_results_list(
    request: Request,
    team: Annotated[int | None, Query(None, ge=1, lt=2**63)],
    cycle: Annotated[int | None, Query(None, ge=1, lt=2**63)],
    state: Annotated[str, Query("", max_length=20)],
    mine: Annotated[
        bool, Query(False, description="Only your own: the only person to filter by is you.")
    ],
    due: Annotated[bool, Query(False, description="Only your own that wait for a check-in.")],
    page: Page,
) -> KeyResultList:
    """Each with value, target, progress, status and the terms they were made of."""
    return queries.key_results(
        request.caller, team=team, cycle=cycle, state=state, mine=mine, due=due, page=page
    )


@create(router, "/objectives/{objective}/key-results", KeyResultPage, "Add a key result")
def add(
    request: Request, objective: Annotated[str, Field(examples=["O-7"])], body: NewKeyResult
) -> KeyResultPage | None:
    """On an active objective it must be ready, and a reason is asked for."""
    values = {
        name: maybe(getattr(body, name), name) for name in ("baseline", "target", "low", "high")
    }
    new = key_results.NewKeyResult(
        title=body.title, kind=body.kind, metric=body.metric, metric_name=body.metric_name, unit=body.unit,
        owner=body.owner, weight=text(body.weight, "weight"), started_on=body.started_on, due_on=body.due_on,
        steps=_steps(body.steps), checkpoints=_checkpoints(body.checkpoints), **values,
    )  # fmt: skip
    done = key_results.add(
        request.caller, keys.objective(objective), new, body.reason, key=key(request)
    )
    return _page(request, keys.key_result(done.key))


@read(router, "/key-results/{key_result}", KeyResultPage, "One key result")
def show(request: Request, key_result: Key) -> KeyResultPage | None:
    """With its thread, its history, and what you may do."""
    return _page(request, keys.key_result(key_result))


@amend(router, "/key-results/{key_result}", KeyResultPage, "Edit a key result")
def edit(request: Request, key_result: Key, body: KeyResultEdit) -> KeyResultPage | None:
    """Drafts: author and team. Active ones: owner or a lead, with a reason."""
    number = keys.key_result(key_result)
    key_results.edit(
        request.caller, number, given(body, without=frozenset({"steps", "checkpoints"})), seen(body.seen),
        body.reason, key=key(request),
        steps=None if body.steps is None else _steps(body.steps),
        checkpoints=None if body.checkpoints is None else _checkpoints(body.checkpoints),
    )  # fmt: skip
    return _page(request, number)


@create(router, "/key-results/{key_result}/targets", KeyResultPage, "Retarget a key result")
def retarget(request: Request, key_result: Key, body: NewTarget) -> KeyResultPage | None:
    """Its owner or a lead of its team, with a reason."""
    number = keys.key_result(key_result)
    values = {name: maybe(getattr(body, name), name) for name in ("target", "low", "high")}
    key_results.retarget(
        request.caller, number, body.reason, due_on=body.due_on, seen=seen(body.seen), key=key(request),
        **values,
    )  # fmt: skip
    return _page(request, number)


@create(router, "/key-results/{key_result}/pause", KeyResultPage, "Pause a key result")
def pause(request: Request, key_result: Key, body: Why) -> KeyResultPage | None:
    """Neither asked nor counted until it is resumed."""
    number = keys.key_result(key_result)
    key_results.pause(request.caller, number, body.reason, key=key(request))
    return _page(request, number)


@remove(router, "/key-results/{key_result}/pause", KeyResultPage, "Resume a key result")
def resume(request: Request, key_result: Key, reason: Reason) -> KeyResultPage | None:
    """It is open again."""
    number = keys.key_result(key_result)
    key_results.resume(request.caller, number, reason, key=key(request))
    return _page(request, number)


@create(router, "/key-results/{key_result}/drop", KeyResultPage, "Give a key result up")
def drop(request: Request, key_result: Key, body: Why) -> KeyResultPage | None:
    """With a reason; it stays visible."""
    number = keys.key_result(key_result)
    key_results.drop(request.caller, number, body.reason, key=key(request))
    return _page(request, number)


@remove(
    router, "/key-results/{key_result}/drop", KeyResultPage, "Reopen a dropped or closed key result"
)
def reopen(request: Request, key_result: Key, reason: Reason) -> KeyResultPage | None:
    """With a reason."""
    number = keys.key_result(key_result)
    key_results.reopen(request.caller, number, reason, key=key(request))
    return _page(request, number)
