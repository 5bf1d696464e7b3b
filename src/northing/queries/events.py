"""Who changed what, when and why: the events of a noun, each with the definition before and after."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from northing.domain.access import Caller
from northing.queries import days, event_sight
from northing.queries.compiled import compiled
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.events import Event

MOST = 200


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """One event. `before` and `after` are definitions; empty where a body was erased."""

    seq: int
    at: datetime
    on: date
    day: str
    person: PersonRef | None
    door: str
    verb: str
    reason: str
    erased: bool
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def changes_of(
    caller: Caller, noun: str, pk: int, before: int | None = None
) -> tuple[ChangeCard, ...]:
    """The newest 200 events of one noun, newest first, or those older than event `before`: one query.

    For callers who were shown the noun by another query; rights are asked there. What happened while
    it was a draft is left out for those who could not see the draft.
    """
    about = (caller.workspace, noun, pk, caller.now)
    listed = _TOLD(*about) if before is None else _TOLD_BEFORE(*about, before)
    found = []
    for newer, older in zip(listed, [*listed[1:], None], strict=True):
        earlier = older.body.json if older is not None else None
        if event_sight.in_circle(caller, newer):
            found.append(_card(caller, newer, earlier or {}))
    return tuple(found[:MOST])


def _newest(workspace: Any, noun: Any, pk: Any, now: Any, **more: Any) -> "QuerySet[Event]":
    found = Event.objects.filter(ws=workspace, noun=noun, noun_id=pk, recorded_at__lte=now, **more)
    return found.select_related("person", "body", "objective").order_by("-seq")[: MOST + 1]


_TOLD = compiled(_newest)
# Apart: with a range of numbers SQLite walks through the whole history to find one noun.
_TOLD_BEFORE = compiled(lambda *about: _newest(*about[:4], seq__lt=about[4]))


def _card(caller: Caller, row: Event, before: dict[str, Any]) -> ChangeCard:
    at = row.recorded_at.astimezone(caller.zone)
    return ChangeCard(
        seq=row.seq,
        at=at,
        on=at.date(),
        day=days.short(at.date(), caller.today),
        person=person_ref(row.person) if row.person else None,
        door=row.door,
        verb=row.verb,
        reason=row.body.reason,
        erased=row.body.redacted_at is not None,
        before=before,
        after=row.body.json or {},
    )
