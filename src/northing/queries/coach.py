"""What the linter says of a statement while it is written: nothing of it is kept. Five queries at most."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from northing.domain import units
from northing.domain.access import Caller
from northing.domain.lint import engine
from northing.domain.lint.aims import KeyResultAim, ObjectiveAim
from northing.domain.lint.engine import Policy
from northing.domain.lint.reading import LONGEST, Reading
from northing.domain.lint.rule import Finding
from northing.queries import lint_policies, sight
from northing.queries.compiled import compiled
from northing.queries.findings import FindingCard, card
from northing.store.cycles import Cycle
from northing.store.objectives import Objective
from northing.store.teams import Team

Typed = Mapping[str, str]
KINDS = frozenset({"increase", "decrease", "keep", "milestones", "yes_no", "find_baseline"})


@dataclass(frozen=True, slots=True)
class StatementReading:
    """A statement as it was understood, in the words of `northing lint --readings`."""

    kind: str
    measurable: bool
    measure_type: str
    baseline: str
    target: str
    direction: str
    timeframe: str
    language: str


@dataclass(frozen=True, slots=True)
class Coached:
    """What is said of a statement under way; nothing of an empty one."""

    reading: StatementReading | None
    findings: tuple[FindingCard, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """The policy that holds where a statement is written, and the days of its cycle."""

    policy: Policy
    start: date | None
    end: date | None


SILENT = Coached(None, ())
LONGEST_ID = 9
"""Digits of a number or id that is looked for."""


def key_result(caller: Caller, typed: Typed) -> Coached | None:
    """Of a key result as a form has it: `title`, and what else is filled in, as people type it.

    Fields: kind, unit, baseline, target, due_on, objective (O-7 or its number), team, cycle (ids). A
    field that is not there was not asked for; one that nobody can read counts as filled in. None where
    an objective, a team or a cycle is named that is not here.
    """
    title = typed.get("title", "")[:LONGEST]
    place = _place(caller, typed)
    if place is None or not title.strip():
        return None if place is None else SILENT
    aim = KeyResultAim(
        text=title,
        kind=typed["kind"] if typed.get("kind", "") in KINDS else None,
        unit=typed["unit"] if _is_unit(typed.get("unit", "")) else None,
        baseline=_amount(typed, "baseline"),
        target=_amount(typed, "target"),
        has_baseline=_filled(typed, "baseline"),
        has_target=_filled(typed, "target"),
        due=_day(typed.get("due_on", "")),
        has_due=_filled(typed, "due_on"),
        cycle_start=place.start,
        cycle_end=place.end,
    )
    return Coached(_reading(aim.reading), _cards(engine.of_key_result(aim, place.policy)))


def objective(caller: Caller, typed: Typed) -> Coached | None:
    """Of an objective as a form has it: `title`, `why`, `ambition`, `team` and `objective` as above."""
    title = typed.get("title", "")[:LONGEST]
    place = _place(caller, typed)
    if place is None or not title.strip():
        return None if place is None else SILENT
    aim = ObjectiveAim(text=title, why=typed.get("why"), ambition=typed.get("ambition"))
    return Coached(_reading(aim.reading), _cards(engine.of_objective(aim, place.policy)))


def _cards(found: tuple[Finding, ...]) -> tuple[FindingCard, ...]:
    return tuple(card(one) for one in found)


def _reading(said: Reading) -> StatementReading:
    return StatementReading(
        kind=said.kind,
        measurable=said.measurable,
        measure_type=said.measure_type,
        baseline=said.baseline.text if said.baseline else "",
        target=said.target.text if said.target else "",
        direction=said.direction or "",
        timeframe=said.timeframe,
        language=said.language,
    )


def _place(caller: Caller, typed: Typed) -> _Place | None:
    """Where it is written: by its objective, else by its team and cycle. None for what is not here."""
    policies = lint_policies.read(caller)
    if named := typed.get("objective", "").strip():
        above = _objective(caller, named)
        if above is None:
            return None
        return _Place(policies.of_team(above.team_id), above.cycle.start, above.cycle.end)
    team, cycle = _id(typed, "team"), _id(typed, "cycle")
    if team is not None and not _TEAM.tuples(caller.workspace, team):
        return None
    bounds = _CYCLE.tuples(caller.workspace, cycle) if cycle is not None else [(None, None)]
    return _Place(policies.of_team(team), *bounds[0]) if bounds else None


def _objective(caller: Caller, named: str) -> Objective | None:
    digits = named.upper().removeprefix("O-")
    if not digits.isdecimal() or len(digits) > LONGEST_ID:
        return None
    found = _NUMBERED.first(caller.workspace, int(digits))
    return found if found is not None and sight.sees(caller, found) else None


def _id(typed: Typed, name: str) -> int | None:
    """The id in a field; 0, which nothing has, for what is none."""
    text = typed.get(name, "").strip()
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) <= LONGEST_ID else 0


def _numbered(workspace: Any, number: Any) -> Any:
    return Objective.objects.select_related("cycle").filter(ws=workspace, number=number)


_NUMBERED = compiled(_numbered)
_TEAM = compiled(lambda workspace, pk: Team.objects.filter(ws=workspace, pk=pk).values_list("pk"))
_CYCLE = compiled(
    lambda workspace, pk: Cycle.objects.filter(ws=workspace, pk=pk).values_list("start", "end")
)


def _filled(typed: Typed, name: str) -> bool | None:
    return bool(typed[name].strip()) if name in typed else None


def _is_unit(code: str) -> bool:
    try:
        units.unit(code)
    except units.UnitError:
        return False
    return bool(code)


def _amount(typed: Typed, name: str) -> Decimal | None:
    try:
        found: Decimal = units.parse(typed.get(name, ""), units.unit(typed.get("unit", "")))
    except units.UnitError:
        return None
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
