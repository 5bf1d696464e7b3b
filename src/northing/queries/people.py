"""People of a workspace, and who an invitation is for."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from northing.domain.access import Caller
from northing.domain.snapshot import PersonState
from northing.kit import secrets
from northing.store.people import Invitation, Person
from northing.store.teams import TeamPerson


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person as named beside a noun; `absent`: inactive, so whatever they own has nobody here."""

    id: int
    name: str
    handle: str
    initials: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """A team that a person belongs to, and whether they lead it."""

    id: int
    name: str
    slug: str
    lead: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person with role, state and teams. The address is shown to admins and to themselves only."""

    person: PersonRef
    email: str
    role: str
    state: str
    has_account: bool
    teams: tuple[TeamPlace, ...]


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """What an invitation's page may show to whoever holds the link."""

    workspace: str
    slug: str
    name: str
    email: str


def ref(row: Person) -> PersonRef:
    """The short form of a loaded row."""
    gone = row.state == PersonState.INACTIVE.value
    return PersonRef(row.pk, row.name, row.handle, row.initials, gone)


def people(caller: Caller) -> tuple[PersonCard, ...]:
    """Everybody in the workspace, active people first, then by name."""
    places: dict[int, list[TeamPlace]] = {}
    member = _memberships().filter(ws=caller.workspace)
    for row in member.order_by("team__name", "pk"):
        place = TeamPlace(row.team_id, row.team.name, row.team.slug, row.lead)
        places.setdefault(row.person_id, []).append(place)
    rows = Person.objects.filter(ws=caller.workspace).order_by("name", "pk")
    cards = [_card(caller, row, tuple(places.get(row.pk, ()))) for row in rows]
    order = list(PersonState)
    return tuple(sorted(cards, key=lambda c: order.index(PersonState(c.state))))


def person(caller: Caller, pk: int) -> PersonCard | None:
    """One person, or None."""
    row = Person.objects.filter(ws=caller.workspace, pk=pk).first()
    if row is None:
        return None
    member = _memberships().filter(person=row).order_by("pk")
    teams = tuple(TeamPlace(m.team_id, m.team.name, m.team.slug, m.lead) for m in member)
    return _card(caller, row, teams)


def _memberships() -> "QuerySet[TeamPerson]":
    """Who is in a team of today."""
    return TeamPerson.objects.filter(until=None, team__archived_at=None).select_related("team")


def _card(caller: Caller, row: Person, teams: tuple[TeamPlace, ...]) -> PersonCard:
    private = caller.is_admin or row.pk == caller.person
    return PersonCard(
        ref(row),
        row.email if private else "",
        row.role,
        row.state,
        row.account_id is not None,
        teams,
    )


def choices(caller: Caller) -> tuple[PersonRef, ...]:
    """People who can be given something to own: all but the inactive, by name."""
    rows = Person.objects.filter(ws=caller.workspace).exclude(state=PersonState.INACTIVE.value)
    return tuple(ref(row) for row in rows.order_by("name", "pk"))


def invitation(secret: str, now: datetime) -> InvitationCard | None:
    """Who an invitation is for, while it holds; None for used, revoked, expired and unknown ones."""
    row = (
        Invitation.objects.select_related("person", "ws")
        .filter(hash=secrets.digest(secret), accepted_at=None, revoked_at=None, expires_at__gt=now)
        .first()
    )
    if row is None or row.person.account_id is not None:
        return None
    return InvitationCard(row.ws.name, row.ws.slug, row.person.name, row.person.email)
