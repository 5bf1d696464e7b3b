"""What a document says of its plan, as the linter's rules want to see it.

A field that the document says nowhere, neither in a column nor at any item, was not asked for: None.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from northing.domain.lint.aims import KeyResultAim, ObjectiveAim, TeamAims
from northing.domain.plan import Plan, PlanKeyResult, PlanObjective, PlanPeriod
from northing.transfer.sheets import vocabulary as words

_GONE = frozenset({"dropped", "cancelled"})
_CALLED = re.compile(
    r"[\W\d_]*(?:objective|goal|okr|ziel|o)(?![^\W\d_])\s*#?[\d.]*\**\s*[:.)–-]", re.IGNORECASE
)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")


@dataclass(frozen=True, slots=True)
class Asked:
    """The fields that a document has a column or a notation for."""

    is_sheet: bool
    results: bool
    owner: bool
    result_owner: bool
    why: bool
    supports: bool
    ambition: bool
    due: bool
    baseline: bool
    target: bool
    metric: bool


@dataclass(frozen=True, slots=True)
class AimedObjective:
    """An objective with its aim, and its key results with theirs."""

    item: PlanObjective
    aim: ObjectiveAim
    results: tuple[tuple[PlanKeyResult, KeyResultAim], ...]


@dataclass(frozen=True, slots=True)
class AimedTeam:
    """What a team is after in one period, with the line where that begins."""

    aims: TeamAims
    objectives: tuple[AimedObjective, ...]


def teams(plan: Plan, *, is_sheet: bool) -> tuple[AimedTeam, ...]:
    """The plan's teams, each in each of its periods, in the order of the document; what was given up is left out."""
    asked = _asked(plan, is_sheet=is_sheet)
    above = frozenset(ref for o in plan.objectives for ref in (o.supports, *o.also_supports) if ref)
    groups: dict[tuple[tuple[str, ...], str], list[AimedObjective]] = {}
    for one in plan.objectives:
        if one.dropped or one.state in _GONE:
            continue
        period = one.period or plan.period
        key = (one.team, period.text if period else "")
        groups.setdefault(key, []).append(_objective(one, asked, above, period))
    return tuple(
        AimedTeam(TeamAims(" / ".join(team), tuple(o.aim for o in listed if o.item.title)), tuple(listed))
        for (team, _period), listed in groups.items()
    )  # fmt: skip


def _asked(plan: Plan, *, is_sheet: bool) -> Asked:
    columns, objectives, results = frozenset(_columns(plan)), plan.objectives, plan.key_results
    by_objective = any(o.owners for o in objectives)
    return Asked(
        is_sheet=is_sheet,
        results=bool(results),
        owner=by_objective,
        result_owner=any(kr.owners for kr in results) or ("owner" in columns and not by_objective),
        why="why" in columns or any(o.why for o in objectives),
        supports="parent" in columns or any(o.supports or o.also_supports for o in objectives),
        ambition="ambition" in columns or any(o.ambition for o in objectives),
        due="due" in columns or any(kr.due_on for kr in results),
        baseline="baseline" in columns,
        target="target" in columns,
        metric="metric" in columns or any(kr.metric for kr in results),
    )


def _columns(plan: Plan) -> Iterator[str]:
    """The fields that headers name: rows of the document's frame with two columns or more."""
    for line in plan.context:
        cells = line.text.strip("| ").replace(" · ", "|").split("|")
        if len(cells) < 2:
            continue
        plain = [words.plain(cell) for cell in cells]
        if any(cell in words.OBJECTIVES | words.KEY_RESULTS for cell in plain if cell):
            yield from (words.FIELDS[cell] for cell in plain if cell in words.FIELDS)


def _objective(
    one: PlanObjective, asked: Asked, above: frozenset[str], period: PlanPeriod | None
) -> AimedObjective:
    results = tuple(
        (kr, _key_result(kr, asked, period))
        for kr in one.key_results
        if not kr.dropped and kr.state not in _GONE
    )
    parents = len({ref for ref in (one.supports, *one.also_supports) if ref})
    is_above = one.origin_ref in above or any(kr.origin_ref in above for kr in one.key_results)
    # Where others stand below it, its key results may be theirs.
    is_bare = not one.key_results and not is_above and _is_objective(one, asked)
    aim = ObjectiveAim(
        text=one.title,
        why=one.why if asked.why else None,
        owner=", ".join(one.owners) if asked.owner else None,
        supports=parents if asked.supports else None,
        is_top=is_above and not parents,
        ambition=(one.ambition or "") if asked.ambition else None,
        key_results=tuple(aim for _kr, aim in results) if results or is_bare else None,
    )
    return AimedObjective(one, aim, results)


def _is_objective(one: PlanObjective, asked: Asked) -> bool:
    """Whether the document says that this is an objective: of a list item without a mark it was only guessed.

    A link may lead to where its key results are.
    """
    if asked.is_sheet:
        return True
    if "](" in one.source:
        return False
    if _CALLED.match(one.source) or one.source.lstrip().startswith("|"):
        return True
    return asked.results and bool(_HEADING.match(one.source))


def _key_result(kr: PlanKeyResult, asked: Asked, period: PlanPeriod | None) -> KeyResultAim:
    """Numbers of columns of their own are passed on; those in the wording the linter reads by itself."""
    said = kr.measure if kr.measure.certain else None
    return KeyResultAim(
        text=kr.title,
        kind=said.kind if said else None,
        unit=said.unit if said else None,
        baseline=said.baseline if said else None,
        target=said.target if said else None,
        has_baseline=(said is not None and said.baseline is not None) if asked.baseline else None,
        has_target=(said is not None and said.target is not None) if asked.target else None,
        owner=", ".join(kr.owners) if asked.result_owner else None,
        start=kr.started_on,
        due=kr.due_on,
        has_due=(kr.due_on is not None) if asked.due else None,
        cycle_start=period.start if period else None,
        cycle_end=period.end if period else None,
        metric=kr.metric if asked.metric else None,
        low=said.low if said else None,
        high=said.high if said else None,
    )
