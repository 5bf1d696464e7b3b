"""What a team is after and how that is going, and the tree of all teams."""

from collections.abc import Collection

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from northing.domain.cadence import Rhythm
from northing.queries import findings
from northing.queries import levels as level_queries
from northing.queries import teams as queries
from northing.queries.cycles import CycleRef
from northing.queries.findings import TeamFindings
from northing.queries.frame import Frame
from northing.queries.team_addresses import leads_to
from northing.queries.teams import TeamPage
from northing.web.base import guards, present
from northing.web.base.context import frame_of
from northing.web.base.findings import remarks
from northing.web.base.past import of_any_day
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.teams import levels, rows


@of_any_day
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


@of_any_day
@require_safe
def team(request: Request, workspace: str, team: str) -> HttpResponse:
    """One team in one cycle: `?cycle=<id>`, without it the one that people mean by now."""
    frame = frame_of(request)
    wanted = request.GET.get("cycle", "")
    cycle = _cycle(frame, wanted)
    year = None if wanted else _year_of(frame, cycle)
    rhythm = Rhythm(weekday=request.standing.weekday)
    page = queries.team(request.caller, team, cycle, rhythm, year)
    if page is None or (page.merged_into and not _is_history(request)):
        return _onward(request, team)
    level = _level(request, frame, page)
    context = _context(request, frame, page, {r.name for r in level.table.rows} if level else ())
    context["level"] = level
    context["empty_cycle"] = cycle.name if cycle and page.cycle != cycle else ""
    return render(request, "teams/team.html", context)


def _level(request: Request, frame: Frame, page: TeamPage) -> levels.Shown | None:
    """One level down, for a team that has others below it."""
    cycle = frame.cycle if not request.GET.get("cycle") else page.cycle
    if not page.below or cycle is None:
        return None
    found = level_queries.level(
        request.caller, page.slug, cycle, request.standing.teams, frame.cycles
    )
    return levels.shown(found, request.caller.slug, cycle) if found else None


def _is_history(request: Request) -> bool:
    """Whether the past of a merged team is asked for, or a day on which nobody knew of the merge."""
    return "history" in request.GET or request.caller.past


def _onward(request: Request, team: str) -> HttpResponse:
    """From an address that a team had to the one that it has, for ever, with whatever was asked of it."""
    led = leads_to(request.caller, team)
    if led is None or led.slug == team:
        raise Http404
    url = reverse("team", args=(request.caller.slug, led.slug))
    asked = request.GET.urlencode()
    return redirect(f"{url}?{asked}" if asked else url, permanent=not request.caller.past)


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


def _context(
    request: Request, frame: Frame, page: TeamPage, told: Collection[str]
) -> dict[str, object]:
    """What the page shows; teams below that were `told` of are not listed again."""
    slug = request.caller.slug
    url = reverse("team", args=(slug, page.slug))
    links, others = rows.scope(
        frame.cycles, page.cycle, url, "history=1" if page.merged_into else ""
    )
    found = _findings(request, page)
    said = found.by_key if found else {}
    objectives = rows.objectives(page, slug, said)
    return {
        "team": page,
        "remarks": remarks(
            found.team if found else None,
            slug,
            waiver="team_waiver" if page.may.keep_people else "",
            place=page.slug,
        ),
        "crumbs": _crumbs(slug, page),
        "objectives": objectives,
        "aims": rows.aims(page, slug, said),
        "guards": guards.rows(rows.guards(page), slug),
        "scope": links,
        "others": others,
        "people": tuple((present.person(ref), lead) for ref, lead in page.people),
        "personal": rows.personal(page, slug),
        "orphans": rows.orphans(page, request.caller),
        "merged_url": reverse("team", args=(slug, page.merged_into.slug))
        if page.merged_into
        else "",
        "took_in": tuple(
            Link(t.name, reverse("team", args=(slug, t.slug)) + "?history=1") for t in page.took_in
        ),
        "below": tuple(
            Link(name, reverse("team", args=(slug, to)))
            for name, to in page.below
            if name not in told
        ),
        "check_in_url": _check_in_url(request, page),
        "draft_url": _draft_url(slug, page),
        "import_url": reverse("imports", args=(slug,)) if page.may.import_ else "",
        "people_url": reverse("settings_team", args=(slug, page.id))
        if page.may.keep_people
        else "",
    }


def _findings(request: Request, page: TeamPage) -> TeamFindings | None:
    """What the coach says today: nothing of a past day, nor of a team that pursues nothing any more."""
    if request.caller.past or page.archived or page.cycle is None:
        return None
    return findings.of_team(request.caller, page.id, page.cycle.id)


def _crumbs(slug: str, page: TeamPage) -> tuple[Link, ...]:
    above = tuple(Link(name, reverse("team", args=(slug, to))) for name, to in page.path)
    start = Link(_("Teams"), reverse("teams", args=(slug,)))
    return (start, *above, Link(page.cycle.name if page.cycle else page.name))


def _check_in_url(request: Request, page: TeamPage) -> str:
    """To My week, where something of this team waits for the caller."""
    if request.caller.past:
        return ""
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
