"""Persons: invited by a link, given a role, sent away; at least one admin remains."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q

from northing.actions import find, leaving, typed
from northing.actions.change import Change, Done, change, change_without_caller
from northing.actions.errors import ForbiddenError, InvalidError, NotFoundError
from northing.actions.fields import Field, edited
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import PersonState, Role
from northing.kit import secrets
from northing.kit.text import text as _
from northing.store.people import Invitation, Person
from northing.store.teams import TeamPerson

INVITED_FOR = timedelta(days=14)
ROOM_FOR_SUFFIX = 6


def invite(
    caller: Caller, name: str, *, handle: str = "", email: str = "", role: str = "member",
    team: int | None = None, key: str = "",
) -> Done:  # fmt: skip
    """A person and a link to come in by; `secret` is the link's token, shown to the inviter once.

    An admin invites anybody; a lead invites members and viewers into the own team.
    """
    request = [name, handle, email, role, team]
    with change(caller, "invite", key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        wanted = typed.choice(role, Role, "role")
        _must_invite(caller, wanted, team)
        person = add(
            c, caller, name, handle=handle, email=email, role=wanted, state=PersonState.INVITED
        )
        if team is not None:
            row = find.team(caller, team, lock=True)
            find.must_live(row)
            c.insert(
                TeamPerson(ws_id=caller.workspace, team=row, person=person, since=caller.today)
            )
        return c.answer(person, _invitation(c, person, caller.now))


def _must_invite(caller: Caller, role: Role, team: int | None) -> None:
    if team is None or role is Role.ADMIN:
        find.must(caller, Verb.ADMINISTER, About())
    else:
        find.must(caller, Verb.KEEP_TEAM, About(team=team))


def add(
    c: Change, caller: Caller, name: str, *, handle: str = "", email: str = "",
    role: Role = Role.MEMBER, state: PersonState = PersonState.INACTIVE, account: int | None = None,
) -> Person:  # fmt: skip
    """A new person within a change under way; the handle is made free by a number if need be."""
    clean = typed.line(name, "name", 80)
    wanted = typed.slug(handle or clean, 40 - ROOM_FOR_SUFFIX) or "person"
    given = bool(handle.strip())
    taken = set(
        Person.objects.filter(ws=caller.workspace, handle__startswith=wanted).values_list(
            "handle", flat=True
        )
    )
    if given and wanted in taken:
        raise InvalidError(
            _("The handle {handle!r} is taken.", handle=wanted), _("Choose another."), "handle"
        )
    free = next(
        h for h in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if h not in taken
    )
    return c.insert(
        Person(
            ws_id=caller.workspace,
            name=clean,
            handle=free,
            email=typed.email(email),
            role=role.value,
            state=state.value,
            account_id=account,
        )
    )


def _invitation(c: Change, person: Person, now: datetime) -> str:
    leaving.revoke_invitations(c, person)
    secret = secrets.fresh("nin")
    c.insert(
        Invitation(
            ws_id=person.ws_id,
            person=person,
            hash=secrets.digest(secret),
            expires_at=now + INVITED_FOR,
        )
    )
    return secret


def reinvite(caller: Caller, person: int, *, key: str = "") -> Done:
    """A new link for a person without an account; the old one stops working."""
    with change(caller, "reinvite", key=key, request=person) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        row = find.person(caller, person, "person")
        if row.account_id is not None:
            raise InvalidError(_("{name} has an account already.", name=row.name), "", "person")
        if row.state == PersonState.INACTIVE.value:
            c.update(row, state=PersonState.INVITED.value)
        return c.answer(row, _invitation(c, row, caller.now))


def accept_invitation(secret: str, account: int, now: datetime) -> Done:
    """Link an account to the person that the invitation was written for."""
    found = Invitation.objects.filter(
        hash=secrets.digest(secret), accepted_at=None, revoked_at=None, expires_at__gt=now
    ).first()
    if found is None:
        raise NotFoundError(
            _("This invitation no longer holds."), _("Ask for a new link."), "invitation"
        )
    with change_without_caller(found.ws_id, found.person_id, "accept_invitation", now) as c:
        row = (
            Invitation.objects.select_for_update(no_key=True)
            .select_related("person")
            .get(pk=found.pk)
        )
        used = row.accepted_at is not None or row.person.account_id is not None
        if used or row.revoked_at is not None:
            raise NotFoundError(
                _("This invitation was used."), _("Ask for a new link."), "invitation"
            )
        if Person.objects.filter(ws=row.ws_id, account=account).exists():
            raise InvalidError(
                _("Your account belongs to somebody in this workspace already."),
                _("Sign out first to accept for another person."),
                "invitation",
            )
        c.update(row, accepted_at=now)
        c.update(row.person, account_id=account, state=PersonState.ACTIVE.value)
        return c.answer(row.person)


def edit(
    caller: Caller, person: int, given: Mapping[str, str], seen: Mapping[str, str],
    reason: str = "", *, key: str = "",
) -> Done:  # fmt: skip
    """Change name, handle, e-mail, role or state. People change their own name and e-mail themselves."""
    with change(caller, "edit_person", reason, key=key, request=[person, dict(given)]) as c:
        if c.earlier:
            return c.earlier
        row = locked_with_admins(caller, person)
        if row is None:
            raise find.not_found("person")
        changes = edited(row, _FIELDS, given, seen)
        own = caller.person == person and set(changes) <= {"name", "email"}
        find.must(caller, Verb.OWN if own else Verb.ADMINISTER, About())
        check(caller, row, changes)
        if changes.get("state") == PersonState.INACTIVE.value:
            del changes["state"]
            leaving.must_own_nothing(row, leaving.owned(row))
            leaving.take_leave(c, caller, row)
        if changes:
            c.update(row, **changes)
        return c.answer(row)


def locked_with_admins(caller: Caller, person: int) -> Person | None:
    """The person, locked with all admins in one order: two who unmake each other wait, and one remains."""
    admins = Q(role=Role.ADMIN.value, state=PersonState.ACTIVE.value)
    rows = Person.objects.select_for_update(no_key=True).filter(
        admins | Q(pk=person), ws=caller.workspace
    )
    return next((p for p in rows.order_by("pk") if p.pk == person), None)


def check(caller: Caller, row: Person, changes: dict[str, str]) -> None:
    """Raise InvalidError for a handle that is taken, ForbiddenError where no admin would remain."""
    handle = changes.get("handle")
    if (
        handle
        and Person.objects.filter(ws=caller.workspace, handle=handle).exclude(pk=row.pk).exists()
    ):
        raise InvalidError(
            _("The handle {handle!r} is taken.", handle=handle), _("Choose another."), "handle"
        )
    if changes.get("state") == PersonState.INVITED.value:
        raise InvalidError(_("Invite by a new link instead."), "", "state")
    stays = {"role": row.role, "state": row.state} | changes
    is_admin = stays["role"] == Role.ADMIN.value and stays["state"] == PersonState.ACTIVE.value
    others = Person.objects.filter(
        ws=caller.workspace, role=Role.ADMIN.value, state=PersonState.ACTIVE.value
    )
    if not is_admin and not [p for p in others if p.pk != row.pk]:
        raise ForbiddenError(
            _("At least one admin remains."), _("Make somebody else an admin first."), "role"
        )


def _handle(text: str) -> str:
    found = typed.slug(typed.line(text, "handle", 40))
    if not found:
        raise InvalidError(
            _("A handle holds letters from a to z or digits."),
            _("Write it like ada-byrne."),
            "handle",
        )
    return found


_FIELDS = {
    "name": Field(lambda t: typed.line(t, "name", 80)),
    "handle": Field(_handle),
    "email": Field(typed.email),
    "role": Field(lambda t: typed.choice(t, Role, "role").value),
    "state": Field(lambda t: typed.choice(t, PersonState, "state").value),
}
