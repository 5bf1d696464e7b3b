"""From an account, a token or a command line to the Caller that every other function takes first."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.crypto import constant_time_compare

from northing.domain.access import EVERYTHING, Caller, Scope, SecondFactor, needs_second_factor
from northing.domain.snapshot import PersonState, Role
from northing.kit import secrets
from northing.queries.compiled import compiled
from northing.queries.way_in import has_second_factor
from northing.store.people import Person
from northing.store.teams import Team, TeamPerson
from northing.store.tokens import Token
from northing.store.workspaces import Workspace

RESERVED_SLUGS = frozenset(
    {
        "accounts", "api", "static", "invite", "demo", "styleguide", "healthz", "readyz", "metrics", "welcome",
        "workspaces", "robots.txt", "favicon.ico",
    }
)  # fmt: skip


class TeamNode(NamedTuple):
    """A team as the tree needs it: a thousand of them are made on every page of a large firm."""

    id: int
    name: str
    slug: str
    parent: int | None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The caller with what every page's frame shows: own name, workspace, team tree."""

    caller: Caller
    workspace_name: str
    person_name: str
    handle: str
    initials: str
    weekday: int
    fiscal_month: int
    is_demo: bool
    teams: tuple[TeamNode, ...]
    fresh_token: int | None = None
    """The token that is used for the first time today, so that the day can be noted."""
    personal_okrs: bool = False
    head: str = ""
    """The head of the workspace's chain of events: another one after every change."""
    lacks_second_factor: bool = False
    """Whether the workspace asks this account for a second factor that it does not have."""


def by_account(
    account: int, proof: str, slug: str, now: datetime, request_id: str = ""
) -> Standing | None:
    """The standing of a signed-in account in a workspace, or None for outsiders and inactive people.

    `proof` is the session's hash of the password; a changed password ends every session.
    """
    person = _MEMBER.first(account, slug)
    if person is None or not _proven(person.account, proof):
        return None
    found = _standing(person, "web", now, EVERYTHING, request_id)
    asked = needs_second_factor(SecondFactor(person.ws.second_factor), found.caller.role)
    return replace(found, lacks_second_factor=asked and not has_second_factor(account))


def _proven(account: AbstractBaseUser | None, proof: str) -> bool:
    """Whether the session began with the password of now, signed by any key of this installation."""
    if account is None:
        return False
    known = (account.get_session_auth_hash(), *account.get_session_auth_fallback_hash())
    return any(constant_time_compare(proof, one) for one in known)


def by_token(secret: str, now: datetime, request_id: str = "") -> Standing | None:
    """The standing of a token's person, limited to its scopes; None if expired, revoked, unknown."""
    token = (
        Token.objects.filter(hash=secrets.digest(secret), revoked_at=None)
        .filter(Q(expires_at=None) | Q(expires_at__gt=now))
        .values("pk", "person_id", "scopes", "last_used_on")
        .first()
    )
    if token is None:
        return None
    person = _active().filter(pk=token["person_id"]).first()
    if person is None:
        return None
    scopes = frozenset(Scope(s) for s in token["scopes"])
    found = _standing(person, "api", now, scopes, request_id)
    first_today = token["last_used_on"] != found.caller.today
    return replace(found, fresh_token=token["pk"] if first_today else None)


def by_handle(slug: str, handle: str, door: str, now: datetime) -> Standing | None:
    """The standing of a named person: for the command line, where access to the machine is the right.

    An empty handle means the workspace's first admin, before an invited one an active one.
    """
    people = _active().filter(ws__slug=slug)
    if handle:
        person = people.filter(handle=handle).first()
    else:
        admins = Person.objects.filter(ws__slug=slug, role=Role.ADMIN.value)
        admins = admins.exclude(state=PersonState.INACTIVE.value).select_related("ws", "account")
        person = admins.order_by("state", "pk").first()
    return _standing(person, door, now, EVERYTHING, "") if person else None


def by_workspace(workspace: int, door: str, now: datetime) -> Standing | None:
    """The standing of a workspace's first admin, for what runs without a person."""
    slug = Workspace.objects.filter(pk=workspace).values_list("slug", flat=True).first()
    return by_handle(slug, "", door, now) if slug else None


def workspaces_of(account: int) -> list[tuple[str, str]]:
    """Slug and name of the workspaces where the account is an active person, by name."""
    rows = Person.objects.filter(account=account, state=PersonState.ACTIVE.value)
    return list(rows.order_by("ws__name", "ws_id").values_list("ws__slug", "ws__name"))


def slugs() -> list[str]:
    """Every workspace of this installation, oldest first: for the command line."""
    return list(Workspace.objects.order_by("pk").values_list("slug", flat=True))


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of a demo firm who may be tried."""

    account: int
    name: str
    role: str
    leads: bool
    slug: str


def demo_people() -> tuple[DemoPerson, ...]:
    """The demo firm's people who have an account, in the order in which they came."""
    led = TeamPerson.objects.filter(person=OuterRef("pk"), lead=True, until=None)
    rows = Person.objects.filter(ws__is_demo=True, state=PersonState.ACTIVE.value).exclude(
        account=None
    )
    listed = rows.order_by("pk").annotate(leads=Exists(led))
    return tuple(
        DemoPerson(*row)
        for row in listed.values_list("account_id", "name", "role", "leads", "ws__slug")
    )


def _active() -> Any:
    rows = Person.objects.filter(state=PersonState.ACTIVE.value)
    return rows.select_related("ws", "account")


_MEMBER = compiled(
    lambda account, slug: _active().filter(account=account, ws__slug=slug, account__is_active=True)
)


def _standing(
    person: Person, door: str, now: datetime, scopes: frozenset[Scope], request_id: str
) -> Standing:
    ws = person.ws
    nodes, member_of = _teams(ws.pk, person.pk)
    leads = frozenset(t for t, lead in member_of.items() if lead)
    caller = Caller(
        account=person.account_id,
        workspace=ws.pk,
        slug=ws.slug,
        zone=ws.zone,
        person=person.pk,
        role=Role(person.role),
        teams=frozenset(member_of),
        leads=leads,
        above=below(leads, nodes),
        door=door,
        now=now,
        scopes=scopes,
        request_id=request_id,
    )
    return Standing(
        caller, ws.name, person.name, person.handle, person.initials, ws.weekday, ws.fiscal_month,
        ws.is_demo, nodes, personal_okrs=ws.personal_okrs, head=ws.head_hash,
    )  # fmt: skip


def _teams(workspace: int, person: int) -> tuple[tuple[TeamNode, ...], dict[int, bool]]:
    """The tree, and the person's own teams with whether they lead them: one query for both."""
    listed = _TREE_OF.tuples(workspace, person)
    nodes = tuple(
        TeamNode(pk, name, slug, up, gone is not None) for pk, name, slug, up, gone, _ in listed
    )
    return nodes, {pk: bool(lead) for pk, *_, lead in listed if lead is not None}


def team_nodes(workspace: int) -> tuple[TeamNode, ...]:
    """The whole team tree of a workspace by name: one query."""
    return tuple(
        TeamNode(pk, name, slug, up, gone is not None)
        for pk, name, slug, up, gone in _TREE.tuples(workspace)
    )


def _tree(workspace: Any) -> "QuerySet[Team, Any]":
    rows = Team.objects.filter(ws=workspace).order_by("name", "pk")
    return rows.values_list("pk", "name", "slug", "parent_id", "archived_at")


def _own(person: Any) -> Subquery:
    own = TeamPerson.objects.filter(team=OuterRef("pk"), person=person, until=None)
    return Subquery(own.values("lead")[:1])


_TREE = compiled(_tree)
_TREE_OF = compiled(lambda workspace, person: _tree(workspace).annotate(lead=_own(person)))


def below(teams: frozenset[int], nodes: tuple[TeamNode, ...]) -> frozenset[int]:
    """The given teams and every team that lies under one of them."""
    children: dict[int | None, list[int]] = {}
    for node in nodes:
        children.setdefault(node.parent, []).append(node.id)
    found, waiting = set(teams), list(teams)
    while waiting:
        new = [t for t in children.get(waiting.pop(), ()) if t not in found]
        found.update(new)
        waiting.extend(new)
    return frozenset(found)
