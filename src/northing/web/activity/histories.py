"""The past of one noun as a page; every noun has the same."""

from django.http import HttpResponse
from django.shortcuts import render

from northing.queries.past import Past
from northing.web.activity import filters, rows
from northing.web.base.context import frame_of
from northing.web.base.requests import Request
from northing.web.base.shapes import Link


def before(request: Request) -> int | None:
    """The event behind which an older page goes on, as the address says."""
    return filters.number(request.GET.get("before", ""))


def show(request: Request, found: Past, crumbs: tuple[Link, ...]) -> HttpResponse:
    """The changes of a noun, newest first, 100 on a page."""
    frame_of(request)
    context = {
        "past": found,
        "days": rows.by_day(found.items, request.caller.slug),
        "is_later": before(request) is not None,
        "crumbs": crumbs,
    }
    return render(request, "activity/history.html", context)
