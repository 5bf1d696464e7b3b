"""Key results: added, retargeted, paused, dropped, reopened; each change of an active one with a reason."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from northing.actions import find, objectives, outlooks, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import InvalidError
from northing.actions.fields import Field, edited
from northing.actions.key_result_rows import (
    Measure,
    NewKeyResult,
    NewStep,
    check,
    curve,
    insert,
    metric_of,
    missing,
    must_be_ready,
    must_fit,
    set_steps,
)
from northing.domain import units
from northing.domain.access import Caller, Verb
from northing.domain.snapshot import KeyResultState, Kind
from northing.kit.text import text as _
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective

__all__ = ["Measure", "NewKeyResult", "NewStep"]


def add(
    caller: Caller, objective: int, given: NewKeyResult, reason: str = "", *, key: str = ""
) -> Done:
    """A key result on O-`objective`; on an active objective it must be ready, and a reason is asked for."""
    with change(caller, "add_key_result", reason, key=key, request=[objective, given]) as c:
        if c.earlier:
            return c.earlier
        above = find.objective(caller, objective)
        find.must(caller, Verb.EDIT, find.about_objective(above))
        _must_be_open(above)
        row = insert(c, caller, above, given)
        if above.state == "active":
            c.reason = typed.reason(reason)
            must_be_ready(row)
            c.update(row, first_target=row.target)
            outlooks.refresh(c, caller, row)
        return c.answer(row)


def _is_drafted(row: KeyResult) -> bool:
    return row.objective.state in objectives.DRAFTED


def _must_be_open(above: Objective) -> None:
    if above.state in objectives.ENDED:
        raise InvalidError(_("{key} is closed.", key=above.key), _("Reopen it first."), "state")


def edit(
    caller: Caller, number: int, given: Mapping[str, str], seen: Mapping[str, str], reason: str = "", *,
    steps: Sequence[NewStep] | None = None,
    checkpoints: Sequence[tuple[str | date, typed.Typed]] | None = None,
    measure: Measure | None = None, key: str = "",
) -> Done:  # fmt: skip
    """Change text, owner, dates, weight, steps; in drafts and imports kind, metric and values too.

    The target of an active key result is changed by `retarget`. A `measure` gives it a metric: in an
    active one only where it has none yet.
    """
    request = [number, dict(given), list(steps or ()), list(checkpoints or ()), measure]
    with change(caller, "edit", reason, key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        row = _editable(caller, number)
        if measure is not None:
            _set_measure(c, caller, row, measure, given, reason)
        changes = edited(row, _fields(row.unit), given, seen)
        _apply(c, caller, row, changes, reason)
        if (steps is not None or checkpoints is not None) and not _is_drafted(row):
            c.reason = typed.reason(reason)
        if steps is not None:
            set_steps(c, row, steps)
            c.touched(row)
        if checkpoints is not None:
            c.update(row, checkpoints=curve(row, checkpoints))
        outlooks.refresh(c, caller, row)
        return c.answer(row)


def _set_measure(
    c: Change,
    caller: Caller,
    row: KeyResult,
    measure: Measure,
    given: Mapping[str, str],
    reason: str,
) -> None:
    """Read the key result off another metric; the values that follow are typed in its unit."""
    if row.objective.state not in objectives.DRAFTED:
        c.reason = typed.reason(reason)
        if row.metric_id is not None:
            raise InvalidError(
                _("The metric of an active key result stays."),
                _("Drop it and add another key result."),
                "metric",
            )
    kind = typed.choice(given.get("kind", row.kind), Kind, "kind")
    wanted = NewKeyResult(
        given.get("title", row.title), kind.value, measure.metric, measure.name, measure.unit,
        baseline=given.get("baseline") or row.baseline, target=given.get("target") or row.target,
        low=given.get("low") or row.low, high=given.get("high") or row.high,
    )  # fmt: skip
    metric = metric_of(c, caller, row.objective, wanted, kind)
    c.update(row, metric=metric, unit=metric.unit if metric else typed.unit(measure.unit))


def _apply(c: Change, caller: Caller, row: KeyResult, changes: dict[str, Any], reason: str) -> None:
    if not changes:
        return
    if "owner_id" in changes:
        find.owner(caller, changes["owner_id"])
        must_fit(row.objective, changes["owner_id"])
    active = not _is_drafted(row)
    if active and "kind" in changes and not missing(row):
        raise InvalidError(
            _("The kind of an active key result stays."),
            _("Drop it and add another key result."),
            "kind",
        )
    settled = {n for n in ("baseline", "target", "low", "high") if getattr(row, n) is not None}
    if active and settled & set(changes):
        raise InvalidError(
            _("The values of an active key result are not edited."),
            _("Retarget it, with a reason."),
            sorted(settled & set(changes))[0],
        )
    if active:
        c.reason = typed.reason(reason)
    for column, value in changes.items():
        setattr(row, column, value)
    check(row)
    if active and row.first_target is None and row.target is not None:
        changes = {**changes, "first_target": row.target}
    c.update(row, **changes)


def _editable(caller: Caller, number: int) -> KeyResult:
    row = find.key_result(caller, number)
    find.must(caller, Verb.EDIT, find.about_key_result(row))
    _must_be_open(row.objective)
    if row.state in {KeyResultState.CLOSED.value, KeyResultState.DROPPED.value}:
        raise InvalidError(
            _("{key} is {state}.", key=row.key, state=row.state), _("Reopen it first."), "state"
        )
    return row


def retarget(
    caller: Caller, number: int, reason: str, *, target: typed.Typed | None = None,
    low: typed.Typed | None = None, high: typed.Typed | None = None,
    due_on: str | date | None = None, seen: Mapping[str, str] | None = None, key: str = "",
) -> Done:  # fmt: skip
    """A new target, bounds or due date for a key result, with a reason; the first target stays known."""
    request = [number, target, low, high, due_on]
    with change(caller, "retarget", reason, key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        c.reason = typed.reason(reason)
        row = _editable(caller, number)
        asked = {"target": target, "low": low, "high": high, "due_on": due_on}
        given = {n: _as_text(v, row.unit) for n, v in asked.items() if v not in (None, "")}
        changes = edited(row, _fields(row.unit), given, seen or {})
        if not changes:
            raise InvalidError(
                _("Nothing would change."), _("Give a new target, bound or due date."), "target"
            )
        for column, value in changes.items():
            setattr(row, column, value)
        check(row)
        c.update(row, **changes)
        outlooks.refresh(c, caller, row)
        return c.answer(row)


def _as_text(value: typed.Typed | date | None, unit: str) -> str:
    """A value in base units as text of its unit, so that all doors take one way."""
    return units.show(value, units.unit(unit)) if isinstance(value, Decimal) else str(value)


def pause(caller: Caller, number: int, reason: str, *, key: str = "") -> Done:
    """Open → paused: neither asked nor counted until it is resumed."""
    return _to(caller, "pause", number, reason, {"open"}, KeyResultState.PAUSED, key)


def resume(caller: Caller, number: int, reason: str = "", *, key: str = "") -> Done:
    """Paused → open."""
    return _to(
        caller, "resume", number, reason or str(_("resumed")), {"paused"}, KeyResultState.OPEN, key
    )


def drop(caller: Caller, number: int, reason: str, *, key: str = "") -> Done:
    """Give a key result up, with a reason; it stays visible."""
    return _to(caller, "drop", number, reason, {"open", "paused"}, KeyResultState.DROPPED, key)


def reopen(caller: Caller, number: int, reason: str, *, key: str = "") -> Done:
    """Dropped or closed → open again, with a reason."""
    return _to(caller, "reopen", number, reason, {"dropped", "closed"}, KeyResultState.OPEN, key)


def _to(
    caller: Caller,
    verb: str,
    number: int,
    reason: str,
    states: set[str],
    state: KeyResultState,
    key: str,
) -> Done:
    with change(caller, verb, reason, key=key, request=number) as c:
        if c.earlier:
            return c.earlier
        c.reason = typed.reason(reason)
        row = find.key_result(caller, number)
        find.must(caller, Verb.EDIT, find.about_key_result(row))
        _must_be_open(row.objective)
        if row.state not in states:
            raise InvalidError(
                _("{key} is {state} now.", key=row.key, state=row.state), "", "state"
            )
        c.update(
            row, state=state.value, state_reason="" if state is KeyResultState.OPEN else c.reason
        )
        if state is KeyResultState.OPEN and not _is_drafted(row) and row.origin_ref is None:
            must_be_ready(row)
            c.update(row, first_target=row.first_target or row.target)
        outlooks.refresh(c, caller, row)
        return c.answer(row)


def _fields(unit: str) -> dict[str, Field]:
    def amount(name: str) -> Field:
        return Field(lambda t: typed.value(t, unit, name))

    return {
        "title": Field(lambda t: typed.line(t, "title", 500)),
        "owner": Field(lambda t: objectives.number_of(t, "owner"), "owner_id"),
        "weight": Field(typed.weight),
        "started_on": Field(lambda t: typed.must_day(t, "started_on")),
        "due_on": Field(lambda t: typed.must_day(t, "due_on")),
        "kind": Field(lambda t: typed.choice(t, Kind, "kind").value),
        **{name: amount(name) for name in ("baseline", "target", "low", "high")},
    }
