"""The plan and its check-ins as rows of a table: one key result a row, its objective repeated on each.

A cell is a text, a day, a number, or a `Share`; what is empty is None. A value is a bare number counted
in the unit of its row where that says it exactly, else a text with units (`14 min 20 s`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from northing.domain import notation
from northing.domain.plan import PlanCheckIn, PlanKeyResult, PlanObjective
from northing.transfer.values import amount, current, period, value_text, yes_no

COLUMNS = (
    "Team", "Cycle", "Objective key", "Objective", "Why", "Ambition", "Objective owner",
    "Objective state", "Objective agreed", "Contributing teams", "Supports", "Key", "Key result", "Kind", "Metric",
    "Unit", "Baseline", "Target", "Lower bound", "Upper bound", "First target", "Current",
    "Current on", "Weight", "Start", "Due", "Owner", "State", "State reason", "Steps",
    "Checkpoints", "Status", "Progress",
)  # fmt: skip
CHECK_IN_COLUMNS = (
    "Key", "Day", "Value", "Unit", "Confidence", "Note", "Author", "Origin", "Recorded", "Corrected",
)  # fmt: skip


AGREED = {True: "yes", False: "no", None: None}


@dataclass(frozen=True, slots=True)
class Share:
    """A ratio that people read as percent."""

    value: Decimal


Cell = str | date | Decimal | Share | None


def rows(o: PlanObjective) -> Iterator[Sequence[Cell]]:
    """The rows of one objective: one for each key result, or one alone."""
    first: list[Cell] = [
        notation.path(o.team), period(o.period), o.key, o.title, o.why, o.ambition,
        _owner(o.owners), o.state, AGREED[o.agreed],
        notation.listed(o.contributors),
        notation.listed(o.also_supports),
    ]  # fmt: skip
    for kr in o.key_results:
        yield [*first, *_key_result(kr)]
    if not o.key_results:
        yield [*first, *[None] * (len(COLUMNS) - len(first))]


def _key_result(kr: PlanKeyResult) -> list[Cell]:
    m = kr.measure
    return [
        kr.key, kr.title, m.kind, kr.metric, m.unit,
        *(amount(v, m.unit) for v in (m.baseline, m.target, m.low, m.high, kr.first_target)),
        current(kr), kr.current_on if kr.current is not None else None,
        kr.weight, kr.started_on, kr.due_on, _owner(kr.owners), kr.state,
        kr.state_reason, notation.steps(kr.milestones), checkpoints(kr), kr.status,
        None if kr.progress is None else Share(kr.progress),
    ]  # fmt: skip


def check_in(c: PlanCheckIn) -> Sequence[Cell]:
    """The row of one check-in."""
    value = yes_no(c.value) if c.kind == "yes_no" else amount(c.value, c.unit)
    confidence = None if c.confidence is None else Decimal(c.confidence)
    return [
        c.key, c.on, value, c.unit, confidence, c.note, c.author, c.origin, c.recorded_on,
        "yes" if c.superseded else "",
    ]  # fmt: skip


def checkpoints(kr: PlanKeyResult) -> str:
    """Days and values, one a line."""
    return notation.checkpoints((d, value_text(v, kr.measure.unit)) for d, v in kr.checkpoints)


def _owner(names: Sequence[str]) -> str:
    """The one who answers for it; nothing for nobody."""
    return notation.quoted(names[0]) if names else ""
