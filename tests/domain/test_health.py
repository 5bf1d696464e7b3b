"""Healthy ranges, runs outside of them, noise, and guards."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.domain import health, units
from northing.domain.health import Guarded, Point, Range, Run, Side, Verdict
from northing.domain.snapshot import Direction

START = date(2026, 1, 1)
WEEK = timedelta(days=7)
MS, SHARE = units.unit("ms"), units.unit("%")

values = st.decimals(min_value=-(10**6), max_value=10**6, places=3)
ends = st.one_of(st.none(), values)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Range(low, high)


def weekly(*said: int | str, until: date = START + 4 * WEEK) -> list[Point]:
    """Readings a week apart, the last one on `until`."""
    return [
        Point(until - (len(said) - 1 - n) * WEEK, Decimal(value)) for n, value in enumerate(said)
    ]


def guarded(points: list[Point], **more: Any) -> Guarded:
    given_: dict[str, Any] = {
        "healthy": Range(), "direction": Direction.DOWN, "unit": MS, "started_on": START,
        "newest": points[-1] if points else None, "points": points,
    }  # fmt: skip
    return Guarded(**(given_ | more))


@given(range_=ranges(), value=values)
def test_inside_is_no_way_outside_and_outside_is_some(range_: Range, value: Decimal) -> None:
    assert (range_.beyond(value) == 0) is (range_.side(value) is Side.INSIDE)


@given(range_=ranges(), value=values)
def test_coming_back_by_the_distance_is_just_inside(range_: Range, value: Decimal) -> None:
    far, side = range_.beyond(value), range_.side(value)
    back = value - far if side is Side.ABOVE else value + far
    assert range_.side(back) is Side.INSIDE
    if side is Side.ABOVE:
        assert back == range_.high
    if side is Side.BELOW:
        assert back == range_.low


@given(range_=ranges(), value=values)
def test_upside_down_above_is_below(range_: Range, value: Decimal) -> None:
    def mirrored(end: Decimal | None) -> Decimal | None:
        return None if end is None else -end

    turned = Range(mirrored(range_.high), mirrored(range_.low))
    swapped = {Side.ABOVE: Side.BELOW, Side.BELOW: Side.ABOVE, Side.INSIDE: Side.INSIDE}
    assert turned.side(-value) is swapped[range_.side(value)]
    assert turned.beyond(-value) == range_.beyond(value)


@given(range_=ranges(), said=st.lists(values, max_size=12))
def test_a_run_is_outside_whole_and_begins_after_the_last_inside(
    range_: Range, said: list[Decimal]
) -> None:
    points = [Point(START + n * WEEK, value) for n, value in enumerate(said)]
    found = health.run(points, range_)
    tail = points[len(points) - found.count :]
    assert all(range_.side(p.value) is not Side.INSIDE for p in tail)
    before = points[: len(points) - found.count]
    assert not before or range_.side(before[-1].value) is Side.INSIDE
    assert found.since == (tail[0].on if tail else None)


@pytest.mark.parametrize(
    ("value", "range_", "unit", "words"),
    [
        ("0.312", Range(high=Decimal("0.3")), MS, "12\u00a0ms above"),
        ("0.3", Range(high=Decimal("0.3")), MS, "inside"),
        ("0.985", Range(low=Decimal("0.99")), SHARE, "0.5\u00a0pp below"),
        ("5", Range(Decimal(6), Decimal(9)), units.unit("count"), "1 below"),
    ],
)
def test_how_far_is_said_in_words_and_units(
    value: str, range_: Range, unit: units.Unit, words: str
) -> None:
    assert health.in_words(Decimal(value), range_, unit) == words


def test_a_range_is_said_with_its_ends() -> None:
    low, high = Decimal("0.1"), Decimal("0.3")
    assert Range(low, high).in_words(MS) == "100\u00a0ms to 300\u00a0ms"
    assert Range(low).in_words(MS) == "at least 100\u00a0ms"
    assert Range(None, high).in_words(MS) == "at most 300\u00a0ms"
    assert Range().in_words(MS) == ""


def test_noise_is_that_of_the_handbook() -> None:
    """Steps of 1, 2, 1 and 2 have the mean 1.5; three sigma are 3 / 1.128 of it."""
    found = health.noise(weekly(10, 11, 13, 12, 14))
    assert found is not None
    assert found == Decimal("2.66") * Decimal("1.5")
    assert abs(found - Decimal(3) / Decimal("1.128") * Decimal("1.5")) < Decimal("0.01")
    assert health.noise(weekly(10, 11, 13, 12)) is None


@given(said=st.lists(values, min_size=5, max_size=12), moved=values)
def test_noise_knows_steps_and_not_the_level(said: list[Decimal], moved: Decimal) -> None:
    points = [Point(START + n * WEEK, value) for n, value in enumerate(said)]
    shifted = [Point(p.on, p.value + moved) for p in points]
    found = health.noise(points)
    assert found is not None
    assert found == health.noise(shifted) >= 0
    assert (found == 0) is (len(set(said)) == 1)


def test_a_guard_with_a_range_is_broken_outside_of_it() -> None:
    healthy = Range(high=Decimal(300))
    points = weekly(250, 310, 320)
    outside = health.run(points, healthy)
    found = health.judge(guarded(points, healthy=healthy, outside=outside))
    assert found.verdict is Verdict.BROKEN
    assert found.limit == healthy
    assert found.outside == Run(points[1].on, 2)
    assert found.because[-1].value.endswith("above")
    assert health.judge(guarded(points[:1], healthy=healthy)).verdict is Verdict.KEPT


def test_a_range_decides_even_where_it_was_left_before_the_objective_began() -> None:
    points = weekly(400, 390, 380, until=START - WEEK)
    found = health.judge(guarded(points, healthy=Range(high=Decimal(300))))
    assert found.verdict is Verdict.BROKEN


def test_without_a_range_it_may_stray_by_its_noise_and_no_further() -> None:
    before = weekly(100, 102, 100, 102, 100, until=START - timedelta(days=1))  # noise 5.32
    for now, verdict in ((105, Verdict.KEPT), (106, Verdict.BROKEN), (60, Verdict.KEPT)):
        points = [*before, Point(START + WEEK, Decimal(now))]
        found = health.judge(guarded(points))
        assert found.verdict is verdict, now
        assert found.limit == Range(high=Decimal("105.32"))
        up = health.judge(guarded([Point(p.on, -p.value) for p in points], direction=Direction.UP))
        assert up.verdict is verdict


def test_it_says_since_when_it_is_worse() -> None:
    before = weekly(100, 102, 100, 102, 100, until=START - timedelta(days=1))
    points = [*before, *weekly(103, 110, 111)]
    assert health.judge(guarded(points)).outside == Run(points[-2].on, 2)


def test_what_was_never_read_or_hardly_is_not_judged() -> None:
    assert health.judge(guarded([])).verdict is Verdict.NO_DATA
    assert health.judge(guarded(weekly(100, 200, 300, 400))).verdict is Verdict.TOO_EARLY
    silent = weekly(1, 2, 3, 4, 5, 6, until=START - WEEK)
    assert health.judge(guarded(silent)).verdict is Verdict.TOO_EARLY


def test_where_nothing_was_read_before_the_first_reading_is_where_it_stood() -> None:
    points = weekly(100, 101, 100, 101, 150, until=START + 5 * WEEK)
    found = health.judge(guarded(points))
    assert found.limit.high is not None
    assert found.limit.high > 100
    assert found.because[1].value == units.show(Decimal(100), MS)


series = st.lists(values, min_size=5, max_size=10)


@given(before=series, now=values, better=st.decimals(min_value=0, max_value=10**6, places=3))
def test_getting_better_never_breaks_a_guard(
    before: list[Decimal], now: Decimal, better: Decimal
) -> None:
    past = [Point(START - (len(before) - n) * WEEK, v) for n, v in enumerate(before)]

    def verdict(value: Decimal, direction: Direction) -> Verdict:
        points = [*past, Point(START + WEEK, value)]
        return health.judge(guarded(points, direction=direction)).verdict

    if verdict(now, Direction.DOWN) is Verdict.KEPT:
        assert verdict(now - better, Direction.DOWN) is Verdict.KEPT
    if verdict(now, Direction.UP) is Verdict.KEPT:
        assert verdict(now + better, Direction.UP) is Verdict.KEPT


@given(before=series)
def test_staying_where_it_stood_keeps_the_guard(before: list[Decimal]) -> None:
    points = [Point(START - (len(before) - n) * WEEK, v) for n, v in enumerate(before)]
    points.append(Point(START + WEEK, before[-1]))
    for direction in Direction:
        assert health.judge(guarded(points, direction=direction)).verdict is Verdict.KEPT
