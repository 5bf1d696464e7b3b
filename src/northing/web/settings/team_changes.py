"""Reorganizing: teams archived, brought back, and merged, each with a list of what will happen first."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import team_changes as actions
from northing.actions.errors import ActionError
from northing.queries import team_changes as queries
from northing.queries.callers import TeamNode
from northing.queries.team_changes import Reorganization
from northing.web.base.entry import Entry, entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Field, Link
from northing.web.settings.frame import administers, show
from northing.web.settings.going import LeadBox, going, hindering, lead_boxes

TAB = "settings_teams"


@require_http_methods(["GET", "HEAD", "POST"])
def archiving(request: Request, workspace: str, team: int) -> HttpResponse:
    """What hinders archiving a team, and what shall become of it; archived by POST."""
    found = _found(request, team)
    form, status = _archive_form(request, found), 200
    if request.method == "POST":
        given = sent(request.POST, "work", "to", "lift", "reason")
        text = given.given
        try:
            actions.archive(
                request.caller, team, text["reason"], work=text["work"], to=_number(text["to"]),
                lift=bool(text["lift"]), key=given.key,
            )  # fmt: skip
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            messages.success(request, _("{name} is archived.").format(name=found.team.name))
            return redirect("team", workspace, found.team.slug)
    context = {
        "found": found,
        "going": hindering(found, workspace),
        "entry": form,
        "may_edit": administers(request.caller) and found.above is not None and not found.archived,
        "crumbs": _crumbs(workspace, found, _("Archive")),
    }
    return show(request, "team_archiving", TAB, context, status=status)


def _found(request: Request, team: int, into: int | None = None) -> Reorganization:
    found = queries.reorganization(request.caller, team, into)
    if found is None:
        raise Http404
    return found


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else None


def _archive_form(request: Request, found: Reorganization) -> Entry:
    fields = []
    if any(not one.personal for one in found.objectives):
        others = _choices(request.standing.teams, found.team.id)
        above = str(found.above.id) if found.above else ""
        fields += [
            Field("work", _("Open objectives"), "select", "",
                  choices=(("", _("Choose what becomes of them")),
                           ("move", _("another team takes them over")),
                           ("close", _("close what is active, give up what is not agreed yet")))),
            Field("to", _("Taken over by"), "select", above, choices=others, is_required=False,
                  help=_("Only where another team takes them over.")),
        ]  # fmt: skip
    if found.below and found.above:
        label = _("the teams below move up to {name}").format(name=found.above.name)
        fields.append(Field("lift", label, "checkbox", "on", is_required=False))
    fields.append(Field("reason", _("Why"), "textarea", is_required=False))
    return entry(
        "archiving", _("Archive {name}").format(name=found.team.name), *fields,
        back_url=reverse("settings_team", args=[request.caller.slug, found.team.id]),
    )  # fmt: skip


def _choices(known: Iterable[TeamNode], without: int) -> tuple[tuple[str, str], ...]:
    return tuple((str(t.id), t.name) for t in known if not t.archived and t.id != without)


def _crumbs(workspace: str, found: Reorganization, last: str) -> tuple[Link, ...]:
    team = Link(found.team.name, reverse("settings_team", args=[workspace, found.team.id]))
    return (Link(_("Teams"), reverse(TAB, args=[workspace])), team, Link(last))


@require_http_methods(["GET", "HEAD", "POST"])
def unarchiving(request: Request, workspace: str, team: int) -> HttpResponse:
    """Ask whether to bring an archived team back, and bring it back by POST."""
    found = _found(request, team)
    if not found.archived:
        return redirect("settings_team", workspace, team)
    name = found.team.name
    form = entry("unarchiving", _("Bring {name} back").format(name=name),
                 back_url=reverse(TAB, args=[workspace]))  # fmt: skip
    status = 200
    if request.method == "POST":
        try:
            actions.unarchive(request.caller, team, key=sent(request.POST).key)
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            messages.success(request, _("{name} is back.").format(name=name))
            return redirect("settings_team", workspace, team)
    context = {
        "title": _("Bring {name} back?").format(name=name),
        "consequence": _(
            "It stands in lists and choices again, with the people that it had and all its past. "
            "What was moved or closed meanwhile stays as it is."
        ),
        "entry": form,
        "crumbs": (Link(_("Teams"), reverse(TAB, args=[workspace])), Link(name)),
    }
    return show(request, "confirm", TAB, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: Request, workspace: str, team: int) -> HttpResponse:
    """Choose the team that takes this one in (`?into=`), read what will move, merge by POST."""
    into = _number(request.POST.get("into", "") or request.GET.get("into", ""))
    found = _found(request, team, into)
    if into == team:
        return redirect("settings_team_merge", workspace, team)
    form, status = _merge_form(request, found), 200
    boxes = lead_boxes(found, None)
    if request.method == "POST":
        given = sent(request.POST, "reason")
        leads = _leads(request.POST)
        try:
            actions.merge(
                request.caller, team, into or 0, given.given["reason"], leads=leads, key=given.key
            )
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
            boxes = lead_boxes(found, leads)
        else:
            said = _("{name} is part of {into} now.")
            into_name = found.into.name if found.into else ""
            messages.success(request, said.format(name=found.team.name, into=into_name))
            return redirect("settings_team", workspace, into)
    context = _merge_context(request, found, form, boxes)
    return show(request, "team_merge", TAB, context, status=status)


def _leads(post: QueryDict) -> list[int]:
    return [pk for text in post.getlist("leads") if (pk := _number(text)) is not None]


def _merge_form(request: Request, found: Reorganization) -> Entry:
    name, into = found.team.name, found.into
    label = _("Merge {name} into {into}").format(name=name, into=into.name if into else "")
    return entry(
        "merge", label, Field("reason", _("Why"), "textarea", is_required=False),
        hidden=(("into", str(into.id)),) if into else (),
        back_url=reverse("settings_team_merge", args=[request.caller.slug, found.team.id]),
    )  # fmt: skip


def _merge_context(
    request: Request, found: Reorganization, form: Entry, boxes: tuple[LeadBox, ...]
) -> dict[str, object]:
    chosen = str(found.into.id) if found.into else ""
    others = _choices(request.standing.teams, found.team.id)
    return {
        "found": found,
        "going": going(found, request.caller.slug),
        "entry": form,
        "boxes": boxes,
        "choice": Field(
            "into", _("Which team takes it in?"), "select", chosen,
            choices=(("", _("Choose a team")), *others),
        ),
        "may_edit": administers(request.caller) and found.above is not None and not found.archived,
        "crumbs": _crumbs(request.caller.slug, found, _("Merge")),
    }  # fmt: skip
