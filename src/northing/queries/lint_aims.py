"""Objectives and key results as the linter wants to see them, with how they were kept: six queries, however many."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from northing.domain.access import Caller
from northing.domain.lint.aims import KeyResultAim, ObjectiveAim
from northing.domain.lint.histories import ClosedCycle, KeyResultHistory, TeamHistory
from northing.domain.snapshot import (
    Ambition,
    CycleKind,
    Direction,
    KeyResultState,
    ObjectiveState,
    PersonState,
)
from northing.queries import sight
from northing.queries.compiled import compiled
from northing.queries.loaded import said
from northing.store.events import Event
from northing.store.key_results import KeyResult
from northing.store.objectives import Alignment, Guard, Objective

PURSUED = (ObjectiveState.DRAFT.value, ObjectiveState.PROPOSED.value, ObjectiveState.ACTIVE.value)
"""What can still be worded better: the linter says nothing of what has ended."""
OPEN = (KeyResultState.OPEN.value, KeyResultState.PAUSED.value)
CLOSED_CYCLES = 40
_GOOD = {Direction.UP.value: "up", Direction.DOWN.value: "down"}


@dataclass(frozen=True, slots=True)
class Aimed:
    """An objective with its aim and its key results with theirs; histories only of those that run."""

    row: Objective
    aim: ObjectiveAim
    results: tuple[tuple[KeyResult, KeyResultAim], ...]
    histories: Mapping[int, KeyResultHistory]


def aimed(caller: Caller, rows: Sequence[Objective]) -> list[Aimed]:
    """These objectives (with cycle, team and owner) as aims, in their order."""
    ids = [row.pk for row in rows]
    if not ids:
        return []
    listed: dict[int, list[KeyResult]] = {pk: [] for pk in ids}
    for kr in _KEY_RESULTS(ids):
        listed[kr.objective_id].append(kr)
    links = Counter(pk for (pk,) in _LINKS.tuples(ids))
    guards = Counter(pk for (pk,) in _GUARDS.tuples(ids))
    # How a personal one is kept is its person's affair.
    active = {
        row.pk for row in rows if row.state == ObjectiveState.ACTIVE.value and row.person_id is None
    }
    running = [kr for pk in active for kr in listed[pk] if kr.state == KeyResultState.OPEN.value]
    histories = _histories(caller, running)
    found = []
    for row in rows:
        results = tuple((kr, _key_result(row, kr, guards[row.pk])) for kr in listed[row.pk])
        aim = ObjectiveAim(
            text=row.title,
            why=row.why,
            owner=_here(row.owner),
            supports=links[row.pk],
            is_top=row.team.parent_id is None,
            ambition=row.ambition,
            guards=guards[row.pk],
            key_results=tuple(aim for _kr, aim in results),
        )
        found.append(Aimed(row, aim, results, histories))
    return found


def rows() -> "QuerySet[Objective]":
    """Objectives that the linter has something to say of, with all that an aim names."""
    found = Objective.objects.filter(state__in=PURSUED)
    return found.select_related("cycle", "team", "owner")


_KEY_RESULTS = compiled(
    lambda ids: (
        KeyResult.objects.filter(objective__in=ids, state__in=OPEN)
        .select_related("metric", "owner")
        .order_by("objective", "position", "pk")
    )
)
_LINKS = compiled(lambda ids: Alignment.standing(objective__in=ids).values_list("objective_id"))
_GUARDS = compiled(lambda ids: Guard.standing(objective__in=ids).values_list("objective_id"))


def _here(person: Any) -> str:
    """An owner's handle; empty for one who has left: nobody answers for it."""
    return "" if person.state == PersonState.INACTIVE.value else str(person.handle)


def _key_result(above: Objective, kr: KeyResult, guards: int) -> KeyResultAim:
    metric = kr.metric
    return KeyResultAim(
        text=kr.title,
        kind=kr.kind,
        unit=kr.unit,
        baseline=kr.baseline,
        target=kr.target,
        has_baseline=kr.baseline is not None,
        has_target=kr.target is not None,
        good_direction=_GOOD.get(metric.direction) if metric else None,
        owner=_here(kr.owner),
        start=kr.started_on,
        due=kr.due_on,
        has_due=True,
        cycle_start=above.cycle.start,
        cycle_end=above.cycle.end,
        metric=metric.name if metric else None,
        low=metric.low if metric else None,
        high=metric.high if metric else None,
        source=metric.name if metric else "",
        guards=guards,
    )


def _histories(caller: Caller, rows_: Sequence[KeyResult]) -> dict[int, KeyResultHistory]:
    """How key results that run were kept: one query, two where a target was moved."""
    if not rows_:
        return {}
    heard = said(caller, [kr.pk for kr in rows_])
    moved = _targets(caller, [kr for kr in rows_ if kr.first_target not in {None, kr.target}])
    return {
        kr.pk: KeyResultHistory(
            text=kr.title,
            today=caller.today,
            start=kr.started_on,
            end=kr.due_on,
            heard=tuple(one.on for one in heard.get(kr.pk, ())),
            confidences=tuple(
                (one.on, Decimal(one.confidence))
                for one in heard.get(kr.pk, ())
                if one.confidence is not None
            ),
            targets=moved.get(kr.pk, ()),
            baseline=kr.baseline,
            good_direction=_good(kr),
        )
        for kr in rows_
    }


def _good(kr: KeyResult) -> Any:
    return _GOOD.get(kr.metric.direction) if kr.metric else None


def _targets(
    caller: Caller, rows_: Sequence[KeyResult]
) -> dict[int, tuple[tuple[date, Decimal], ...]]:
    """What these were set to, and when: out of their events."""
    if not rows_:
        return {}
    found = {
        kr.pk: [(kr.started_on, kr.first_target)] for kr in rows_ if kr.first_target is not None
    }
    events = Event.objects.filter(
        ws=caller.workspace, noun="key_result", noun_id__in=list(found), verb="retarget"
    )
    for pk, at, body in events.order_by("pk").values_list("noun_id", "recorded_at", "body__json"):
        target = (body or {}).get("target")
        if target is not None:
            found[pk].append((at.astimezone(caller.zone).date(), Decimal(str(target))))
    return {pk: tuple(listed) for pk, listed in found.items()}


def team_history(caller: Caller, team: int, name: str) -> TeamHistory:
    """How a team's latest closed cycles ended: one query. Personal objectives and whole years count nowhere."""
    cycles: dict[int, list[tuple[Decimal, bool]]] = {}
    names: dict[int, str] = {}
    for pk, cycle, ambition, progress in _ended(caller, team):
        names[pk] = cycle
        score = min(max(progress or Decimal(), Decimal()), Decimal(1))
        cycles.setdefault(pk, []).append((score, ambition == Ambition.ASPIRATIONAL.value))
    latest = list(cycles.items())[-CLOSED_CYCLES:]
    return TeamHistory(
        name,
        tuple(
            ClosedCycle(names[pk], tuple(s for s, _bold in one), tuple(bold for _s, bold in one))
            for pk, one in latest
        ),
    )


def _ended(caller: Caller, team: int) -> Iterable[tuple[Any, ...]]:
    closed = KeyResult.objects.filter(
        sight.counted("objective__"), ws=caller.workspace, objective__team=team,
        objective__state=ObjectiveState.CLOSED.value, objective__cycle__end__lt=caller.today,
    ).exclude(Q(state=KeyResultState.DROPPED.value) | Q(objective__cycle__kind=CycleKind.ANNUAL.value))  # fmt: skip
    closed = closed.order_by("objective__cycle__end", "objective__cycle", "pk")
    return closed.values_list(
        "objective__cycle", "objective__cycle__name", "objective__ambition", "progress"
    )
