"""When something that recurs is due: `daily 00:05`, `weekly thu 09:00`, `every 15 minutes`.

A slot is one turn of a timetable, named by the calendar of a time zone (`2026-03-29`, `2026-W13`), so
that neither the hour that comes twice in autumn nor a change of the zone makes a turn run twice.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)
_DAILY = re.compile(r"daily (\d{2}):(\d{2})")
_WEEKLY = re.compile(r"weekly (\w{3}) (\d{2}):(\d{2})")
_EVERY = re.compile(r"every (\d{1,4}) minutes")


class TimetableError(ValueError):
    """The text names no timetable."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One turn: its name, and the instant (aware, UTC) from which on it is due."""

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Timetable:
    """Days on which it is due (None: every day) at a wall clock's time, or every so many minutes."""

    at: time = time(0)
    weekday: int | None = None
    minutes: int = 0

    def last(self, now: datetime, zone: tzinfo) -> Slot:
        """The newest slot that is due at `now`; slots that were missed before it are not told."""
        if self.minutes:
            return self._stepped(now)
        local = now.astimezone(zone)
        day = local.date() if local.time() >= self.at else local.date() - DAY
        if self.weekday is not None:
            day -= DAY * ((day.weekday() - self.weekday) % 7)
        return self._on(day, zone)

    def next(self, now: datetime, zone: tzinfo) -> Slot:
        """The first slot after the newest one that is due at `now`."""
        if self.minutes:
            return self._stepped(now + timedelta(minutes=self.minutes))
        day = self.last(now, zone).at.astimezone(zone).date()
        return self._on(day + DAY * (1 if self.weekday is None else 7), zone)

    def _on(self, day: date, zone: tzinfo) -> Slot:
        at = datetime.combine(day, self.at, zone).astimezone(UTC)
        if self.weekday is None:
            return Slot(day.isoformat(), at)
        year, week, _ = day.isocalendar()
        return Slot(f"{year}-W{week:02}", at)

    def _stepped(self, now: datetime) -> Slot:
        step = self.minutes * 60
        at = datetime.fromtimestamp(now.timestamp() // step * step, UTC)
        return Slot(at.strftime("%Y-%m-%dT%H:%MZ"), at)


def timetable(text: str) -> Timetable:
    """The timetable that a text names; raises TimetableError for any other text."""
    try:
        if found := _DAILY.fullmatch(text):
            return Timetable(time(int(found[1]), int(found[2])))
        if found := _WEEKLY.fullmatch(text):
            return Timetable(time(int(found[2]), int(found[3])), DAYS.index(found[1]))
        if (found := _EVERY.fullmatch(text)) and 1 <= int(found[1]) <= 1440:
            return Timetable(minutes=int(found[1]))
    except ValueError:
        pass
    raise TimetableError(
        f"{text!r} is no timetable. Write `daily 00:05`, `weekly thu 09:00` or `every 15 minutes`."
    )
