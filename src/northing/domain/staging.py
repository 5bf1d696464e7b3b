"""A plan on its way in: what was read from a document, as texts that a person may correct before it counts.

Every number that was read, and every kind that follows from it, is named in `guesses`: the preview
marks them, so that no guess enters unseen. Flat names address the fields: `o3.title`, `o3.k1.target`,
`team.0`, `cycle.1` (counted from 0).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from northing.domain import units
from northing.domain.plan import Plan, PlanKeyResult, PlanObjective, SourceLine
from northing.kit.text import text as _

NEW = "new"


@dataclass(frozen=True, slots=True)
class StagedKeyResult:
    """A key result as texts. `done` is yes, partly, no or empty; `score` a share such as 0.7."""

    ref: str
    line: int
    source: str
    title: str
    include: bool = True
    owner: str = ""
    kind: str = "yes_no"
    unit: str = ""
    baseline: str = ""
    target: str = ""
    low: str = ""
    high: str = ""
    score: str = ""
    done: str = ""
    due_on: str = ""
    dropped: bool = False
    notes: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StagedObjective:
    """An objective as texts; `team` and `cycle` are places in the lists of the staged plan."""

    ref: str
    line: int
    source: str
    title: str
    include: bool = True
    owner: str = ""
    why: str = ""
    ambition: str = "aspirational"
    dropped: bool = False
    team: int = 0
    cycle: int = 0
    supports: str = ""
    notes: tuple[str, ...] = ()
    key_results: tuple[StagedKeyResult, ...] = ()


@dataclass(frozen=True, slots=True)
class StagedTeam:
    """A team as the document names it (empty: it names none), and the id chosen for it, or `new`."""

    name: str
    choice: str = ""


@dataclass(frozen=True, slots=True)
class StagedCycle:
    """A period as the document names it, with its dates where they are certain, and the id chosen, or `new`."""

    name: str
    start: str = ""
    end: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class StagedLine:
    """A line that became no item: `why` says so where it could not be understood."""

    line: int
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Staged:
    """A whole document, waiting for a person's word."""

    source_name: str
    team: int
    cycle: int
    objectives: tuple[StagedObjective, ...] = ()
    teams: tuple[StagedTeam, ...] = ()
    cycles: tuple[StagedCycle, ...] = ()
    unread: tuple[StagedLine, ...] = ()
    context: tuple[StagedLine, ...] = ()
    remarks: tuple[str, ...] = ()


def from_plan(plan: Plan, team: int, cycle: int) -> Staged:
    """A plan as texts; `team` and `cycle` are the ids that hold where the document names none."""
    teams = _distinct(" / ".join(o.team) for o in plan.objectives)
    periods = {_period(plan, o): o.period or plan.period for o in plan.objectives}
    cycles = list(periods)
    return Staged(
        source_name=plan.source_name,
        team=team,
        cycle=cycle,
        objectives=tuple(
            _objective(o, teams.index(" / ".join(o.team)), cycles.index(_period(plan, o)))
            for o in plan.objectives
        ),
        teams=tuple(StagedTeam(name) for name in teams),
        cycles=tuple(
            StagedCycle(
                name,
                p.start.isoformat() if p and p.start else "",
                p.end.isoformat() if p and p.end else "",
            )
            for name, p in periods.items()
        ),
        unread=tuple(StagedLine(u.line, u.text, str(u.why)) for u in plan.unread),
        context=tuple(StagedLine(c.line, c.text) for c in plan.context),
        remarks=tuple(map(str, plan.remarks)),
    )


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _period(plan: Plan, objective: PlanObjective) -> str:
    period = objective.period or plan.period
    return period.text if period else ""


def _objective(o: PlanObjective, team: int, cycle: int) -> StagedObjective:
    return StagedObjective(
        ref=o.origin_ref,
        line=o.line,
        source=o.source,
        title=o.title or str(_("Key results without an objective")),
        owner=o.owners[0] if o.owners else "",
        why=o.why,
        ambition=o.ambition or "aspirational",
        dropped=o.dropped,
        team=team,
        cycle=cycle,
        supports=o.supports,
        notes=(*_others(o.owners), *_shared(o.shared_with), *_texts(o.notes), *_result(o)),
        key_results=tuple(_key_result(kr) for kr in o.key_results),
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
        guesses=(*guesses, *(("score",) if share else ()), *(("due_on",) if kr.due_on else ())),
        **values,
    )


def _values(kr: PlanKeyResult, *, has_score: bool) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Kind and numbers: those of the text; a score alone is percent 0 → 100; nothing is yes or no."""
    m = kr.measure
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


def _texts(lines: Sequence[SourceLine]) -> tuple[str, ...]:
    return tuple(line.text.strip() for line in lines if line.text.strip())


def _others(owners: Sequence[str]) -> tuple[str, ...]:
    return (str(_("Also named: {names}", names=", ".join(owners[1:]))),) if len(owners) > 1 else ()


def _shared(teams: Sequence[str]) -> tuple[str, ...]:
    return (str(_("Teams named: {names}", names=", ".join(teams))),) if teams else ()


def value_of(kr: StagedKeyResult) -> Decimal | None:
    """The value that a score or a check mark stands for, in base units; None where there is none.

    Raises units.UnitError or ArithmeticError for a number that cannot be read.
    """
    share = Decimal(kr.score.strip().replace(",", ".")) if kr.score.strip() else None
    if share is not None and not share.is_finite():
        raise InvalidOperation(kr.score)
    if kr.kind == "yes_no":
        if kr.done == "yes" or (share is not None and share >= 1):
            return Decimal(1)
        return Decimal(0) if kr.done or share is not None else None
    if share is None and kr.done == "yes":
        share = Decimal(1)
    if share is None or kr.kind not in {"increase", "decrease"} or not kr.baseline or not kr.target:
        return None
    unit = units.unit(kr.unit)
    start, aim = units.parse(kr.baseline, unit), units.parse(kr.target, unit)
    return round(start + share * (aim - start), 10)


class UnknownFieldError(KeyError):
    """A correction names a field that the staged plan does not have."""


_OBJECTIVE = frozenset({"title", "owner", "why", "ambition", "include", "dropped"})
_KEY_RESULT = frozenset(
    {
        "title", "owner", "kind", "unit", "baseline", "target", "low", "high", "score", "done",
        "due_on", "include", "dropped",
    }
)  # fmt: skip


def amended(staged: Staged, given: Mapping[str, str]) -> Staged:
    """The staged plan with these corrections. Raises UnknownFieldError for a name it does not have."""
    objectives, teams, cycles = list(staged.objectives), list(staged.teams), list(staged.cycles)
    for name, text in given.items():
        head, _dot, rest = name.partition(".")
        try:
            if head == "team":
                teams[int(rest)] = replace(teams[int(rest)], choice=text)
            elif head == "cycle":
                cycles[int(rest)] = replace(cycles[int(rest)], choice=text)
            else:
                place = _index(head, "o")
                objectives[place] = _amended_objective(objectives[place], rest, text)
        except (ValueError, IndexError):
            raise UnknownFieldError(name) from None
    return replace(staged, objectives=tuple(objectives), teams=tuple(teams), cycles=tuple(cycles))


def _index(text: str, letter: str) -> int:
    if not text.startswith(letter) or not text[1:].isdigit():
        raise ValueError(text)
    return int(text[1:])


def _amended_objective(o: StagedObjective, name: str, text: str) -> StagedObjective:
    head, dot, field = name.partition(".")
    if not dot:
        return replace(o, **_field(head, text, _OBJECTIVE))
    key_results = list(o.key_results)
    place = _index(head, "k")
    kr = key_results[place]
    changed = _field(field, text, _KEY_RESULT)
    if getattr(kr, field) != changed[field]:
        kr = replace(kr, guesses=tuple(g for g in kr.guesses if g != field))
    key_results[place] = replace(kr, **changed)
    return replace(o, key_results=tuple(key_results))


def _field(name: str, text: str, allowed: frozenset[str]) -> dict[str, Any]:
    if name not in allowed:
        raise ValueError(name)
    return {name: text == "1" if name in {"include", "dropped"} else text}


def to_json(staged: Staged) -> dict[str, Any]:
    """JSON values, for the table of staged imports."""
    return asdict(staged)


def from_json(found: Mapping[str, Any]) -> Staged:
    """The inverse of `to_json`."""
    return Staged(
        **{
            **found,
            "objectives": tuple(_objective_from(o) for o in found["objectives"]),
            "teams": tuple(StagedTeam(**t) for t in found["teams"]),
            "cycles": tuple(StagedCycle(**c) for c in found["cycles"]),
            "unread": tuple(StagedLine(**u) for u in found["unread"]),
            "context": tuple(StagedLine(**c) for c in found["context"]),
            "remarks": tuple(found["remarks"]),
        }
    )


def _objective_from(found: Mapping[str, Any]) -> StagedObjective:
    key_results = tuple(
        StagedKeyResult(**{**kr, "notes": tuple(kr["notes"]), "guesses": tuple(kr["guesses"])})
        for kr in found["key_results"]
    )
    return StagedObjective(**{**found, "notes": tuple(found["notes"]), "key_results": key_results})
