"""Keeping what was thought of each key result: after every change, and for all of them by a sweep.

An outlook holds from the day it was made to the day it ended, so that any past day is one indexed
read. Only key results of active and closed objectives have one; those of personal objectives have
none, so that no overview counts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from northing.actions import practice
from northing.actions.change import Change, Done, change
from northing.actions.find import must
from northing.domain import outlook as rules
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import CheckIn as CheckInPicture
from northing.domain.snapshot import Kind, ObjectiveState
from northing.queries import loaded
from northing.queries.compiled import compiled
from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult, Step
from northing.store.outlooks import Outlook

SLICE = 200
AT_A_TIME = 50
MOVED = Decimal("0.02")
MOST_RATIO = Decimal(10) ** 12
JUDGED = frozenset({ObjectiveState.ACTIVE.value, ObjectiveState.CLOSED.value})


@dataclass(slots=True)
class _Writes:
    """What judging a slice leaves to write, so that it takes a fixed number of statements."""

    new: list[Outlook]
    same_day: list[Outlook]
    ended: list[Outlook]


def refresh(c: Change, caller: Caller, kr: KeyResult, *written: str) -> None:
    """Judge `kr` (its objective loaded) as of today and keep the answer, if it differs from the last.

    `written` are columns of it that were set beside, and are written with the judgement.
    """
    refresh_many(c, caller, [kr], written=written)


def refresh_many(
    c: Change,
    caller: Caller,
    rows: Sequence[KeyResult],
    standing: Sequence[CheckIn] | None = None,
    *,
    written: Sequence[str] = (),
) -> None:
    """The same for many rows (their objectives loaded), in a fixed number of queries.

    `standing` are their check-ins that were not superseded, oldest first, where they are at hand.
    """
    heard = _heard(caller, rows, standing)
    writes = _judged(caller, rows, heard)
    c.insert_many(writes.new)
    c.update_many(writes.same_day, *_JUDGEMENT)
    c.update_many(writes.ended, "ended_on")
    c.update_many(rows, *_OF_ROW, *written)


_OF_ROW = ("outlook", "status", "progress", "last_on")
_JUDGEMENT = (
    "progress", "planned", "status", "inputs_until", "team", "cycle", "owner", "ended_on",
    "ambition", "heard_on",
)  # fmt: skip


@dataclass(slots=True)
class _Inputs:
    check_ins: list[CheckInPicture]
    steps: list[Step]
    until: datetime | None = None


def _heard(
    caller: Caller, rows: Sequence[KeyResult], standing: Sequence[CheckIn] | None = None
) -> dict[int, _Inputs]:
    """What was said of each row, and the steps of milestones: a query each, where they are not at hand."""
    ids = [kr.pk for kr in rows]
    found = {pk: _Inputs([], []) for pk in ids}
    if standing is None:
        for pk, pictures in loaded.said(caller, ids).items():
            found[pk].check_ins, found[pk].until = pictures, pictures[-1].recorded_at
    else:
        for row in standing:
            found[row.key_result_id].check_ins.append(row.snapshot(caller.zone))
            found[row.key_result_id].until = row.recorded_at
    stepped = [kr.pk for kr in rows if kr.kind == Kind.MILESTONES.value]
    for step in _STEPS(stepped) if stepped else ():
        found[step.key_result_id].steps.append(step)
    return found


_STEPS = compiled(
    lambda ids: Step.objects.filter(key_result__in=ids).order_by("key_result", "position")
)
_LAST = compiled(lambda ids: Outlook.objects.filter(pk__in=ids))


def _judged(caller: Caller, rows: Sequence[KeyResult], heard: dict[int, _Inputs]) -> _Writes:
    """Judge these rows, set what they keep of it, and tell what is to be written beside them."""
    kept = [kr.outlook_id for kr in rows if kr.outlook_id]
    last = {row.pk: row for row in _LAST(kept)} if kept else {}
    writes = _Writes([], [], [])
    for kr in rows:
        inputs = heard[kr.pk]
        kr.last_on = inputs.check_ins[-1].on if inputs.check_ins else None
        _judge(caller, kr, last.get(kr.outlook_id or 0), inputs, writes)
    return writes


def standing_check_ins(ids: Sequence[int]) -> list[CheckIn]:
    """The check-ins on these key results that were not superseded, oldest first."""
    rows = CheckIn.objects.filter(key_result__in=ids, superseded_by=None)
    return list(rows.order_by("key_result", "as_of", "recorded_at", "pk"))


def _judge(
    caller: Caller, kr: KeyResult, last: Outlook | None, inputs: _Inputs, writes: _Writes
) -> None:
    picture = kr.snapshot(kr.objective.ambition, inputs.check_ins, inputs.steps)
    found = rules.outlook(picture, caller.today)
    kr.status, kr.progress = found.status.value, _rounded(found.progress.value)
    judged = kr.objective.state in JUDGED and kr.objective.person_id is None
    if (
        last is not None
        and (last.ended_on is None) == judged
        and not (judged and _moved(last, kr, found))
    ):
        return
    if not judged:
        _end(caller, kr, last, writes)
        return
    row = Outlook(
        ws_id=kr.ws_id, key_result=kr, made_on=caller.today, method=found.method,
        team_id=kr.team_id, cycle_id=kr.cycle_id, owner_id=kr.owner_id, progress=kr.progress,
        planned=_rounded(found.planned), status=kr.status,
        inputs_until=inputs.until or caller.now,
        ambition=kr.objective.ambition, heard_on=kr.last_on or kr.started_on,
        before=last.status if last is not None and last.ended_on is None else "",
    )  # fmt: skip
    if last is not None and last.made_on >= caller.today and last.method == found.method:
        # The same day, or a clock that went back: days never overlap.
        row.pk, row.made_on, row.before = last.pk, last.made_on, last.before
        writes.same_day.append(row)
    else:
        # One that ended later than today ended by a clock that has been set back since.
        if last is not None and (last.ended_on is None or last.ended_on > caller.today):
            last.ended_on = caller.today
            writes.ended.append(last)
        writes.new.append(row)
    kr.outlook = row


def _end(caller: Caller, kr: KeyResult, last: Outlook | None, writes: _Writes) -> None:
    """What is a draft again, or was given up, is no longer judged."""
    if last is not None:
        last.ended_on = caller.today
        writes.ended.append(last)


def _moved(last: Outlook, kr: KeyResult, found: rules.Outlook) -> bool:
    """A new row only where status, progress, place or last word is another, or the plan moved by 0.02."""
    now = (
        kr.status, kr.progress, kr.team_id, kr.cycle_id, kr.owner_id, kr.objective.ambition,
        kr.last_on or kr.started_on,
    )  # fmt: skip
    then = (
        last.status, last.progress, last.team_id, last.cycle_id, last.owner_id, last.ambition,
        last.heard_on,
    )  # fmt: skip
    if now != then:
        return True
    before: Decimal = last.planned or Decimal(0)
    return abs(before - found.planned) >= MOVED


def _rounded(value: Decimal | None) -> Decimal | None:
    """To the column's digits; a ratio that no column holds is kept at the limit."""
    return None if value is None else round(min(MOST_RATIO, max(-MOST_RATIO, value)), 10)


def sweep(caller: Caller, after: int = 0) -> Done:
    """Judge the next slice of 200 running key results with an id above `after`.

    Returns the last id that was judged in `Done.id`, or 0 when all are done: call it until then. The
    last slice also counts the practice of the day. Nobody waits while it judges: what moved is judged
    again under a lock, a few at a time, so a check-in beside it waits for some hundredths of a second.
    """
    must(caller, Verb.ADMINISTER, About())
    rows = list(_running(caller).filter(pk__gt=after).order_by("pk")[:SLICE])
    moved = _moved_ones(caller, rows)
    for first in range(0, len(moved), AT_A_TIME):
        with change(caller, "sweep") as c:
            some = _running(caller).filter(pk__in=moved[first : first + AT_A_TIME]).order_by("pk")
            refresh_many(c, caller, list(some.select_for_update(of=("self",), no_key=True)))
    if len(rows) == SLICE:
        return Done("sweep", rows[-1].pk)
    with change(caller, "sweep") as c:
        practice.keep(c, caller)
    return Done("sweep", 0)


def _running(caller: Caller) -> "QuerySet[KeyResult]":
    rows = KeyResult.objects.select_related("objective").filter(ws=caller.workspace)
    return rows.filter(state__in=("open", "paused"), objective__state="active")


def _moved_ones(caller: Caller, rows: Sequence[KeyResult]) -> list[int]:
    """The ids of those of which something is to be written, in their order."""
    before = {kr.pk: _of_row(kr) for kr in rows}
    writes = _judged(caller, rows, _heard(caller, rows))
    moved = {o.key_result_id for o in (*writes.new, *writes.same_day, *writes.ended)}
    return [kr.pk for kr in rows if kr.pk in moved or _of_row(kr) != before[kr.pk]]


def _of_row(kr: KeyResult) -> tuple[object, ...]:
    return kr.status, kr.progress, kr.last_on


def sweep_all(caller: Caller) -> None:
    """Judge all of them, slice by slice."""
    after = sweep(caller).id
    while after:
        after = sweep(caller, after).id
