"""The document that somebody chose: the form for it, its bytes, and what can be wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from northing.actions.errors import ActionError, InvalidError
from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.domain.plan import Plan
from northing.queries import days
from northing.queries.callers import TeamNode
from northing.queries.cycles import CycleRef, running
from northing.queries.imports import ImportCard
from northing.transfer import documents
from northing.transfer.errors import TransferError
from northing.web.base.entry import Entry, entry
from northing.web.base.requests import Request
from northing.web.base.shapes import Chip, Field

LARGEST = 10 * 1024 * 1024
ANSWERS = {"dates": ("dmy", "mdy"), "decimals": ("comma", "point")}
"""What a person can say of a sheet that can be read in two ways."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A staged import in the list."""

    name: str
    url: str
    said: str
    chip: Chip


def form(request: Request, known: Sequence[CycleRef]) -> Entry:
    """Paste or upload, and what holds where the document names no team and no period."""
    listed = tuple((str(t.id), t.name) for t in teams(request))
    open_cycles = tuple((str(c.id), c.name) for c in known if c.phase != "closed")
    now = running(c for c in known if c.phase != "closed")
    team = request.GET.get("team") or (listed[0][0] if listed else "")
    return entry(
        "document",
        _("Read it"),
        Field("text", _("Paste your document"), "textarea", is_required=False,
              placeholder=_("# Objective: …\n- Key result … (@owner) 0.7"),
              help=_("Markdown, plain text, or cells copied from a spreadsheet.")),
        Field("file", _("or choose a file"), "file", is_required=False,
              help=_("Excel (.xlsx), CSV, Markdown or plain text, at most 10 MB.")),
        Field("name", _("Name of the document"), is_required=False,
              help=_("For pasted text: under the same name Northing knows it again next time.")),
        Field("team", _("Team"), "select", team, choices=listed,
              help=_("For what names no team that is known here.")),
        Field("cycle", _("Cycle"), "select", str(now.id) if now else "", choices=open_cycles,
              help=_("For what names no period that is known here.")),
        multipart=True,
    )  # fmt: skip


def teams(request: Request) -> tuple[TeamNode, ...]:
    """The teams into which the caller may import, own ones first."""
    caller = request.caller
    allowed = [
        t
        for t in request.standing.teams
        if not t.archived and access.may(caller, Verb.IMPORT, About(team=t.id))
    ]
    return tuple(sorted(allowed, key=lambda t: t.id not in caller.teams))


def chosen(request: Request, given: Mapping[str, str]) -> tuple[str, bytes]:
    """Name and bytes of the file, or of the pasted text. Raises InvalidError for none or too much."""
    file, text = request.FILES.get("file"), given["text"]
    if file is not None and text.strip():
        raise InvalidError(
            _("There is a text and a file."), _("Leave one of them out, and send again."), "file"
        )
    if file is not None:
        if (file.size or 0) > LARGEST:
            raise InvalidError(
                _("This file has {size} MB.").format(size=-(-(file.size or 0) // 2**20)),
                _("At most 10 MB are read: split it, for instance one file per team."),
                "file",
            )
        return given["name"].strip() or file.name or _("document"), file.read()
    if not text.strip():
        raise InvalidError(
            _("There is no document yet."), _("Paste a text or choose a file."), "text"
        )
    return given["name"].strip() or _("pasted text"), text.encode()


def read(name: str, data: bytes, fiscal_month: int, *, dates: str = "", decimals: str = "") -> Plan:
    """The plan in these bytes; `dates` and `decimals` answer what a sheet leaves open.

    Raises InvalidError with what is wrong with them, and where.
    """
    try:
        return documents.read(data, name, fiscal_month=fiscal_month, dates=dates, decimals=decimals)
    except TransferError as error:
        raise InvalidError(f"{error.place}: {error.message}", error.remedy, "document") from None


def at_field(error: ActionError, request: Request) -> ActionError:
    """What is wrong with the document, said at the field that it came by."""
    if error.place == "document":
        error.place = "file" if "file" in request.FILES else "text"
    return error


def number(text: str) -> int:
    """An id from a form; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def waiting(found: Sequence[ImportCard], caller: Caller) -> tuple[Waiting, ...]:
    """One's imports that wait, or that were committed within the last days."""
    return tuple(_waiting(card, caller) for card in found)


def _waiting(card: ImportCard, caller: Caller) -> Waiting:
    today = caller.today
    said = _("{objectives} objectives, {key_results} key results · read {day}").format(
        objectives=card.objectives,
        key_results=card.key_results,
        day=days.ago(card.staged_on, today),
    )
    if card.committed:
        chip = Chip(_("imported"), "on")
    else:
        chip = Chip(_("waits until {day}").format(day=days.short(card.expires_on, today)), "accent")
    return Waiting(card.source_name, reverse("import", args=[caller.slug, card.id]), said, chip)
