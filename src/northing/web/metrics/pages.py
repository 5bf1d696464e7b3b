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
from northing.actions.errors import ActionError, InvalidError
from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import Origin
from northing.queries import kpis, people
from northing.queries import metrics as queries
from northing.queries.kpis import KpiView
from northing.web.base import guards
from northing.web.base.context import frame_of
from northing.web.base.curl import push_line
from northing.web.base.entry import Entry, refused, sent
from northing.web.base.past import of_any_day
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.kpis import rows as kpi_rows
from northing.web.metrics import forms, rows


@of_any_day
@require_http_methods(["GET", "HEAD"])
def metrics(request: Request, workspace: str) -> HttpResponse:
    """All metrics by team, own teams first, 50 a page, each with its newest value and its trend."""
    caller, frame = request.caller, frame_of(request)
    page = max(1, typed.whole(request.GET.get("page", "")) or 1)
    found = queries.metric_list(caller, page=page, own_first=True)
    if page > found.pages:
        raise Http404
    first, last, trends = kpis.trends(caller, [m.id for m in found.items], known=frame.cycles)
    context = {
        "groups": rows.by_team(found.items, trends, (first, last), caller),
        "page": Paginator(range(found.total), queries.PAGE).get_page(page),
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


@of_any_day
@require_http_methods(["GET", "HEAD", "POST"])
def metric(request: Request, workspace: str, metric: int) -> HttpResponse:
    """One metric with its readings; its team changes it by POST."""
    view = _found(request, metric)
    form = _edit_form(request, view)
    if request.method != "POST":
        return _page(request, view, form)
    given = sent(request.POST, *(f.name for f in form.fields))
    try:
        actions.edit(request.caller, metric, given.given, given.seen, key=given.key)
    except ActionError as error:
        return _page(request, view, refused(form, request.POST, error), status=error.status)
    messages.success(request, _("{name} is saved.").format(name=given.given["name"].strip()))
    return redirect("metric", workspace, metric)


@require_POST
def metric_readings(request: Request, workspace: str, metric: int) -> HttpResponse:
    """One reading by hand: a new one, or one that takes the place of that of the same `instant`."""
    view = _found(request, metric)
    given = sent(request.POST, "value", "as_of", "instant")
    try:
        when = _exactly(given.given["instant"]) or _instant(given.given["as_of"], request.caller)
        actions.push(
            request.caller, metric, given.given["value"], when,
            origin=Origin.MANUAL.value, key=given.key,
        )  # fmt: skip
    except ActionError as error:
        empty = forms.reading(view.kpi.metric, request.caller, instant=given.given["instant"])
        form = refused(empty, request.POST, error)
        return _page(request, view, _edit_form(request, view), form, status=error.status)
    corrected = bool(given.given["instant"])
    messages.success(
        request, _("The reading is corrected.") if corrected else _("The reading is kept.")
    )
    return redirect("metric", workspace, metric)


def _exactly(text: str) -> datetime | None:
    """The instant of the reading that is corrected; nothing for nothing."""
    if not text:
        return None
    try:
        return typed.moment(datetime.fromisoformat(text), "as_of")
    except ValueError:
        raise InvalidError(
            _("There is no such reading."), _("Choose it in the list again."), "as_of"
        ) from None


def _instant(text: str, caller: Caller) -> datetime | None:
    """Now for today and for nothing typed, else noon of the day in the workspace's time zone."""
    day = typed.day(text, "as_of", required=False)
    if day is None or day == caller.today:
        return None
    return datetime.combine(day, time(12), caller.zone)


def _found(request: Request, metric: int) -> KpiView:
    view = kpis.kpi(request.caller, metric, known=frame_of(request).cycles)
    if view is None:
        raise Http404
    return view


def _may(request: Request, view: KpiView) -> bool:
    return access.may(request.caller, Verb.METRIC, About(team=view.kpi.metric.team.id))


def _edit_form(request: Request, view: KpiView) -> Entry:
    owners = people.choices(request.caller) if _may(request, view) else ()
    return forms.edit(view.kpi.metric, owners)


def _page(
    request: Request,
    view: KpiView,
    form: Entry,
    pushing: Entry | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    caller, card = request.caller, view.kpi.metric
    page = max(1, typed.whole(request.GET.get("page", "")) or 1)
    readings = queries.readings_of(caller, card, page)
    if page > readings.pages:
        raise Http404
    may, wrong = _may(request, view), typed.whole(request.GET.get("correct", ""))
    correcting = next((r for r in readings.items if r.id == wrong and not r.superseded), None)
    context: dict[str, object] = {
        "metric": card,
        "state": rows.state(card),
        "entry": form,
        "pushing": pushing or forms.reading(card, caller, correcting),
        "correcting": correcting,
        "facts": rows.facts(card),
        "chart": rows.chart(view, caller),
        "readings": rows.readings(readings.items, caller, card.id, page, may_correct=may),
        "page": Paginator(range(readings.total), queries.PAGE).get_page(page),
        "total": readings.total,
        "aims": tuple(kpi_rows.aim(a, caller.slug) for a in view.kpi.aims),
        "more_aims": view.kpi.aimed - len(view.kpi.aims),
        "guards": guards.rows(view.kpi.guards, caller.slug),
        "curl": push_line(request, card),
        "may_edit": may,
        "is_editing": status != 200 and pushing is None,
        "crumbs": (
            Link(_("Metrics"), reverse("metrics", args=[caller.slug])),
            Link(card.team.name, reverse("team", args=[caller.slug, card.team.slug])),
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
