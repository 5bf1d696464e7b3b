"""What a reorganization would do: the list that people read before they merge or archive a team."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from northing.domain.access import Caller
from northing.queries import sight, words
from northing.queries import team_work as work
from northing.queries.cards import TeamRef
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.metrics import Metric
from northing.store.objectives import Objective
from northing.store.teams import Team, TeamPerson


@dataclass(frozen=True, slots=True)
class Going:
    """An open objective that goes along or hinders; `personal` ones go with their person."""

    key: str
    title: str
    state: str
    state_word: str
    personal: bool


@dataclass(frozen=True, slots=True)
class MetricGoing:
    """A metric and what it is called afterwards: another name only where that one is taken."""

    name: str
    becomes: str


@dataclass(frozen=True, slots=True)
class PersonGoing:
    """Somebody of the team: whether they lead it, and whether they are in the other one already."""

    person: PersonRef
    lead: bool
    there: bool


@dataclass(frozen=True, slots=True)
class Reorganization:
    """A team with everything that goes along when it is merged into `into`, or archived without."""

    team: TeamRef
    into: TeamRef | None
    above: TeamRef | None
    archived: bool
    objectives: tuple[Going, ...]
    contributed: tuple[Going, ...]
    metrics: tuple[MetricGoing, ...]
    initiatives: tuple[str, ...]
    below: tuple[TeamRef, ...]
    people: tuple[PersonGoing, ...]
    closed: int


def reorganization(caller: Caller, team: int, into: int | None = None) -> Reorganization | None:
    """What goes where, as far as the caller may see it: six queries. None for an unknown team."""
    known = {t.pk: t for t in Team.objects.filter(ws=caller.workspace).order_by("name", "pk")}
    row, target = known.get(team), known.get(into or 0)
    if row is None or (into is not None and target is None):
        return None
    own = list(work.objectives(row.pk).filter(sight.objectives(caller)))
    shared = work.contributed(row.pk).filter(sight.objectives(caller))
    return Reorganization(
        team=_ref(row),
        into=_ref(target) if target else None,
        above=_ref(known[row.parent_id]) if row.parent_id else None,
        archived=row.archived_at is not None,
        objectives=_going(own),
        contributed=_going(shared),
        metrics=_metrics(caller, row, target),
        initiatives=tuple(i.title for i in work.initiatives(row.pk)),
        below=tuple(
            _ref(t) for t in known.values() if t.parent_id == row.pk and t.archived_at is None
        ),
        people=_people(row, target),
        closed=work.closed(row.pk).filter(sight.objectives(caller)).count(),
    )


def _ref(row: Team) -> TeamRef:
    return TeamRef(row.pk, row.name, row.slug)


def _going(rows: Iterable[Objective]) -> tuple[Going, ...]:
    return tuple(
        Going(o.key, o.title, o.state, str(words.STATES[o.state]), o.person_id is not None)
        for o in rows
    )


def _metrics(caller: Caller, row: Team, target: Team | None) -> tuple[MetricGoing, ...]:
    teams = [row.pk, *([target.pk] if target else [])]
    known = Metric.objects.filter(sight.metrics(caller), ws=caller.workspace, team__in=teams)
    listed = list(known.order_by("name", "pk").values_list("team", "name"))
    taken = {name for pk, name in listed if target is not None and pk == target.pk}
    names = work.renamed([name for pk, name in listed if pk == row.pk], taken, row.name)
    return tuple(MetricGoing(name, becomes) for name, becomes in names.items())


def _people(row: Team, target: Team | None) -> tuple[PersonGoing, ...]:
    teams = [row.pk, *([target.pk] if target else [])]
    found = TeamPerson.objects.filter(team__in=teams, until=None).select_related("person")
    members: Sequence[TeamPerson] = list(found.order_by("person__name", "pk"))
    there = {m.person_id for m in members if target is not None and m.team_id == target.pk}
    return tuple(
        PersonGoing(person_ref(m.person), m.lead, m.person_id in there)
        for m in members
        if m.team_id == row.pk
    )
