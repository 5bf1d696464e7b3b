"""Guards of an objective: metrics that must not get worse while it is pursued."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from northing.actions import find, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import InvalidError
from northing.domain.access import Caller, Verb
from northing.domain.snapshot import ObjectiveState, Role
from northing.kit.text import text as _
from northing.queries import sight
from northing.store.metrics import Metric
from northing.store.objectives import Guard, Objective

DRAFTED = {ObjectiveState.DRAFT.value, ObjectiveState.PROPOSED.value}
ENDED = {ObjectiveState.CLOSED.value, ObjectiveState.CANCELLED.value}
MOST = 10


def guard(caller: Caller, number: int, metric: int, reason: str = "", *, key: str = "") -> Done:
    """Say that a metric must not get worse while O-`number` is pursued; an active one asks for a reason."""
    with change(caller, "guard", reason, key=key, request=[number, metric]) as c:
        if c.earlier:
            return c.earlier
        row = _editable(caller, number)
        add(c, caller, row, [metric])
        return c.answer(_said_why(c, row, reason))


def unguard(caller: Caller, number: int, metric: int, reason: str = "", *, key: str = "") -> Done:
    """Take a guard away; that it stood, and until when, stays known. An active one asks for a reason."""
    with change(caller, "unguard", reason, key=key, request=[number, metric]) as c:
        if c.earlier:
            return c.earlier
        row = _editable(caller, number)
        standing = Guard.standing(objective=row, metric=metric)
        if not standing.exists():
            raise find.not_found("metric")
        c.end(standing)
        c.touched(row)
        return c.answer(_said_why(c, row, reason))


def _editable(caller: Caller, number: int) -> Objective:
    row = find.objective(caller, number)
    find.must(caller, Verb.EDIT, find.about_objective(row))
    if row.state in ENDED:
        raise InvalidError(_("{key} is closed.", key=row.key), _("Reopen it first."), "state")
    return row


def _said_why(c: Change, row: Objective, reason: str) -> Objective:
    if row.state not in DRAFTED:
        c.reason = typed.reason(reason)
    return row


def choose(c: Change, caller: Caller, row: Objective, metrics: Sequence[int]) -> bool:
    """Make these the guards of an objective, within a change; whether that changed anything."""
    now, wanted = _standing(row), set(metrics)
    if now - wanted:
        c.end(Guard.standing(objective=row, metric__in=now - wanted))
        c.touched(row)
    add(c, caller, row, sorted(wanted - now))
    return wanted != now


def add(c: Change, caller: Caller, row: Objective, metrics: Collection[int]) -> None:
    """Let these metrics guard an objective, within a change whose rights have been asked for."""
    now = _standing(row)
    new = [_guarding(caller, pk) for pk in dict.fromkeys(metrics) if pk not in now]
    if len(now) + len(new) > MOST:
        raise InvalidError(
            _("{key} would have more than {most} guards.", key=row.key, most=MOST),
            _("Keep the few that would hurt most."),
            "guards",
        )
    if new:
        c.insert_many([Guard(ws_id=caller.workspace, objective=row, metric=m) for m in new])
        c.touched(row)


def _standing(row: Objective) -> set[int]:
    return set(Guard.standing(objective=row).values_list("metric", flat=True))


def _guarding(caller: Caller, pk: int) -> Metric:
    """A metric that everybody may see: who sees the objective shall see what guards it."""
    row = find.metric(caller, pk)
    anybody = replace(
        caller, role=Role.VIEWER, person=0, teams=frozenset(), leads=frozenset(), above=frozenset()
    )
    if not Metric.objects.filter(sight.metrics(anybody), pk=row.pk).exists():
        raise InvalidError(
            _("{name} is part of a draft that not everybody sees.", name=row.name),
            _("It can guard once something was read off it, or the draft is proposed."),
            "metric",
        )
    return row
