"""The pages of the first two minutes: who you are, your team, your first objective."""

from django.contrib import auth, messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from northing.actions import accounts, first_run
from northing.actions.errors import ActionError
from northing.actions.workspaces import Founding
from northing.queries import callers, cycles
from northing.queries.cycles import CycleRef, running
from northing.web.base.entry import Entry, refused, sent
from northing.web.base.requests import AnyRequest, Request
from northing.web.coach import panel
from northing.web.first_run import forms, key

WAYS = {"document": "document", "sheet": "sheet"}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def welcome(request: AnyRequest) -> HttpResponse:
    """Found the first workspace: while there is none, for whoever runs the machine or has its code."""
    if callers.slugs():
        raise Http404
    if not key.fits(request):
        return render(request, "first_run/code.html", {"wrong": "code" in request.GET}, status=403)
    form, status = forms.welcome(request.GET.get("code", "")), 200
    if request.method == "POST":
        given = sent(request.POST, *forms.WHO).given
        try:
            slug = _founded(request, given)
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            return redirect("start", slug)
    return render(request, "first_run/welcome.html", {"entry": form}, status=status)


def _founded(request: AnyRequest, given: "forms.Given") -> str:
    founding = Founding(
        given["name"], "", given["admin_name"], "", given["email"], tz=given["tz"] or "UTC"
    )
    done = accounts.create_and_found(given["email"], given["password"], founding, request.now)
    key.used()
    account = auth.authenticate(request, email=given["email"], password=given["password"])
    if account is None:
        raise RuntimeError("A new account signs in with its own password.")
    auth.login(request, account)
    return done.key


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request, workspace: str) -> HttpResponse:
    """Name the first team, and choose how its OKRs come in."""
    _must_begin(request)
    form, status = forms.team(), 200
    if request.method == "POST":
        given = sent(request.POST, "name", "way")
        try:
            done = first_run.first_team(request.caller, given.given["name"], key=given.key)
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            return redirect(_way(workspace, given.given["way"], done.id))
    return render(request, "first_run/start.html", {"entry": form, "step": 2}, status=status)


def _way(workspace: str, way: str, team: int) -> str:
    if way in WAYS:
        return f"{reverse('imports', args=(workspace,))}?team={team}&from={way}"
    return f"{reverse('start_objective', args=(workspace,))}?team={team}"


@require_http_methods(["GET", "HEAD", "POST"])
def objective(request: Request, workspace: str) -> HttpResponse:
    """Write the first objective with two key results, agreed at once by whoever leads the team."""
    _must_begin(request)
    cycle = running(cycles.cycles(request.caller))
    led = [t for t in request.standing.teams if t.id in request.caller.leads]
    wanted = request.GET.get("team") or (str(led[-1].id) if led else "")
    team = next((t for t in led if str(t.id) == wanted), None)
    if cycle is None or team is None:
        raise Http404
    form, status = forms.objective(), 200
    if request.method == "POST":
        try:
            done = _written(request, team.id, cycle)
        except ActionError as error:
            form, status = _refused(form, request, error), error.status
        else:
            said = _("{key} is agreed. Next: the people who work on it.").format(key=done)
            messages.success(request, said)
            return redirect("team", workspace, team.slug)
    context = {
        "entry": form, "team": team.name, "cycle": cycle.name, "step": 3,
        "key_results": forms.rows(form),
        "panel": panel.of_objective(workspace, {"team": str(team.id), "cycle": str(cycle.id)}),
    }  # fmt: skip
    return render(request, "first_run/objective.html", context, status=status)


def _written(request: Request, team: int, cycle: CycleRef) -> str:
    post = sent(request.POST, *forms.OBJECTIVE)
    given = forms.first_objective(post.given, team, cycle.id)
    return first_run.first_objective(request.caller, given, key=post.key).key


def _refused(form: Entry, request: Request, error: ActionError) -> Entry:
    return refused(form, request.POST, forms.at_field(error))


def _must_begin(request: Request) -> None:
    """For admins: they found the workspace, and may make teams."""
    if not request.caller.is_admin:
        raise Http404


urlpatterns = [
    path("welcome/", welcome, name="welcome"),
    path("<slug:workspace>/start/", start, name="start"),
    path("<slug:workspace>/start/objective/", objective, name="start_objective"),
]
