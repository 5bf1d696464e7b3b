"""What the linter says of a statement while it is written: nothing of it is kept. Three queries at most."""

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

Typed = Mapping[str, str]
KINDS = frozenset({"increase", "decrease", "keep", "milestones", "yes_no", "find_baseline"})


@dataclass(frozen=True, slots=True)
class ReadingCard:
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

    reading: ReadingCard | None
    findings: tuple[FindingCard, ...]


SILENT = Coached(None, ())


def key_result(caller: Caller, typed: Typed) -> Coached:
    """Of a key result as a form has it: `title`, and what else is filled in, as people type it.

    Fields: kind, unit, baseline, target, due_on, objective (O-7 or its number), team, cycle (ids). A
    field that is not there was not asked for; one that nobody can read counts as filled in.
    """
    title = typed.get("title", "")[:LONGEST]
    if not title.strip():
        return SILENT
    above = _objective(caller, typed.get("objective", ""))
    policy = _policy(caller, above, typed)
    bounds = _cycle(caller, above, typed)
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
        cycle_start=bounds[0],
        cycle_end=bounds[1],
    )
    return Coached(_reading(aim.reading), _cards(engine.of_key_result(aim, policy)))


def objective(caller: Caller, typed: Typed) -> Coached:
    """Of an objective as a form has it: `title`, `why`, `ambition`, `team` and `objective` as above."""
    title = typed.get("title", "")[:LONGEST]
    if not title.strip():
        return SILENT
    policy = _policy(caller, _objective(caller, typed.get("objective", "")), typed)
    aim = ObjectiveAim(text=title, why=typed.get("why"), ambition=typed.get("ambition"))
    return Coached(_reading(aim.reading), _cards(engine.of_objective(aim, policy)))


def _cards(found: tuple[Finding, ...]) -> tuple[FindingCard, ...]:
    return tuple(card(one) for one in found)


def _reading(said: Reading) -> ReadingCard:
    return ReadingCard(
        kind=said.kind,
        measurable=said.measurable,
        measure_type=said.measure_type,
        baseline=said.baseline.text if said.baseline else "",
        target=said.target.text if said.target else "",
        direction=said.direction or "",
        timeframe=said.timeframe,
        language=said.language,
    )


def _objective(caller: Caller, named: str) -> Objective | None:
    digits = named.strip().upper().removeprefix("O-")
    if not digits.isdecimal() or len(digits) > 9:
        return None
    found = _NUMBERED.first(caller.workspace, int(digits))
    return found if found is not None and sight.sees(caller, found) else None


def _policy(caller: Caller, above: Objective | None, typed: Typed) -> Policy:
    team = typed.get("team", "")
    here = int(team) if team.isdecimal() and len(team) < 19 else None
    return lint_policies.read(caller).of_team(above.team_id if above else here)


def _cycle(
    caller: Caller, above: Objective | None, typed: Typed
) -> tuple[date | None, date | None]:
    if above is not None:
        return above.cycle.start, above.cycle.end
    pk = typed.get("cycle", "")
    if not pk.isdecimal() or len(pk) > 18:
        return None, None
    found = _CYCLE.tuples(caller.workspace, int(pk))
    return found[0] if found else (None, None)


def _numbered(workspace: Any, number: Any) -> Any:
    return Objective.objects.select_related("cycle").filter(ws=workspace, number=number)


_NUMBERED = compiled(_numbered)
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
