"""The plan of a workspace as its caller may see it, part by part, so that a large one needs little memory.

Personal objectives leave in no export. What an objective supports is named only where the caller may
see that too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

from northing.domain import notation
from northing.domain.access import Caller
from northing.domain.plan import (
    PlanCheckIn,
    PlanKeyResult,
    PlanMeasure,
    PlanObjective,
    PlanPeriod,
    PlanStep,
)
from northing.domain.snapshot import ObjectiveState
from northing.queries import sight
from northing.queries.callers import below, team_nodes
from northing.store.check_ins import CheckIn
from northing.store.cycles import Cycle
from northing.store.key_results import KeyResult, Step
from northing.store.objectives import Alignment, Objective, ObjectiveTeam
from northing.store.people import Person
from northing.store.workspaces import Workspace

PART = 100


@dataclass(frozen=True, slots=True)
class Export:
    """What leaves: its name, how many objectives, and the parts, which are read while they are written."""

    name: str
    slug: str
    day: date
    ids: tuple[int, ...]
    caller: Caller

    def objectives(self) -> Iterator[PlanObjective]:
        """Objectives with their key results; cycles in order of their start, years first, then teams."""
        names = _Names.of(self.caller)
        for part in _parts(self.ids):
            yield from _objectives(self.caller, names, part)

    def check_ins(self) -> Iterator[PlanCheckIn]:
        """Every check-in on these key results, corrected ones too, in order of key and day."""
        names = _Names.of(self.caller)
        for part in _parts(self.ids):
            yield from _check_ins(self.caller, names, part)


@dataclass(frozen=True, slots=True)
class _Names:
    """Teams as paths, cycles and people, looked up once."""

    zone: ZoneInfo
    teams: dict[int, str]
    cycles: dict[int, PlanPeriod]
    people: dict[int, str]

    @classmethod
    def of(cls, caller: Caller) -> "_Names":
        cycles = Cycle.objects.filter(ws=caller.workspace)
        return cls(
            caller.zone,
            _paths(caller),
            {c.pk: PlanPeriod(c.name, c.start, c.end, cast(Any, c.kind)) for c in cycles},
            _people(caller),
        )


def export(
    caller: Caller, *, team: int | None = None, cycle: int | None = None, state: str = ""
) -> Export | None:
    """The objectives of a team and those below it, of a cycle, in a state; all of them unless said.

    None where there is no such team, cycle or state. Two to four queries here, and nine for every hundred
    objectives while the parts are read.
    """
    rows = Objective.objects.filter(sight.objectives(caller), sight.counted(), ws=caller.workspace)
    nodes = team_nodes(caller.workspace)
    if team is not None:
        if team not in {n.id for n in nodes}:
            return None
        rows = rows.filter(team__in=below(frozenset([team]), nodes))
    if cycle is not None:
        if not Cycle.objects.filter(ws=caller.workspace, pk=cycle).exists():
            return None
        rows = rows.filter(cycle=cycle)
    if state:
        if state not in set(ObjectiveState):
            return None
        rows = rows.filter(state=state)
    order = {pk: path.casefold() for pk, path in _paths(caller).items()}
    listed = rows.order_by("number").values_list("pk", "cycle__start", "cycle__end", "team")
    ids = sorted(listed, key=lambda r: (r[1], -r[2].toordinal(), order[r[3]]))
    workspace = Workspace.objects.only("name", "slug").get(pk=caller.workspace)
    return Export(
        workspace.name, workspace.slug, caller.today, tuple(row[0] for row in ids), caller
    )


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), PART):
        yield ids[start : start + PART]


def _paths(caller: Caller) -> dict[int, str]:
    """Each team's path without the root, which has its own name: `Engineering / Platform`."""
    nodes = {n.id: n for n in team_nodes(caller.workspace)}
    found = {}
    for node in nodes.values():
        at, path = node, [node.name]
        while at.parent is not None:
            at = nodes[at.parent]
            path.insert(0, at.name)
        found[node.id] = notation.path(path[1:] or path)
    return found


def _people(caller: Caller) -> dict[int, str]:
    """Names; where one could be taken for somebody else, the handle."""
    rows = list(Person.objects.filter(ws=caller.workspace).only("name", "handle", "email"))
    called = Counter(name.casefold() for p in rows for name in {p.name, p.handle, p.email} if name)
    return {
        p.pk: p.name if called[p.name.casefold()] == 1 or p.name == p.handle else f"@{p.handle}"
        for p in rows
    }


def _objectives(caller: Caller, names: _Names, ids: Sequence[int]) -> Iterator[PlanObjective]:
    rows = Objective.objects.in_bulk(ids)
    below_of = _key_results(names, rows)
    contributors, above = _contributors(names, ids), _above(caller, ids)
    for pk in ids:
        if pk not in rows:
            continue
        o = rows[pk]
        yield PlanObjective(
            title=o.title, line=0, origin_ref=o.key, key=o.key, why=o.why,
            key_results=tuple(below_of[pk]), owners=(names.people[o.owner_id],),
            team=notation.parts(names.teams[o.team_id]), period=names.cycles[o.cycle_id],
            ambition=cast(Any, o.ambition), state=o.state, dropped=o.state == "cancelled",
            contributors=tuple(contributors[pk]), also_supports=tuple(above[pk]),
            agreed=o.agreed_at is not None,
        )  # fmt: skip


def _contributors(names: _Names, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for tie in ObjectiveTeam.standing(objective__in=ids).order_by("pk"):
        found[tie.objective_id].append(names.teams[tie.team_id])
    return found


def _above(caller: Caller, ids: Sequence[int]) -> dict[int, list[str]]:
    """The keys of what these objectives support, as far as the caller sees it and it is not personal."""
    found: dict[int, list[str]] = defaultdict(list)
    ties = Alignment.standing(objective__in=ids).select_related(
        "parent_objective", "parent_key_result__objective"
    )
    for tie in ties.order_by("pk"):
        kr = tie.parent_key_result
        above = kr.objective if kr is not None else tie.parent_objective
        if above.person_id is None and sight.sees(caller, above):
            found[tie.objective_id].append(kr.key if kr is not None else above.key)
    return found


def _key_results(names: _Names, objectives: dict[int, Objective]) -> dict[int, list[PlanKeyResult]]:
    rows = list(
        KeyResult.objects.filter(objective__in=objectives)
        .select_related("metric", "latest_check_in")
        .order_by("objective", "position", "pk")
    )
    steps: dict[int, list[PlanStep]] = defaultdict(list)
    for s in Step.objects.filter(key_result__in=[r.pk for r in rows]).order_by("position", "pk"):
        steps[s.key_result_id].append(
            PlanStep(s.title, s.weight, s.due_on, s.done_on, s.done_on is not None)
        )
    found: dict[int, list[PlanKeyResult]] = defaultdict(list)
    for row in rows:
        found[row.objective_id].append(
            _key_result(names, objectives[row.objective_id], row, tuple(steps[row.pk]))
        )
    return found


def _key_result(
    names: _Names, above: Objective, row: KeyResult, steps: tuple[PlanStep, ...]
) -> PlanKeyResult:
    last = row.latest_check_in
    says_value = last is not None and row.kind != "milestones"
    return PlanKeyResult(
        title=row.title, line=0, source="", origin_ref=row.key, key=row.key,
        owners=(names.people[row.owner_id],), ambition=cast(Any, above.ambition),
        dropped=row.state == "dropped", state=row.state, state_reason=row.state_reason,
        due_on=row.due_on, started_on=row.started_on, weight=row.weight,
        measure=PlanMeasure(
            kind=cast(Any, row.kind), baseline=row.baseline, target=row.target, unit=row.unit,
            low=row.low, high=row.high, certain=True,
        ),
        metric=row.metric.name if row.metric else "", first_target=row.first_target,
        current=last.value if last is not None and says_value else None,
        current_on=last.as_of.astimezone(names.zone).date() if last and says_value else None,
        milestones=steps,
        checkpoints=tuple((date.fromisoformat(d), Decimal(v)) for d, v in row.checkpoints),
        status=row.status.replace("_", " "), progress=row.progress,
    )  # fmt: skip


def _check_ins(caller: Caller, names: _Names, ids: Sequence[int]) -> Iterator[PlanCheckIn]:
    rows = (
        CheckIn.objects.filter(key_result__objective__in=ids)
        .select_related("key_result", "superseded_by")
        .order_by("key_result__number", "as_of", "recorded_at", "pk")
    )
    for row in rows.iterator(chunk_size=1000):
        kr = row.key_result
        yield PlanCheckIn(
            key=kr.key, on=row.as_of.astimezone(caller.zone).date(), value=row.value, unit=kr.unit,
            kind=cast(Any, kr.kind), confidence=row.confidence, note=row.note,
            author=names.people[row.author_id], origin=row.origin,
            recorded_on=row.recorded_at.astimezone(caller.zone).date(),
            superseded=_is_superseded(row),
        )  # fmt: skip


def _is_superseded(row: CheckIn) -> bool:
    return getattr(row, "superseded_by", None) is not None
