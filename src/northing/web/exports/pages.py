"""The plan out: the choice of the format and of what leaves, and the file itself."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import typed
from northing.queries import words
from northing.queries.callers import TeamNode
from northing.queries.exports import export
from northing.transfer.errors import TransferError
from northing.transfer.export import FORMATS, exported, file_name
from northing.web.base.context import frame_of
from northing.web.base.requests import Request
from northing.web.base.shapes import Field

STATES = ("draft", "proposed", "active", "closed", "cancelled")


@require_http_methods(["GET", "HEAD"])
def exports(request: Request, workspace: str) -> HttpResponse:
    """Choose what leaves and as what."""
    return render(request, "exports/exports.html", {"fields": _fields(request)})


def _fields(request: Request) -> tuple[Field, ...]:
    everything = ("", _("all"))
    cycles = tuple((str(c.id), c.name) for c in frame_of(request).cycles)
    states = tuple((s, str(words.STATES[s])) for s in STATES)
    given = request.GET
    return (
        Field("format", _("Format"), "select", given.get("format", "xlsx"),
              choices=tuple((name, str(f.word)) for name, f in FORMATS.items())),
        Field("team", _("Team, with all below it"), "select", given.get("team", ""),
              choices=(everything, *_teams(request.standing.teams)), is_required=False),
        Field("cycle", _("Cycle"), "select", given.get("cycle", ""),
              choices=(everything, *cycles), is_required=False),
        Field("state", _("State of the objectives"), "select", given.get("state", ""),
              choices=(everything, *states), is_required=False),
    )  # fmt: skip


def _teams(nodes: tuple[TeamNode, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((str(t.id), t.name) for t in nodes if not t.archived)


@require_http_methods(["GET", "HEAD"])
def export_file(request: Request, workspace: str) -> HttpResponseBase:
    """The file. What is not there, or not to be chosen, is a 404."""
    asked = {name: request.GET.get(name, "").strip() for name in ("team", "cycle", "state")}
    team, cycle = typed.whole(asked["team"]), typed.whole(asked["cycle"])
    if (asked["team"] and team is None) or (asked["cycle"] and cycle is None):
        raise Http404
    found = export(request.caller, team=team, cycle=cycle, state=asked["state"])
    if found is None:
        raise Http404
    name = request.GET.get("format", "")
    try:
        file = exported(name, found)
    except TransferError as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=True, filename=file_name(name, found),
        content_type=FORMATS[name].content_type,
    )  # fmt: skip
    response["Cache-Control"] = "no-store"
    return response


urlpatterns = [
    path("<slug:workspace>/export/", exports, name="exports"),
    path("<slug:workspace>/export/file/", export_file, name="export_file"),
]
