"""From an account, a token or a command line to the Caller that every other function takes first."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import constant_time_compare

from northing.domain.access import EVERYTHING, Caller, Scope, SecondFactor, needs_second_factor
from northing.domain.snapshot import PersonState, Role
from northing.kit import secrets
from northing.queries.compiled import compiled
from northing.queries.gathered import gathered
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
    token = _TOKEN.first(secrets.digest(secret), now)
    person = _PERSON.first(token.person_id) if token else None
    if token is None or person is None:
        return None
    scopes = frozenset(Scope(s) for s in token.scopes)
    found = _standing(person, "api", now, scopes, request_id)
    first_today = token.last_used_on != found.caller.today
    return replace(found, fresh_token=token.pk if first_today else None)


_TOKEN = compiled(
    lambda digest, now: Token.objects.filter(hash=digest, revoked_at=None).filter(
        Q(expires_at=None) | Q(expires_at__gt=now)
    )
)
_PERSON = compiled(lambda person: _active().filter(pk=person))


def by_handle(slug: str, handle: str, door: str, now: datetime) -> Standing | None:
    """The standing of a named person: for the command line, where access to the machine is the right.

    An empty handle means the workspace's first admin, before an invited one an active one.
    """
    people = _active().filter(ws__slug=slug)
    if handle:
        person = people.filter(handle=handle).first()
    else:
        admins = Person.objects.filter(ws__slug=slug, role=Role.ADMIN.value)
        admins = _whole(admins.exclude(state=PersonState.INACTIVE.value))
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
    return _whole(Person.objects.filter(state=PersonState.ACTIVE.value))


def _whole(people: "QuerySet[Person]") -> Any:
    """With workspace, account and `own`: the teams of today, and whether the person leads them."""
    own = gathered(TeamPerson.objects.filter(until=None), "person", "team_id", "lead")
    return people.select_related("ws", "account").annotate(own=own)


_MEMBER = compiled(
    lambda account, slug: _active().filter(account=account, ws__slug=slug, account__is_active=True)
)


def _standing(
    person: Person, door: str, now: datetime, scopes: frozenset[Scope], request_id: str
) -> Standing:
    ws = person.ws
    nodes, own = team_nodes(ws.pk), person.own or ()  # type: ignore[attr-defined]  # see _whole
    leads = frozenset(int(one["team_id"]) for one in own if one["lead"] in LED)
    caller = Caller(
        account=person.account_id,
        workspace=ws.pk,
        slug=ws.slug,
        zone=ws.zone,
        person=person.pk,
        role=Role(person.role),
        teams=frozenset(int(one["team_id"]) for one in own),
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


def team_nodes(workspace: int) -> tuple[TeamNode, ...]:
    """The whole team tree of a workspace by name: one query, and the nodes of before if nothing changed."""
    rows = _TREE.tuples(workspace)
    before = _trees.get(workspace)
    if before is not None and before[0] == rows:
        return before[1]
    nodes = tuple(
        TeamNode(pk, name, slug, up, gone is not None) for pk, name, slug, up, gone in rows
    )
    if len(_trees) >= MOST_TREES:
        _trees.clear()
    _trees[workspace] = rows, nodes
    return nodes


LED = frozenset({"1", "true", "True"})
"""How databases say yes in text."""
MOST_TREES = 100
_trees: dict[int, tuple[list[tuple[Any, ...]], tuple[TeamNode, ...]]] = {}
"""The last rows of each workspace with their nodes: making a thousand takes longer than reading them."""


def _tree(workspace: Any) -> "QuerySet[Team, Any]":
    rows = Team.objects.filter(ws=workspace).order_by("name", "pk")
    return rows.values_list("pk", "name", "slug", "parent_id", "archived_at")


_TREE = compiled(_tree)


def below(teams: frozenset[int], nodes: tuple[TeamNode, ...]) -> frozenset[int]:
    """The given teams and every team that lies under one of them."""
    if not teams:
        return teams
    children: dict[int | None, list[int]] = {}
    for node in nodes:
        children.setdefault(node.parent, []).append(node.id)
    found, waiting = set(teams), list(teams)
    while waiting:
        new = [t for t in children.get(waiting.pop(), ()) if t not in found]
        found.update(new)
        waiting.extend(new)
    return frozenset(found)
