"""The team tree, and who is in which team."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from northing.actions import teams as actions
from northing.actions.errors import ActionError
from northing.queries import teams as queries
from northing.queries.people import PersonCard
from northing.queries.people import people as everybody
from northing.queries.teams import TeamCard
from northing.web.base.entry import Entry, entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Field, Link
from northing.web.settings.frame import administers, keeps, show
from northing.web.settings.rows import archived_rows, members, team_rows

TAB = "settings_teams"
FIELDS = ("name", "parent")


@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: Request, workspace: str) -> HttpResponse:
    """The tree; admins create a team by POST."""
    known = queries.teams(request.caller)
    form = _new(known)
    status = 200
    if request.method == "POST":
        given = sent(request.POST, "name", "parent")
        try:
            done = actions.create(
                request.caller, given.given["name"], number(given.given["parent"]), key=given.key
            )
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            messages.success(
                request, _("{name} is created.").format(name=given.given["name"].strip())
            )
            return redirect("settings_team", workspace, done.id)
    rows = team_rows(known, request.caller)
    context = {
        "entry": form,
        "rows": rows,
        "archived": archived_rows(known, request.caller),
        "may_edit": administers(request.caller),
    }
    return show(request, "teams", TAB, context, status=status)


def number(text: str) -> int:
    """An id from a form; 0, which nothing has, for anything else."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else 0


def _new(known: Sequence[TeamCard]) -> Entry:
    root = next((str(t.id) for t in known if t.parent is None), "")
    return entry(
        "team",
        _("Create the team"),
        Field("name", _("Name"), placeholder=_("Site Reliability")),
        Field("parent", _("Under"), "select", root, choices=tree_choices(known)),
    )


def tree_choices(known: Sequence[TeamCard]) -> tuple[tuple[str, str], ...]:
    """Teams for a select, set in by their depth."""
    return tuple((str(t.id), "\u2003" * t.depth + t.name) for t in known if not t.archived)


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: Request, workspace: str, team: int) -> HttpResponse:
    """One team and its people; admins rename and move it by POST."""
    known = queries.teams(request.caller)
    form = _edit(_found(known, team), known)
    if request.method != "POST":
        return _page(request, team, known, form)
    given = sent(request.POST, *(f.name for f in form.fields if f.name in FIELDS))
    try:
        actions.edit(
            request.caller, team, given.given, given.seen, key=given.key,
            new_address=bool(request.POST.get("new_address")),
        )  # fmt: skip
    except ActionError as error:
        return _page(request, team, known, refused(form, request.POST, error), status=error.status)
    messages.success(request, _("{name} is saved.").format(name=given.given["name"].strip()))
    return redirect("settings_team", workspace, team)


def _found(known: Sequence[TeamCard], team: int) -> TeamCard:
    found = next((t for t in known if t.id == team), None)
    if found is None:
        raise Http404
    return found


def _edit(card: TeamCard, known: Sequence[TeamCard]) -> Entry:
    fields = [Field("name", _("Name"), value=card.name)]
    if card.parent is not None:
        under = _under(card, known)
        free = tree_choices([t for t in known if t.id not in under])
        fields.append(Field("parent", _("Under"), "select", str(card.parent), choices=free))
    fields.append(
        Field("new_address", _("make the address of the name, too"), "checkbox", is_required=False,
              help=_("Now it is …/{slug}/. The old one leads to the team for ever.").format(slug=card.slug))
    )  # fmt: skip
    return entry("team", _("Save"), *fields, is_edit=True)


def _under(card: TeamCard, known: Sequence[TeamCard]) -> set[int]:
    """The team and all below it: the tree is in reading order, so parents come first."""
    under = {card.id}
    for one in known:
        if one.parent in under:
            under.add(one.id)
    return under


def _page(
    request: Request, team: int, known: Sequence[TeamCard], form: Entry, joining: Entry | None = None,
    *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    card = _found(known, team)
    people = everybody(request.caller)
    context = {
        "team": card,
        "crumbs": (Link(_("Teams"), _address(request)), Link(card.name)),
        "entry": form,
        "joining": joining or _joining(request, card, people),
        "members": members(people, card, request.caller),
        "may_edit": administers(request.caller),
        "may_keep": keeps(request.caller, card.id),
        "may_bring_back": administers(request.caller) and not card.merged_into,
    }
    return show(request, "team", TAB, context, status=status)


def _address(request: Request) -> str:
    return f"/{request.caller.slug}/settings/teams/"


def _joining(request: Request, card: TeamCard, people: Sequence[PersonCard]) -> Entry:
    inside = {p.person.id for p in people if any(t.id == card.id for t in p.teams)}
    free = tuple(
        (str(p.person.id), p.person.name)
        for p in people
        if p.person.id not in inside and p.state != "inactive"
    )
    return entry(
        "joining",
        _("Add to the team"),
        Field("person", _("Person"), "select", choices=(("", _("Choose a person")), *free)),
        Field("lead", _("leads the team"), "checkbox", is_required=False),
        action=f"{_address(request)}{card.id}/people/",
    )


@require_POST
def team_people(request: Request, workspace: str, team: int) -> HttpResponse:
    """Put a person into the team."""
    given = sent(request.POST, "person", "lead")
    person = number(given.given["person"])
    try:
        actions.join(request.caller, team, person, lead=bool(given.given["lead"]), key=given.key)
    except ActionError as error:
        known = queries.teams(request.caller)
        card = _found(known, team)
        joining = refused(_joining(request, card, everybody(request.caller)), request.POST, error)
        return _page(request, team, known, _edit(card, known), joining, status=error.status)
    return redirect("settings_team", workspace, team)


@require_POST
def team_person(request: Request, workspace: str, team: int, person: int) -> HttpResponse:
    """Take a person out of the team (`leave`), or say whether they lead it (`lead`: yes or no)."""
    given = sent(request.POST, "leave", "lead")
    if given.given["leave"]:
        actions.leave(request.caller, team, person, key=given.key)
    else:
        actions.join(request.caller, team, person, lead=given.given["lead"] == "yes", key=given.key)
    return redirect("settings_team", workspace, team)
