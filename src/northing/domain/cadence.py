"""Cycles, their phases, and what is due when. Days are days in the workspace's time zone."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from northing.domain.snapshot import Cycle, CycleKind
from northing.kit.text import text as _

WEEK = 7
MONTHS = 12


class Phase(StrEnum):
    PLANNING = "planning"
    RUNNING = "running"
    REVIEW = "review"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The weekly check-in: asked on `weekday` (Monday is 0), fresh for a week and `grace` days."""

    weekday: int = 3
    grace: int = 3

    def asked_on(self, today: date) -> date:
        """The newest check-in day up to `today`."""
        return today - timedelta(days=(today.weekday() - self.weekday) % WEEK)

    def is_due(self, last_word: date | None, today: date) -> bool:
        """Whether the word is missing for the newest check-in day.

        A word up to `grace` days before the day answers it: who checks in on Tuesday is not asked
        again on Thursday.
        """
        return last_word is None or last_word < self.answered_from(today)

    def answered_from(self, today: date) -> date:
        """The first day on which a word answers the newest check-in day."""
        return self.asked_on(today) - timedelta(days=self.grace)

    def is_stale(self, last: date | None, today: date) -> bool:
        """Whether the newest reading or word is older than the cadence allows."""
        return last is not None and (today - last).days > WEEK + self.grace


def phase(cycle: Cycle, today: date) -> Phase:
    """Where a cycle stands by date: planning before its start, review after its end, until closed."""
    if cycle.closed_on is not None and cycle.closed_on <= today:
        return Phase.CLOSED
    if today < cycle.start:
        return Phase.PLANNING
    return Phase.RUNNING if today <= cycle.end else Phase.REVIEW


@dataclass(frozen=True, slots=True)
class Place:
    """Where a day lies in a cycle: week `week` of `weeks`, `left` days to the end."""

    week: int
    weeks: int
    left: int

    def __str__(self) -> str:
        return str(_("week {week} of {weeks}", week=self.week, weeks=self.weeks))


def place(cycle: Cycle, today: date) -> Place:
    """The week of `today` counted from the cycle's first day, held within the cycle."""
    weeks = max(1, -(-((cycle.end - cycle.start).days + 1) // WEEK))
    week = min(weeks, max(1, (today - cycle.start).days // WEEK + 1))
    return Place(week, weeks, max(0, (cycle.end - today).days))


def year(first_month: int, starting_in: int) -> Cycle:
    """The annual cycle that starts on day one of `first_month` of the calendar year `starting_in`."""
    start = date(starting_in, first_month, 1)
    end = date(starting_in + 1, first_month, 1) - timedelta(days=1)
    name = str(starting_in) if first_month == 1 else f"{starting_in}/{(starting_in + 1) % 100:02}"
    return Cycle(CycleKind.ANNUAL, name, start, end)


def quarters(annual: Cycle) -> tuple[Cycle, ...]:
    """The four quarters of an annual cycle, named `Q1 2026` and so on."""
    starts = [_months_on(annual.start, 3 * n) for n in range(4)]
    ends = [*(s - timedelta(days=1) for s in starts[1:]), annual.end]
    return tuple(
        Cycle(CycleKind.QUARTER, f"Q{n} {annual.name}", start, end)
        for n, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    )


def _months_on(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // MONTHS, month % MONTHS + 1, day.day)
