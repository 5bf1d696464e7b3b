"""Whether the practice is alive: are key results heard of, are answers fresh, do teams focus.

These are findings about how goals are kept, never about people. docs/status.md says it for readers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

SILENT_AFTER = 14
"""Days: two weekly check-ins missed in a row."""

FEWEST, MOST = 3, 5
"""Objectives of a team that focuses."""

FRESH = 7
"""Days: a median age up to the weekly rhythm is healthy."""

COVERED = Decimal("0.9")
FOCUSED = Decimal("0.8")
BOLD = (Decimal("0.5"), Decimal("0.8"))
"""Aspirational objectives' share of key results: enough to stretch, and some that are kept."""


def silent_before(today: date) -> date:
    """A key result last heard of before this day (or started before it, and never heard of) is silent."""
    return today - timedelta(days=SILENT_AFTER)


def is_focused(objectives: int) -> bool:
    """Whether a team pursues three to five objectives."""
    return FEWEST <= objectives <= MOST


@dataclass(frozen=True, slots=True)
class Health:
    """The practice of one cycle on one day, as counts; `median_age` in days, None where nothing runs."""

    on: date
    running: int
    heard: int
    median_age: int | None
    teams: int
    focused: int
    aspirational: int

    @property
    def coverage(self) -> Decimal | None:
        """The share of running key results that are not silent."""
        return share(self.heard, self.running)

    @property
    def focus(self) -> Decimal | None:
        """The share of teams with three to five objectives, of those that have any."""
        return share(self.focused, self.teams)

    @property
    def ambition(self) -> Decimal | None:
        """The share of running key results that stand under an aspirational objective."""
        return share(self.aspirational, self.running)


def share(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` as a ratio; None where there is no whole."""
    return Decimal(part) / whole if whole else None


def median(counts: Iterable[tuple[int, int]]) -> int | None:
    """The lower median of (value, how often) pairs in the order of their values; None for none."""
    listed = list(counts)
    half, seen = (sum(n for _, n in listed) + 1) // 2, 0
    for value, often in listed:
        seen += often
        if seen >= half:
            return value
    return None
