"""Who may do what: the table of docs/roles.md as predicates, and what may be seen as filters.

What a caller sees is a tuple of clauses: a row is seen if any clause holds, and a clause holds if
every field named in it has one of the values given. `seen_by` judges one row by it; queries turn the
same clauses into a filter, so a list and a page can never disagree.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from northing.domain.snapshot import ObjectiveState, Role


class Scope(StrEnum):
    """What a token may do at most; a person's own rights limit it further."""

    READ = "read"
    CHECK_IN = "check_in"
    WRITE = "write"


EVERYTHING = frozenset(Scope)


class SecondFactor(StrEnum):
    """Of whom a workspace asks for a second factor before its pages open."""

    NOBODY = "nobody"
    ADMINS = "admins"
    EVERYBODY = "everybody"


def needs_second_factor(policy: SecondFactor, role: Role) -> bool:
    """Whether the policy asks somebody of this role for a second factor."""
    return policy is SecondFactor.EVERYBODY or (
        policy is SecondFactor.ADMINS and role is Role.ADMIN
    )


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, through which door, and when: the first argument of every query and action.

    `teams` are the teams the caller belongs to, `leads` those among them that the caller leads,
    `above` every team that lies under a led one, the led ones included.
    """

    account: int | None
    workspace: int
    slug: str
    zone: ZoneInfo
    person: int
    role: Role
    teams: frozenset[int]
    leads: frozenset[int]
    above: frozenset[int]
    door: str
    now: datetime
    scopes: frozenset[Scope] = EVERYTHING
    request_id: str = ""
    past: bool = False
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What queries looked up for this caller of a past day, so that one request asks once."""

    def at_end_of(self, day: date) -> "Caller":
        """The same person looking at the end of a past day: sees by today's rights, writes nothing."""
        end = datetime.combine(day, time.max, self.zone)
        return replace(self, now=end, past=True, scopes=self.scopes & {Scope.READ}, memory={})

    @property
    def today(self) -> date:
        """The day in the workspace's time zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def is_admin(self) -> bool:
        return self.role is Role.ADMIN

    @property
    def is_member(self) -> bool:
        """Whether the caller takes part (members and admins); viewers only read."""
        return self.role is not Role.VIEWER


@dataclass(frozen=True, slots=True)
class About:
    """What a verb is about, as far as rights depend on it. Ids; None where it does not apply.

    `person` is whose personal objective it is about.
    """

    team: int | None = None
    is_root: bool = False
    teams: frozenset[int] = frozenset()
    author: int | None = None
    owner: int | None = None
    objective_owner: int | None = None
    state: ObjectiveState = ObjectiveState.ACTIVE
    person: int | None = None


class Verb(StrEnum):
    READ = "read"
    DRAFT = "draft"
    PROPOSE = "propose"
    AGREE = "agree"
    EDIT = "edit"
    CHECK_IN = "check_in"
    COMMENT = "comment"
    INITIATIVE = "initiative"
    METRIC = "metric"
    CLOSE_OBJECTIVE = "close_objective"
    KEEP_TEAM = "keep_team"
    ADMINISTER = "administer"
    IMPORT = "import"
    TOKEN = "token"  # noqa: S105 - a verb, not a secret
    OWN = "own"
    """To change what is one's own: name, tokens, imports that wait."""


NEEDED_SCOPE: Mapping[Verb, Scope] = {
    Verb.READ: Scope.READ,
    Verb.CHECK_IN: Scope.CHECK_IN,
}


def may(caller: Caller, verb: Verb, about: About) -> bool:
    """Whether `caller` may do `verb` to `about`; the rows of the table, one predicate each."""
    if NEEDED_SCOPE.get(verb, Scope.WRITE) not in caller.scopes:
        return False
    if verb in {Verb.READ, Verb.TOKEN, Verb.OWN}:
        return True
    if about.person is not None and verb is not Verb.COMMENT:
        return caller.is_member and caller.person == about.person
    return caller.is_member and _RULES[verb](caller, about)


def _draft(caller: Caller, about: About) -> bool:
    return about.team in caller.teams


def _propose(caller: Caller, about: About) -> bool:
    return caller.person == about.author or about.team in caller.leads


def _agree(caller: Caller, about: About) -> bool:
    return caller.is_admin if about.is_root else about.team in caller.leads


def _edit(caller: Caller, about: About) -> bool:
    """An active text: its owner or a lead of its team. A draft: its author and its team's people too."""
    if caller.person == about.owner or about.team in caller.leads:
        return True
    drafted = about.state in {ObjectiveState.DRAFT, ObjectiveState.PROPOSED}
    return drafted and (caller.person == about.author or about.team in caller.teams)


def _check_in(caller: Caller, about: About) -> bool:
    owners = {about.owner, about.objective_owner}
    return caller.person in owners or bool(caller.teams & about.teams)


def _member(caller: Caller, about: About) -> bool:
    return True


def _team_people(caller: Caller, about: About) -> bool:
    return caller.is_admin or about.team in caller.leads


def _admin(caller: Caller, about: About) -> bool:
    return caller.is_admin


def _own_team(caller: Caller, about: About) -> bool:
    return caller.is_admin or about.team in caller.teams


_RULES = {
    Verb.DRAFT: _draft,
    Verb.PROPOSE: _propose,
    Verb.AGREE: _agree,
    Verb.EDIT: _edit,
    Verb.CHECK_IN: _check_in,
    Verb.COMMENT: _member,
    Verb.INITIATIVE: _own_team,
    Verb.METRIC: _own_team,
    Verb.CLOSE_OBJECTIVE: _edit,
    Verb.KEEP_TEAM: _team_people,
    Verb.ADMINISTER: _admin,
    Verb.IMPORT: _team_people,
}

Clause = Mapping[str, Collection[object]]

PUBLIC_STATES = (ObjectiveState.PROPOSED, ObjectiveState.ACTIVE, ObjectiveState.CLOSED)
UNDER_WAY = (ObjectiveState.PROPOSED, ObjectiveState.ACTIVE)
DRAFTED = (ObjectiveState.DRAFT, ObjectiveState.PROPOSED)
SHARED: Clause = {"personal": (False,)}


def seen_objectives(caller: Caller) -> tuple[Clause, ...]:
    """What the caller sees of objectives: fields `state`, `agreed`, `author`, `team`, `personal`, `person`.

    A proposal is meant to be read, so it is seen by all, as is what was ever agreed; drafts, and
    cancelled drafts, by their author, their team's people, the leads above and admins. A personal
    objective is seen likewise until it ends; then what is left of it is a grade, and that is for its
    person alone.
    """
    own: Clause = {"person": (caller.person,)}
    if caller.is_admin:
        # The states are named so that a row without an objective is under no clause.
        return (
            {"state": tuple(ObjectiveState), **SHARED},
            {"state": (*DRAFTED, ObjectiveState.ACTIVE)},
            own,
        )
    near = caller.teams | caller.above
    return (
        {"state": PUBLIC_STATES, **SHARED},
        {"agreed": (True,), **SHARED},
        {"author": (caller.person,), **SHARED},
        {"team": near, **SHARED},
        {"state": UNDER_WAY},
        {"state": DRAFTED, "team": near},
        own,
    )


def seen_drafts(caller: Caller) -> tuple[Clause, ...]:
    """Who may know what happened while an objective was a draft, of those who may see it today."""
    if caller.is_admin:
        return ({},)
    near = caller.teams | caller.above
    return ({"author": (caller.person,), **SHARED}, {"team": near}, {"person": (caller.person,)})


def seen_by(clauses: tuple[Clause, ...], row: Mapping[str, object]) -> bool:
    """Whether a row with these fields is seen under these clauses."""
    return any(all(row[field] in allowed for field, allowed in c.items()) for c in clauses)
