"""Findings that somebody lets stand."""

from typing import Annotated

from ninja import Router
from pydantic import ConfigDict, Field

from northing.actions import waivers
from northing.actions.change import Done
from northing.api.base.endpoints import create, read, remove
from northing.api.base.lists import Listing, Page, listing
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Day, Id
from northing.queries import findings as queries
from northing.queries.findings import WaiverCard

router = Router()


class NewWaiver(Body):
    """Which rule stands where, why, and until when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"about": "KR-12", "code": "KR104", "until": "2026-06-30",
                 "reason": "We measure for the first time this quarter."}
            ]
        }
    )  # fmt: skip

    about: Annotated[
        str, Field(max_length=20, description="O-7, KR-12, or a team's number.", examples=["KR-12"])
    ]
    code: Annotated[str, Field(max_length=40, description="A rule's code or name.")]
    reason: Annotated[str, Field(max_length=1000)]
    until: Day


@read(router, "/waivers", Listing[WaiverCard], "Waivers that hold today")
def waivers_list(request: Request, page: Page) -> Listing[WaiverCard]:
    """Of what you may see, the first to end first."""
    return listing(queries.waivers(request.caller), page)


@create(router, "/waivers", Done, "Let a finding stand")
def waive(request: Request, body: NewWaiver) -> Done:
    """Who may edit what it is about, for a year at most. Again changes reason and day."""
    return waivers.waive(
        request.caller, body.about, body.code, body.reason, body.until, key=key(request)
    )


@remove(router, "/waivers/{waiver}", Done, "Let a finding stand no longer")
def end(request: Request, waiver: Id) -> Done:
    """That it stood, and why, stays known."""
    return waivers.end(request.caller, waiver, key=key(request))
