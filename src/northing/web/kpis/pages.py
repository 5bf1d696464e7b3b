"""KPIs: whether the ship is sound. Metrics against their healthy ranges, and the guards that broke."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from northing.queries import kpis as queries
from northing.web.base import guards
from northing.web.base.context import frame_of
from northing.web.base.past import of_any_day
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.kpis import rows

LONGEST_ID = 18


@of_any_day
@require_safe
def kpis(request: Request, workspace: str) -> HttpResponse:
    """KPIs by team: `?team=` with all below it, `?cycle=`, `?outside=1`, `?table=1`, `?page=`."""
    caller, frame = request.caller, frame_of(request)
    asked = rows.Asked(
        team=_id(request, "team"), cycle=_id(request, "cycle"),
        outside=bool(request.GET.get("outside")), table=bool(request.GET.get("table")),
        page=_id(request, "page") or 1,
    )  # fmt: skip
    found = queries.kpis(
        caller, team=asked.team, cycle=asked.cycle, outside=asked.outside, page=asked.page
    )
    if asked.page > found.pages:
        raise Http404
    context = {
        "kpis": found,
        "groups": rows.groups(found, caller, with_table=asked.table),
        "broken": guards.rows(found.broken, caller.slug),
        "filters": rows.filters(asked, found, frame),
        "asked": asked,
        "pages": rows.pages(asked, found),
        "may_name": caller.is_member and not caller.past,
        "crumbs": (Link(_("KPIs")), Link(found.cycle.name if found.cycle else _("no cycle yet"))),
    }
    return render(request, "kpis/kpis.html", context)


def _id(request: Request, name: str) -> int | None:
    """A number of the address; nothing for everything else."""
    text = request.GET.get(name, "")
    return (
        int(text)
        if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID and int(text)
        else None
    )


urlpatterns = [path("<slug:workspace>/kpis/", kpis, name="kpis")]
