"""A plan on its way in: what was read from a document, as texts that a person may correct before it counts.

Every number that was read, and every kind that follows from it, is named in `guesses`: the preview
marks them, so that no guess enters unseen. Flat names address the fields: `o3.title`, `o3.k1.target`,
`team.0`, `cycle.1` (counted from 0).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from northing.domain import units

NEW = "new"
YES = frozenset({"yes", "y", "1", "true", "done", "ja"})
NO = frozenset({"no", "n", "0", "false", "nein"})


@dataclass(frozen=True, slots=True)
class StagedKeyResult:
    """A key result as texts. `done` is yes, partly, no or empty; `score` a share such as 0.7.

    Steps (`milestones`) and checkpoints are written as domain/notation.py says, one a line. `state`
    is a word of KeyResultState, or empty: open. `current` is a value, or yes and no where that is the kind.
    """

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
    key: str = ""
    metric: str = ""
    first_target: str = ""
    current: str = ""
    current_on: str = ""
    weight: str = ""
    started_on: str = ""
    state: str = ""
    state_reason: str = ""
    milestones: str = ""
    checkpoints: str = ""
    place: str = ""
    """Where it stands in a workbook, such as `Key results!7`; empty for a line of a text."""


@dataclass(frozen=True, slots=True)
class StagedObjective:
    """An objective as texts; `team`, `cycle` and `contributors` are places in the lists of the staged plan.

    `supports` and `also_supports` are refs of this plan, the latter also keys such as `KR-12`. `state`
    is a word of ObjectiveState; empty: active, or closed with a cycle that is over. `agreed` is no
    where a cancelled one never got beyond a draft or a proposal.
    """

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
    key: str = ""
    state: str = ""
    contributors: tuple[int, ...] = ()
    also_supports: tuple[str, ...] = ()
    place: str = ""
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class StagedTeam:
    """A team's path as the document names it (empty: it names none), and the id chosen for it, or `new`."""

    name: str
    choice: str = ""


@dataclass(frozen=True, slots=True)
class StagedCycle:
    """A period as the document names it, with its dates where they are certain, and the id chosen, or `new`."""

    name: str
    start: str = ""
    end: str = ""
    choice: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class StagedLine:
    """A line that became no item: `why` says so where it could not be understood."""

    line: int
    text: str
    why: str = ""
    place: str = ""


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


def value_of(kr: StagedKeyResult) -> Decimal | None:
    """The value that a score or a check mark stands for, in base units; None where there is none.

    What it stands at now, if the document says so, else what its score comes to.
    Raises units.UnitError or ArithmeticError for a number that cannot be read.
    """
    if kr.current.strip():
        return _current(kr)
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


def _current(kr: StagedKeyResult) -> Decimal:
    word = kr.current.strip().casefold()
    if kr.kind == "yes_no" and word in YES | NO:
        return Decimal(word in YES)
    return units.parse(kr.current, units.unit(kr.unit))


class UnknownFieldError(KeyError):
    """A correction names a field that the staged plan does not have."""


_OBJECTIVE = frozenset({"title", "owner", "why", "ambition", "include", "dropped", "state"})
_KEY_RESULT = frozenset(
    {
        "title", "owner", "kind", "unit", "baseline", "target", "low", "high", "score", "done",
        "due_on", "include", "dropped", "metric", "first_target", "current", "current_on", "weight",
        "started_on", "state", "state_reason", "milestones", "checkpoints",
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
    """The inverse of `to_json`; what was kept before a field was known has it empty."""
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
    lists = {n: tuple(found.get(n, ())) for n in ("notes", "contributors", "also_supports")}
    return StagedObjective(**{**found, **lists, "key_results": key_results})
