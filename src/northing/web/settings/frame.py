"""What the pages of the settings share: their tabs, and how they are shown."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.web.base.requests import Request
from northing.web.base.shapes import Link


def show(
    request: Request, template: str, tab: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the settings under its tabs; htmx gets the part below them.

    `tab` is the name of the tab's address.
    """
    name = f"settings/{template}.html" + ("#body" if request.htmx else "")
    links = tuple(
        Link(text, reverse(page, args=[request.caller.slug]), page == tab)
        for page, text in _tabs(request.caller)
    )
    return render(request, name, {**context, "tabs": links}, status=status)


def _tabs(caller: Caller) -> tuple[tuple[str, str], ...]:
    own = (("settings_jobs", _("Jobs")),) if administers(caller) else ()
    return (
        ("settings", _("Workspace")),
        ("settings_teams", _("Teams")),
        ("settings_people", _("People")),
        ("settings_cycles", _("Cycles")),
        ("settings_coach", _("Writing coach")),
        ("settings_tokens", _("Tokens")),
        *own,
    )


def administers(caller: Caller) -> bool:
    """Whether the caller may change what belongs to the whole workspace."""
    return access.may(caller, Verb.ADMINISTER, About())


def keeps(caller: Caller, team: int) -> bool:
    """Whether the caller may change who is in this team."""
    return access.may(caller, Verb.KEEP_TEAM, About(team=team))
