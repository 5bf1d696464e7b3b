"""What is said of a title while it is typed: a part of the page, made without its frame.

It is asked for by POST, though nothing is written, so that no half sentence stands in a log of addresses.
"""

from collections.abc import Mapping

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from northing.actions.errors import ForbiddenError, NotFoundError
from northing.domain import access
from northing.domain.access import About, Verb
from northing.kit.text import text as _
from northing.queries import coach
from northing.queries.coach import Coached
from northing.web.base import findings
from northing.web.base.requests import Request
from northing.web.coach.panel import KEY_RESULT, OBJECTIVE
from northing.web.coach.reading import told


@require_POST
def key_result(request: Request, workspace: str) -> HttpResponse:
    """Of a key result under way."""
    _must_write(request)
    found = _here(coach.key_result(request.caller, _typed(request, KEY_RESULT)))
    return _answer(request, found, told(found.reading))


@require_POST
def objective(request: Request, workspace: str) -> HttpResponse:
    """Of an objective under way: how its text is understood says nothing to whoever writes it."""
    _must_write(request)
    return _answer(request, _here(coach.objective(request.caller, _typed(request, OBJECTIVE))))


def _must_write(request: Request) -> None:
    """Raise ForbiddenError for who has no editor: viewers, and whoever looks at a past day."""
    if request.caller.past or not access.may(request.caller, Verb.COMMENT, About()):
        raise ForbiddenError(
            _("You may not do this."), _("Members write here, and only today."), "coach"
        )


def _here(found: Coached | None) -> Coached:
    if found is None:
        raise NotFoundError(_("There is nothing of that name here."), _("Check the address."))
    return found


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
