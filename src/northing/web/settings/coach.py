"""What the workspace, or a team beside it, says of the writing coach's rules; and what is let stand."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import lint_policies as actions
from northing.actions.errors import ActionError
from northing.queries import findings
from northing.queries import lint_policies as queries
from northing.web.base.entry import Entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.settings.coach_rows import groups, lists, policy_form, waived
from northing.web.settings.frame import administers, keeps, show
from northing.web.settings.teams import TAB as TEAMS

TAB = "settings_coach"


@require_http_methods(["GET", "HEAD", "POST"])
def coach(request: Request, workspace: str) -> HttpResponse:
    """The workspace's rules; admins save them by POST."""
    form = policy_form(queries.policy_page(request.caller))
    if request.method != "POST":
        return _workspace(request, form)
    given = sent(request.POST, *(f.name for f in form.fields if f.name in request.POST))
    try:
        actions.edit_workspace(request.caller, given.given, given.seen, key=given.key)
    except ActionError as error:
        return _workspace(request, refused(form, request.POST, error), error.status)
    messages.success(request, _("The rules are saved."))
    return redirect("settings_coach", workspace)


def _workspace(request: Request, form: Entry, status: int = 200) -> HttpResponse:
    page = queries.policy_page(request.caller)
    context = {
        "entry": form,
        "groups": groups(page, form, request.caller.slug),
        "lists": lists(form),
        "waived": waived(findings.waivers(request.caller), request),
        "may_edit": administers(request.caller),
    }
    return show(request, "coach", TAB, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def team_coach(request: Request, workspace: str, team: int) -> HttpResponse:
    """What a team says beside the workspace; whoever keeps the team saves it by POST."""
    found = next((t for t in request.standing.teams if t.id == team), None)
    if found is None:
        raise Http404
    form = policy_form(queries.policy_page(request.caller, team), is_team=True)
    if request.method != "POST":
        return _team(request, team, found.name, form)
    given = sent(request.POST, *(f.name for f in form.fields if f.name in request.POST))
    try:
        actions.edit_team(request.caller, team, given.given, given.seen, key=given.key)
    except ActionError as error:
        return _team(request, team, found.name, refused(form, request.POST, error), error.status)
    messages.success(request, _("The rules of {team} are saved.").format(team=found.name))
    return redirect("settings_team_coach", workspace, team)


def _team(request: Request, team: int, name: str, form: Entry, status: int = 200) -> HttpResponse:
    page = queries.policy_page(request.caller, team)
    found = next(t for t in request.standing.teams if t.id == team)
    base = f"/{request.caller.slug}/settings/teams/"
    context = {
        "entry": form,
        "groups": groups(page, form, request.caller.slug),
        "lists": lists(form),
        "team_name": name,
        "crumbs": (Link(_("Teams"), base), Link(name, f"{base}{team}/"), Link(_("Writing coach"))),
        "may_edit": keeps(request.caller, team) and not found.archived,
    }
    return show(request, "coach", TEAMS, context, status=status)
