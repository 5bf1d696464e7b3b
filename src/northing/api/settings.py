"""The workspace's own settings."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from northing.actions import workspaces
from northing.api.base.endpoints import amend, read
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Line, Seen, given, seen
from northing.domain.access import SecondFactor
from northing.queries import workspaces as queries
from northing.queries.workspaces import WorkspaceCard

router = Router()


class SettingsEdit(Body):
    """Only the fields that change."""

    name: Line | None = None
    tz: Annotated[str, Field(max_length=64, examples=["Europe/Zurich"])] | None = None
    fiscal_month: Annotated[int, Field(ge=1, le=12)] | None = None
    weekday: (
        Annotated[int, Field(ge=0, le=6, description="The day of the check-in; 0 is Monday.")]
        | None
    ) = None
    personal_okrs: Annotated[
        bool | None, Field(description="Whether people may have objectives of their own.")
    ] = None
    second_factor: Annotated[
        SecondFactor | None,
        Field(description="Of whom a second factor is asked before pages open."),
    ] = None
    seen: Seen | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


@read(router, "/settings", WorkspaceCard, "The workspace")
def show(request: Request) -> WorkspaceCard:
    """Name, time zone, first month of the year, check-in weekday."""
    return queries.workspace(request.caller)


@amend(router, "/settings", WorkspaceCard, "Edit the workspace")
def edit(request: Request, body: SettingsEdit) -> WorkspaceCard:
    """Admins."""
    workspaces.edit(request.caller, given(body), seen(body.seen), body.reason, key=key(request))
    return queries.workspace(request.caller)
