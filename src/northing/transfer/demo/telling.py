"""Tell the whole history: nouns from specs, happenings from stories, days from the calendar."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from northing.domain.snapshot import Direction, Kind
from northing.domain.units import unit
from northing.transfer.demo import watching
from northing.transfer.demo.calendar import ANNUAL, QUARTERS, Calendar, instant
from northing.transfer.demo.happening import key_result_happenings, talk
from northing.transfer.demo.hashing import share
from northing.transfer.demo.model import (
    DemoAccount,
    DemoCheckpoint,
    DemoHistory,
    DemoKeyResult,
    DemoMetric,
    DemoObjective,
    DemoWorkspace,
    Happening,
    Verb,
)
from northing.transfer.demo.reading import (
    Firm,
    KeyResultSpec,
    ObjectiveSpec,
    document,
    firm,
    objectives,
)

__all__ = ["DEMO_ACCOUNTS", "document", "history"]

DEMO_ACCOUNTS = (
    DemoAccount("mara", "mara@tarnmoor.example", "leads Platform, check-ins wait for her"),
    DemoAccount("tomasz", "tomasz@tarnmoor.example", "works in Platform, check-ins wait for him"),
    DemoAccount("robin", "robin@tarnmoor.example", "looks on for the board, changes nothing"),
    DemoAccount("wanjiru", "wanjiru@tarnmoor.example", "heads Engineering, administers"),
)

_FOUNDED_BEFORE = 45
_OBJECTIVE_CLOSED_AFTER, _CLOSED_AFTER = 7, 9


def history(today: date) -> DemoHistory:
    """Everything that was so and happened up to the evening before `today`."""
    calendar, told = Calendar(today), firm()
    specs = sorted(objectives(), key=lambda o: (ANNUAL, *QUARTERS).index(o.cycle))
    pairs = [(o, kr) for o in specs for kr in o.key_results]
    happenings = sorted(_happenings(calendar, told, specs), key=lambda h: h.when)
    return DemoHistory(
        workspace=DemoWorkspace(
            told.name,
            told.slug,
            told.timezone,
            calendar.fiscal_month(),
            calendar.weekday,
            calendar.start(ANNUAL) - timedelta(days=_FOUNDED_BEFORE),
        ),
        teams=told.teams,
        people=told.people,
        cycles=calendar.cycles(),
        metrics=tuple(_metrics(pairs)),
        objectives=tuple(_objective(o) for o in specs),
        key_results=tuple(_key_result(calendar, o, kr) for o, kr in pairs),
        happenings=tuple(h for h in happenings if h.when.date() < today),
    )


def _happenings(
    calendar: Calendar, told: Firm, specs: Sequence[ObjectiveSpec]
) -> Iterator[Happening]:
    cycles = {o.key: o.cycle for o in specs}
    for objective in specs:
        builds = any(cycles.get(key) == objective.cycle for key in objective.supports)
        yield from _planning(calendar, told, objective, builds)
        yield from talk(calendar, objective)
        yield from _closing(calendar, objective)
        for key_result in objective.key_results:
            yield from key_result_happenings(calendar, objective, key_result)
    yield from watching.readings(calendar)
    for quarter in QUARTERS[:-1]:
        day = _working_day(calendar.end(quarter) + timedelta(days=_CLOSED_AFTER))
        when = instant(day, quarter, 14, 15)
        yield Happening(when, told.closes_cycles, Verb.CLOSE_CYCLE, quarter)


def _planning(
    calendar: Calendar, told: Firm, objective: ObjectiveSpec, builds: bool
) -> Iterator[Happening]:
    """Proposed by its owner in the two weeks before, agreed by a lead of its team a week later.

    What `builds` on another objective of its quarter is proposed some days after that one.
    """
    ahead = 30 if objective.cycle == ANNUAL else 14
    first = calendar.start(objective.cycle) - timedelta(days=ahead)
    wait = 3 * builds + int(share(objective.key, "proposed") * 3)
    proposed = _working_day(first + timedelta(days=wait))
    agreed = _working_day(first + timedelta(days=8 + int(share(objective.key, "agreed") * 4)))
    leads = [p.handle for p in told.people if p.team == objective.team and p.leads]
    other = next((lead for lead in leads if lead != objective.owner), leads[0])
    yield Happening(
        instant(proposed, objective.key, 8, 16), objective.owner, Verb.PROPOSE, objective.key
    )
    yield Happening(instant(agreed, objective.key, 8, 16), other, Verb.AGREE, objective.key)


def _closing(calendar: Calendar, objective: ObjectiveSpec) -> Iterator[Happening]:
    """Closed by its owner once all is graded."""
    if objective.cycle in QUARTERS[:-1]:
        day = calendar.end(objective.cycle) + timedelta(days=_OBJECTIVE_CLOSED_AFTER)
        when = instant(_working_day(day), objective.key, 9, 16)
        yield Happening(when, objective.owner, Verb.CLOSE, objective.key)


def _working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _metrics(pairs: Iterable[tuple[ObjectiveSpec, KeyResultSpec]]) -> Iterator[DemoMetric]:
    """Each metric once, though several quarters go on with it."""
    seen: set[str] = set()
    for objective, kr in pairs:
        key = _metric_key(objective, kr)
        if key is None or key in seen:
            continue
        seen.add(key)
        yield DemoMetric(
            key=key,
            team=objective.team,
            owner=kr.owner,
            name=kr.metric,
            unit=kr.unit,
            direction=_direction(kr),
            low=Decimal(0),
            high=Decimal(1) if unit(kr.unit).dimension == "ratio" else None,
            healthy_low=watching.healthy(key, kr.unit)[0],
            healthy_high=watching.healthy(key, kr.unit)[1],
        )
    yield from (one.metric for one in watching.watched())


def _metric_key(objective: ObjectiveSpec, kr: KeyResultSpec) -> str | None:
    return f"{objective.team}/{kr.metric}" if kr.metric else None


def _direction(kr: KeyResultSpec) -> Direction:
    if kr.kind is Kind.KEEP:
        return Direction.UP if kr.low is not None else Direction.DOWN
    if kr.kind is Kind.FIND_BASELINE:
        return Direction(kr.good)
    return Direction.DOWN if kr.kind is Kind.DECREASE else Direction.UP


def _objective(spec: ObjectiveSpec) -> DemoObjective:
    return DemoObjective(
        key=spec.key,
        cycle=spec.cycle,
        team=spec.team,
        owner=spec.owner,
        title=spec.title,
        why=spec.why,
        ambition=spec.ambition,
        supports=spec.supports,
        contributing=spec.contributing,
        guards=watching.guards_of(spec.key),
    )


def _key_result(calendar: Calendar, objective: ObjectiveSpec, spec: KeyResultSpec) -> DemoKeyResult:
    start = calendar.start(objective.cycle)
    due = start + timedelta(weeks=spec.due or calendar.weeks(objective.cycle), days=-1)
    return DemoKeyResult(
        key=spec.key,
        objective=objective.key,
        owner=spec.owner,
        title=spec.title,
        kind=spec.kind,
        plot=spec.plot,
        start=start + timedelta(weeks=spec.start - 1),
        due=due,
        metric=_metric_key(objective, spec),
        baseline=spec.baseline,
        target=spec.target,
        low=spec.low,
        high=spec.high,
        weight=spec.weight,
        steps=spec.steps,
        checkpoints=tuple(
            DemoCheckpoint(calendar.asked(objective.cycle, week), value)
            for week, value in spec.checkpoints
        ),
        carried_from=spec.carried_from,
    )
