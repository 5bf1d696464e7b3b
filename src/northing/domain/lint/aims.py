"""What the linter looks at: statements with as much beside them as is known.

None means that nobody asked (a document without a column for owners): no rule may complain of it.
An empty value means that it was asked for and is not there.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from northing.domain.lint.reading import Reading, read


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
    """What a team is after in one cycle."""

    team: str
    objectives: tuple[ObjectiveAim, ...] = ()


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
