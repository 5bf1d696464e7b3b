"""The past of one noun in words: what stood there, and what stands there since."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from northing.domain.access import Caller
from northing.queries import (
    activity,
    event_sight,
    happenings,
    key_results,
    metrics,
    objectives,
    telling,
    then,
)
from northing.queries.activity import ActivityEntry
from northing.queries.cards import TeamRef
from northing.store.cycles import Cycle
from northing.store.events import Event
from northing.store.people import Person
from northing.store.teams import Team
from northing.store.workspaces import Workspace

PAGE = 100


@dataclass(frozen=True, slots=True)
class Past:
    """The changes of one noun, newest first, 100 at a time; `older` goes on as `before`.

    `key` is O-7 or KR-12, where it has one; `team` is whose it is.
    """

    key: str
    title: str
    team: TeamRef | None
    items: tuple[ActivityEntry, ...]
    older: int | None


def of_objective(caller: Caller, number: int, before: int | None = None) -> Past | None:
    """The past of O-`number`; None where it may not be seen: at most six queries."""
    row = objectives.seen(caller, number)
    if row is None:
        return None
    mine = Q(noun="objective", noun_id=row.pk)
    return _past(caller, mine, row.title, before, row.key, _team(row.team))


def of_key_result(caller: Caller, number: int, before: int | None = None) -> Past | None:
    """The past of KR-`number`; None where it may not be seen: at most six queries."""
    row = key_results.seen(caller, number)
    if row is None:
        return None
    mine = Q(noun="key_result", noun_id=row.pk)
    return _past(caller, mine, row.title, before, row.key, _team(row.objective.team))


def of_metric(caller: Caller, metric: int, before: int | None = None) -> Past | None:
    """The past of a metric; None where it may not be seen: at most six queries."""
    card = metrics.metric(caller, metric)
    if card is None:
        return None
    return _past(caller, Q(noun="metric", noun_id=card.id), card.name, before, team=card.team)


def of_team(caller: Caller, slug: str, before: int | None = None) -> Past | None:
    """The past of a team and of who is in it; None where there is none: at most six queries."""
    if caller.past:
        row = next((t for t in then.teams(caller).values() if t.slug == slug), None)
    else:
        row = Team.objects.filter(ws=caller.workspace, slug=slug).first()
    if row is None:
        return None
    mine = Q(team=row.pk, noun__in=("team", "team_person"))
    return _past(caller, mine, row.name, before, team=_team(row))


def of_cycle(caller: Caller, cycle: int, before: int | None = None) -> Past | None:
    """The past of a cycle; None where there is none: at most six queries."""
    row = Cycle.objects.filter(ws=caller.workspace, pk=cycle).first()
    return _past(caller, Q(noun="cycle", noun_id=row.pk), row.name, before) if row else None


def of_person(caller: Caller, person: int, before: int | None = None) -> Past | None:
    """When somebody came, and with which role; for admins and for oneself: at most six queries."""
    row = Person.objects.filter(ws=caller.workspace, pk=person).first()
    if row is None or not (caller.is_admin or row.pk == caller.person):
        return None
    return _past(caller, Q(noun="person", noun_id=row.pk), row.name, before)


def of_workspace(caller: Caller, before: int | None = None) -> Past:
    """What was changed in the settings of the workspace: at most six queries."""
    row = Workspace.objects.get(pk=caller.workspace)
    return _past(caller, Q(noun="workspace", noun_id=row.pk), row.name, before)


def _team(row: Team) -> TeamRef:
    return TeamRef(row.pk, row.name, row.slug)


def _past(
    caller: Caller, mine: Q, title: str, before: int | None, key: str = "",
    team: TeamRef | None = None,
) -> Past:  # fmt: skip
    wanted = mine & event_sight.seen(caller)
    if before is not None:
        wanted &= Q(seq__lt=before)
    rows = Event.objects.filter(wanted, ws=caller.workspace, recorded_at__lte=caller.now)
    listed = happenings.load(rows.order_by("-seq")[: PAGE + 1])
    known = telling.known(caller, listed[:PAGE])
    told = tuple(activity.alone(caller, one, known) for one in listed[:PAGE])
    return Past(key, title, team, told, listed[PAGE - 1].seq if len(listed) > PAGE else None)


def did(verb: str) -> str:
    """A verb of ours in the reader's words, of a noun that is named elsewhere."""
    known = telling.verb("objective", verb) or telling.verb("key_result", verb)
    return known.format(it=_("it"), above=_("its objective")) if known else verb.replace("_", " ")
