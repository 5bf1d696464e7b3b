"""Drafting an objective and editing its texts."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import objectives
from northing.actions.errors import ActionError
from northing.actions.objectives import NewObjective, number_of
from northing.queries import cycles, metrics, people
from northing.queries.cycles import running
from northing.queries.objective_texts import ObjectiveTexts, objective_texts
from northing.web.base.addresses import of_key
from northing.web.base.entry import sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.coach import panel
from northing.web.objectives import forms, rows
from northing.web.objectives.forms import Choices, ObjectiveForm

MOST_BOXES = 30


@require_http_methods(["GET", "POST"])
def new(request: Request, workspace: str) -> HttpResponse | HttpResponseRedirect:
    """Draft an objective for one of the caller's teams (`?team=` and `?cycle=` choose beforehand)."""
    if request.method == "GET":
        return _new_page(request, forms.fresh(request, _choices(request), _chosen(request)))
    given = sent(request.POST, *forms.NAMES, "personal")
    try:
        done = objectives.draft(request.caller, _drafted(request), key=given.key)
    except ActionError as e:
        form = forms.fresh(request, _choices(request), given.given)
        return _new_page(request, forms.again(form, request.POST, e), e.status)
    said = _("{key} is drafted. Add the key results that tell whether it is reached.")
    messages.success(request, said.format(key=done.key))
    return redirect("objective", workspace, int(done.key.partition("-")[2]))


def _drafted(request: Request) -> NewObjective:
    given = sent(request.POST, *forms.NAMES).given
    return NewObjective(
        title=given["title"],
        team=number_of(given["team"], "team"),
        cycle=number_of(given["cycle"], "cycle"),
        owner=number_of(given["owner"], "owner") if given["owner"] else None,
        why=given["why"],
        ambition=given["ambition"],
        contributors=forms.ticked_in(request.POST, "contributors"),
        guards=forms.ticked_in(request.POST, "guards"),
        personal=bool(request.POST.get("personal")),
    )


def _choices(request: Request, found: ObjectiveTexts | None = None) -> Choices:
    caller = request.caller
    alive = tuple(t for t in request.standing.teams if not t.archived)
    near = metrics.choices(
        caller, found.team.id if found else 0, others=found.guards if found else ()
    )
    return Choices(people.choices(caller), cycles.cycles(caller), alive, near[:MOST_BOXES])


def _chosen(request: Request) -> dict[str, str]:
    """What stands in a new form: the team and cycle asked for, else the caller's own and the running one."""
    team, cycle = request.GET.get("team", ""), request.GET.get("cycle", "")
    if not cycle:
        now = running(cycles.cycles(request.caller))
        cycle = str(now.id) if now else ""
    return {
        "team": team or next((str(pk) for pk in sorted(request.caller.teams)), ""),
        "cycle": cycle,
        "owner": str(request.caller.person),
    }


def _new_page(request: Request, form: ObjectiveForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "entry": form.entry,
        "panel": panel.of_objective(request.caller.slug),
        "is_new": True,
        "heading": _("A new objective"),
        "crumbs": (Link(_("Teams"), ""), Link(_("A new objective"))),
        "may_draft": bool(request.caller.teams) and request.caller.is_member,
    }
    return render(request, "objectives/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit(request: Request, workspace: str, number: int) -> HttpResponse | HttpResponseRedirect:
    """Edit the texts of O-`number`; fields that somebody else changed meanwhile come back with both texts."""
    found = objective_texts(request.caller, number)
    if found is None:
        raise Http404
    if request.method == "GET":
        return _edit_page(request, found, forms.of(request, _choices(request, found), found))
    try:
        _save(request, found)
    except ActionError as e:
        now = objective_texts(request.caller, number) or found
        form = forms.again(forms.of(request, _choices(request, now), now), request.POST, e)
        return _edit_page(request, now, form, e.status)
    messages.success(request, _("{key} is saved.").format(key=found.key))
    return redirect("objective", workspace, number)


def _save(request: Request, found: ObjectiveTexts) -> None:
    given = sent(request.POST, *(n for n in forms.NAMES if n in request.POST))
    objectives.edit(
        request.caller, found.number, given.given, given.seen, request.POST.get("reason", ""),
        contributors=forms.changed_contributors(request.POST, found),
        guarded_by=forms.changed_guards(request.POST, found), key=given.key,
    )  # fmt: skip


def _edit_page(
    request: Request, found: ObjectiveTexts, form: ObjectiveForm, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "entry": form.entry,
        "panel": panel.of_objective(request.caller.slug, {"objective": found.key}),
        "heading": _("Edit {key}").format(key=found.key),
        "back_url": of_key(request.caller.slug, found.key),
        "crumbs": rows.crumbs(found.team, request.caller.slug, found.key, _("Edit")),
    }
    return render(request, "objectives/form.html", context, status=status)
