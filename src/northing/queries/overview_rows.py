"""Key results as an overview names them: title, whose, last word, progress now and a week before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from northing.queries import then
from northing.queries.overview_scope import Scope
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult
from northing.store.outlooks import Outlook
from northing.store.people import Person


@dataclass(frozen=True, slots=True)
class Named:
    """A key result of a list. `heard_on` is the day of its newest word, else the day it began."""

    id: int
    key: str
    title: str
    team: int
    owner: PersonRef
    due_on: date
    heard_on: date
    progress: Decimal | None
    progress_before: Decimal | None
    note: str
    author: PersonRef | None
    said_on: date | None


def named(wanted: Scope, ids: Collection[int]) -> dict[int, Named]:
    """These key results as they stand on the scope's day: one query, five of a past day."""
    if not ids:
        return {}
    if wanted.caller.past:
        return _named_then(wanted, ids)
    before = Outlook.of_day(wanted.since).filter(key_result=OuterRef("pk"))
    rows: QuerySet[Any] = (
        KeyResult.objects.filter(pk__in=ids)
        .select_related("owner", "latest_check_in__author")
        .annotate(progress_before=Subquery(before.values("progress")[:1]))
    )
    return {
        row.pk: _named(
            wanted, row, row.latest_check_in, row.last_on or row.started_on,
            (row.progress, row.progress_before),
        )
        for row in rows
    }  # fmt: skip


def _named_then(wanted: Scope, ids: Collection[int]) -> dict[int, Named]:
    """The same from what was known when the past day ended."""
    rows = then.rows(wanted.caller, KeyResult, ids)
    people = Person.objects.in_bulk({row.owner_id for row in rows.values()})
    said = _newest(then.check_ins(wanted.caller).filter(key_result__in=rows))
    now, before = _outlooks(wanted, ids)
    found = {}
    for pk, row in rows.items():
        row.owner = people[row.owner_id]
        held = now.get(pk)
        row.team_id = held.team_id if held else row.team_id
        heard = held.heard_on if held and held.heard_on else row.started_on
        progress = held.progress if held else None
        was = before[pk].progress if pk in before else None
        found[pk] = _named(wanted, row, said.get(pk), heard, (progress, was))
    return found


def _newest(rows: "QuerySet[CheckIn]") -> dict[int, CheckIn]:
    listed = rows.select_related("author").order_by("key_result", "as_of", "recorded_at", "pk")
    return {one.key_result_id: one for one in listed}


def _outlooks(wanted: Scope, ids: Collection[int]) -> tuple[dict[int, Outlook], dict[int, Outlook]]:
    """What held on the day and a week before: one query."""
    rows = list(
        Outlook.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=wanted.since), key_result__in=ids,
            made_on__lte=wanted.day,
        ).order_by("made_on")
    )  # fmt: skip
    now = {o.key_result_id: o for o in rows if o.ended_on is None or o.ended_on > wanted.day}
    return now, {o.key_result_id: o for o in rows if o.made_on <= wanted.since}


def _named(
    wanted: Scope,
    row: KeyResult,
    said: CheckIn | None,
    heard_on: date,
    progress: tuple[Decimal | None, Decimal | None],
) -> Named:
    day = _day(wanted, said.as_of) if said else None
    is_news = said is not None and day is not None and day >= wanted.since and bool(said.note)
    return Named(
        id=row.pk,
        key=row.key,
        title=row.title,
        team=row.team_id,
        owner=person_ref(row.owner),
        due_on=row.due_on,
        heard_on=heard_on,
        progress=progress[0],
        progress_before=progress[1],
        note=said.note if said and is_news else "",
        author=person_ref(said.author) if said and is_news else None,
        said_on=day if is_news else None,
    )


def _day(wanted: Scope, instant: datetime) -> date:
    return instant.astimezone(wanted.caller.zone).date()
