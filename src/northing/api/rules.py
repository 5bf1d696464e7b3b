"""The rules of the writing coach: which are asked, how heavy they weigh, where they draw their lines."""

from decimal import Decimal
from typing import Annotated

from ninja import Router
from pydantic import ConfigDict, Field

from northing.actions import lint_policies
from northing.api.base.endpoints import amend, read
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, seen, text
from northing.api.teams import Slug
from northing.queries import lint_policies as queries
from northing.queries.lint_policies import PolicyPage, RuleManual
from northing.queries.team_addresses import leads_to

router = Router()

Said = Annotated[
    dict[Annotated[str, Field(max_length=40)], str | int | Decimal | None],
    Field(
        max_length=150,
        description=(
            "By field: `select` and `ignore` hold codes or their beginnings with commas; a rule's code"
            " a severity, `off` or nothing; a limit its number or nothing."
        ),
    ),
]


class PolicyEdit(Body):
    """Only the fields that change."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"fields": {"KR119": "off", "most_objectives": 4}}]}
    )

    fields: Said
    seen: Said | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


@read(router, "/rules", PolicyPage, "The rules, and what holds in the workspace")
def show(request: Request) -> PolicyPage:
    """What a rule says without a word, and what the workspace says of it."""
    return queries.policy_page(request.caller)


@amend(router, "/rules", PolicyPage, "Change what the workspace says of the rules")
def edit(request: Request, body: PolicyEdit) -> PolicyPage:
    """Admins."""
    lint_policies.edit_workspace(
        request.caller, _given(body), seen(body.seen), body.reason, key=key(request)
    )
    return queries.policy_page(request.caller)


@read(router, "/rules/{code}", RuleManual, "The manual of a rule")
def manual(
    request: Request, code: Annotated[str, Field(max_length=60, examples=["KR101"])]
) -> RuleManual | None:
    """By code or name: why, what is flagged, how to fix it."""
    return queries.manual(request.caller, code)


@read(router, "/teams/{team}/rules", PolicyPage, "The rules, and what holds in a team")
def of_team(request: Request, team: Slug) -> PolicyPage | None:
    """What the team says beside its workspace and the teams above it."""
    led = leads_to(request.caller, team)
    return queries.policy_page(request.caller, led.id) if led is not None else None


@amend(router, "/teams/{team}/rules", PolicyPage, "Change what a team says of the rules")
def edit_of_team(request: Request, team: Slug, body: PolicyEdit) -> PolicyPage | None:
    """Its leads and admins; it holds for the teams below, too."""
    led = leads_to(request.caller, team)
    if led is None or led.merged:
        return None
    lint_policies.edit_team(
        request.caller, led.id, _given(body), seen(body.seen), body.reason, key=key(request)
    )
    return queries.policy_page(request.caller, led.id)


def _given(body: PolicyEdit) -> dict[str, str]:
    return {name: text(value, f"fields.{name}") for name, value in body.fields.items()}
