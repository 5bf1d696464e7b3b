"""What is said of a title while it is typed: a part of the page, made without its frame.

It is asked for by POST, though nothing is written, so that no half sentence stands in a log of addresses.
"""

from collections.abc import Mapping

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from northing.queries import coach
from northing.queries.coach import Coached
from northing.web.base import findings
from northing.web.base.requests import Request
from northing.web.coach.panel import KEY_RESULT, OBJECTIVE
from northing.web.coach.reading import told


@require_POST
def key_result(request: Request, workspace: str) -> HttpResponse:
    """Of a key result under way."""
    found = coach.key_result(request.caller, _typed(request, KEY_RESULT))
    return _answer(request, found, told(found.reading))


@require_POST
def objective(request: Request, workspace: str) -> HttpResponse:
    """Of an objective under way: how its text is understood says nothing to whoever writes it."""
    return _answer(request, coach.objective(request.caller, _typed(request, OBJECTIVE)))


def _typed(request: Request, names: tuple[str, ...]) -> Mapping[str, str]:
    return {name: request.POST[name] for name in names if name in request.POST}


def _answer(request: Request, found: Coached, reading: str = "") -> HttpResponse:
    if found.reading is None:
        return HttpResponse("")
    rows = findings.rows(found.findings, request.caller.slug)
    context = {
        "findings": rows,
        "counts": findings.counted(one.severity for one in found.findings),
        "reading": reading,
    }
    return HttpResponse(render_to_string("coach/said.html", context))
