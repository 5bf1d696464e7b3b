"""Keeping what was thought of each key result: after every change, and for all of them by a sweep.

An outlook holds from the day it was made to the day it ended, so that any past day is one indexed
read. Only key results of active and closed objectives have one; those of personal objectives have
none, so that no overview counts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from northing.actions import practice
from northing.actions.change import Change, Done, change
from northing.actions.find import must
from northing.domain import outlook as rules
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import CheckIn as CheckInPicture
from northing.domain.snapshot import ObjectiveState
from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult, Step
from northing.store.outlooks import Outlook

SLICE = 200
MOVED = Decimal("0.02")
MOST_RATIO = Decimal(10) ** 12
JUDGED = frozenset({ObjectiveState.ACTIVE.value, ObjectiveState.CLOSED.value})


@dataclass(slots=True)
class _Writes:
    """What judging a slice leaves to write, so that it takes a fixed number of statements."""

    new: list[Outlook]
    same_day: list[Outlook]
    ended: list[Outlook]


def refresh(
    c: Change, caller: Caller, kr: KeyResult, standing: Sequence[CheckIn] | None = None
) -> None:
    """Judge `kr` (its objective loaded) as of today and keep the answer, if it differs from the last."""
    refresh_many(c, caller, [kr], standing)


def refresh_many(
    c: Change, caller: Caller, rows: Sequence[KeyResult], standing: Sequence[CheckIn] | None = None
) -> None:
    """The same for many rows (their objectives loaded), in a fixed number of queries.

    `standing` are their check-ins that were not superseded, oldest first, where they are at hand.
    """
    ids = [kr.pk for kr in rows]
    said: dict[int, list[CheckIn]] = {pk: [] for pk in ids}
    for one in standing_check_ins(ids) if standing is None else standing:
        said[one.key_result_id].append(one)
    steps: dict[int, list[Step]] = {pk: [] for pk in ids}
    for step in Step.objects.filter(key_result__in=ids).order_by("key_result", "position"):
        steps[step.key_result_id].append(step)
    last = Outlook.objects.in_bulk([kr.outlook_id for kr in rows if kr.outlook_id])
    writes = _Writes([], [], [])
    for kr in rows:
        pictures = [row.snapshot(caller.zone) for row in said[kr.pk]]
        until = said[kr.pk][-1].recorded_at if said[kr.pk] else c.now
        kr.last_on = pictures[-1].on if pictures else None
        _judge(
            caller, kr, last.get(kr.outlook_id or 0), _Inputs(pictures, steps[kr.pk], until), writes
        )
    c.insert_many(writes.new)
    c.update_many(writes.same_day, *_JUDGEMENT)
    c.update_many(writes.ended, "ended_on")
    c.update_many(rows, "outlook", "status", "progress", "last_on")


_JUDGEMENT = (
    "progress", "planned", "status", "inputs_until", "team", "cycle", "owner", "ended_on",
    "ambition", "heard_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Inputs:
    check_ins: list[CheckInPicture]
    steps: list[Step]
    until: datetime


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
        planned=_rounded(found.planned), status=kr.status, inputs_until=inputs.until,
        ambition=kr.objective.ambition, heard_on=kr.last_on or kr.started_on,
        before=last.status if last is not None and last.ended_on is None else "",
    )  # fmt: skip
    if last is not None and last.made_on >= caller.today and last.method == found.method:
        # The same day, or a clock that went back: days never overlap.
        row.pk, row.made_on, row.before = last.pk, last.made_on, last.before
        writes.same_day.append(row)
    else:
        if last is not None and last.ended_on is None:
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
    last slice also counts the practice of the day. Slices keep every transaction short, so a check-in
    beside it does not wait.
    """
    with change(caller, "sweep") as c:
        must(caller, Verb.ADMINISTER, About())
        rows = list(
            KeyResult.objects.select_for_update(of=("self",), no_key=True)
            .select_related("objective")
            .filter(ws=caller.workspace, pk__gt=after, state__in=("open", "paused"))
            .filter(objective__state="active")
            .order_by("pk")[:SLICE]
        )
        refresh_many(c, caller, rows)
        if len(rows) == SLICE:
            return Done("sweep", rows[-1].pk)
        practice.keep(c, caller)
        return Done("sweep", 0)
