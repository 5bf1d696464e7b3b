"""What was defined when a past day ended: rows overlaid with the definition that their events kept.

A caller who looks at a past day (`caller.past`) has that day's end as `now`. Rows that change are read
from the newest event up to that instant; rows that only ever come (check-ins, comments, readings) are
filtered by when they were learnt. People's names are today's: whoever changed a name is not shown
under the old one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import F, Max, Model, Q, QuerySet, Value

from northing.domain.access import Caller
from northing.queries import sight
from northing.store.check_ins import CheckIn
from northing.store.cycles import Cycle
from northing.store.events import Event, EventBody
from northing.store.key_results import KeyResult, Step
from northing.store.objectives import Objective
from northing.store.people import Person
from northing.store.row import Row
from northing.store.teams import Team

R = TypeVar("R", bound=Row)
Body = dict[str, Any]


def definitions(
    caller: Caller, noun: str, wanted: Q | None = None, *, near: bool = False
) -> dict[int, Body]:
    """The newest definition of each noun of this sort, known by `caller.now`: one query.

    `wanted` narrows the events (`noun_id__in`, …). A body that was erased since is left out, as is a
    noun that came later. `near`: it leads to a few events by an index of its own (`objective__in`,
    `team`); asked for the workspace beside it, SQLite would walk through all events of this sort.
    """
    found = _kept(_last(caller, noun, wanted, near=near))
    return {pk: body for _noun, pk, body in found}


def of_several(caller: Caller, **wanted: Any) -> dict[str, dict[int, Body]]:
    """The same for several sorts at once, each with its ids: `of_several(caller, objective=[7])`."""
    asked = [_last(caller, noun, Q(noun_id__in=ids_)) for noun, ids_ in wanted.items()]
    found: dict[str, dict[int, Body]] = {noun: {} for noun in wanted}
    for noun, pk, body in _kept(*asked):
        found[noun][pk] = body
    return found


def _last(
    caller: Caller, noun: str, wanted: Q | None = None, *, near: bool = False
) -> "QuerySet[Event, Any]":
    """The newest event of each noun of this sort, known by then, as a subquery."""
    events = _known(caller, noun, wanted or Q(), near=near)
    return events.order_by().values("noun_id").annotate(last=Max("pk")).values("last")


def _known(caller: Caller, noun: str, wanted: Q, *, near: bool) -> "QuerySet[Event]":
    events = Event.objects.filter(wanted, noun=noun, recorded_at__lte=caller.now)
    if not near:
        return events.filter(ws=caller.workspace)
    # A sum has no index, so the workspace is asked of those events alone that were found.
    return events.alias(of=F("ws_id") + Value(0)).filter(of=caller.workspace)


def _kept(
    first: "QuerySet[Event, Any]", *more: "QuerySet[Event, Any]"
) -> list[tuple[str, int, Body]]:
    """Noun, id and definition of the events of these subqueries.

    All of them in one list: of several, PostgreSQL would look through every body there is.
    """
    events = first.union(*more, all=True) if more else first
    kept = EventBody.objects.filter(event__in=events, json__isnull=False)
    found = kept.values_list("event__noun", "event__noun_id", "json")
    return [(noun, pk, body) for noun, pk, body in found if body is not None]


def ids(caller: Caller, noun: str, wanted: Q) -> "QuerySet[Event, int]":
    """The ids of the nouns of this sort that events up to `caller.now` tell of, as a subquery.

    `wanted` leads to them by an index of its own (`team`, …); the workspace is asked of what is found.
    """
    found = _known(caller, noun, wanted, near=True)
    return found.order_by().values_list("noun_id", flat=True).distinct()


def whole(caller: Caller, model: type[R], wanted: Collection[int]) -> dict[int, R]:
    """Rows made of their definitions alone, for nouns that a definition holds whole: one query."""
    made: Any = model
    return {
        pk: overlaid(made(pk=pk, ws_id=caller.workspace), body)
        for pk, body in definitions(caller, model.NOUN, Q(noun_id__in=wanted)).items()
    }


def rows(caller: Caller, model: type[R], wanted: Collection[int]) -> dict[int, R]:
    """These rows as they were defined at `caller.now`, by id; what came later is left out: two queries."""
    bodies = definitions(caller, model.NOUN, Q(noun_id__in=wanted))
    manager: Any = model._default_manager
    return {row.pk: overlaid(row, bodies[row.pk]) for row in manager.filter(pk__in=bodies)}


def overlaid(row: R, body: Body) -> R:
    """The row with the columns of a definition in place of its own."""
    for name in row.DEFINED_BY:
        if name in body:
            setattr(row, name, _value(type(row), name, body[name]))
    return row


def _value(model: type[Model], name: str, value: Any) -> Any:
    field: Any = model._meta.get_field(name)
    found = None if value is None else field.to_python(value)
    return round(found, field.decimal_places) if isinstance(found, Decimal) else found


def instant(caller: Caller) -> datetime | None:
    """The end of the past day that the caller looks at; None for today."""
    return caller.now if caller.past else None


def objectives(caller: Caller, bodies: dict[int, Body]) -> list[Objective]:
    """Objectives of these definitions with people, team and cycle, by number: two queries.

    Only those that the caller may see both as they are and as they were.
    """
    found = Objective.objects.filter(
        sight.objectives(caller), ws=caller.workspace, pk__in=bodies
    ).select_related("author")
    listed = [placed(caller, row, bodies[row.pk]) for row in found.order_by("number")]
    caller.memory.setdefault("people", {}).update({o.author_id: o.author for o in listed})
    known = {pk for o in listed for pk in (o.owner_id, o.agreed_by_id) if pk}
    people = _people(caller, known)
    for row in listed:
        row.owner = people[row.owner_id]
        row.agreed_by = people.get(row.agreed_by_id or 0)
    return [row for row in listed if sight.sees(caller, row)]


def placed(caller: Caller, row: Objective, body: Body) -> Objective:
    """The row as it was, in the team and cycle of then."""
    overlaid(row, body)
    row.team, row.cycle = teams(caller)[row.team_id], cycles(caller)[row.cycle_id]
    row.agreed_at = row.agreed_at if row.agreed_by_id else None
    row.contributed_then = tuple(body.get("contributors", ()))  # type: ignore[attr-defined]  # read by contributors_of
    return row


class Rows(Mapping[int, R]):
    """Rows by id, made of their definitions when they are asked for: a page names a few of a thousand teams."""

    def __init__(self, model: type[R], workspace: int) -> None:
        self._model, self._workspace = model, workspace
        self.bodies: dict[int, Body] = {}
        self._made: dict[int, R] = {}

    def __getitem__(self, pk: int) -> R:
        if pk not in self._made:
            made: Any = self._model
            row: R = made(pk=pk, ws_id=self._workspace)
            self._made[pk] = overlaid(row, self.bodies[pk])
        return self._made[pk]

    def __iter__(self) -> Iterator[int]:
        return iter(self.bodies)

    def __len__(self) -> int:
        return len(self.bodies)


def teams(caller: Caller) -> Rows[Team]:
    """The team tree of that day, by id; asked once for a caller, together with the cycles."""
    found: Rows[Team] = _places(caller)[Team.NOUN]
    return found


def cycles(caller: Caller) -> Rows[Cycle]:
    """The cycles of that day, by id; asked once for a caller, together with the teams."""
    found: Rows[Cycle] = _places(caller)[Cycle.NOUN]
    return found


def _places(caller: Caller) -> dict[str, Rows[Any]]:
    """Teams and cycles as they were: every page names some, so one query brings them all."""
    known: dict[str, Rows[Any]] | None = caller.memory.get("places")
    if known is None:
        known = {m.NOUN: Rows(m, caller.workspace) for m in (Team, Cycle)}
        caller.memory["places"] = known
        for noun, pk, body in _kept(*(_last(caller, noun) for noun in known)):
            known[noun].bodies[pk] = body
    return known


def _people(caller: Caller, wanted: Collection[int]) -> dict[int, Person]:
    """These people, by id; one query for those not yet met by this caller."""
    met: dict[int, Person] = caller.memory.setdefault("people", {})
    if missing := set(wanted) - set(met):
        met.update(Person.objects.in_bulk(missing))
    return met


def key_results(
    caller: Caller, above: Iterable[Objective], bodies: dict[int, Body] | None = None
) -> list[KeyResult]:
    """The key results of these objectives as they were, in their order: at most two queries.

    `bodies` are their definitions where they are at hand; without them all of these objectives.
    """
    known = {o.pk: o for o in above}
    if bodies is None:
        bodies = definitions(caller, "key_result", Q(objective__in=known), near=True)
    listed = [
        overlaid(KeyResult(pk=pk, ws_id=caller.workspace), body)
        for pk, body in bodies.items()
        if body.get("objective_id") in known
    ]
    people = _people(caller, {row.owner_id for row in listed})
    for row in listed:
        row.objective = known[row.objective_id]
        row.owner = people[row.owner_id]
        row.team_id, row.cycle_id = row.objective.team_id, row.objective.cycle_id
        row.known_steps = [  # type: ignore[attr-defined]  # read by steps_of, for rows of the past alone
            overlaid(Step(pk=0, key_result=row), body) for body in bodies[row.pk].get("steps", ())
        ]
    return sorted(listed, key=lambda kr: (kr.objective_id, kr.position, kr.number))


def steps_of(row: KeyResult) -> Sequence[Step]:
    """The steps that a key result of the past had."""
    known: Sequence[Step] = getattr(row, "known_steps", ())
    return known


def check_ins(caller: Caller) -> "QuerySet[CheckIn]":
    """Check-ins that stood at `caller.now`: known by then, and not corrected by then."""
    return check_ins_at(instant(caller))


def check_ins_at(at: datetime | None) -> "QuerySet[CheckIn]":
    """The same at an instant; None for now."""
    if at is None:
        return CheckIn.objects.filter(superseded_by=None)
    known = CheckIn.objects.filter(recorded_at__lte=at)
    return known.exclude(superseded_by__recorded_at__lte=at)
