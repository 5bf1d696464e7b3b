"""Key results: added, retargeted, paused, dropped, reopened; each change of an active one with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from northing.actions import find, metrics, objectives, outlooks, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import InvalidError
from northing.actions.fields import Field, edited
from northing.domain import readiness, units
from northing.domain.access import Caller, Verb
from northing.domain.snapshot import Direction, KeyResultState, Kind
from northing.kit.text import text as _
from northing.store.key_results import KeyResult, Step
from northing.store.metrics import Metric
from northing.store.objectives import Objective

MOST_STEPS = 50
MOST_CHECKPOINTS = 60


@dataclass(frozen=True, slots=True)
class NewStep:
    title: str
    weight: str | Decimal = "1"
    due_on: str | date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewKeyResult:
    """What a key result is made of. Values as people type them in `unit`.

    `metric` is the id of one of the team's metrics; without it one is made, named `metric_name` or
    like the key result, where the kind needs one and a unit or value is known.
    """

    title: str
    kind: str
    metric: int | None = None
    metric_name: str = ""
    unit: str = ""
    baseline: typed.Typed | None = None
    target: typed.Typed | None = None
    low: typed.Typed | None = None
    high: typed.Typed | None = None
    owner: int | None = None
    weight: str | Decimal = "1"
    started_on: str | date | None = None
    due_on: str | date | None = None
    steps: Sequence[NewStep] = ()
    checkpoints: Sequence[tuple[str | date, typed.Typed]] = ()


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
            _must_be_ready(row)
            c.update(row, first_target=row.target)
        return c.answer(row)


def insert(
    c: Change, caller: Caller, above: Objective, given: NewKeyResult, origin_ref: str | None = None
) -> KeyResult:
    """The row of a new key result, within a change whose rights have been asked for."""
    title = typed.line(given.title, "title", 500)
    kind = typed.choice(given.kind, Kind, "kind")
    metric = _metric(c, caller, above, given, kind)
    unit = metric.unit if metric else typed.unit(given.unit)
    row = KeyResult(
        ws_id=caller.workspace,
        number=objectives.next_key_result_number(c),
        objective=above,
        owner=find.person(caller, given.owner or above.owner_id),
        title=title,
        kind=kind.value,
        metric=metric,
        unit=unit,
        **{
            name: typed.value(getattr(given, name), unit, name)
            for name in ("baseline", "target", "low", "high")
        },
        started_on=typed.day(given.started_on, "started_on", required=False)
        or _start(caller, above),
        due_on=typed.day(given.due_on, "due_on", required=False) or above.cycle.end,
        weight=typed.weight(given.weight),
        state=KeyResultState.OPEN.value,
        position=KeyResult.objects.filter(objective=above).count(),
        origin_ref=origin_ref,
    )
    _check(row)
    row.checkpoints = _curve(row, given.checkpoints)
    c.insert(row)
    _set_steps(c, row, given.steps)
    return row


def _start(caller: Caller, above: Objective) -> date:
    """The cycle's start, or today for a key result that is added while it runs."""
    running = above.state == "active" and above.cycle.start <= caller.today < above.cycle.end
    return caller.today if running else above.cycle.start


def _metric(
    c: Change, caller: Caller, above: Objective, given: NewKeyResult, kind: Kind
) -> Metric | None:
    if not kind.has_metric:
        return None
    if given.metric is not None:
        return find.metric(caller, given.metric)
    values = (given.baseline, given.target, given.low, given.high)
    if (
        not given.unit.strip()
        and not given.metric_name.strip()
        and all(v is None or v == "" for v in values)
    ):
        return None
    name = typed.line(given.metric_name or given.title, "metric_name", 500)[:120].strip()
    known = Metric.objects.filter(ws=caller.workspace, team=above.team_id, name=name).first()
    if known is not None and known.unit == typed.unit(given.unit):
        return known
    if known is not None:
        raise InvalidError(
            _("The metric {name!r} is measured in {unit!r}.", name=name, unit=known.unit),
            _("Use that unit, or name another metric."),
            "unit",
        )
    falling = kind is Kind.DECREASE or (kind is Kind.KEEP and given.low in (None, ""))
    direction = Direction.DOWN if falling else Direction.UP
    return metrics.add(
        c, caller, metrics.NewMetric(above.team_id, name, given.unit, direction.value)
    )


def _check(row: KeyResult) -> None:
    if row.started_on > row.due_on:
        raise InvalidError(
            _("It would be due before it starts."), _("Choose a later due date."), "due_on"
        )
    cycle = row.objective.cycle
    if not cycle.start <= row.due_on <= cycle.end:
        raise InvalidError(
            _("{day} lies outside {cycle}.", day=row.due_on.isoformat(), cycle=cycle.name),
            _(
                "Choose a day from {start} to {end}.",
                start=cycle.start.isoformat(),
                end=cycle.end.isoformat(),
            ),
            "due_on",
        )
    if row.started_on < cycle.start:
        raise InvalidError(
            _("{day} lies before {cycle}.", day=row.started_on.isoformat(), cycle=cycle.name),
            _("It starts with the cycle, or later."),
            "started_on",
        )
    _check_values(row)


def _check_values(row: KeyResult) -> None:
    kind, start, aim = Kind(row.kind), row.baseline, row.target
    if kind in {Kind.INCREASE, Kind.DECREASE} and start is not None and aim is not None:
        if start == aim:
            raise InvalidError(
                _("Target and baseline are the same."),
                _("Say where it should go, or choose the kind “keep”."),
                "target",
            )
        if (aim > start) != (kind is Kind.INCREASE):
            raise InvalidError(
                _("From baseline to target it goes the other way."),
                _("Swap the two, or choose the other kind."),
                "target",
            )
    if row.low is not None and row.high is not None and row.low >= row.high:
        raise InvalidError(_("The lower bound is not below the upper one."), "", "high")


def _is_drafted(row: KeyResult) -> bool:
    return row.objective.state in objectives.DRAFTED


def _missing(row: KeyResult) -> Sequence[object]:
    """What a key result lacks to be active."""
    steps = Step.objects.filter(key_result=row).order_by("position")
    picture = row.snapshot(row.objective.ambition, steps=steps)
    return readiness.missing(picture, has_metric=row.metric_id is not None)


def _must_be_ready(row: KeyResult) -> None:
    missing = _missing(row)
    if missing:
        raise InvalidError(
            _("It lacks {missing}.", missing=", ".join(map(str, missing))),
            _("An active objective takes only key results that are ready."),
            "kind",
        )


def _must_be_open(above: Objective) -> None:
    if above.state in objectives.ENDED:
        raise InvalidError(_("{key} is closed.", key=above.key), _("Reopen it first."), "state")


def _set_steps(c: Change, row: KeyResult, steps: Sequence[NewStep]) -> None:
    if len(steps) > MOST_STEPS:
        raise InvalidError(
            _("More than {most} steps are a plan, not a key result.", most=MOST_STEPS), "", "steps"
        )
    c.insert_many(
        [
            Step(
                ws_id=row.ws_id, key_result=row, position=n, title=typed.line(s.title, "steps", 300),
                weight=typed.weight(s.weight, "steps"), due_on=typed.day(s.due_on, "steps", required=False),
                done_on=s.done_on,
            )
            for n, s in enumerate(steps)
        ]
    )  # fmt: skip


def _curve(row: KeyResult, points: Sequence[tuple[str | date, typed.Typed]]) -> list[list[str]]:
    if len(points) > MOST_CHECKPOINTS:
        raise InvalidError(
            _("More than {most} checkpoints.", most=MOST_CHECKPOINTS), "", "checkpoints"
        )
    found = {}
    for day, value in points:
        on, amount = typed.must_day(day, "checkpoints"), typed.value(value, row.unit, "checkpoints")
        if amount is None or not row.started_on <= on <= row.due_on or on in found:
            raise InvalidError(
                _("A checkpoint is a value on a day between start and due date, one per day."),
                "",
                "checkpoints",
            )
        found[on] = amount
    return [[day.isoformat(), f"{amount.normalize():f}"] for day, amount in sorted(found.items())]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a key result is read off: a metric's id, or the name and unit of one to be made."""

    metric: int | None = None
    name: str = ""
    unit: str = ""


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
            c.delete(Step.objects.filter(key_result=row))
            _set_steps(c, row, steps)
            c.touched(row)
        if checkpoints is not None:
            c.update(row, checkpoints=_curve(row, checkpoints))
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
    metric = _metric(c, caller, row.objective, wanted, kind)
    c.update(row, metric=metric, unit=metric.unit if metric else typed.unit(measure.unit))


def _apply(c: Change, caller: Caller, row: KeyResult, changes: dict[str, Any], reason: str) -> None:
    if not changes:
        return
    if "owner_id" in changes:
        find.person(
            caller, row.owner_id if changes["owner_id"] is None else int(str(changes["owner_id"]))
        )
    active = not _is_drafted(row)
    if active and "kind" in changes and not _missing(row):
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
    _check(row)
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
        _check(row)
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
