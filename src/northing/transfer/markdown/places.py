"""Where in the document the reader stands: team, period, and whose objective is meant."""

from dataclasses import dataclass, field, replace
from typing import Literal

from northing.domain.plan import PlanPeriod
from northing.transfer.markdown.drafts import DraftObjective, DraftResult
from northing.transfer.markdown.tree import Node

Mode = Literal["none", "objectives", "results", "below_result", "roles"]
"""What an unmarked item here is: nothing, an objective, a key result, a step, a role's line."""


@dataclass(slots=True, eq=False)
class Scope:
    """A section; `current` is the objective that key results in it belong to.

    `under` is the objective that the section lies below; `current` may be a sibling's, left behind
    for the items that follow it.
    """

    parent: "Scope | None" = None
    title: Node | None = None
    current: DraftObjective | None = None
    final: bool = False
    under: DraftObjective | None = None

    def find(self) -> DraftObjective | None:
        scope: Scope | None = self
        while scope is not None:
            if scope.current is not None:
                return scope.current
            scope = scope.parent
        return None

    def above(self) -> DraftObjective | None:
        """The objective that everything here stands under."""
        scope: Scope | None = self
        while scope is not None:
            if scope.under is not None:
                return scope.under
            scope = scope.parent
        return None

    def heading(self) -> Node | None:
        """The nearest heading that may still turn out to be an objective."""
        scope: Scope | None = self
        while scope is not None:
            if scope.title is not None:
                return scope.title
            scope = scope.parent
        return None


@dataclass(frozen=True, slots=True)
class Place:
    scope: Scope = field(default_factory=Scope)
    mode: Mode = "none"
    team: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    """Teams and roles below the objective's own team."""
    period: PlanPeriod | None = None
    result: DraftResult | None = None
    marked_siblings: bool = False
    groups: bool = False
    """All items of this list are short names with a list below: features, security, adoption."""

    def with_(self, **changes: object) -> "Place":
        return replace(self, **changes)  # type: ignore[arg-type]  # replace() is checked at run time
