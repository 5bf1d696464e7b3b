"""Metrics: what the teams measure, and the readings behind it."""

from datetime import datetime, time

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from northing.actions import metrics as actions
from northing.actions import typed
from northing.actions.errors import ActionError
from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import Origin
from northing.queries import metrics as queries
from northing.queries.metrics import MetricCard
from northing.web.base.curl import push_line
from northing.web.base.entry import Entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.metrics import forms, rows

ON_A_PAGE = 200


@require_http_methods(["GET", "HEAD"])
def metrics(request: Request, workspace: str) -> HttpResponse:
    """All metrics by team, own teams first, each with its newest value."""
    caller = request.caller
    found = sorted(queries.metrics(caller), key=lambda m: m.team.id not in caller.teams)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "groups": rows.by_team(tuple(page), caller),
        "page": page,
        "may_create": bool(forms.teams(request)),
    }
    return _show(request, "list", context)


@require_http_methods(["GET", "HEAD", "POST"])
def metric_new(request: Request, workspace: str) -> HttpResponse:
    """Name a new measure of one's team."""
    form = forms.new(request)
    status = 200
    if request.method == "POST":
        given = sent(request.POST, *(f.name for f in form.fields))
        try:
            done = actions.create(request.caller, forms.new_metric(given.given), key=given.key)
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            messages.success(request, _("{name} is made.").format(name=given.given["name"].strip()))
            return redirect("metric", workspace, done.id)
    crumbs = (Link(_("Metrics"), reverse("metrics", args=[workspace])), Link(_("New metric")))
    return _show(request, "new", {"entry": form, "crumbs": crumbs}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def metric(request: Request, workspace: str, metric: int) -> HttpResponse:
    """One metric with its readings; its team changes it by POST."""
    card = _found(request, metric)
    form = forms.edit(card)
    if request.method != "POST":
        return _page(request, card, form)
    given = sent(request.POST, *(f.name for f in form.fields))
    try:
        actions.edit(request.caller, metric, given.given, given.seen, key=given.key)
    except ActionError as error:
        return _page(request, card, refused(form, request.POST, error), status=error.status)
    messages.success(request, _("{name} is saved.").format(name=given.given["name"].strip()))
    return redirect("metric", workspace, metric)


@require_POST
def metric_readings(request: Request, workspace: str, metric: int) -> HttpResponse:
    """One reading by hand."""
    card = _found(request, metric)
    given = sent(request.POST, "value", "as_of")
    try:
        when = _instant(given.given["as_of"], request.caller)
        actions.push(
            request.caller, metric, given.given["value"], when,
            origin=Origin.MANUAL.value, key=given.key,
        )  # fmt: skip
    except ActionError as error:
        form = refused(forms.reading(card, request.caller), request.POST, error)
        return _page(request, card, forms.edit(card), form, status=error.status)
    messages.success(request, _("The reading is kept."))
    return redirect("metric", workspace, metric)


def _instant(text: str, caller: Caller) -> datetime | None:
    """Now for today and for nothing typed, else noon of the day in the workspace's time zone."""
    day = typed.day(text, "as_of", required=False)
    if day is None or day == caller.today:
        return None
    return datetime.combine(day, time(12), caller.zone)


def _found(request: Request, metric: int) -> MetricCard:
    card = queries.metric(request.caller, metric)
    if card is None:
        raise Http404
    return card


def _page(
    request: Request,
    card: MetricCard,
    form: Entry,
    pushing: Entry | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    readings = queries.readings(request.caller, card.id)
    may = access.may(request.caller, Verb.METRIC, About(team=card.team.id))
    context = {
        "metric": card,
        "entry": form,
        "pushing": pushing or forms.reading(card, request.caller),
        "facts": rows.facts(card),
        "chart": rows.chart(card, readings, request.caller),
        "readings": rows.readings(readings, request.caller),
        "is_long": len(readings) >= queries.MOST_READINGS,
        "curl": push_line(request, card),
        "may_edit": may,
        "is_editing": status != 200 and pushing is None,
        "crumbs": (
            Link(_("Metrics"), reverse("metrics", args=[request.caller.slug])),
            Link(card.team.name, reverse("team", args=[request.caller.slug, card.team.slug])),
            Link(card.name),
        ),
    }
    return _show(request, "metric", context, status=status)


def _show(
    request: Request, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    name = f"metrics/{template}.html" + ("#body" if request.htmx else "")
    return render(request, name, context, status=status)


urlpatterns = [
    path("<slug:workspace>/metrics/", metrics, name="metrics"),
    path("<slug:workspace>/metrics/new/", metric_new, name="metric_new"),
    path("<slug:workspace>/metrics/<int:metric>/", metric, name="metric"),
    path(
        "<slug:workspace>/metrics/<int:metric>/readings/", metric_readings, name="metric_readings"
    ),
]
