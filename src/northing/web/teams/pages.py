"""What a team is after and how that is going, and the tree of all teams."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from northing.domain.cadence import Rhythm
from northing.queries import teams as queries
from northing.queries.cycles import CycleRef
from northing.queries.frame import Frame
from northing.queries.teams import TeamPage
from northing.web.base import present
from northing.web.base.context import frame_of
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.teams import rows


@require_safe
def teams(request: Request, workspace: str) -> HttpResponse:
    """The tree of teams with their leads."""
    caller = request.caller
    branches = rows.tree(queries.teams(caller), caller.teams, caller.slug)
    context = {
        "branches": branches,
        "new_url": reverse("settings_teams", args=(caller.slug,)) if caller.is_admin else "",
    }
    frame_of(request)
    return render(request, "teams/teams.html", context)


@require_safe
def team(request: Request, workspace: str, team: str) -> HttpResponse:
    """One team in one cycle: `?cycle=<id>`, without it the one that people mean by now."""
    frame = frame_of(request)
    wanted = request.GET.get("cycle", "")
    cycle = _cycle(frame, wanted)
    year = None if wanted else _year_of(frame, cycle)
    rhythm = Rhythm(weekday=request.standing.weekday)
    page = queries.team(request.caller, team, cycle, rhythm, year)
    if page is None:
        raise Http404
    context = _context(request, frame, page)
    context["empty_cycle"] = cycle.name if cycle and page.cycle != cycle else ""
    return render(request, "teams/team.html", context)


def _cycle(frame: Frame, wanted: str) -> CycleRef | None:
    if not wanted:
        return frame.cycle
    found = next((c for c in frame.cycles if str(c.id) == wanted), None)
    if found is None:
        raise Http404
    return found


def _year_of(frame: Frame, cycle: CycleRef | None) -> CycleRef | None:
    """The year around a quarter: some teams write objectives for the year alone."""
    return next((c for c in frame.cycles if cycle and c.id == cycle.parent), None)


def _context(request: Request, frame: Frame, page: TeamPage) -> dict[str, object]:
    slug = request.caller.slug
    url = reverse("team", args=(slug, page.slug))
    links, others = rows.scope(frame.cycles, page.cycle, url)
    objectives = rows.objectives(page, slug)
    return {
        "team": page,
        "crumbs": _crumbs(slug, page),
        "objectives": objectives,
        "aims": rows.aims(page, slug),
        "scope": links,
        "others": others,
        "people": tuple((present.person(ref), lead) for ref, lead in page.people),
        "below": tuple(Link(name, reverse("team", args=(slug, to))) for name, to in page.below),
        "check_in_url": _check_in_url(request, page),
        "draft_url": _draft_url(slug, page),
        "import_url": reverse("imports", args=(slug,)) if page.may.import_ else "",
        "people_url": reverse("settings_team", args=(slug, page.id))
        if page.may.keep_people
        else "",
    }


def _crumbs(slug: str, page: TeamPage) -> tuple[Link, ...]:
    above = tuple(Link(name, reverse("team", args=(slug, to))) for name, to in page.path)
    start = Link(_("Teams"), reverse("teams", args=(slug,)))
    return (start, *above, Link(page.cycle.name if page.cycle else page.name))


def _check_in_url(request: Request, page: TeamPage) -> str:
    """To My week, where something of this team waits for the caller."""
    mine = any(kr.mine and kr.due for o in page.objectives for kr in o.key_results)
    return reverse("my_week", args=(request.caller.slug,)) if mine else ""


def _draft_url(slug: str, page: TeamPage) -> str:
    if not page.may.draft or page.cycle is None or page.cycle.phase == "closed":
        return ""
    return f"{reverse('objective_new', args=(slug,))}?team={page.id}&cycle={page.cycle.id}"


urlpatterns = [
    path("<slug:workspace>/teams/", teams, name="teams"),
    path("<slug:workspace>/teams/<slug:team>/", team, name="team"),
]
