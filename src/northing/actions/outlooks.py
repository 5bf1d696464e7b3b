"""Keeping what was thought of each key result: after every check-in, and for all of them by a sweep."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from northing.actions.change import Change, Done, change
from northing.actions.find import must
from northing.domain import outlook as rules
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import CheckIn as CheckInPicture
from northing.domain.snapshot import Kind
from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult, Step
from northing.store.outlooks import Outlook

SLICE = 200
MILESTONES = Kind.MILESTONES.value
MOVED = Decimal("0.02")
MOST_RATIO = Decimal(10) ** 12


def refresh(
    c: Change, caller: Caller, kr: KeyResult, standing: list[CheckIn] | None = None
) -> Outlook:
    """Judge `kr` (its objective loaded) as of today and keep the answer, if it differs from the last."""
    standing = standing_check_ins(kr) if standing is None else standing
    pictures = [row.snapshot(caller.zone) for row in standing]
    return _keep(c, caller, kr, pictures, standing[-1].recorded_at if standing else c.now)


def standing_check_ins(kr: KeyResult) -> list[CheckIn]:
    """The check-ins that were not superseded, oldest first."""
    rows = CheckIn.objects.filter(key_result=kr, superseded_by=None)
    return list(rows.order_by("as_of", "recorded_at", "pk"))


def _keep(
    c: Change, caller: Caller, kr: KeyResult, check_ins: list[CheckInPicture], until: datetime
) -> Outlook:
    steps = Step.objects.filter(key_result=kr).order_by("position") if kr.kind == MILESTONES else ()
    found = rules.outlook(kr.snapshot(kr.objective.ambition, check_ins, steps), caller.today)
    last = kr.outlook
    if last is not None and not _moved(last, found):
        return last
    values: dict[str, Any] = {
        "progress": _rounded(found.progress.value), "planned": _rounded(found.planned),
        "status": found.status.value, "inputs_until": until,
    }  # fmt: skip
    row = _of_today(kr, last, caller, found.method)
    if row is None:
        row = Outlook(
            ws_id=c.workspace, key_result=kr, made_on=caller.today, method=found.method, **values
        )
        c.insert(row, event=False)
    else:
        c.update(row, event=False, **values)
    if kr.outlook_id != row.pk:
        c.update(kr, event=False, outlook=row)
    return row


def _of_today(kr: KeyResult, last: Outlook | None, caller: Caller, method: str) -> Outlook | None:
    """The day's row, if there is one; looked for only where the newest one is not older."""
    if last is None or last.made_on < caller.today:
        return None
    return Outlook.objects.filter(key_result=kr, made_on=caller.today, method=method).first()


def _moved(last: Outlook, found: rules.Outlook) -> bool:
    """A new row only where the status or the progress is another, or the plan moved by 0.02."""
    if last.status != found.status.value or last.progress != _rounded(found.progress.value):
        return True
    before: Decimal = last.planned or Decimal(0)
    return abs(before - found.planned) >= MOVED


def _rounded(value: Decimal | None) -> Decimal | None:
    """To the column's digits; a ratio that no column holds is kept at the limit."""
    return None if value is None else round(min(MOST_RATIO, max(-MOST_RATIO, value)), 10)


def sweep(caller: Caller, after: int = 0) -> Done:
    """Judge the next slice of 200 running key results with an id above `after`.

    Returns the last id that was judged in `Done.id`, or 0 when all are done: call it until then.
    Slices keep every transaction short, so a check-in beside it does not wait.
    """
    with change(caller, "sweep") as c:
        must(caller, Verb.ADMINISTER, About())
        rows = list(
            KeyResult.objects.select_for_update(of=("self",))
            .select_related("objective", "outlook")
            .filter(ws=caller.workspace, pk__gt=after, state__in=("open", "paused"))
            .filter(objective__state="active")
            .order_by("pk")[:SLICE]
        )
        for kr in rows:
            refresh(c, caller, kr)
        return Done("sweep", rows[-1].pk if len(rows) == SLICE else 0)
