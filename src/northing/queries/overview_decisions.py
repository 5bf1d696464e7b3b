"""What waits for somebody's decision: proposals to agree to, and key results past their due date."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Window

from northing.domain.snapshot import KeyResultState, ObjectiveState
from northing.domain.turns import RUNNING
from northing.queries import sight, then
from northing.queries.overview_scope import Scope
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.events import Event
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.outlooks import Outlook

PROPOSED = ObjectiveState.PROPOSED.value


@dataclass(frozen=True, slots=True)
class Proposal:
    """An objective that waits for its team's agreement."""

    id: int
    key: str
    title: str
    team: int
    by: PersonRef
    since: date


def proposals(wanted: Scope) -> tuple[list[Proposal], int]:
    """What was proposed and not answered yet, the longest waiting first, and how many in all.

    Of all cycles, because the next one is decided on in this one. One query, two of a past day.
    """
    if wanted.caller.past:
        return _proposals_then(wanted)
    rows = _asked_at(wanted, _candidates(wanted)).order_by("asked_at", "number")
    # The decisions of both sorts are one list, so its beginning may be made of either.
    end = wanted.part("decisions").stop
    listed = list(rows.annotate(of=Window(Count("pk")))[: max(1, end)])
    total = listed[0].of if listed else 0
    return [_proposal(wanted, row) for row in listed[:end]], total


def _proposals_then(wanted: Scope) -> tuple[list[Proposal], int]:
    """What their events say had been proposed, of all that was not agreed to yet."""
    known = Q(noun_id__in=_candidates(wanted).values("pk"))
    bodies = then.definitions(wanted.caller, "objective", known)
    proposed = {pk: body for pk, body in bodies.items() if body.get("state") == PROPOSED}
    rows = _asked_at(wanted, Objective.objects.filter(pk__in=proposed))
    shown = rows.order_by("asked_at", "number")[: wanted.part("decisions").stop]
    listed = [then.overlaid(row, proposed[row.pk]) for row in shown]
    return [_proposal(wanted, row) for row in listed], len(proposed)


def _asked_at(wanted: Scope, rows: "QuerySet[Objective]") -> "QuerySet[Any]":
    asked = Event.objects.filter(
        ws=wanted.caller.workspace, noun="objective", noun_id=OuterRef("pk"), verb="propose",
        recorded_at__lte=wanted.caller.now,
    ).order_by("-recorded_at")  # fmt: skip
    return rows.select_related("author").annotate(
        asked_at=Subquery(asked.values("recorded_at")[:1])
    )


def _candidates(wanted: Scope) -> "QuerySet[Objective]":
    rows = Objective.objects.filter(
        sight.objectives(wanted.caller), ws=wanted.caller.workspace, person=None
    )
    if wanted.caller.past:
        # Agreed to since, or taken back since: what it was then, its events say.
        later = Q(agreed_at__gt=wanted.caller.now) | Q(agreed_at=None)
        rows = rows.filter(later)
    else:
        rows = rows.filter(state=PROPOSED)
    if wanted.within is not None:
        rows = rows.filter(team__in=wanted.within)
    return rows.filter(ambition=wanted.ambition) if wanted.ambition else rows


def _proposal(wanted: Scope, row: Any) -> Proposal:
    since = (row.asked_at or wanted.caller.now).astimezone(wanted.caller.zone).date()
    return Proposal(
        row.pk, f"O-{row.number}", row.title, row.team_id, person_ref(row.author), since
    )


def overdue(wanted: Scope, skipped: int) -> tuple[list[int], int]:
    """Open key results past their due date, the longest past first, and how many in all: one query.

    `skipped` are the decisions that stand before them in the same list.
    """
    running = Outlook.of_day(wanted.day).filter(
        key_result=OuterRef("pk"), status__in=sorted(RUNNING)
    )
    if wanted.ambition:
        running = running.filter(ambition=wanted.ambition)
    rows = (
        KeyResult.objects.filter(
            ws=wanted.caller.workspace, due_on__lt=wanted.day, due_on__gte=wanted.day - _LONGEST
        )
        .annotate(status_then=Subquery(running.values("status")[:1]))
        .exclude(status_then=None)
    )
    if not wanted.caller.past:
        rows = rows.filter(state=KeyResultState.OPEN.value)
    if wanted.within is not None:
        rows = rows.filter(team__in=wanted.within)
    part = wanted.part("decisions")
    start, end = max(0, part.start - skipped), max(0, part.stop - skipped)
    listed = list(
        rows.order_by("due_on", "number")
        .annotate(of=Window(Count("pk")))
        .values_list("pk", "of")[start : max(end, start + 1)]
    )
    total = listed[0][1] if listed else 0
    return [pk for pk, _of in listed[: end - start]], total


_LONGEST = timedelta(days=366)
"""What was forgotten for longer than a year waits for nobody any more."""
