"""Check-ins: dated statements on a key result, append-only."""

from typing import Annotated

from ninja import Router
from pydantic import ConfigDict, Field

from northing.actions import check_ins
from northing.api.base import keys
from northing.api.base.endpoints import create, read
from northing.api.base.lists import Listing, Page, listing
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Id, Prose, Value, day_or_instant, maybe
from northing.queries import check_ins as queries
from northing.queries import key_results
from northing.queries.key_results import CheckInCard, KeyResultPage

router = Router()

Key = Annotated[str, Field(description="The key result's key.", examples=["KR-12"])]


class Statement(Body):
    """What you say of a key result: a value or "no change", a confidence, a note."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"value": "412 ms", "confidence": 7, "note": "Cache warmed."}]
        }
    )

    value: Value | bool | None = None
    confidence: Annotated[
        int | None,
        Field(
            ge=0,
            le=10,
            description="How many times in 10 shall we end at or beyond the success line?",
        ),
    ] = None
    note: Prose = ""
    no_change: bool = False
    adjust: Annotated[bool, Field(description="The weekly question: keep going, or adjust?")] = (
        False
    )
    as_of: Annotated[
        str | None,
        Field(
            max_length=40, description="A past day or an instant with its zone; now unless given."
        ),
    ] = None
    steps_done: Annotated[
        list[Id] | None,
        Field(max_length=50, description="Ids of the steps that are done after this."),
    ] = None
    reason: Annotated[
        str, Field(max_length=1000, description="Corrections only: what was wrong.")
    ] = ""


def _said(body: Statement) -> check_ins.Said:
    value = ("yes" if body.value else "no") if isinstance(body.value, bool) else maybe(body.value)
    return check_ins.Said(
        value=value, confidence=body.confidence, note=body.note, no_change=body.no_change,
        adjust=body.adjust, as_of=day_or_instant(body.as_of), steps_done=body.steps_done,
    )  # fmt: skip


@read(
    router,
    "/key-results/{key_result}/check-ins",
    Listing[CheckInCard],
    "The check-ins of a key result",
)
def check_ins_list(request: Request, key_result: Key, page: Page) -> Listing[CheckInCard] | None:
    """Newest first; superseded ones stay visible."""
    found = queries.check_ins(request.caller, keys.key_result(key_result))
    return None if found is None else listing(found, page)


@create(router, "/key-results/{key_result}/check-ins", KeyResultPage, "Check in")
def record(request: Request, key_result: Key, body: Statement) -> KeyResultPage | None:
    """The answer is the key result as it stands afterwards."""
    number = keys.key_result(key_result)
    check_ins.record(request.caller, number, _said(body), key=key(request))
    return key_results.key_result(request.caller, number)


@create(
    router,
    "/key-results/{key_result}/check-ins/{check_in}/correction",
    KeyResultPage,
    "Correct a check-in",
)
def supersede(
    request: Request, key_result: Key, check_in: Id, body: Statement
) -> KeyResultPage | None:
    """A new check-in takes its place; the old one stays visible. Asks for a reason."""
    number = keys.key_result(key_result)
    check_ins.supersede(
        request.caller, number, check_in, _said(body), body.reason, key=key(request)
    )
    return key_results.key_result(request.caller, number)
