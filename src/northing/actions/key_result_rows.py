"""Rows of key results: made, checked, with their metric, steps and checkpoints.

For changes whose rights have been asked for; the verbs are in key_results.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from northing.actions import find, metrics, objectives, typed
from northing.actions.change import Change
from northing.actions.errors import InvalidError
from northing.domain import readiness
from northing.domain.access import Caller
from northing.domain.snapshot import Direction, KeyResultState, Kind
from northing.kit.text import text as _
from northing.store.key_results import KeyResult, Step
from northing.store.metrics import Metric
from northing.store.objectives import Objective
from northing.store.people import Person

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


@dataclass(frozen=True, slots=True)
class Measure:
    """What a key result is read off: a metric's id, or the name and unit of one to be made."""

    metric: int | None = None
    name: str = ""
    unit: str = ""


def insert(
    c: Change, caller: Caller, above: Objective, given: NewKeyResult, origin_ref: str | None = None
) -> KeyResult:
    """The row of a new key result, within a change whose rights have been asked for."""
    title = typed.line(given.title, "title", 500)
    kind = typed.choice(given.kind, Kind, "kind")
    metric = metric_of(c, caller, above, given, kind)
    unit = metric.unit if metric else typed.unit(given.unit)
    row = KeyResult(
        ws_id=caller.workspace,
        number=objectives.next_key_result_number(c),
        objective=above,
        team_id=above.team_id,
        cycle_id=above.cycle_id,
        owner=_owner(caller, given.owner, above, origin_ref),
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
    check(row)
    row.checkpoints = curve(row, given.checkpoints)
    c.insert(row)
    set_steps(c, row, given.steps)
    return row


def _owner(caller: Caller, pk: int | None, above: Objective, origin_ref: str | None) -> Person:
    """The objective's owner unless given; documents name people who are not here (yet)."""
    if pk is None or pk == above.owner_id:
        return above.owner
    must_fit(above, pk)
    return find.owner(caller, pk) if origin_ref is None else find.person(caller, pk)


def must_fit(above: Objective, owner: int) -> None:
    """Raise InvalidError where somebody else would own part of a personal objective."""
    if above.person_id not in (None, owner):
        raise InvalidError(
            _("The key results of a personal objective are its person's own."), "", "owner"
        )


def _start(caller: Caller, above: Objective) -> date:
    """The cycle's start, or today for a key result that is added while it runs."""
    running = above.state == "active" and above.cycle.start <= caller.today < above.cycle.end
    return caller.today if running else above.cycle.start


def metric_of(
    c: Change, caller: Caller, above: Objective, given: NewKeyResult, kind: Kind
) -> Metric | None:
    """The metric that it is read off: the one chosen, one of that name, or a new one."""
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


def check(row: KeyResult) -> None:
    """Refuse dates and values that cannot be."""
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


def missing(row: KeyResult) -> Sequence[object]:
    """What a key result lacks to be active."""
    steps = Step.objects.filter(key_result=row).order_by("position")
    picture = row.snapshot(row.objective.ambition, steps=steps)
    return readiness.missing(picture, has_metric=row.metric_id is not None)


def must_be_ready(row: KeyResult) -> None:
    """Refuse a key result that lacks what its kind needs."""
    lacking = missing(row)
    if lacking:
        raise InvalidError(
            _("It lacks {missing}.", missing=", ".join(map(str, lacking))),
            _("An active objective takes only key results that are ready."),
            "kind",
        )


def set_steps(c: Change, row: KeyResult, steps: Sequence[NewStep]) -> None:
    """These steps in place of those before."""
    if len(steps) > MOST_STEPS:
        raise InvalidError(
            _("More than {most} steps are a plan, not a key result.", most=MOST_STEPS), "", "steps"
        )
    known = list(
        Step.objects.select_for_update(no_key=True).filter(key_result=row).order_by("position")
    )
    wanted = [_step(row, n, s) for n, s in enumerate(steps)]
    # A step keeps its id, so that a check-in form that was opened before still finds it.
    for old, new in zip(known, wanted, strict=False):
        c.update(old, event=False, **{name: getattr(new, name) for name in Step.DEFINED_BY})
    c.insert_many(wanted[len(known) :])
    c.delete(Step.objects.filter(pk__in=[s.pk for s in known[len(wanted) :]]))


def _step(row: KeyResult, position: int, step: NewStep) -> Step:
    return Step(
        ws_id=row.ws_id,
        key_result=row,
        position=position,
        title=typed.line(step.title, "steps", 300),
        weight=typed.weight(step.weight, "steps"),
        due_on=typed.day(step.due_on, "steps", required=False),
        done_on=step.done_on,
    )


def curve(row: KeyResult, points: Sequence[tuple[str | date, typed.Typed]]) -> list[list[str]]:
    """Checkpoints as the row keeps them, in order of their days."""
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
