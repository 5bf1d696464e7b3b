"""Initiatives of a key result or of the caller."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.queries import days, sight, then, words
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.initiatives import Initiative

UNFINISHED = ("planned", "doing")


@dataclass(frozen=True, slots=True)
class InitiativeCard:
    id: int
    key_result: str
    title: str
    team: str
    owner: PersonRef
    state: str
    state_word: str
    due_on: date | None
    done_on: date | None
    when: str
    late: bool
    link: str
    may_edit: bool


def of_key_result(caller: Caller, pk: int) -> tuple[InitiativeCard, ...]:
    """All initiatives of a key result, in the order they were added: one query."""
    return _cards(caller, Initiative.objects.filter(key_result=pk).order_by("pk"))


def of_caller(caller: Caller) -> tuple[InitiativeCard, ...]:
    """The caller's own unfinished initiatives, the next due first: one query."""
    rows = Initiative.objects.filter(ws=caller.workspace, owner=caller.person)
    if not caller.past:
        rows = rows.filter(state__in=UNFINISHED, key_result__objective__state="active")
    listed = [i for i in _cards(caller, rows.order_by("pk")) if i.state in UNFINISHED]
    return tuple(sorted(listed, key=lambda i: (i.due_on is None, i.due_on or date.max, i.id)))


def initiative(caller: Caller, pk: int) -> InitiativeCard | None:
    """One initiative whose key result the caller may see, or None."""
    rows = Initiative.objects.filter(
        sight.objectives(caller, "key_result__objective__"), ws=caller.workspace, pk=pk
    )
    return next(iter(_cards(caller, rows)), None)


def _cards(caller: Caller, rows: "QuerySet[Initiative]") -> tuple[InitiativeCard, ...]:
    listed = list(rows.select_related("owner", "team", "key_result"))
    if caller.past and listed:
        bodies = then.definitions(caller, "initiative", Q(noun_id__in=[r.pk for r in listed]))
        return tuple(
            _card(caller, then.overlaid(r, bodies[r.pk])) for r in listed if r.pk in bodies
        )
    return tuple(_card(caller, row) for row in listed)


def _card(caller: Caller, row: Initiative) -> InitiativeCard:
    late = row.done_on is None and row.due_on is not None and row.due_on < caller.today
    return InitiativeCard(
        id=row.pk,
        key_result=row.key_result.key,
        title=row.title,
        team=row.team.name,
        owner=person_ref(row.owner),
        state=row.state,
        state_word=str(words.INITIATIVE_STATES[row.state]),
        due_on=row.due_on,
        done_on=row.done_on,
        when=days.short(row.done_on or row.due_on, caller.today),
        late=late,
        link=row.link,
        may_edit=access.may(caller, Verb.INITIATIVE, About(team=row.team_id)),
    )
