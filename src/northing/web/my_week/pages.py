"""My week: the page of two minutes."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from northing.domain.access import Caller
from northing.domain.cadence import Rhythm
from northing.queries import my_week as queries
from northing.queries.my_week import MyWeek
from northing.queries.workspaces import workspace as workspace_card
from northing.web.base import guards
from northing.web.base.context import frame_of
from northing.web.base.past import of_any_day
from northing.web.base.requests import Request
from northing.web.my_week import rows


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty page teaches, and the way to fill it: a first button, perhaps a second."""

    title: str
    why: str
    url: str = ""
    button: str = ""
    more_url: str = ""
    more: str = ""


@of_any_day
@require_safe
def my_week(request: Request, workspace: str) -> HttpResponse:
    """What is asked of the caller: check-ins due first, then who asks, what to read, what moved."""
    caller = request.caller
    found = queries.my_week(caller, Rhythm(weekday=request.standing.weekday))
    context = {
        "week": rows.week(found, caller),
        "empty": _empty(request, found),
        "broken": guards.rows(found.broken, caller.slug),
    }
    frame_of(request)
    return render(request, "my_week/my_week.html", context)


def _empty(request: Request, found: MyWeek) -> Empty | None:
    """What to say where there is no key result of one's own."""
    caller = request.caller
    if found.due or found.done:
        return None
    if not found.running and workspace_card(caller).is_empty:
        return _first_steps(caller, has_teams=len(request.standing.teams) > 1)
    if not caller.is_member:
        return Empty(
            _("You read along here"),
            _("Viewers are asked for nothing. Teams show what everybody is after and how it is going."),
            reverse("teams", args=(caller.slug,)), _("See the teams"),
        )  # fmt: skip
    if not caller.teams:
        return Empty(
            _("You are in no team yet"),
            _("Your check-ins appear here once you own a key result of a team. A lead or an admin adds you."),
            reverse("teams", args=(caller.slug,)), _("See the teams"),
        )  # fmt: skip
    return Empty(
        _("No key result is yours yet"),
        _("Key results that you own ask here for one word a week: the value, and how sure you are."),
        reverse("objective_new", args=(caller.slug,)), _("Draft an objective"),
        reverse("teams", args=(caller.slug,)), _("See the teams"),
    )  # fmt: skip


def _first_steps(caller: Caller, *, has_teams: bool) -> Empty:
    title = _("Nothing is written here yet")
    draft = (
        reverse("objective_new", args=(caller.slug,)) if caller.is_member and caller.teams else ""
    )
    if caller.is_admin and not has_teams:
        return Empty(
            _("Two minutes to your first objective"),
            _(
                "Name a team, then write its first objective with two key results, paste the document in "
                "which they live now, or upload the spreadsheet."
            ),
            reverse("start", args=(caller.slug,)), _("Begin"),
        )  # fmt: skip
    if caller.is_admin or (caller.is_member and caller.leads):
        return Empty(
            title,
            _(
                "Paste the document in which your OKRs live now. Northing reads it, shows you every line, "
                "and you correct it before anything is saved."
            ),
            reverse("imports", args=(caller.slug,)), _("Paste your OKR document"),
            draft, _("Draft an objective") if draft else "",
        )  # fmt: skip
    why = _(
        "Objectives say where a team wants to be, key results how it will know. "
        "The first one is a draft that only your team sees."
    )
    if draft:
        return Empty(title, why, draft, _("Draft an objective"))
    return Empty(
        title,
        _("As soon as a team writes its first objective, you find here what is asked of you."),
    )


urlpatterns = [path("<slug:workspace>/", my_week, name="my_week")]
