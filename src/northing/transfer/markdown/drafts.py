"""Objectives and key results while a document is being read; frozen into a Plan at the end."""

from dataclasses import dataclass, field
from datetime import date

from northing.domain.plan import (
    Ambition,
    Checked,
    OriginRefs,
    PlanKeyResult,
    PlanObjective,
    PlanPeriod,
    PlanScore,
    SourceLine,
)
from northing.transfer.statement import read_measure


@dataclass(slots=True, eq=False)
class DraftResult:
    title: str
    lines: list[int]
    source: str = ""
    marked: bool = False
    """Whether its line says that it is a key result."""
    owners: tuple[str, ...] = ()
    score: PlanScore | None = None
    checked: Checked | None = None
    dropped: bool = False
    ambition: Ambition | None = None
    priority: str = ""
    due_on: date | None = None
    baseline: str = ""
    target: str = ""
    steps: list[SourceLine] = field(default_factory=list)
    notes: list[SourceLine] = field(default_factory=list)
    team: tuple[str, ...] = ()
    shared_with: tuple[str, ...] = ()
    ref: str = ""


@dataclass(slots=True, eq=False)
class DraftObjective:
    title: str
    lines: list[int]
    source: str = ""
    results: list[DraftResult] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    owners: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    period: PlanPeriod | None = None
    ambition: Ambition | None = None
    dropped: bool = False
    score: PlanScore | None = None
    priority: str = ""
    shared_with: tuple[str, ...] = ()
    notes: list[SourceLine] = field(default_factory=list)
    supports: "DraftObjective | DraftResult | None" = None
    scored_below: bool = False
    number: str = ""
    """As its line counts it: `2` of `O2: …`."""
    ref: str = ""


def freeze(drafts: list[DraftObjective], source_name: str) -> tuple[PlanObjective, ...]:
    """The finished objectives with their references, in the order of the document."""
    refs = OriginRefs(source_name)
    for draft in drafts:
        period = draft.period.text if draft.period else ""
        draft.ref = refs.make(period, draft.team, draft.title)
        for result in draft.results:
            team = (*draft.team, *result.team, *result.owners)
            result.ref = refs.make(period, team, draft.title, result.title)
    return tuple(_objective(draft) for draft in drafts)


def _objective(draft: DraftObjective) -> PlanObjective:
    return PlanObjective(
        title=draft.title,
        line=draft.lines[0] if draft.lines else draft.results[0].lines[0],
        origin_ref=draft.ref,
        key_results=tuple(_result(result) for result in draft.results),
        lines=tuple(sorted(set(draft.lines))),
        source=draft.source,
        why="\n".join(draft.why),
        owners=draft.owners,
        team=draft.team,
        period=draft.period,
        ambition=draft.ambition,
        dropped=draft.dropped,
        score=draft.score,
        priority=draft.priority,
        shared_with=draft.shared_with,
        notes=tuple(draft.notes),
        supports=draft.supports.ref if draft.supports else "",
    )


def _result(draft: DraftResult) -> PlanKeyResult:
    return PlanKeyResult(
        title=draft.title,
        line=draft.lines[0],
        source=draft.source,
        origin_ref=draft.ref,
        lines=tuple(sorted(set(draft.lines))),
        owners=draft.owners,
        score=draft.score,
        checked=draft.checked,
        dropped=draft.dropped,
        ambition=draft.ambition,
        priority=draft.priority,
        due_on=draft.due_on,
        measure=read_measure(draft.title, baseline=draft.baseline, target=draft.target),
        steps=tuple(draft.steps),
        notes=tuple(draft.notes),
        team=draft.team,
        shared_with=draft.shared_with,
    )
