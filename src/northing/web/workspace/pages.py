"""The workspace at a glance: what changed, what waits, who is silent, and how all of it stands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from northing.domain.access import Caller
from northing.queries import overview as queries
from northing.queries.overview_scope import Wanted, choices
from northing.queries.workspaces import workspace as workspace_card
from northing.web.base.context import frame_of
from northing.web.base.past import of_any_day
from northing.web.base.requests import Request
from northing.web.workspace import rows

FIRST_ID, LAST_ID = 1, 2**63


@of_any_day
@require_safe
def workspace(request: Request, workspace: str) -> HttpResponse:
    """One cycle of the workspace, filtered by `?cycle=&team=&status=&ambition=`; `?show=` one list of it.

    Every filter is part of the address, and one that means nothing here is ignored.
    """
    frame = frame_of(request)
    wanted = _wanted(request)
    found = queries.overview(request.caller, wanted, request.standing.teams, frame.cycles)
    if found is None or (not wanted.show and rows.is_empty(found)):
        return render(request, "workspace/empty.html", _empty(request.caller, frame.workspace))
    teams = choices(request.caller, frame.teams)
    page = rows.page(found, request.caller.slug, frame.workspace, frame.cycles, teams)
    return render(request, "workspace/workspace.html", {"page": page, "crumbs": page.crumbs})


def _wanted(request: Request) -> Wanted:
    given = request.GET
    return Wanted(
        cycle=_number(given.get("cycle", "")),
        team=given.get("team", ""),
        status=given.get("status", ""),
        ambition=given.get("ambition", ""),
        show=given.get("show", ""),
        page=min(_number(given.get("page", "")) or 1, rows.LAST_PAGE),
    )


def _number(text: str) -> int | None:
    if not (text.isascii() and text.isdecimal() and len(text) < len(str(LAST_ID))):
        return None
    return max(FIRST_ID, int(text))


def _empty(caller: Caller, name: str) -> dict[str, object]:
    """What the page will show, and the one button that fills it."""
    why = _(
        "Here you will see what changed since last week, which decisions wait, which key results have "
        "gone silent, and how every team stands. It fills by itself once a team agrees on an objective."
    )
    url, button = "", ""
    if caller.past:
        why = _("On this day no team had agreed on an objective yet.")
    elif not workspace_card(caller).is_empty:
        url, button = reverse("teams", args=(caller.slug,)), _("See the teams")
    elif caller.is_admin or (caller.is_member and caller.leads):
        url, button = reverse("imports", args=(caller.slug,)), _("Paste your OKR document")
    elif caller.is_member and caller.teams:
        url, button = reverse("objective_new", args=(caller.slug,)), _("Draft an objective")
    return {"name": name, "why": why, "url": url, "button": button}


urlpatterns = [path("<slug:workspace>/overview/", workspace, name="workspace")]
