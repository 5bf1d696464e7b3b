"""What the linter looks at beside statements: how a key result was kept, and how a team's past cycles ended."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class KeyResultHistory:
    """A key result as it was kept up to `today`, its own days being `start` and `end`.

    `heard` are the days of check-ins and readings, `targets` what it was set to, the original first;
    all of them by day.
    """

    text: str
    today: date
    start: date
    end: date
    cadence_days: int = 7
    heard: tuple[date, ...] = ()
    confidences: tuple[tuple[date, Decimal], ...] = ()
    targets: tuple[tuple[date, Decimal], ...] = ()
    baseline: Decimal | None = None
    good_direction: Literal["up", "down"] | None = None

    @property
    def days(self) -> int:
        """How long it runs."""
        return (self.end - self.start).days

    def before_end(self, part: Decimal) -> date:
        """The day from which on only this part of its time is left."""
        return self.end - timedelta(days=int(self.days * min(part, Decimal(1))))

    def is_silence(self, days: int, least: int) -> bool:
        """Whether so many days are long: more than `least`, and two check-ins missed in any case."""
        return days > max(least, 2 * self.cadence_days)

    def is_easier(self, new: Decimal, old: Decimal) -> bool:
        """Whether one target lies nearer to where it began than another; no where nobody can tell."""
        if self.baseline is not None and old != self.baseline:
            return new < old if old > self.baseline else new > old
        if self.good_direction == "up":
            return new < old
        return self.good_direction == "down" and new > old


@dataclass(frozen=True, slots=True)
class ClosedCycle:
    """The scores of a team's key results in a closed cycle, and which of them were aspirational."""

    name: str
    scores: tuple[Decimal, ...] = ()
    aspirational: tuple[bool, ...] = ()

    def attainment(self, fewest: int) -> Decimal | None:
        """The mean score of aspirational key results; None where there are fewer than so many."""
        pairs = zip(self.scores, self.aspirational, strict=False)
        found = [score for score, stretched in pairs if stretched]
        return sum(found, Decimal()) / len(found) if len(found) >= max(fewest, 1) else None


@dataclass(frozen=True, slots=True)
class TeamHistory:
    """A team's closed cycles, the latest last."""

    team: str
    cycles: tuple[ClosedCycle, ...] = ()

    def attainments(self, cycles: int, fewest: int) -> tuple[Decimal, ...]:
        """The attainment of each of the latest cycles; none where a cycle is missing or tells too little."""
        latest = self.cycles[-cycles:] if cycles else ()
        found = [one.attainment(fewest) for one in latest]
        known = tuple(one for one in found if one is not None)
        return known if len(known) == cycles else ()
