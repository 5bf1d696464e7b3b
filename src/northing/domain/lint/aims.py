"""What the linter looks at: statements with as much beside them as is known.

None means that nobody asked (a document without a column for owners): no rule may complain of it.
An empty value means that it was asked for and is not there.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from northing.domain.lint.reading import Reading, read
from northing.domain.practice import SILENT_AFTER


@dataclass(frozen=True)
class KeyResultAim:
    """A key result. `baseline`, `target` in base units of `unit`; `source` says where the number comes from."""

    text: str
    kind: str | None = None
    unit: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    has_baseline: bool | None = None
    has_target: bool | None = None
    good_direction: str | None = None
    owner: str | None = None
    start: date | None = None
    due: date | None = None
    has_due: bool | None = None
    cycle_start: date | None = None
    cycle_end: date | None = None
    metric: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    source: str | None = None
    guards: int | None = None
    language: str = ""

    @cached_property
    def reading(self) -> Reading:
        """What its text says."""
        return read(self.text, "key_result", self.language)


@dataclass(frozen=True)
class ObjectiveAim:
    """An objective with its key results; `supports` counts what it supports above."""

    text: str
    why: str | None = None
    owner: str | None = None
    supports: int | None = None
    is_top: bool = False
    ambition: str | None = None
    guards: int | None = None
    key_results: tuple[KeyResultAim, ...] | None = None
    language: str = ""

    @cached_property
    def reading(self) -> Reading:
        """What its text says."""
        return read(self.text, "objective", self.language)


@dataclass(frozen=True, slots=True)
class TeamAims:
    """What a team is after in one cycle, a whole year or a part of one."""

    team: str
    objectives: tuple[ObjectiveAim, ...] = ()
    is_year: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """Where rules draw their lines; a workspace or a team may move them."""

    most_objectives: int = 5
    fewest_key_results: int = 2
    most_key_results: int = 4
    longest_objective: int = 12
    least_change: Decimal = Decimal("0.15")
    review_minutes: int = 30
    minutes_each: Decimal = field(default=Decimal("1.5"))
    most_change: Decimal = Decimal("0.98")
    """The share of a figure that may go, short of all of it, before the aim looks impossible."""
    most_owned: Decimal = Decimal("0.5")
    """The share of a team's key results that one person may own."""
    fewest_owned: int = 4
    """With fewer key results than these, who owns most says nothing."""
    silent_days: int = SILENT_AFTER
    """Days without a word from a key result; with a slow cadence two missed check-ins, if that is longer."""
    end_part: Decimal = Decimal("0.2")
    """The part of a key result's time in which a first check-in comes too late to change anything."""
    late_part: Decimal = Decimal("0.33")
    """The part of a key result's time in which a target is no longer brought closer."""
    fewest_confidences: int = 4
    steady_part: Decimal = Decimal("0.5")
    """The part of a key result's time over which a confidence that never moves tells nothing."""
    judged_cycles: int = 3
    """Closed cycles in a row that show a habit."""
    fewest_aspirational: int = 4
    """Aspirational key results that a cycle needs to show anything."""
    full_attainment: Decimal = Decimal("0.95")
    low_attainment: Decimal = Decimal("0.4")
