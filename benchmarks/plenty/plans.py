"""What the firm is after: objectives, key results with their metrics and steps, what supports what."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from benchmarks.plenty import tables, words
from benchmarks.plenty.firm import WS, Firm
from benchmarks.plenty.size import TODAY
from northing.domain.snapshot import Direction, Kind
from northing.store.cycles import Cycle
from northing.store.key_results import KeyResult, Step
from northing.store.metrics import Metric
from northing.store.objectives import Alignment, Guard, Objective, ObjectiveTeam
from northing.store.people import Person
from northing.store.teams import Team

JUDGED = frozenset({"active", "closed"})


@dataclass(slots=True)
class Aim:
    """A key result with what it is made of."""

    row: KeyResult
    measure: words.Measure
    lead: Person
    steps: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Plans:
    """All that was planned, and by id of the objective when it was drafted and when it ended."""

    firm: Firm
    objectives: list[Objective] = field(default_factory=list)
    aims: list[Aim] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)
    yearly: dict[int, list[Objective]] = field(default_factory=dict)
    ended: dict[int, datetime] = field(default_factory=dict)
    drafted: dict[int, datetime] = field(default_factory=dict)
    agreement: dict[int, int] = field(default_factory=dict)
    """The number of the change by which an objective became active."""
    below: dict[int, list[KeyResult]] = field(default_factory=dict)


def made(firm: Firm) -> Plans:
    """Plan and write; key results and their steps are written later, when it is known what came of them."""
    plans = Plans(firm)
    for number, (team, cycle) in enumerate(_places(firm), 1):
        row = _objective(plans, number, team, cycle)
        for position in range(firm.size.key_results_each):
            _key_result(plans, row, position)
    tables.insert(plans.metrics)
    tables.insert(plans.objectives)
    _ties(plans)
    return plans


def _places(firm: Firm) -> list[tuple[Team, Cycle]]:
    """Team and cycle of each objective: two of five of those with teams below are for the year."""
    quarters = firm.quarters[: firm.size.quarters]
    listed: list[tuple[Team, Cycle]] = []
    each = -(-firm.size.objectives // firm.size.teams)
    for turn in range(each):
        for team in firm.teams:
            inner = firm.level[team.pk] < len(firm.size.levels) - 1
            year = inner and turn < 2
            cycle = firm.years[TODAY.year] if year else quarters[(turn + team.pk) % len(quarters)]
            listed.append((team, cycle))
    # Those for the year come first, so that the others can say what they support.
    chosen = listed[: firm.size.objectives]
    return sorted(chosen, key=lambda place: (place[1].kind != "annual", place[1].start))


def _objective(plans: Plans, number: int, team: Team, cycle: Cycle) -> Objective:
    firm, random = plans.firm, plans.firm.random
    people = [p for p in firm.people[team.pk] if p.role != "viewer"]
    author, owner = random.choice(people), random.choice(people)
    state = "closed" if cycle.end < TODAY else _state(plans, number)
    drafted = datetime.combine(cycle.start - timedelta(days=random.randint(8, 20)), time(9), UTC)
    agreed = drafted + timedelta(days=random.randint(4, 7), hours=random.randint(0, 7))
    row = Objective(
        pk=number, ws_id=WS, number=number, cycle=cycle, team=team, author=author, owner=owner,
        title=random.choice(words.AIMS).format(area=words.area(team.name, random)),
        why=random.choice(words.WHYS), state=state,
        ambition="committed" if random.random() < 0.25 else "aspirational",
    )  # fmt: skip
    if state not in {"draft", "proposed"}:
        row.agreed_at, row.agreed_by = agreed, firm.lead(team.parent or team)
    plans.objectives.append(row)
    if cycle.kind == "annual":
        plans.yearly.setdefault(team.pk, []).append(row)
    _happened(plans, row, drafted, agreed)
    return row


def _state(plans: Plans, number: int) -> str:
    """Mostly active; by count and not by chance, so that every size has some of each."""
    return {
        3: "draft",
        11: "draft",
        7: "proposed",
        19: "proposed",
        23: "closed",
        29: "cancelled",
    }.get(number % 50, "active")


def _happened(plans: Plans, row: Objective, drafted: datetime, agreed: datetime) -> None:
    """The events of an objective, each with the state of then."""
    log, lead = plans.firm.log, plans.firm.lead(row.team)
    plans.drafted[row.pk] = drafted
    none: dict[str, Any] = {"agreed_by_id": None, "agreed_at": None}
    log.add(drafted, row.author_id, "draft", row, state="draft", **none)
    if row.state == "draft":
        return
    at = drafted + timedelta(days=2, hours=3)
    log.public[row.pk] = at
    log.add(at, row.author_id, "propose", row, state="proposed", **none)
    if row.state == "proposed":
        return
    plans.agreement[row.pk] = log.add(
        agreed, row.agreed_by_id or lead.pk, "agree", row, state="active"
    )
    if row.state == "active":
        return
    last = min(row.cycle.end + timedelta(days=5), TODAY - timedelta(days=9))
    ended = datetime.combine(last, time(10, row.pk % 60), UTC)
    verb = "close" if row.state == "closed" else "cancel"
    log.add(
        ended, lead.pk, verb, row, reason="" if verb == "close" else "Overtaken by the contract."
    )
    plans.ended[row.pk] = ended


def _key_result(plans: Plans, above: Objective, position: int) -> None:
    firm, random = plans.firm, plans.firm.random
    measure = random.choice(words.FREQUENT)
    pk = len(plans.aims) + 1
    title = measure.title.format(area=words.area(above.team.name, random))
    people = [p for p in firm.people[above.team_id] if p.role != "viewer"]
    row = KeyResult(
        pk=pk, ws_id=WS, number=pk, objective=above, owner=random.choice(people), title=title,
        kind=measure.kind.value, unit=measure.unit, started_on=above.cycle.start,
        due_on=above.cycle.end, weight=Decimal(random.choice((1, 1, 1, 2))), state="open", position=position,
        team_id=above.team_id, cycle_id=above.cycle_id,
    )  # fmt: skip
    if measure.kind.has_metric:
        row.metric = _metric(plans, row, measure)
    _values(row, measure, random.uniform(0.8, 1.25))
    row.first_target = row.target if above.agreed_at else None
    row.objective_id = above.pk
    aim = Aim(row, measure, firm.lead(above.team))
    if measure.kind is Kind.MILESTONES:
        aim.steps = _steps(plans, row)
    plans.aims.append(aim)
    plans.below.setdefault(above.pk, []).append(row)


def _values(row: KeyResult, measure: words.Measure, scale: float) -> None:
    """Baseline and target, or bounds, around those of the measure."""
    if measure.kind is Kind.KEEP:
        row.low = Decimal(measure.start) if measure.start else None
        row.high = Decimal(measure.aim) if measure.aim else None
    elif measure.kind in {Kind.INCREASE, Kind.DECREASE}:
        shift = (scale - 1) / 4
        row.baseline, row.target = words.value(shift, measure), words.value(1 + shift, measure)


def _metric(plans: Plans, row: KeyResult, measure: words.Measure) -> Metric:
    """One per key result, every third with a healthy range: that is what a page of KPIs lists."""
    falling = measure.kind is Kind.DECREASE or (measure.kind is Kind.KEEP and not measure.start)
    pk = len(plans.metrics) + 1
    metric = Metric(
        pk=pk, ws_id=WS, team=row.objective.team, owner=row.owner, name=f"{row.title} {pk}"[:120],
        unit=row.unit, direction=(Direction.DOWN if falling else Direction.UP).value,
    )  # fmt: skip
    if pk % 3 == 0:
        low, high = sorted((words.value(-0.2, measure), words.value(1.2, measure)))
        metric.healthy_low, metric.healthy_high = max(low, Decimal(0)), high
    plans.metrics.append(metric)
    return metric


_step_ids = count(1)


def _steps(plans: Plans, row: KeyResult) -> list[Step]:
    number = plans.firm.random.randint(3, len(words.STEPS))
    whole = (row.due_on - row.started_on).days
    due: list[date | None] = [
        row.started_on + timedelta(days=whole * (n + 1) // number) for n in range(number)
    ]
    if row.pk % 2:
        due = [None] * number
    return [
        Step(
            pk=next(_step_ids), ws_id=WS, key_result=row, position=n, title=words.STEPS[n],
            weight=Decimal(1 + n % 2), due_on=due[n],
        )
        for n in range(number)
    ]  # fmt: skip


def _ties(plans: Plans) -> None:
    """What an objective supports, who contributes to it, and what it must not harm."""
    random, firm = plans.firm.random, plans.firm
    supports, shared, guards = [], [], []
    for row in plans.objectives:
        since = datetime.combine(row.cycle.start - timedelta(days=9), time(9), UTC)
        tied = {"ws_id": WS, "objective": row, "since": since}
        above = plans.yearly.get(row.team.parent_id or row.team_id, [])
        if above and row.cycle.kind != "annual" and random.random() < 0.7:
            parent = random.choice(above)
            aimed = random.choice(plans.below[parent.pk]) if random.random() < 0.3 else None
            supports.append(
                Alignment(**tied, parent_key_result=aimed)
                if aimed
                else Alignment(**tied, parent_objective=parent)
            )
        if random.random() < 0.15:
            others = [t for t in random.sample(firm.teams, 2) if t.pk != row.team_id]
            shared += [ObjectiveTeam(**tied, team=t) for t in others]
        if random.random() < 0.1:
            guards.append(Guard(**tied, metric=random.choice(plans.metrics)))
    for ties in (supports, shared, guards):
        tables.insert(ties)
