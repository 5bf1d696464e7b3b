"""Cycles: years with their quarters, made, mended and closed by admins."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import cycles as actions
from northing.actions.errors import ActionError
from northing.domain import cadence
from northing.queries import cycles as queries
from northing.queries.cycles import CycleRef
from northing.web.base.entry import Entry, entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Field, Link
from northing.web.settings.frame import administers, show
from northing.web.settings.rows import cycle_rows, kind_word, phase_word
from northing.web.settings.teams import number

TAB = "settings_cycles"
CREATED = ("name", "kind", "start", "end", "parent", "with_quarters")


@require_http_methods(["GET", "HEAD", "POST"])
def cycles(request: Request, workspace: str) -> HttpResponse:
    """All cycles by year; admins make one, or a year with its quarters, by POST."""
    known = queries.cycles(request.caller)
    year, other = _year(request, known), _other(known)
    status = 200
    if request.method == "POST":
        given = sent(request.POST, *CREATED)
        text = given.given
        try:
            actions.create(
                request.caller, text["name"], text["kind"], text["start"], text["end"],
                number(text["parent"]) if text["parent"] else None,
                with_quarters=bool(text["with_quarters"]), key=given.key,
            )  # fmt: skip
        except ActionError as error:
            status = error.status
            if text["kind"] == "annual":
                year = refused(year, request.POST, error)
            else:
                other = refused(other, request.POST, error)
        else:
            messages.success(request, _("{name} is made.").format(name=text["name"].strip()))
            return redirect(TAB, workspace)
    context = {
        "rows": cycle_rows(known, request.caller),
        "year": year,
        "other": other,
        "may_edit": administers(request.caller),
    }
    return show(request, "cycles", TAB, context, status=status)


def _year(request: Request, known: Sequence[CycleRef]) -> Entry:
    """The form for the next year: it starts on the day after the newest one."""
    caller, month = request.caller, request.standing.fiscal_month
    newest = max((c.end for c in known if c.kind == "annual"), default=None)
    behind = caller.today.month < month
    first = newest.year + (newest.month == 12) if newest else caller.today.year - behind
    annual = cadence.year(month, first)
    return entry(
        "year",
        _("Make the year"),
        Field("name", _("Name"), value=annual.name),
        Field("start", _("First day"), "date", annual.start.isoformat()),
        Field("end", _("Last day"), "date", annual.end.isoformat()),
        Field("with_quarters", _("with its four quarters"), "checkbox", "on", is_required=False),
        hidden=(("kind", "annual"),),
    )


def _other(known: Sequence[CycleRef]) -> Entry:
    years = tuple((str(c.id), c.name) for c in known if c.kind == "annual" and c.phase != "closed")
    return entry(
        "cycle",
        _("Make the cycle"),
        Field("name", _("Name"), placeholder=_("Launch sprint"), id="another-name"),
        Field("kind", _("Kind"), "select", "custom",
              choices=(("custom", kind_word("custom")), ("quarter", kind_word("quarter")))),
        Field("start", _("First day"), "date", id="another-start"),
        Field("end", _("Last day"), "date", id="another-end"),
        Field("parent", _("Inside the year"), "select", is_required=False,
              choices=(("", _("no year")), *years)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def cycle(request: Request, workspace: str, cycle: int) -> HttpResponse:
    """One cycle; admins change its name and dates by POST while it is not closed."""
    card = _found(request, cycle)
    form = _edit(card)
    status = 200
    if request.method == "POST":
        given = sent(request.POST, "name", "start", "end")
        try:
            actions.edit(request.caller, cycle, given.given, given.seen, key=given.key)
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            messages.success(
                request, _("{name} is saved.").format(name=given.given["name"].strip())
            )
            return redirect(TAB, workspace)
    return _page(request, card, form, status)


def _found(request: Request, cycle: int) -> CycleRef:
    card = next((c for c in queries.cycles(request.caller) if c.id == cycle), None)
    if card is None:
        raise Http404
    return card


def _edit(card: CycleRef) -> Entry:
    return entry(
        "cycle",
        _("Save"),
        Field("name", _("Name"), value=card.name),
        Field("start", _("First day"), "date", card.start.isoformat()),
        Field("end", _("Last day"), "date", card.end.isoformat()),
        is_edit=True,
    )


def _page(request: Request, card: CycleRef, form: Entry, status: int) -> HttpResponse:
    slug, admin = request.caller.slug, administers(request.caller)
    context = {
        "cycle": card,
        "entry": form,
        "facts": (
            (_("Kind"), kind_word(card.kind)),
            (_("First day"), card.start.isoformat()),
            (_("Last day"), card.end.isoformat()),
            (_("State"), phase_word(card.phase)),
        ),
        "crumbs": (Link(_("Cycles"), reverse(TAB, args=[slug])), Link(card.name)),
        "may_edit": admin and card.phase != "closed",
        "may_close": admin and card.phase == "review",
    }
    return show(request, "cycle", TAB, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_closure(request: Request, workspace: str, cycle: int) -> HttpResponse:
    """Ask whether to close a cycle, and close it by POST."""
    card = _found(request, cycle)
    reason = Field("reason", _("A word on how it went"), "textarea", is_required=False)
    form = entry("closure", _("Close {name}").format(name=card.name), reason,
                 back_url=reverse(TAB, args=[workspace]))  # fmt: skip
    status = 200
    if request.method == "POST":
        given = sent(request.POST, "reason")
        try:
            actions.close(request.caller, cycle, given.given["reason"], key=given.key)
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            messages.success(request, _("{name} is closed.").format(name=card.name))
            return redirect(TAB, workspace)
    crumbs = (Link(_("Cycles"), reverse(TAB, args=[workspace])), Link(card.name))
    context = {
        "title": _("Close {name} for good?").format(name=card.name),
        "consequence": _(
            "Nothing in a closed cycle is asked, edited or graded any more. It cannot be opened again."
        ),
        "entry": form,
        "crumbs": crumbs,
    }
    return show(request, "confirm", TAB, context, status=status)
