"""Initiatives of a key result or of the caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.queries import days, sight, then, words
from northing.queries.compiled import compiled
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
    return _cards(caller, _OF_KEY_RESULT(pk))


def _rows(**where: object) -> "QuerySet[Initiative]":
    rows = Initiative.objects.filter(**where).select_related("owner", "team", "key_result")
    return rows.order_by("pk")


_OF_KEY_RESULT = compiled(lambda pk: _rows(key_result=pk))
_OWN = compiled(lambda workspace, person: _rows(ws=workspace, owner=person))
_UNDER_WAY = compiled(
    lambda workspace, person: _rows(
        ws=workspace, owner=person, state__in=UNFINISHED, key_result__objective__state="active"
    )
)


def of_caller(caller: Caller) -> tuple[InitiativeCard, ...]:
    """The caller's own unfinished initiatives, the next due first: one query."""
    rows = (_OWN if caller.past else _UNDER_WAY)(caller.workspace, caller.person)
    listed = [i for i in _cards(caller, rows) if i.state in UNFINISHED]
    return tuple(sorted(listed, key=lambda i: (i.due_on is None, i.due_on or date.max, i.id)))


def initiative(caller: Caller, pk: int) -> InitiativeCard | None:
    """One initiative whose key result the caller may see, or None."""
    rows = _rows(ws=caller.workspace, pk=pk)
    rows = rows.filter(sight.objectives(caller, "key_result__objective__"))
    return next(iter(_cards(caller, list(rows))), None)


def _cards(caller: Caller, listed: Sequence[Initiative]) -> tuple[InitiativeCard, ...]:
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
