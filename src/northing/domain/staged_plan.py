"""How a plan becomes a staged one: numbers as people read them, and the name of everything guessed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from northing.domain import notation, units
from northing.domain.plan import Plan, PlanKeyResult, PlanMeasure, PlanObjective, SourceLine
from northing.domain.staging import (
    Staged,
    StagedCycle,
    StagedKeyResult,
    StagedLine,
    StagedObjective,
    StagedTeam,
)
from northing.kit.text import text as _


def from_plan(plan: Plan, team: int, cycle: int) -> Staged:
    """A plan as texts; `team` and `cycle` are the ids that hold where the document names none."""
    teams = _distinct(
        (*(notation.path(o.team) for o in plan.objectives),
         *(team for o in plan.objectives for team in o.contributors))
    )  # fmt: skip
    periods = {_period(plan, o): o.period or plan.period for o in plan.objectives}
    places = {name: n for n, name in enumerate(teams)}
    cycles = {name: n for n, name in enumerate(periods)}
    return Staged(
        source_name=plan.source_name,
        team=team,
        cycle=cycle,
        objectives=tuple(_objective(o, places, cycles[_period(plan, o)]) for o in plan.objectives),
        teams=tuple(StagedTeam(name) for name in teams),
        cycles=tuple(
            StagedCycle(
                name,
                p.start.isoformat() if p and p.start else "",
                p.end.isoformat() if p and p.end else "",
                kind=p.kind or "" if p else "",
            )
            for name, p in periods.items()
        ),
        unread=tuple(StagedLine(u.line, u.text, str(u.why), u.place) for u in plan.unread),
        context=tuple(StagedLine(c.line, c.text) for c in plan.context),
        remarks=tuple(map(str, plan.remarks)),
    )


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _period(plan: Plan, objective: PlanObjective) -> str:
    period = objective.period or plan.period
    return period.text if period else ""


def _objective(o: PlanObjective, teams: Mapping[str, int], cycle: int) -> StagedObjective:
    return StagedObjective(
        ref=o.origin_ref,
        line=o.line,
        source=o.source,
        title=o.title or str(_("Key results without an objective")),
        owner=o.owners[0] if o.owners else "",
        why=o.why,
        ambition=o.ambition or "aspirational",
        dropped=o.dropped,
        team=teams[notation.path(o.team)],
        cycle=cycle,
        supports=o.supports,
        notes=(*_others(o.owners), *_shared(o.shared_with), *_texts(o.notes), *_result(o)),
        key_results=tuple(_key_result(kr) for kr in o.key_results),
        key=o.key,
        state=o.state,
        contributors=tuple(dict.fromkeys(teams[t] for t in o.contributors)),
        also_supports=o.also_supports,
        place=o.place,
        agreed="" if o.agreed is None else "yes" if o.agreed else "no",
    )


def _result(o: PlanObjective) -> tuple[str, ...]:
    return (str(_("Result in the document: {text}", text=o.score.text)),) if o.score else ()


def _key_result(kr: PlanKeyResult) -> StagedKeyResult:
    score = kr.score
    share = (
        f"{score.value.normalize():f}"
        if score and score.value is not None and not score.ambiguous
        else ""
    )
    doubtful = score is not None and not share
    values, guesses = _values(kr, has_score=bool(share))
    return StagedKeyResult(
        ref=kr.origin_ref,
        line=kr.line,
        source=kr.source,
        title=kr.title,
        owner=kr.owners[0] if kr.owners else "",
        score=share,
        done={"done": "yes", "partial": "partly", "not": "no"}.get(kr.checked or "", ""),
        due_on=kr.due_on.isoformat() if kr.due_on else "",
        dropped=kr.dropped,
        notes=(
            *_others(kr.owners),
            *_shared((*kr.team, *kr.shared_with)),
            *((str(_("Priority: {text}", text=kr.priority)),) if kr.priority else ()),
            *(
                (str(_("Result in the document: {text}", text=score.text)),)
                if score and doubtful
                else ()
            ),
            *_texts(kr.steps),
            *_texts(kr.notes),
        ),
        guesses=(
            *guesses,
            *(("score",) if share else ()),
            *(("due_on",) if kr.due_on and not kr.measure.certain else ()),
        ),
        key=kr.key,
        metric=kr.metric,
        current_on=kr.current_on.isoformat() if kr.current_on else "",
        weight="" if kr.weight is None else f"{kr.weight.normalize():f}",
        started_on=kr.started_on.isoformat() if kr.started_on else "",
        state=kr.state,
        state_reason=kr.state_reason,
        milestones=notation.steps(kr.milestones),
        place=kr.place,
        **values,
        **_further(kr, values),
    )


def _values(kr: PlanKeyResult, *, has_score: bool) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Kind and numbers: those of the text; a score alone is percent 0 → 100; nothing is yes or no."""
    m = kr.measure
    if m.certain:
        return _certain(kr, m)
    complete = m.target is not None and m.baseline is not None
    if has_score and not complete:
        return {"kind": "increase", "unit": "%", "baseline": "0 %", "target": "100 %"}, ("kind",)
    if m.target is None or m.kind is None:
        return {"kind": "yes_no"}, ("kind",)
    unit = units.unit(m.unit)
    if m.kind == "keep":
        return {"kind": "keep", "unit": m.unit, "low": units.show(m.target, unit)}, ("kind", "low")
    found = {"kind": m.kind, "unit": m.unit, "target": units.show(m.target, unit)}
    if m.baseline is not None:
        found["baseline"] = units.show(m.baseline, unit)
    return found, tuple(found)


def _certain(kr: PlanKeyResult, m: PlanMeasure) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What columns say, as it is; a kind that they leave out follows from the others and is a guess."""
    unit = units.unit(m.unit)
    found: dict[str, Any] = {"kind": m.kind or _kind(kr, m), "unit": m.unit}
    for name in ("baseline", "target", "low", "high"):
        value = getattr(m, name)
        if value is not None:
            found[name] = units.show(value, unit)
    return found, () if m.kind else ("kind",)


def _kind(kr: PlanKeyResult, m: PlanMeasure) -> str:
    if kr.milestones:
        return "milestones"
    if m.target is not None:
        return "decrease" if m.baseline is not None and m.target < m.baseline else "increase"
    return "keep" if m.low is not None or m.high is not None else "yes_no"


def _further(kr: PlanKeyResult, values: Mapping[str, Any]) -> dict[str, Any]:
    """The other values of the same unit as texts."""
    unit = units.unit(values.get("unit", ""))
    found: dict[str, Any] = {}
    if kr.current is not None:
        found["current"] = (
            ("yes" if kr.current else "no")
            if values["kind"] == "yes_no"
            else units.show(kr.current, unit)
        )
    if kr.first_target is not None:
        found["first_target"] = units.show(kr.first_target, unit)
    points = ((day, units.show(value, unit)) for day, value in kr.checkpoints)
    return found | {"checkpoints": notation.checkpoints(points)}


def _texts(lines: Sequence[SourceLine]) -> tuple[str, ...]:
    return tuple(line.text.strip() for line in lines if line.text.strip())


def _others(owners: Sequence[str]) -> tuple[str, ...]:
    return (str(_("Also named: {names}", names=", ".join(owners[1:]))),) if len(owners) > 1 else ()


def _shared(teams: Sequence[str]) -> tuple[str, ...]:
    return (str(_("Teams named: {names}", names=", ".join(teams))),) if teams else ()
