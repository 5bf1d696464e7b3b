"""Cycles, phases, weeks, and what is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.domain.cadence import Phase, Rhythm, phase, place, quarters, year
from northing.domain.snapshot import Cycle, CycleKind

THURSDAY = 3
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def test_the_word_is_asked_on_the_check_in_day() -> None:
    rhythm = Rhythm(weekday=THURSDAY)
    thursday = date(2026, 3, 12)
    assert rhythm.asked_on(thursday) == thursday
    assert rhythm.asked_on(thursday - timedelta(days=1)) == thursday - timedelta(days=7)
    assert rhythm.is_due(None, thursday)
    assert rhythm.is_due(thursday - timedelta(days=7), thursday)
    assert not rhythm.is_due(thursday - timedelta(days=2), thursday)
    assert not rhythm.is_due(thursday, thursday + timedelta(days=6))


@given(days, st.integers(0, 6))
def test_who_checks_in_today_is_not_asked_until_next_week(today: date, weekday: int) -> None:
    rhythm = Rhythm(weekday=weekday)
    assert not rhythm.is_due(today, today)
    assert rhythm.asked_on(today) <= today
    assert rhythm.asked_on(today).weekday() == weekday


def test_stale_after_a_week_and_three_days() -> None:
    rhythm, today = Rhythm(), date(2026, 3, 12)
    assert not rhythm.is_stale(today - timedelta(days=10), today)
    assert rhythm.is_stale(today - timedelta(days=11), today)
    assert not rhythm.is_stale(None, today)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 12, 31), Phase.PLANNING),
        (date(2026, 1, 1), Phase.RUNNING),
        (date(2026, 3, 31), Phase.RUNNING),
        (date(2026, 4, 1), Phase.REVIEW),
    ],
)
def test_a_cycle_has_its_phase_by_date(today: date, expected: Phase) -> None:
    cycle = Cycle(CycleKind.QUARTER, "Q1", date(2026, 1, 1), date(2026, 3, 31))
    assert phase(cycle, today) is expected


def test_a_closed_cycle_is_closed_from_that_day() -> None:
    cycle = Cycle(CycleKind.QUARTER, "Q1", date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 9))
    assert phase(cycle, date(2026, 4, 8)) is Phase.REVIEW
    assert phase(cycle, date(2026, 4, 9)) is Phase.CLOSED


@given(st.integers(1, 12), st.integers(1990, 2150))
def test_quarters_fill_the_year_without_gap_or_overlap(month: int, starting_in: int) -> None:
    annual = year(month, starting_in)
    found = quarters(annual)
    assert found[0].start == annual.start
    assert found[-1].end == annual.end
    for one, following in zip(found, found[1:], strict=False):
        assert following.start == one.end + timedelta(days=1)


@given(days, st.integers(1, 800), st.integers(-900, 900))
def test_a_day_lies_in_a_week_of_its_cycle(start: date, length: int, offset: int) -> None:
    cycle = Cycle(CycleKind.CUSTOM, "c", start, start + timedelta(days=length))
    at = place(cycle, start + timedelta(days=offset))
    assert 1 <= at.week <= at.weeks
    assert at.left >= 0
