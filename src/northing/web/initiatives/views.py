"""Adding an initiative to a key result, and editing it."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import initiatives as actions
from northing.actions.errors import ActionError
from northing.actions.objectives import number_of
from northing.queries import people
from northing.queries.initiatives import InitiativeCard
from northing.queries.initiatives import initiative as find
from northing.queries.key_result_texts import KeyResultTexts, key_result_texts
from northing.queries.words import INITIATIVE_STATES
from northing.web.base.addresses import of_key
from northing.web.base.entry import Entry, entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Field, Link

Answer = HttpResponse | HttpResponseRedirect
NEW = ("title", "team", "owner", "due_on", "link")
EDITED = ("title", "state", "owner", "due_on", "link")


@require_http_methods(["GET", "POST"])
def new(request: Request, workspace: str, number: int) -> Answer:
    """Add an initiative to KR-`number`; a form may send a title alone."""
    if request.method == "GET":
        found = _key_result(request, number)
        return _new_page(request, found, _new_form(request, found))
    given = sent(request.POST, *NEW)
    try:
        actions.add(
            request.caller, number, given.given["title"],
            team=_id(given.given, "team"), owner=_id(given.given, "owner"),
            due_on=given.given["due_on"], link=given.given["link"], key=given.key,
        )  # fmt: skip
    except ActionError as e:
        found = _key_result(request, number)
        return _new_page(
            request, found, refused(_new_form(request, found), request.POST, e), e.status
        )
    messages.success(request, _("The initiative is added to KR-{number}.").format(number=number))
    return redirect("key_result", workspace, number)


def _id(given: Mapping[str, str], name: str) -> int | None:
    return number_of(given[name], name) if given[name] else None


def _key_result(request: Request, number: int) -> KeyResultTexts:
    found = key_result_texts(request.caller, number)
    if found is None:
        raise Http404
    return found


def _new_form(request: Request, found: KeyResultTexts) -> Entry:
    may = request.caller.teams | ({found.team.id} if request.caller.is_admin else frozenset())
    own = [t for t in request.standing.teams if t.id in may and not t.archived]
    first = found.team.id if found.team.id in may else next((t.id for t in own), None)
    team = Field(
        "team",
        _("Team"),
        "select",
        str(first or ""),
        choices=tuple((str(t.id), t.name) for t in own),
    )
    title, *rest = _fields(request, {"owner": str(request.caller.person)})
    return entry("initiative", _("Add it"), title, team, *rest)


def _fields(request: Request, values: Mapping[str, str]) -> tuple[Field, ...]:
    owners = tuple((str(p.id), p.name) for p in people.choices(request.caller))
    return (
        Field("title", _("What will be done"), value=values.get("title", ""),
              help=_("Work, not a result: it never counts towards progress.")),
        Field("owner", _("Owner"), "select", values.get("owner", ""), choices=owners),
        Field("due_on", _("Due"), "date", values.get("due_on", ""), is_required=False),
        Field("link", _("Link"), "url", values.get("link", ""), is_required=False,
              placeholder="https://", help=_("Where the work itself is followed.")),
    )  # fmt: skip


def _new_page(
    request: Request, found: KeyResultTexts, form: Entry, status: int = 200
) -> HttpResponse:
    return _page(request, form, _("A new initiative"), found.key, found.title, status)


@require_http_methods(["GET", "POST"])
def initiative(request: Request, workspace: str, initiative: int) -> Answer:
    """Edit an initiative; a form may send its state alone."""
    found = find(request.caller, initiative)
    if found is None:
        raise Http404
    if request.method == "GET":
        return _edit_page(request, found, _edit_form(request, found))
    given = sent(request.POST, *(name for name in EDITED if name in request.POST))
    try:
        actions.edit(request.caller, initiative, given.given, given.seen, key=given.key)
    except ActionError as e:
        now = find(request.caller, initiative) or found
        return _edit_page(
            request, now, refused(_edit_form(request, now), request.POST, e), e.status
        )
    messages.success(
        request, _("“{title}” is saved.").format(title=given.given.get("title", found.title))
    )
    return redirect(of_key(workspace, found.key_result))


def _edit_form(request: Request, found: InitiativeCard) -> Entry:
    values = {
        "title": found.title, "owner": str(found.owner.id), "link": found.link,
        "due_on": found.due_on.isoformat() if found.due_on else "",
    }  # fmt: skip
    words = tuple((code, str(word)) for code, word in INITIATIVE_STATES.items())
    state = Field("state", _("State"), "select", found.state, choices=words)
    title, *rest = _fields(request, values)
    return entry("initiative", _("Save"), title, state, *rest, is_edit=True)


def _edit_page(
    request: Request, found: InitiativeCard, form: Entry, status: int = 200
) -> HttpResponse:
    note = "" if found.may_edit else _("Only members of {team} change it.").format(team=found.team)
    return _page(request, form, _("Initiative"), found.key_result, note, status, found.may_edit)


def _page(
    request: Request, form: Entry, heading: str, key: str, note: str, status: int, may: bool = True
) -> HttpResponse:
    back = of_key(request.caller.slug, key)
    context = {
        "entry": form,
        "heading": heading,
        "note": note,
        "may": may,
        "back_url": back,
        "crumbs": (Link(key, back), Link(heading)),
    }
    return render(request, "initiatives/initiative.html", context, status=status)
