"""When things happen: four quarters of thirteen weeks, `today` in week nine of the last.

The quarters begin on Mondays, so that a story told by weeks fits whatever `today` is. They are
named by the calendar quarter in which their middle lies.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from northing.domain.snapshot import CycleKind
from northing.transfer.demo.hashing import share
from northing.transfer.demo.model import DemoCycle

WEEK = 7
WEEKS = 13
NOW_WEEK = 9
FRIDAY = 4
QUARTERS = ("q1", "q2", "q3", "now")
ANNUAL = "annual"
DOCUMENT_TEAM, DOCUMENT_CYCLE = "mobile", "q3"
"""Where `document.md` belongs."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days and instants of the demo as seen on `today`."""

    today: date

    @property
    def weekday(self) -> int:
        """The workspace's check-in day: today's, or Friday at weekends, so that words are due."""
        return min(self.today.weekday(), FRIDAY)

    def start(self, cycle: str) -> date:
        running = monday(self.today) - timedelta(weeks=NOW_WEEK - 1)
        back = len(QUARTERS) - 1 if cycle == ANNUAL else len(QUARTERS) - 1 - QUARTERS.index(cycle)
        return running - timedelta(weeks=WEEKS * back)

    def end(self, cycle: str) -> date:
        return self.start(cycle) + timedelta(weeks=self.weeks(cycle), days=-1)

    def weeks(self, cycle: str) -> int:
        return WEEKS * len(QUARTERS) if cycle == ANNUAL else WEEKS

    def weeks_gone(self, cycle: str) -> int:
        """The weeks in which something can have happened."""
        gone = (monday(self.today) - self.start(cycle)).days // WEEK + 1
        return min(gone, self.weeks(cycle))

    def asked(self, cycle: str, week: int) -> date:
        """The check-in day of a week, counted from 1."""
        return self.start(cycle) + timedelta(weeks=week - 1, days=self.weekday)

    def week_of(self, cycle: str, day: date) -> float:
        """Where a day lies in its cycle; the check-in day of week 3 gives 3."""
        return (day - self.start(cycle)).days / WEEK + 1 - self.weekday / WEEK

    def spoken(self, cycle: str, week: int, key: str) -> date:
        """When somebody checks in: on the asked day or up to two working days before it."""
        asked = self.asked(cycle, week)
        early = int(share(key, "habit") * 2 + share(key, week) * 0.8)
        if asked >= self.today:
            early = max(1, early)
        if early and not self.weekday:
            return asked - timedelta(days=3)
        return asked - timedelta(days=min(early, self.weekday))

    def cycles(self) -> tuple[DemoCycle, ...]:
        """The year and its quarters, oldest first."""
        named = [self._quarter_number(q) for q in QUARTERS]
        first, last = named[0][0], named[-1][0]
        year = f"{first}" if first == last else f"{first}/{last % 100:02}"
        annual = DemoCycle(
            ANNUAL, CycleKind.ANNUAL, f"Year {year}", self.start(ANNUAL), self.end(ANNUAL)
        )
        return annual, *(
            DemoCycle(q, CycleKind.QUARTER, f"Q{n} {y}", self.start(q), self.end(q), ANNUAL)
            for q, (y, n) in zip(QUARTERS, named, strict=True)
        )

    def fiscal_month(self) -> int:
        """The month in which the calendar quarter of the first cycle begins."""
        return self._quarter_number(QUARTERS[0])[1] * 3 - 2

    def _quarter_number(self, cycle: str) -> tuple[int, int]:
        """Year and number; counted back from the running one, or two could share a name."""
        middle = self.start("now") + timedelta(days=45)
        count = middle.year * 4 + (middle.month - 1) // 3
        count -= len(QUARTERS) - 1 - QUARTERS.index(cycle)
        return count // 4, count % 4 + 1


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def instant(day: date, key: str, first: int, last: int) -> datetime:
    """A time of that day between two full hours (UTC), always the same for the same key."""
    minute = first * 60 + int(share(key, day.toordinal() % WEEK) * (last - first) * 60)
    return datetime.combine(day, time(minute // 60, minute % 60), UTC)
