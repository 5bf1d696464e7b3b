"""Key results of a staged plan as rows: new ones with all that belongs to them, known ones with a new value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from northing.actions import key_result_rows, typed
from northing.actions.errors import InvalidError
from northing.actions.import_known import Known
from northing.actions.import_places import Names, People
from northing.domain import notation, staging
from northing.domain.access import Caller
from northing.domain.snapshot import Direction, KeyResultState, Kind, ObjectiveState, Origin
from northing.domain.staging import StagedKeyResult
from northing.kit.text import text as _
from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult, Step
from northing.store.metrics import Metric
from northing.store.objectives import Objective
from northing.store.people import Person
from northing.store.teams import Team


@dataclass(slots=True)
class KeyResultItem:
    """A key result with what is to be written for it. `said_once`: a note that is left out if it stands there."""

    row: KeyResult
    is_new: bool
    key: str = ""
    steps: tuple[Step, ...] = ()
    check_in: CheckIn | None = None
    notes: tuple[str, ...] = ()
    said_once: str = ""

    @property
    def says(self) -> bool:
        """Whether anything is to be written for it."""
        return self.is_new or self.check_in is not None or bool(self.said_once)


class Metrics:
    """The metrics of the teams concerned, by team and name; new ones join them."""

    def __init__(self, here: Iterable[Metric] = ()) -> None:
        self._rows: dict[tuple[int, str], Metric] = {}
        self._names: dict[int, Names] = {}
        for row in here:
            self._rows[row.team_id, row.name] = row
            self._taken(row.team_id).taken.add(row.name)

    def of(self, team: Team, name: str) -> Metric | None:
        """This team's metric of that name, here or about to be."""
        return self._rows.get((_id(team), name))

    def free(self, team: Team, wanted: str) -> str:
        """`wanted`, or with a number behind it where this team has a metric of that name."""
        return self._taken(_id(team)).free(wanted, "{} ({})")

    def add(self, team: Team, row: Metric) -> Metric:
        self._rows[_id(team), row.name] = row
        return row

    def _taken(self, team: int) -> Names:
        return self._names.setdefault(team, Names())


def _id(team: Team) -> int:
    """What tells teams apart that may have no id yet."""
    return team.pk if team.pk is not None else -id(team)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a new key result is made with: the metrics and people of the plan, and its place among its siblings."""

    metrics: Metrics
    people: People
    position: int


def new(caller: Caller, above: Objective, kr: StagedKeyResult, beside: Beside) -> KeyResultItem:
    """A new key result, checked. Raises InvalidError with the field that is wrong."""
    kind = typed.choice(kr.kind, Kind, "kind")
    metric = _metric(caller, above, kr, kind, beside.metrics)
    unit = metric.unit if metric else typed.unit(kr.unit)
    state = _state(above, kr)
    row = KeyResult(
        ws_id=caller.workspace, objective=above, team=above.team, cycle=above.cycle,
        title=typed.line(kr.title[:500], "title", 500), kind=kind.value, metric=metric, unit=unit,
        **{n: typed.value(getattr(kr, n), unit, n) for n in ("baseline", "target", "low", "high")},
        weight=typed.weight(kr.weight.strip() or "1"), state=state,
        state_reason=_reason(kr, state), position=beside.position, origin_ref=kr.ref,
    )  # fmt: skip
    _own(row, beside.people.named(kr.owner))
    row.first_target = typed.value(kr.first_target, unit, "first_target")
    if row.first_target is None and above.agreed_at is not None:
        row.first_target = row.target
    row.started_on, row.due_on = _dates(above, kr)
    key_result_rows.check(row)
    row.checkpoints = key_result_rows.curve(row, _points(kr))
    return KeyResultItem(
        row, is_new=True, key=kr.key, steps=_steps(caller, row, kr),
        check_in=_check_in(caller, row, _value(row, kr), kr),
        notes=(*((kr.title,) if len(kr.title) > 500 else ()), *kr.notes, *_left_out(above, kr)),
    )  # fmt: skip


def _own(row: KeyResult, owner: Person | None) -> None:
    """The person named, else the objective's owner (whose row need not be loaded)."""
    if owner is None and row.objective.owner_id is not None:
        row.owner_id = row.objective.owner_id
    else:
        row.owner = owner or row.objective.owner


def again(caller: Caller, row: KeyResult, kr: StagedKeyResult, known: Known) -> KeyResultItem:
    """A key result that is here already: a new value of it becomes a check-in, nothing else changes."""
    item = KeyResultItem(row, is_new=False)
    value = _value(row, kr)
    was_said, before = known.last_said(row)
    if value is None or (kr.ref not in known.keyed and was_said and before == value):
        return item
    by_import = row.latest_check_in is None or row.latest_check_in.origin == Origin.IMPORT.value
    is_history = row.state == KeyResultState.CLOSED.value and by_import
    if row.state == KeyResultState.OPEN.value or is_history:
        item.check_in = _check_in(caller, row, value, kr)
    else:
        # What people closed, paused or dropped stays as they left it; the new result is kept in words.
        said = kr.current or kr.score or kr.done
        item.said_once = str(_("Result in the document: {text}", text=said))
    return item


def _metric(
    caller: Caller, above: Objective, kr: StagedKeyResult, kind: Kind, metrics: Metrics
) -> Metric | None:
    """The team's metric of the name given; without one a metric of its own: two may read alike and measure apart."""
    values = (kr.baseline, kr.target, kr.low, kr.high, kr.unit, kr.metric)
    if not kind.has_metric or not any(v.strip() for v in values):
        return None
    unit = typed.unit(kr.unit)
    wanted = typed.line(kr.metric or kr.title, "metric", 5000)[:110].strip()
    known = metrics.of(above.team, wanted) if kr.metric.strip() else None
    if known is not None and known.unit == unit:
        return known
    name = metrics.free(above.team, wanted)
    falling = kind is Kind.DECREASE or (kind is Kind.KEEP and not kr.low)
    return metrics.add(
        above.team,
        Metric(
            ws_id=caller.workspace, team=above.team, name=name, unit=unit,
            direction=(Direction.DOWN if falling else Direction.UP).value,
        ),
    )  # fmt: skip


def _state(above: Objective, kr: StagedKeyResult) -> str:
    """As said; else what was struck out is dropped, what its objective ended with is closed."""
    if kr.dropped:
        return KeyResultState.DROPPED.value
    if kr.state:
        return typed.choice(kr.state, KeyResultState, "state").value
    ended = above.state == ObjectiveState.CLOSED.value
    return (KeyResultState.CLOSED if ended else KeyResultState.OPEN).value


def _reason(kr: StagedKeyResult, state: str) -> str:
    given = typed.prose(kr.state_reason, "state_reason", 1000)
    if given or state not in {KeyResultState.DROPPED.value, KeyResultState.PAUSED.value}:
        return given
    if state == KeyResultState.PAUSED.value:
        return str(_("Paused in the document."))
    return str(_("Struck out in the document."))


def _dates(above: Objective, kr: StagedKeyResult) -> tuple[date, date]:
    """Start and due date where the cycle holds them, else the cycle's own."""
    start, end = above.cycle.start, above.cycle.end
    due = typed.day(kr.due_on, "due_on", required=False)
    due = due if due and start <= due <= end else end
    begun = typed.day(kr.started_on, "started_on", required=False)
    return (begun if begun and start <= begun <= due else start), due


def _left_out(above: Objective, kr: StagedKeyResult) -> tuple[str, ...]:
    """Dates that its cycle does not hold: kept in words."""
    cycle, found = above.cycle, []
    due = typed.day(kr.due_on, "due_on", required=False)
    if due is not None and not cycle.start <= due <= cycle.end:
        found.append(str(_("Due {day}, outside {cycle}.", day=due.isoformat(), cycle=cycle.name)))
    begun = typed.day(kr.started_on, "started_on", required=False)
    if begun is not None and not cycle.start <= begun <= cycle.end:
        found.append(
            str(_("Started {day}, outside {cycle}.", day=begun.isoformat(), cycle=cycle.name))
        )
    return tuple(found)


def _points(kr: StagedKeyResult) -> tuple[tuple[date, str], ...]:
    try:
        return notation.read_checkpoints(kr.checkpoints)
    except ValueError:
        raise InvalidError(
            _("These checkpoints cannot be read."),
            _("Write one a line, like “2026-02-05: 300 ms”."),
            "checkpoints",
        ) from None


def _steps(caller: Caller, row: KeyResult, kr: StagedKeyResult) -> tuple[Step, ...]:
    try:
        said = notation.read_steps(kr.milestones)
    except ValueError:
        raise InvalidError(
            _("These steps cannot be read."),
            _("Write one a line, like “[x] Dry run (weight 2; done 2026-02-03)”."),
            "milestones",
        ) from None
    if len(said) > key_result_rows.MOST_STEPS:
        raise InvalidError(
            _("More than {most} steps are a plan, not a key result.", most=key_result_rows.MOST_STEPS),
            "", "milestones",
        )  # fmt: skip
    some_day = min(caller.today, row.due_on)
    return tuple(
        Step(
            ws_id=row.ws_id, key_result=row, position=n,
            title=typed.line(s.title, "milestones", 300),
            weight=typed.weight(s.weight, "milestones"),
            due_on=typed.day(s.due_on, "milestones", required=False),
            done_on=typed.day(s.done_on, "milestones", required=False)
            or (some_day if s.done else None),
        )
        for n, s in enumerate(said)
    )  # fmt: skip


def _value(row: KeyResult, kr: StagedKeyResult) -> Decimal | None:
    place = "current" if kr.current.strip() else "score"
    try:
        return typed.value(staging.value_of(kr), row.unit, place)
    except (ArithmeticError, ValueError):
        remedy = (
            _("Write a number with its unit, or nothing.")
            if place == "current"
            else _("Write a share such as 0.7, or nothing.")
        )
        raise InvalidError(_("This value cannot be read."), remedy, place) from None


def _check_in(
    caller: Caller, row: KeyResult, value: Decimal | None, kr: StagedKeyResult
) -> CheckIn | None:
    if value is None:
        return None
    return CheckIn(
        ws_id=caller.workspace, key_result=row, author_id=caller.person, value=value,
        as_of=_as_of(caller, row.objective.cycle.end, kr), recorded_at=caller.now,
        origin=Origin.IMPORT.value,
    )  # fmt: skip


def _as_of(caller: Caller, end: date, kr: StagedKeyResult) -> datetime:
    """The end of the day given, else of a cycle that is over, else now."""
    said = typed.day(kr.current_on, "current_on", required=False)
    if said is not None and said > caller.today:
        raise InvalidError(
            _("A check-in from the future cannot be known."),
            _("Choose today or an earlier day."),
            "current_on",
        )
    return min(caller.now, datetime.combine(said or end, time(23, 59, 59), caller.zone))
