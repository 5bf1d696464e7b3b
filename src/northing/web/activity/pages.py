"""Activity: who changed what and why; one change with all that belongs to it; the past of single nouns."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from northing.queries import activity as queries
from northing.queries import past
from northing.queries.past import Past
from northing.queries.team_addresses import leads_to
from northing.web.activity import filters, histories, rows
from northing.web.base.context import frame_of
from northing.web.base.past import of_any_day
from northing.web.base.requests import Request
from northing.web.base.shapes import Link


@of_any_day
@require_safe
def activity(request: Request, workspace: str) -> HttpResponse | HttpResponseRedirect:
    """The newest changes, 50 on a page, filtered by what the address asks for."""
    frame = frame_of(request)
    if onward := _address_of_today(request):
        return redirect(onward)
    asked = filters.read(request.GET, request.caller, request.standing.teams, frame.cycles)
    page = (
        queries.ActivityPage((), None, None)
        if asked.problem
        else queries.activity(request.caller, asked.wanted)
    )
    if not page.items and (asked.wanted.after or asked.wanted.before) and not asked.problem:
        return redirect(f"{reverse('activity', args=(workspace,))}?{asked.query}")
    context = {
        "filters": asked,
        "days": rows.by_day(page.items, request.caller.slug),
        "page": page,
        "query": f"{asked.query}&" if asked.query else "",
        "views": views(request, "activity"),
    }
    return render(request, "activity/activity.html", context, status=404 if asked.problem else 200)


def _address_of_today(request: Request) -> str:
    """Where a shared address leads whose team has another name now; nothing where it is as it was."""
    team = request.GET.get("team", "")
    if not team or any(node.slug == team for node in request.standing.teams):
        return ""
    led = leads_to(request.caller, team[:60])
    if led is None or led.slug == team:
        return ""
    query = request.GET.copy()
    query["team"] = led.slug
    return f"{reverse('activity', args=(request.caller.slug,))}?{query.urlencode()}"


def views(request: Request, current: str) -> tuple[Link, ...]:
    """The log, and two of its days compared."""
    names = (("activity", _("Activity")), ("compare", _("Compare two days")))
    slug = request.caller.slug
    return tuple(Link(text, reverse(name, args=(slug,)), name == current) for name, text in names)


@of_any_day
@require_safe
def activity_change(request: Request, workspace: str, change: int) -> HttpResponse:
    """One change with its events one by one."""
    after = filters.number(request.GET.get("after", "")) or 0
    found = queries.change(request.caller, change, after) if change <= filters.LARGEST else None
    if found is None:
        raise Http404
    frame_of(request)
    to = rows.Addresses(workspace)
    entry = rows.entry(found.entry, to)
    context = {
        "entry": entry,
        "told": tuple(rows.told(one, to) for one in found.entry.told),
        "next": found.next,
        "crumbs": (Link(_("Activity"), reverse("activity", args=(workspace,))), Link(entry.day)),
    }
    return render(request, "activity/change.html", context)


# ── the past of single nouns ─────────────────────────────────────────────────


@of_any_day
@require_safe
def metric_history(request: Request, workspace: str, metric: int) -> HttpResponse:
    """Who changed a metric, when and why."""
    found = past.of_metric(request.caller, metric, histories.before(request))
    home = Link(_("Metrics"), reverse("metrics", args=(workspace,)))
    return _history(request, found, home, reverse("metric", args=(workspace, metric)))


@of_any_day
@require_safe
def team_history(
    request: Request, workspace: str, team: str
) -> HttpResponse | HttpResponseRedirect:
    """Who came and went, and how the team was named, moved and merged."""
    found = past.of_team(request.caller, team, histories.before(request))
    if found is None and (led := leads_to(request.caller, team)) is not None:
        return redirect("team_history", workspace, led.slug)
    home = Link(_("Teams"), reverse("teams", args=(workspace,)))
    return _history(request, found, home, reverse("team", args=(workspace, team)))


@of_any_day
@require_safe
def settings_cycle_history(request: Request, workspace: str, cycle: int) -> HttpResponse:
    """Who changed a cycle, when and why."""
    found = past.of_cycle(request.caller, cycle, histories.before(request))
    home = Link(_("Cycles"), reverse("settings_cycles", args=(workspace,)))
    return _history(request, found, home, reverse("settings_cycle", args=(workspace, cycle)))


@of_any_day
@require_safe
def settings_person_history(request: Request, workspace: str, person: int) -> HttpResponse:
    """When somebody came, and with which role: for admins and for oneself."""
    found = past.of_person(request.caller, person, histories.before(request))
    home = Link(_("People"), reverse("settings_people", args=(workspace,)))
    return _history(request, found, home, reverse("settings_person", args=(workspace, person)))


@of_any_day
@require_safe
def settings_history(request: Request, workspace: str) -> HttpResponse:
    """Who changed the workspace's settings, when and why."""
    found = past.of_workspace(request.caller, histories.before(request))
    home = Link(_("Settings"), reverse("settings", args=(workspace,)))
    return _history(request, found, home, "")


def _history(request: Request, found: Past | None, home: Link, url: str) -> HttpResponse:
    if found is None:
        raise Http404
    middle = (Link(found.title, url),) if url else ()
    return histories.show(request, found, (home, *middle, Link(_("History"))))


HERE = "<slug:workspace>/"

urlpatterns = [
    path(HERE + "activity/", activity, name="activity"),
    path(HERE + "activity/<int:change>/", activity_change, name="activity_change"),
    path(HERE + "metrics/<int:metric>/history/", metric_history, name="metric_history"),
    path(HERE + "teams/<slug:team>/history/", team_history, name="team_history"),
    path(
        HERE + "settings/cycles/<int:cycle>/history/", settings_cycle_history,
        name="settings_cycle_history",
    ),
    path(
        HERE + "settings/people/<int:person>/history/", settings_person_history,
        name="settings_person_history",
    ),
    path(HERE + "settings/history/", settings_history, name="settings_history"),
]  # fmt: skip
