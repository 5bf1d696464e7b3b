"""Everybody in the workspace: invited by a link, given a role, sent away."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from northing.actions import people as actions
from northing.actions.change import Done
from northing.actions.errors import ActionError
from northing.queries import people as queries
from northing.queries import teams as team_queries
from northing.queries import words
from northing.queries.people import PersonCard
from northing.queries.teams import TeamCard
from northing.web.base.addresses import absolute
from northing.web.base.entry import Entry, entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Field, Link
from northing.web.settings.frame import administers, keeps, show
from northing.web.settings.rows import person_rows
from northing.web.settings.teams import number, tree_choices

TAB = "settings_people"


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: Request, workspace: str) -> HttpResponse:
    """The list; a POST invites, and answers with the link, shown this once."""
    invitable = [t for t in team_queries.teams(request.caller) if keeps(request.caller, t.id)]
    form = _invitation(request, invitable)
    status = 200
    if request.method == "POST":
        given = sent(request.POST, "name", "email", "role", "team")
        text = given.given
        try:
            done = actions.invite(
                request.caller, text["name"], email=text["email"], role=text["role"],
                team=number(text["team"]) if text["team"] else None, key=given.key,
            )  # fmt: skip
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            return _link(request, done, text["name"])
    rows = person_rows(queries.people(request.caller), request.caller)
    context = {"entry": form, "rows": rows, "may_invite": bool(invitable)}
    return show(request, "people", TAB, context, status=status)


def _invitation(request: Request, teams: Sequence[TeamCard]) -> Entry:
    """The form of an invitation: leads invite members and viewers into their own teams."""
    admin = administers(request.caller)
    roles = [(r, str(w)) for r, w in words.ROLES.items() if admin or r != "admin"]
    wanted = request.GET.get("team", "")
    listed = ((("", _("No team yet")),) if admin else ()) + tree_choices(teams)
    return entry(
        "invitation",
        _("Make the link"),
        Field("name", _("Name"), placeholder=_("Maren Oduya")),
        Field("email", _("E-mail"), "email", is_required=False,
              help=_("Only to know them by. Northing shows you a link; send it as you like.")),
        Field("role", _("Role"), "select", "member", choices=tuple(roles),
              help=_("Members take part, viewers read, admins also keep these settings.")),
        Field("team", _("Team"), "select", wanted or (listed[0][0] if listed else ""), choices=listed,
              is_required=not admin),
    )  # fmt: skip


def _link(request: Request, done: Done, name: str) -> HttpResponse:
    """The page with the link. The secret is in this answer and nowhere else, so nobody may keep it."""
    url = absolute(reverse("invitation", args=[done.secret])) if done.secret else ""
    context = {
        "name": name.strip(),
        "link": Field("link", _("Link"), value=url, is_required=False) if url else None,
        "person_url": reverse("settings_person", args=[request.caller.slug, done.id]),
        "is_admin": administers(request.caller),
    }
    answer = show(request, "invited", TAB, context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, workspace: str, person: int) -> HttpResponse:
    """One person: admins change all, people their own name and address, others only look."""
    card = _found(request, person)
    form = _edit(request, card)
    status = 200
    if request.method == "POST":
        given = sent(request.POST, *(f.name for f in form.fields))
        try:
            actions.edit(request.caller, person, given.given, given.seen, key=given.key)
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            messages.success(
                request, _("{name} is saved.").format(name=given.given["name"].strip())
            )
            return redirect("settings_person", workspace, person)
    context = {
        "card": card,
        "entry": form,
        "facts": _facts(card),
        "may_edit": administers(request.caller) or card.person.id == request.caller.person,
        "is_self": card.person.id == request.caller.person,
        "may_invite": administers(request.caller) and not card.has_account,
        "invitation_key": form.key,
        "is_absent": card.state == "inactive",
        "may_deactivate": administers(request.caller) and card.state != "inactive",
        "may_reactivate": administers(request.caller)
        and card.state == "inactive"
        and card.has_account,
        "may_hand_over": administers(request.caller) or bool(request.caller.leads),
        "crumbs": (Link(_("People"), reverse(TAB, args=[workspace])), Link(card.person.name)),
    }
    return show(request, "person", TAB, context, status=status)


def _found(request: Request, person: int) -> PersonCard:
    card = queries.person(request.caller, person)
    if card is None:
        raise Http404
    return card


def _edit(request: Request, card: PersonCard) -> Entry:
    fields = [
        Field("name", _("Name"), value=card.person.name),
        Field("email", _("E-mail"), "email", card.email, is_required=False),
    ]
    if administers(request.caller):
        fields += [
            Field("handle", _("Handle"), value=card.person.handle, help=_("How they are named: @handle.")),
            Field("role", _("Role"), "select", card.role,
                  choices=tuple((r, str(w)) for r, w in words.ROLES.items())),
        ]  # fmt: skip
    return entry("person", _("Save"), *fields, is_edit=True)


def _facts(card: PersonCard) -> tuple[tuple[str, str], ...]:
    return (
        (_("Handle"), f"@{card.person.handle}"),
        (_("Role"), str(words.ROLES[card.role])),
        (_("State"), str(words.PERSON_STATES[card.state])),
        (_("Teams"), ", ".join(t.name for t in card.teams) or _("none")),
        (_("Signs in"), _("yes") if card.has_account else _("has no account yet")),
    )


@require_POST
def person_invitation(request: Request, workspace: str, person: int) -> HttpResponse:
    """A new link for somebody without an account; the old one stops working."""
    card = _found(request, person)
    done = actions.reinvite(request.caller, person, key=sent(request.POST).key)
    return _link(request, done, card.person.name)
