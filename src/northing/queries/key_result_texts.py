"""A key result as its forms need it: every field as text that can be typed again."""

from dataclasses import dataclass
from decimal import Decimal

from northing.domain import readiness, units
from northing.domain.access import Caller
from northing.queries import days
from northing.queries.cards import ObjectiveRef, TeamRef
from northing.queries.cycles import CycleRef
from northing.queries.cycles import ref as cycle_ref
from northing.queries.key_results import May, may, seen
from northing.store.key_results import KeyResult, Step

DRAFTED = frozenset({"draft", "proposed"})


@dataclass(frozen=True, slots=True)
class StepTexts:
    """A step as a row of the form; `done_on` is kept through an edit."""

    id: int
    title: str
    weight: str
    due_on: str
    done_on: str


@dataclass(frozen=True, slots=True)
class KeyResultTexts:
    """What a form shows. Values are printed exactly; days are year-month-day; empty means nothing yet.

    `drafted`: its objective is not agreed yet, so everything may be edited and no reason is asked for.
    """

    id: int
    number: int
    key: str
    title: str
    objective: ObjectiveRef
    team: TeamRef
    cycle: CycleRef
    kind: str
    metric: int | None
    metric_name: str
    unit: str
    baseline: str
    target: str
    low: str
    high: str
    owner: int
    weight: str
    started_on: str
    due_on: str
    due_text: str
    steps: tuple[StepTexts, ...]
    checkpoints: tuple[tuple[str, str], ...]
    state: str
    drafted: bool
    needs: tuple[str, ...]
    may: May


def key_result_texts(caller: Caller, number: int) -> KeyResultTexts | None:
    """KR-`number`, or None where it does not exist or may not be seen: two queries."""
    row = seen(caller, number)
    if row is None:
        return None
    steps = tuple(Step.objects.filter(key_result=row).order_by("position"))
    above = row.objective
    picture = row.snapshot(above.ambition, steps=steps)
    return KeyResultTexts(
        id=row.pk,
        number=row.number,
        key=row.key,
        title=row.title,
        objective=ObjectiveRef(above.key, above.title, above.state, above.ambition),
        team=TeamRef(above.team_id, above.team.name, above.team.slug),
        cycle=cycle_ref(above.cycle, caller),
        kind=row.kind,
        metric=row.metric_id,
        metric_name=row.metric.name if row.metric else "",
        unit=row.unit,
        baseline=_amount(row, row.baseline),
        target=_amount(row, row.target),
        low=_amount(row, row.low),
        high=_amount(row, row.high),
        owner=row.owner_id,
        weight=_plain(row.weight),
        started_on=row.started_on.isoformat(),
        due_on=row.due_on.isoformat(),
        due_text=days.short(row.due_on, caller.today),
        steps=tuple(_step(s) for s in steps),
        checkpoints=tuple((day, _amount(row, Decimal(value))) for day, value in row.checkpoints),
        state=row.state,
        drafted=above.state in DRAFTED,
        needs=tuple(map(str, readiness.missing(picture, has_metric=row.metric_id is not None))),
        may=may(caller, row),
    )


def _amount(row: KeyResult, value: Decimal | None) -> str:
    return "" if value is None else units.show(value, units.unit(row.unit))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _step(row: Step) -> StepTexts:
    due, done = (day.isoformat() if day else "" for day in (row.due_on, row.done_on))
    return StepTexts(row.pk, row.title, _plain(row.weight), due, done)
