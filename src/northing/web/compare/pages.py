"""Two days compared: what happened between the planning day and mid-quarter."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from northing.queries import compare as queries
from northing.queries.callers import TeamNode
from northing.queries.comparing import Asked
from northing.queries.cycles import CycleRef
from northing.queries.frame import Frame
from northing.web.activity.filters import choosable, options
from northing.web.activity.pages import views
from northing.web.base.context import frame_of
from northing.web.base.past import of_any_day
from northing.web.base.requests import Request
from northing.web.compare import rows

WEEK = timedelta(weeks=1)


@of_any_day
@require_safe
def compare(request: Request, workspace: str) -> HttpResponse:
    """`?from=2026-01-05&to=2026-02-15&team=…&cycle=…`; `section` and `page` show one list alone."""
    frame = frame_of(request)
    team = _team(request, request.GET.get("team", ""))
    cycle = _cycle(frame, request.GET.get("cycle", ""))
    asked, problem = _asked(request, frame, team, cycle)
    if not problem and asked.since == asked.until:
        problem = _("Choose two different days.")
    page = request.GET.get("page", "")
    section = request.GET.get("section", "")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1
    found = None if problem else queries.compare(request.caller, asked, section, number)
    link = rows.Links(request, asked, team.slug if team else "", section)
    context = {
        "found": found,
        "sections": rows.sections(found, link) if found else (),
        "problem": problem,
        "is_part": bool(section),
        "whole_url": link.to(section=""),
        "quick": rows.quick(frame, request.caller, link, asked),
        "since": asked.since.isoformat(),
        "until": asked.until.isoformat(),
        "latest": request.caller.today.isoformat(),
        "teams": options(
            [(t.slug, name) for t, name in choosable(request.standing.teams, request.caller, team)],
            team.slug if team else "",
        ),
        "cycles": options([(str(c.id), c.name) for c in frame.cycles], str(cycle.id) if cycle else ""),
        "views": views(request, "compare"),
    }  # fmt: skip
    return render(request, "compare/compare.html", context, status=404 if problem else 200)


def _team(request: Request, slug: str) -> TeamNode | None:
    return next((t for t in request.standing.teams if t.slug == slug), None)


def _cycle(frame: Frame, text: str) -> CycleRef | None:
    return next((c for c in frame.cycles if str(c.id) == text), None)


def _asked(
    request: Request, frame: Frame, team: TeamNode | None, cycle: CycleRef | None
) -> tuple[Asked, str]:
    """The two days: those of the address, else from the start of the cycle, or a week ago, to today."""
    today = request.caller.today
    runs = cycle or frame.cycle
    first = runs.start if runs and runs.start < today else today - WEEK
    given = {name: request.GET.get(name, "").strip() for name in ("from", "to")}
    days = {name: _day(text) for name, text in given.items()}
    asked = Asked(
        days["from"] or first, days["to"] or today, team.id if team else None,
        cycle.id if cycle else None,
    ).ordered(today)  # fmt: skip
    for name, text in given.items():
        if text and days[name] is None:
            return asked, _("There is no day “{text}”. Write it like 2026-03-12.").format(
                text=text[:40]
            )
    if request.GET.get("team") and team is None:
        return asked, _("There is no team of that name here.")
    if request.GET.get("cycle") and cycle is None:
        return asked, _("There is no such cycle here.")
    return asked, ""


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 < found.year < 2200 else None


urlpatterns = [path("<slug:workspace>/compare/", compare, name="compare")]
