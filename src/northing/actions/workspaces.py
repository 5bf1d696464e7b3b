"""Founding a workspace and keeping its settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from northing.actions import typed
from northing.actions.change import Done, change, change_without_caller
from northing.actions.errors import InvalidError
from northing.actions.fields import Field, edited
from northing.actions.find import must
from northing.domain import cadence
from northing.domain.access import About, Caller, SecondFactor, Verb, needs_second_factor
from northing.domain.snapshot import Cycle as Picture
from northing.domain.snapshot import PersonState, Role
from northing.kit.text import text as _
from northing.queries.callers import RESERVED_SLUGS
from northing.queries.way_in import has_second_factor
from northing.store import guard
from northing.store.cycles import Cycle
from northing.store.people import Person
from northing.store.teams import Team, TeamPerson
from northing.store.workspaces import NumberSeries, Workspace

WEEKDAYS, MONTHS = 7, 12
POLICIES = ("personal_okrs", "second_factor")


@dataclass(frozen=True, slots=True)
class Founding:
    """What a new workspace needs: its name, its first admin, and how its year runs."""

    name: str
    slug: str
    admin_name: str
    admin_handle: str
    admin_email: str = ""
    tz: str = "UTC"
    fiscal_month: int = 1
    weekday: int = 3
    is_demo: bool = False
    with_cycles: bool = True


def found(given: Founding, now: datetime, account: int | None = None) -> Done:
    """A workspace with its first admin, a root team, this year and its quarters."""
    slug = typed.slug(given.slug or given.name)
    if not slug or slug in RESERVED_SLUGS:
        raise InvalidError(
            _("{slug!r} cannot be used in addresses.", slug=slug), _("Choose another name."), "slug"
        )
    with transaction.atomic():
        if Workspace.objects.filter(slug=slug).exists():
            raise InvalidError(
                _("There is a workspace {slug!r} already.", slug=slug),
                _("Choose another name."),
                "slug",
            )
        ws = Workspace(
            slug=slug,
            name=typed.line(given.name, "name", 80),
            tz=typed.zone(given.tz),
            fiscal_month=month(str(given.fiscal_month)),
            weekday=weekday(str(given.weekday)),
            is_demo=given.is_demo,
        )
        with guard.writing():
            ws.save()
        return _furnish(ws, given, now, account)


def _furnish(ws: Workspace, given: Founding, now: datetime, account: int | None) -> Done:
    with change_without_caller(ws.pk, None, "found", now) as c:
        c.insert(NumberSeries(ws=ws), event=False)
        admin = Person(
            ws=ws, account_id=account, name=typed.line(given.admin_name, "admin_name", 80),
            handle=typed.slug(given.admin_handle or given.admin_name) or "admin", role=Role.ADMIN.value,
            email=typed.email(given.admin_email), state=PersonState.ACTIVE.value,
        )  # fmt: skip
        c.insert(admin)
        c.person = admin.pk
        today = now.astimezone(ws.zone).date()
        root = c.insert(Team(ws=ws, name=ws.name, slug=typed.slug(ws.name, 60) or "company"))
        c.insert(TeamPerson(ws=ws, team=root, person=admin, lead=True, since=today))
        if given.with_cycles:
            behind = today.month < ws.fiscal_month
            annual = cadence.year(ws.fiscal_month, today.year - 1 if behind else today.year)
            parent = c.insert(_cycle(ws, annual, None))
            for quarter in cadence.quarters(annual):
                c.insert(_cycle(ws, quarter, parent))
        c.touched(ws)
        return Done("workspace", ws.pk, ws.slug)


def _cycle(ws: Workspace, cycle: Picture, parent: Cycle | None) -> Cycle:
    return Cycle(
        ws=ws,
        parent=parent,
        kind=cycle.kind.value,
        name=cycle.name,
        start=cycle.start,
        end=cycle.end,
    )


def edit(
    caller: Caller,
    given: Mapping[str, str],
    seen: Mapping[str, str],
    reason: str = "",
    *,
    key: str = "",
) -> Done:
    """Change name, time zone, first month of the year, check-in weekday, or the policies.

    Policies: whether there are personal OKRs, and who needs a second factor. Raises InvalidError for a
    second factor that the caller's own account does not have: whoever asks for it would be shut out.
    """
    with change(caller, "edit_workspace", reason, key=key, request=dict(given)) as c:
        if c.earlier:
            return c.earlier
        must(caller, Verb.ADMINISTER, About())
        ws = Workspace.objects.select_for_update(no_key=True).get(pk=caller.workspace)
        changes = edited(ws, _FIELDS, given, seen)
        policies = {name: changes.pop(name) for name in POLICIES if name in changes}
        if policies:
            _own_second_factor(caller, policies)
            changes["policies"] = {**ws.policies, **policies}
        if changes:
            c.update(ws, **changes)
        return c.answer(ws)


def _own_second_factor(caller: Caller, policies: Mapping[str, object]) -> None:
    asked = SecondFactor(str(policies.get("second_factor", SecondFactor.NOBODY.value)))
    asks_me = caller.account is not None and needs_second_factor(asked, caller.role)
    if asks_me and caller.door != "cli" and not has_second_factor(caller.account or 0):
        raise InvalidError(
            _("You have no second factor yourself yet, and would be shut out."),
            _("Set one up under your account, then come back."),
            "second_factor",
        )


def weekday(text: str) -> int:
    """0 (Monday) to 6."""
    found = typed.whole(text)
    if found is None or found >= WEEKDAYS:
        raise InvalidError(_("A weekday is a number from 0 (Monday) to 6."), "", "weekday")
    return found


def month(text: str) -> int:
    """1 to 12."""
    found = typed.whole(text)
    if found is None or not 1 <= found <= MONTHS:
        raise InvalidError(_("A month is a number from 1 to 12."), "", "fiscal_month")
    return found


_FIELDS = {
    "name": Field(lambda t: typed.line(t, "name", 80)),
    "tz": Field(typed.zone),
    "fiscal_month": Field(month),
    "weekday": Field(weekday),
    "second_factor": Field(lambda t: typed.choice(t, SecondFactor, "second_factor").value),
    "personal_okrs": Field(lambda t: typed.yes_no(t, "personal_okrs")),
}
