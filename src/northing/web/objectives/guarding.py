"""What guards an objective: metrics that must not get worse, added by name and taken away again."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import guards as actions
from northing.actions import typed
from northing.actions.errors import ActionError
from northing.queries import metrics
from northing.queries.guards import guards_of
from northing.queries.objective_texts import ObjectiveTexts, objective_texts
from northing.web.base import guards as shown
from northing.web.base.addresses import of_key
from northing.web.base.entry import Entry, entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Field
from northing.web.objectives import rows
from northing.web.objectives.questions import reason


@require_http_methods(["GET", "POST"])
def guards(request: Request, workspace: str, number: int) -> HttpResponse | HttpResponseRedirect:
    """Show the guards; POST `metric` to add one, with `_remove` to take it away."""
    found = objective_texts(request.caller, number)
    if found is None:
        raise Http404
    if request.method == "GET":
        return _page(request, found, _form(request, found))
    given = sent(request.POST, "metric", "reason")
    metric = typed.whole(given.given["metric"].partition(" ")[0].removeprefix("#")) or 0
    removing = "_remove" in request.POST
    verb = actions.unguard if removing else actions.guard
    try:
        verb(request.caller, number, metric, given.given["reason"], key=given.key)
    except ActionError as e:
        form = refused(_form(request, found), request.POST, e)
        return _page(request, found, form, e.status)
    said = _("{key} is no longer guarded by it.") if removing else _("{key} is guarded.")
    messages.success(request, said.format(key=f"O-{number}"))
    return redirect("objective", workspace, number)


def _form(request: Request, found: ObjectiveTexts) -> Entry:
    chosen = request.GET.get("metric", "")
    field = Field(
        "metric", _("Metric"), value=chosen, placeholder="12", autocomplete="off", id="id_metric",
        help=_("Its number, or choose from the list. One with a healthy range guards best."),
    )  # fmt: skip
    fields = (field,) if found.drafted else (field, reason())
    return entry("guards", _("Guard it"), *fields, back_url=of_key(request.caller.slug, found.key))


def _page(request: Request, found: ObjectiveTexts, form: Entry, status: int = 200) -> HttpResponse:
    caller = request.caller
    cards = guards_of(caller, [found.id]).get(found.id, ())
    context = {
        "found": found,
        "form": form,
        "guards": shown.rows(cards, caller.slug),
        "choices": metrics.choices(caller, found.team.id, [g.metric for g in cards]),
        "crumbs": rows.crumbs(found.team, caller.slug, found.key, _("Guards")),
    }
    return render(request, "objectives/guards.html", context, status=status)
