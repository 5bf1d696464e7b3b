"""The workspace itself: its name, time zone, year and check-in weekday."""

from functools import cache
from zoneinfo import available_timezones

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import workspaces
from northing.actions.errors import ActionError
from northing.domain.access import SecondFactor
from northing.queries import workspaces as queries
from northing.queries.workspaces import WorkspaceCard
from northing.web.base.entry import Entry, entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Field
from northing.web.settings.frame import administers, show

ASKED = "second_factor"
FIELDS = ("name", "tz", "fiscal_month", "weekday", "personal_okrs", ASKED)


@require_http_methods(["GET", "HEAD", "POST"])
def workspace(request: Request, workspace: str) -> HttpResponse:
    """Show the settings; admins save them by POST."""
    card = queries.workspace(request.caller)
    form = _form(card)
    status = 200
    if request.method == "POST":
        # A field that did not come is not asked about: an empty switch is off, an empty choice is none.
        given = sent(request.POST, *(f for f in FIELDS if f != ASKED or f in request.POST))
        try:
            workspaces.edit(request.caller, given.given, given.seen, key=given.key)
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            messages.success(request, _("The workspace is saved."))
            return redirect("settings", workspace)
    context = {"entry": form, "facts": _facts(card), "may_edit": administers(request.caller)}
    return show(request, "workspace", "settings", context, status=status)


def _form(card: WorkspaceCard) -> Entry:
    weekdays = tuple((str(number), str(name)) for number, name in WEEKDAYS.items())
    months = tuple((str(number), str(name)) for number, name in MONTHS.items())
    return entry(
        "workspace",
        _("Save"),
        Field("name", _("Name"), value=card.name),
        Field(
            "tz", _("Time zone"), "select", card.tz, choices=_zones(card.tz),
            help=_("Days begin and end here, also those of deadlines."),
        ),
        Field("fiscal_month", _("First month of the year"), "select", str(card.fiscal_month),
              choices=months, help=_("New years and their quarters start with it.")),
        Field("weekday", _("Check-in day"), "select", str(card.weekday), choices=weekdays,
              help=_("On this day every key result asks for its word.")),
        Field("personal_okrs", _("people may have personal OKRs"), "checkbox",
              "on" if card.personal_okrs else "", is_required=False,
              help=_("Everybody reads them while they run, nobody counts them; how one ended is seen by "
                     "its person alone. Switched off, no new ones are drafted and the others stay.")),
        Field("second_factor", _("Second factor"), "select", card.second_factor, choices=_asked(),
              help=_("Before pages open, beside the password: codes of an app or a passkey. Tokens are "
                     "not asked.")),
        is_edit=True,
    )  # fmt: skip


def _asked() -> tuple[tuple[str, str], ...]:
    return (
        (SecondFactor.NOBODY.value, _("as everybody likes")),
        (SecondFactor.ADMINS.value, _("admins need one")),
        (SecondFactor.EVERYBODY.value, _("everybody needs one")),
    )


def _zones(current: str) -> tuple[tuple[str, str], ...]:
    names = _known_zones()
    return tuple(
        (n, n.replace("_", " ")) for n in (names if current in names else (current, *names))
    )


@cache
def _known_zones() -> tuple[str, ...]:
    """Zones by place, and UTC; the old aliases are left out."""
    places = (
        n
        for n in available_timezones()
        if "/" in n and not n.startswith(("Etc/", "SystemV/", "US/"))
    )
    return ("UTC", *sorted(places))


def _facts(card: WorkspaceCard) -> tuple[tuple[str, str], ...]:
    return (
        (_("Name"), card.name),
        (_("Address"), f"/{card.slug}/"),
        (_("Time zone"), card.tz),
        (_("First month of the year"), str(MONTHS[card.fiscal_month])),
        (_("Check-in day"), str(WEEKDAYS[card.weekday])),
        (_("Second factor"), dict(_asked()).get(card.second_factor, "")),
        (_("Personal OKRs"), _("allowed") if card.personal_okrs else _("not used")),
    )
