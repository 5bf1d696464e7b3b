"""The page of an objective and its history."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from northing.actions.errors import ActionError
from northing.domain.cadence import Rhythm
from northing.queries import findings, objectives, past
from northing.web.activity import histories
from northing.web.base import guards
from northing.web.base.findings import remarks
from northing.web.base.past import of_any_day
from northing.web.base.requests import Request
from northing.web.comments.rows import Discussion, discussion
from northing.web.objectives import rows


@of_any_day
@require_safe
def objective(request: Request, workspace: str, number: int) -> HttpResponse:
    """Everything about O-`number`."""
    return show(request, number)


def show(
    request: Request, number: int, *, error: ActionError | None = None,
    refused: Discussion | None = None, supports: str = "",
) -> HttpResponse:  # fmt: skip
    """The page; after a refusal with what was typed, and what is wrong."""
    rhythm = Rhythm(weekday=request.standing.weekday)
    page = objectives.objective(request.caller, number, rhythm)
    if page is None:
        raise Http404
    said = {one.key: one for one in findings.of_objective(request.caller, number)}
    context = {
        "page": page,
        "card": page.card,
        "remarks": remarks(
            said.get(page.card.key),
            request.caller.slug,
            waiver="objective_waiver" if page.may.edit else "",
            place=number,
        ),
        "crumbs": rows.crumbs(page.card.team, request.caller.slug, page.card.key),
        "objectives": rows.table(page.card, request.caller.slug, said),
        "lacking": rows.lacking(page.card, request.caller.slug),
        "supports": rows.links(page.card.supports, request.caller.slug),
        "guards": guards.rows(page.card.guards, request.caller.slug),
        "supported_by": rows.links(page.supported_by, request.caller.slug),
        "discussion": refused
        or discussion(request.caller.slug, page.card.key, page.comments, page.may.comment),
        "key": uuid4().hex,
        "error": error,
        "typed_supports": supports,
    }
    return render(
        request, "objectives/objective.html", context, status=error.status if error else 200
    )


@of_any_day
@require_safe
def history(request: Request, workspace: str, number: int) -> HttpResponse:
    """Who changed O-`number`, when, and why."""
    found = past.of_objective(request.caller, number, histories.before(request))
    if found is None or found.team is None:
        raise Http404
    crumbs = rows.crumbs(found.team, workspace, found.key, _("History"))
    return histories.show(request, found, crumbs)
