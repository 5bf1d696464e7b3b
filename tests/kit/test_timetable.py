"""Turns of timetables: every day has exactly one, whatever the clocks of a zone do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.kit.timetable import TimetableError, timetable

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(sorted(available_timezones() & {
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia",
    "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Kiritimati",
})).map(ZoneInfo)  # fmt: skip
MOMENTS = st.integers(0, 10 * 366 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
PLANS = st.sampled_from(
    ["daily 00:05", "daily 02:30", "daily 23:59", "weekly thu 09:00", "weekly sun 02:30",
     "every 1 minutes", "every 15 minutes", "every 1440 minutes"]
)  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@given(PLANS, MOMENTS, ZONES)
def test_the_newest_turn_is_due_and_the_next_is_not(
    plan: str, now: datetime, zone: ZoneInfo
) -> None:
    table = timetable(plan)
    last, coming = table.last(now, zone), table.next(now, zone)
    # An hour's grace: between two o'clocks of an autumn night the wall clock is behind itself.
    assert last.at <= now + timedelta(hours=1)
    assert coming.at > now - timedelta(hours=1)
    assert coming.at > last.at
    assert coming.key != last.key
    assert last.at.tzinfo is UTC


@given(PLANS, MOMENTS, ZONES, st.integers(1, 60 * 24 * 20))
def test_time_never_brings_back_an_older_turn(
    plan: str, now: datetime, zone: ZoneInfo, minutes: int
) -> None:
    table = timetable(plan)
    later = now + timedelta(minutes=minutes)
    assert table.last(later, zone).at >= table.last(now, zone).at - timedelta(hours=1)


def test_a_day_has_one_turn_where_an_hour_comes_twice_or_not_at_all() -> None:
    table = timetable("daily 02:30")
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        begun = datetime.combine(day, datetime.min.time(), BERLIN).astimezone(UTC)
        keys = {table.last(begun + timedelta(minutes=m), BERLIN).key for m in range(60 * 23)}
        assert keys == {day.isoformat(), (day - timedelta(days=1)).isoformat()}


def test_a_turn_has_the_name_of_its_day_where_the_people_are() -> None:
    table = timetable("daily 00:05")
    assert table.last(at("2026-03-12T23:30"), BERLIN).key == "2026-03-13"
    assert table.last(at("2026-03-12T23:00"), BERLIN).key == "2026-03-12"
    assert table.next(at("2026-03-12T23:30"), BERLIN).at == at("2026-03-13T23:05")


def test_a_week_has_one_turn() -> None:
    table = timetable("weekly thu 09:00")
    assert table.last(at("2026-03-12T08:59"), ZoneInfo("UTC")).key == "2026-W10"
    assert table.last(at("2026-03-12T09:00"), ZoneInfo("UTC")).key == "2026-W11"
    assert table.next(at("2026-03-12T09:00"), ZoneInfo("UTC")).at == at("2026-03-19T09:00")


@pytest.mark.parametrize(
    "text",
    ["", "daily", "daily 24:00", "daily 9:00", "weekly tod 09:00", "every 0 minutes",
     "every 1441 minutes", "daily 00:05 ", "hourly", "daily ٠٠:٠٥x"],
)  # fmt: skip
def test_what_is_no_timetable_is_refused_with_examples(text: str) -> None:
    with pytest.raises(TimetableError, match="every 15 minutes"):
        timetable(text)
