"""What the writing coach says: of what is pursued, and of a statement under way."""

from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from northing.api.base import keys
from northing.api.base.endpoints import read
from northing.api.base.lists import Page
from northing.api.base.requests import Request
from northing.api.teams import Slug
from northing.queries import coach, cycles
from northing.queries import findings as queries
from northing.queries.coach import Coached
from northing.queries.findings import Findings, FindingsPage, TeamFindings
from northing.queries.team_addresses import leads_to

router = Router()

Short = Annotated[str | None, Query(None, max_length=80)]
Text = Annotated[str, Query(..., max_length=4_000, description="The statement.")]
Under = Annotated[
    str, Query("", max_length=20, description="The objective it is written for.", examples=["O-7"])
]
TeamId = Annotated[int | None, Query(None, ge=1, lt=2**63)]
CycleId = Annotated[int | None, Query(None, ge=1, lt=2**63)]


@read(router, "/findings", FindingsPage, "Findings of what is pursued")
def findings_list(request: Request, team: TeamId, cycle: CycleId, page: Page) -> FindingsPage:
    """Of 50 objectives a page and their key results, by number; at most three findings each."""
    return queries.listed(request.caller, team=team, cycle=cycle, page=page)


@read(router, "/objectives/{objective}/findings", tuple[Findings, ...], "Findings of an objective")
def of_objective(
    request: Request, objective: Annotated[str, Field(examples=["O-7"])]
) -> tuple[Findings, ...] | None:
    """Its own, then those of its key results; 404 where it has ended."""
    return queries.of_objective(request.caller, keys.objective(objective)) or None


@read(router, "/key-results/{key_result}/findings", Findings, "Findings of a key result")
def of_key_result(
    request: Request, key_result: Annotated[str, Field(examples=["KR-12"])]
) -> Findings | None:
    """At most three, the worst first; 404 where it has ended."""
    return queries.of_key_result(request.caller, keys.key_result(key_result))


@read(router, "/teams/{team}/findings", TeamFindings, "Findings of a team")
def of_team(request: Request, team: Slug, cycle: CycleId) -> TeamFindings | None:
    """Of its set in a cycle (the one that runs, unless named), of how past ones ended, of each statement."""
    led = leads_to(request.caller, team)
    running = cycles.running(cycles.cycles(request.caller)) if cycle is None else None
    chosen = running.id if running is not None else cycle
    return queries.of_team(request.caller, led.id, chosen or 0) if led is not None else None


@read(router, "/coach/key-result", Coached, "Judge a key result under way")
def key_result(
    request: Request, title: Text, objective: Under, kind: Short, unit: Short, baseline: Short,
    target: Short, due_on: Short, team: TeamId, cycle: CycleId,
) -> Coached | None:  # fmt: skip
    """Nothing is kept. A field that is not sent was not asked for; an empty one is missing."""
    return coach.key_result(
        request.caller,
        _typed(
            title=title, objective=objective, kind=kind, unit=unit, baseline=baseline,
            target=target, due_on=due_on, team=team, cycle=cycle,
        ),
    )  # fmt: skip


@read(router, "/coach/objective", Coached, "Judge an objective under way")
def objective(
    request: Request, title: Text, objective: Under,
    why: Annotated[str | None, Query(None, max_length=4_000)], ambition: Short, team: TeamId,
) -> Coached | None:  # fmt: skip
    """Nothing is kept."""
    typed = _typed(title=title, objective=objective, why=why, ambition=ambition, team=team)
    return coach.objective(request.caller, typed)


def _typed(**fields: object) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items() if value is not None}
