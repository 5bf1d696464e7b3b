"""Rows by what callers know of them, within the caller's workspace and sight; else NotFoundError."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from northing.actions.errors import ForbiddenError, InvalidError, NotFoundError
from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import ObjectiveState, PersonState, Role
from northing.kit.text import text as _
from northing.queries import sight
from northing.queries.compiled import compiled
from northing.store.cycles import Cycle
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric
from northing.store.objectives import Objective, ObjectiveTeam
from northing.store.people import Person
from northing.store.teams import Team

M = TypeVar("M", bound=Model)


def objective(caller: Caller, number: int, *, lock: bool = True) -> Objective:
    """O-`number`, locked for the length of the transaction."""
    row = _one(_locked(Objective.objects.all(), lock=lock), caller, "objective", number=number)
    _must_see(caller, row, "objective")
    return row


def key_result(caller: Caller, number: int) -> KeyResult:
    """KR-`number` with its objective, both locked, the objective first."""
    above = _ABOVE.first(caller.workspace, number)
    if above is None:
        raise not_found("key_result")
    _must_see(caller, above, "key_result")
    row = _NUMBERED.first(caller.workspace, number)
    if row is None:
        raise not_found("key_result")
    row.objective = above
    return row


_ABOVE = compiled(
    lambda workspace, number: Objective.objects.select_for_update(of=("self",), no_key=True).filter(
        ws=workspace, key_results__ws=workspace, key_results__number=number
    )
)
_NUMBERED = compiled(
    lambda workspace, number: KeyResult.objects.select_for_update(no_key=True).filter(
        ws=workspace, number=number
    )
)


def team(caller: Caller, pk: int | None, *, lock: bool = False) -> Team:
    return _one(_locked(Team.objects.all(), lock=lock), caller, "team", pk=pk)


def living_team(caller: Caller, pk: int | None, place: str = "team", *, lock: bool = False) -> Team:
    """A team that takes on something new: refused once it is archived."""
    row = team(caller, pk, lock=lock)
    must_live(row, place)
    return row


def must_live(row: Team, place: str = "team") -> None:
    """Raise InvalidError for an archived team."""
    if row.archived_at is not None:
        raise InvalidError(
            _("{name} is archived.", name=row.name), _("Choose a team of today."), place
        )


def cycle(caller: Caller, pk: int | None) -> Cycle:
    return _one(Cycle.objects.all(), caller, "cycle", pk=pk)


def person(caller: Caller, pk: int | None, place: str = "owner") -> Person:
    return _one(Person.objects.all(), caller, place, pk=pk)


def owner(caller: Caller, pk: int | None) -> Person:
    """A person who can be given something to own: takes part, and is here."""
    row = person(caller, pk)
    if row.role == Role.VIEWER.value or row.state == PersonState.INACTIVE.value:
        raise InvalidError(
            _("{name} cannot check in: a viewer, or no longer here.", name=row.name),
            _("Choose somebody who takes part."),
            "owner",
        )
    return row


def metric(caller: Caller, pk: int | None) -> Metric:
    return _one(Metric.objects.filter(sight.metrics(caller)), caller, "metric", pk=pk)


def metric_names(workspace: int, team: int, start: str) -> set[str]:
    """The names of a team's metrics that begin so."""
    rows = Metric.objects.filter(ws=workspace, team=team, name__startswith=start)
    return set(rows.values_list("name", flat=True))


def _locked(rows: "QuerySet[M]", *, lock: bool) -> "QuerySet[M]":
    return rows.select_for_update(no_key=True) if lock else rows


def _one(rows: "QuerySet[M]", caller: Caller, place: str, **wanted: object) -> M:
    row: M | None = rows.filter(ws=caller.workspace, **wanted).first()
    if row is None:
        raise not_found(place)
    return row


def not_found(place: str) -> NotFoundError:
    """The one answer for what is not there and for what may not be seen."""
    return NotFoundError(_("There is nothing of that name here."), _("Check the address."), place)


def _must_see(caller: Caller, row: Objective, place: str) -> None:
    if not sight.sees(caller, row):
        raise not_found(place)


def about_objective(row: Objective, *, with_root: bool = False) -> About:
    """What rights on an objective depend on; only agreeing asks whether its team is the root."""
    others = (team for (team,) in _OTHER_TEAMS.tuples(row.pk))
    return About(
        team=row.team_id,
        is_root=with_root and Team.objects.filter(pk=row.team_id, parent=None).exists(),
        teams=frozenset([row.team_id, *others]),
        author=row.author_id,
        owner=row.owner_id,
        objective_owner=row.owner_id,
        state=ObjectiveState(row.state),
        person=row.person_id,
    )


_OTHER_TEAMS = compiled(
    lambda objective: ObjectiveTeam.standing(objective=objective).values_list("team")
)


def about_key_result(row: KeyResult) -> About:
    """The same for a key result: its own owner, its objective's team."""
    above = about_objective(row.objective)
    return About(
        team=above.team, is_root=above.is_root, teams=above.teams, author=above.author,
        owner=row.owner_id, objective_owner=above.owner, state=above.state, person=above.person,
    )  # fmt: skip


def must(caller: Caller, verb: Verb, about: About) -> None:
    """Raise ForbiddenError, with who may, unless the caller may do this."""
    if not access.may(caller, verb, about):
        raise ForbiddenError(_("You may not do this."), _WHO[verb], verb.value)


_WHO = {
    Verb.READ: _("Ask for a token that may read."),
    Verb.DRAFT: _("Members draft for their own team."),
    Verb.PROPOSE: _("Its author or a lead of the team proposes it."),
    Verb.AGREE: _("A lead of this team agrees (for the root team: an admin)."),
    Verb.EDIT: _("Its owner or a lead of its team may."),
    Verb.CHECK_IN: _("Its owner, the objective's owner or a member of its teams may."),
    Verb.COMMENT: _("Members may; ask an admin to make you one."),
    Verb.INITIATIVE: _("Members of the team may."),
    Verb.METRIC: _("Members of the team may."),
    Verb.CLOSE_OBJECTIVE: _("Its owner or a lead of its team may."),
    Verb.KEEP_TEAM: _("An admin or a lead of this team may."),
    Verb.ADMINISTER: _("An admin may."),
    Verb.IMPORT: _("A lead imports into the own team, an admin anywhere."),
    Verb.TOKEN: _("Everybody makes tokens for themselves."),
    Verb.OWN: _("Ask for a token that may write."),
}
