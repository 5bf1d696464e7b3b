"""The page of the box and of the keys. The same address answers the dialog with its list alone.

Search is of today: on a page of a past day it leads to today's.
"""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from northing.queries import search as queries
from northing.queries.search import LONGEST, SORTS, Found
from northing.web.base.context import frame_of
from northing.web.base.rail import rail
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.find import rows, verbs
from northing.web.find.rows import Group

IN_DIALOG = 5
MOST_VERBS = 10


@require_safe
def find(request: Request, workspace: str) -> HttpResponse:
    """`?q=` in all sorts, a few of each; with `&in=` a page of 50 of one."""
    asked = request.GET.get("q", "")[:LONGEST].replace("\0", "")
    sort = request.GET.get("in", "")
    sort = sort if sort in SORTS else ""
    after = request.GET.get("after", "")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    verb, rest = verbs.upon(asked)
    most = IN_DIALOG if request.htmx else 0
    found = queries.search(request.caller, rest, sort, start, most)
    listed = list(rows.groups(found, workspace, sort))
    if verb and not sort:
        done = rows.upon(verb, found, workspace)
        listed.insert(0, done) if done.lines else None
    elif not sort:
        listed = _with_verbs(request, asked, found, listed)
    context = {
        "asked": asked.strip(),
        "groups": listed,
        "nearly": found.nearly,
        "sort": rows.titles().get(sort, ""),
        "sorts": _sorts(workspace, asked, sort) if found.words else (),
        "is_first": not start,
        "all_url": f"{reverse('find', args=(workspace,))}?{urlencode({'q': asked})}",
        "count": sum(len(group.lines) for group in listed),
    }
    return render(request, "find/list.html" if request.htmx else "find/find.html", context)


def _with_verbs(request: Request, asked: str, found: Found, listed: list[Group]) -> list[Group]:
    """What may be done comes first; once something was found, only the closest of it."""
    around = rail(frame_of(request), request.path, request.caller)
    fitting = verbs.matching(asked, verbs.of(request.caller, around))
    fitting = (*fitting, *verbs.guides(asked, request.caller.slug))
    if found.words:
        fitting = fitting[: IN_DIALOG if request.htmx else MOST_VERBS]
    return [rows.doing(fitting), *listed] if fitting else listed


def _sorts(slug: str, asked: str, sort: str) -> tuple[Link, ...]:
    """The ways to look through one sort alone."""
    here = reverse("find", args=(slug,))
    every = Link(_("Everything"), f"{here}?{urlencode({'q': asked})}", not sort)
    return (
        every,
        *(
            Link(text, f"{here}?{urlencode({'q': asked, 'in': name})}", name == sort)
            for name, text in rows.titles().items()
        ),
    )


@require_safe
def keys(request: Request, workspace: str) -> HttpResponse:
    """Every key, as the sheet of `?` shows them."""
    frame_of(request)
    return render(request, "find/keys.html")


urlpatterns = [
    path("<slug:workspace>/find/", find, name="find"),
    path("<slug:workspace>/keys/", keys, name="keys"),
]
