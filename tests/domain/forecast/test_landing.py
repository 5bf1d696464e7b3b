"""What every forecast must keep, whatever the numbers: tried on thousands of made-up key results."""

from dataclasses import replace
from math import isfinite

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from northing.domain.forecast.case import Case, UnanswerableError
from northing.domain.forecast.fan import fan
from northing.domain.forecast.landing import Forecast, forecast, forecasts

LENGTH = 91.0
START = 739_000.0
VALUES = st.floats(-40, 40).map(lambda v: round(v, 3))
ANYTHING = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from([1e308, -1e308, 1e-308, 0.0, float("nan"), float("inf"), 5e-324]),
)


@st.composite
def asked(draw: st.DrawFn, *, fewest: int = 0) -> Case:
    """A key result whose line lies 10 from its baseline, with up to a dozen readings."""
    days = draw(st.lists(st.integers(0, 80), min_size=fewest, max_size=12, unique=True))
    readings = tuple((START + day, draw(VALUES)) for day in sorted(days))
    rising = draw(st.booleans())
    keep = draw(st.booleans())
    ahead = rising != keep
    return Case(
        baseline=0.5,
        line=0.5 + (10 if ahead else -10),
        target=0.5 + (14 if ahead else -14),
        start=START,
        due=START + LENGTH,
        as_of=START + draw(st.integers(81, 90)),
        readings=readings,
        rising=rising,
        keep=keep,
    )


@given(asked(fewest=1), st.floats(0, 60))
@settings(max_examples=80, deadline=None)
def test_a_better_last_reading_never_lowers_the_chance(case: Case, more: float) -> None:
    day, value = case.readings[-1]
    better = replace(
        case, readings=(*case.readings[:-1], (day, value + (more if case.rising else -more)))
    )
    # A value that repeats the one before was copied, not measured: it is no reading to be better than.
    before = [v for _, v in case.readings[:-1]][-1:]
    assume(before not in ([value], [better.readings[-1][1]]))
    assert forecast(better).chance >= forecast(case).chance - 1e-9


@given(asked())
@settings(max_examples=50, deadline=None)
def test_turning_the_sign_round_changes_nothing(case: Case) -> None:
    mirrored = replace(
        case,
        baseline=-case.baseline,
        line=-case.line,
        target=None if case.target is None else -case.target,
        rising=not case.rising,
        readings=tuple((d, -v) for d, v in case.readings),
    )
    one, other = forecast(case), forecast(mirrored)
    assert one.chance == pytest.approx(other.chance, abs=1e-12)
    assert list(one.quantiles) == pytest.approx([-q for q in reversed(other.quantiles)], abs=1e-9)


@given(asked(), st.sampled_from([1e-9, 0.01, 60.0, 1024.0, 1e12]))
@settings(max_examples=50, deadline=None)
def test_another_unit_changes_nothing(case: Case, factor: float) -> None:
    scaled = replace(
        case,
        baseline=case.baseline * factor,
        line=case.line * factor,
        target=None if case.target is None else case.target * factor,
        readings=tuple((d, v * factor) for d, v in case.readings),
    )
    one, other = forecast(case), forecast(scaled)
    assert one.chance == pytest.approx(other.chance, abs=1e-7)
    assert [q * factor for q in one.quantiles] == pytest.approx(
        other.quantiles, rel=1e-5, abs=1e-6 * factor
    )


@given(asked(fewest=1))
@settings(max_examples=50, deadline=None)
def test_a_chance_lies_between_nought_and_one_and_the_interval_in_order(case: Case) -> None:
    found = forecast(case)
    assert 0 <= found.chance_of_target <= 1
    assert 0 <= found.chance <= 1
    assert list(found.quantiles) == sorted(found.quantiles)
    assert found.quantiles[0] <= found.expected <= found.quantiles[-1]
    if not case.keep:
        assert found.chance_of_target <= found.chance


@given(asked(fewest=1), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_the_longer_nothing_is_heard_the_wider_the_interval(case: Case, days: int) -> None:
    now = replace(case, as_of=START + 81)
    later = replace(case, as_of=START + 81 + days)
    assert width(forecast(later)) > width(forecast(now))


def width(found: Forecast) -> float:
    return found.quantiles[-1] - found.quantiles[0]


def weekly(values: list[float], **changes: object) -> Case:
    """Readings every week from the start; 100 → 200, told on the day of the last one."""
    readings = tuple((START + 7 * k, v) for k, v in enumerate(values))
    case = Case(100.0, 200.0, START, START + LENGTH, readings[-1][0], readings)
    return replace(case, **changes)  # type: ignore[arg-type]  # fields by name


def test_what_was_said_last_counts_less_the_older_it_is() -> None:
    good = [100 + 9 * k for k in range(8)]
    widths = [
        width(forecast(replace(weekly(good[: 8 - cut]), as_of=START + 49))) for cut in range(5)
    ]
    assert widths == sorted(widths)


def test_the_fan_opens() -> None:
    case = weekly([100.0, 108.0, 113.0, 125.0, 131.0])
    slices = fan(case, [START + 28 + 7 * k for k in range(10)]).slices
    widths = [piece.quantiles[-1] - piece.quantiles[0] for piece in slices]
    assert len(slices) == 10
    assert widths == sorted(widths)


@pytest.mark.parametrize(("value", "chance"), [(200.0, 1.0), (260.0, 1.0), (199.0, 0.0)])
def test_on_the_due_date_the_last_reading_decides(value: float, chance: float) -> None:
    steady = [100 + 7.5 * k for k in range(13)]
    assert forecast(weekly([*steady, value])).chance == chance


def test_the_chance_nears_nought_or_one_towards_the_end() -> None:
    above = [100 + 12 * k for k in range(13)]
    below = [100 + 3 * k for k in range(13)]
    assert forecast(weekly(above)).chance > 0.97
    assert forecast(weekly(below)).chance < 0.03


def test_without_a_reading_the_base_rate_speaks() -> None:
    empty = Case(100.0, 200.0, START, START + LENGTH, START + 10)
    assert 0.2 < forecast(empty).chance < 0.7
    assert fan(empty, [START + 91]).because.days_since is None


def test_a_total_that_only_grows_cannot_be_lost_again() -> None:
    sold = weekly([0.0, 30.0, 60.0, 110.0], baseline=0.0, line=100.0, low=0.0)
    found = forecast(sold)
    assert found.chance == 1.0
    assert found.quantiles[0] >= 110
    errors = replace(sold, rising=False, keep=True)
    assert forecast(errors).chance == 0.0


def test_bounds_hold() -> None:
    share = weekly([0.5, 0.8, 0.97, 0.98], baseline=0.5, line=0.9, low=0.0, high=1.0)
    assert forecast(share).quantiles[-1] <= 1
    assert forecast(replace(share, line=1.2)).chance == 0.0


def test_a_promise_between_two_bounds_is_kept_between_them() -> None:
    middle = weekly([150.0] * 6, baseline=150.0, keep=True, line=100.0, other=200.0)
    one = replace(middle, other=None)
    assert forecast(middle).chance < forecast(one).chance
    assert forecast(replace(middle, readings=((START + 35, 240.0),))).chance < 0.5


def test_a_plan_that_waits_for_a_late_step_forgives_a_slow_start() -> None:
    slow = weekly([100.0, 101.0, 102.0, 101.0, 103.0, 104.0])
    planned = replace(slow, plan=((START + 70, 105.0),))
    assert forecast(planned).chance > forecast(slow).chance + 0.05


@given(asked(), st.lists(asked(), min_size=1, max_size=9))
@settings(max_examples=50, deadline=None)
def test_alone_or_among_many_to_the_last_bit(case: Case, others: list[Case]) -> None:
    alone = forecast(case)
    assert alone == forecast(case)
    assert alone == forecasts([*others, case])[-1]
    assert alone == forecasts([case] * 300 + others)[7]


# ── bad input ─────────────────────────────────────────────────────────────────
@given(ANYTHING, ANYTHING, st.lists(st.tuples(st.one_of(st.floats(-300, 300), ANYTHING), ANYTHING)))
@settings(max_examples=150, deadline=None)
def test_never_a_number_that_is_none(
    baseline: float, line: float, told: list[tuple[float, float]]
) -> None:
    readings = tuple((START + day, value) for day, value in told)
    for keep in (False, True):
        case = Case(baseline, line, START, START + LENGTH, START + 60, readings, keep=keep)
        (found,) = forecasts([case])
        if isinstance(found, Forecast):
            assert 0 <= found.chance <= 1
            assert all(isfinite(q) for q in (*found.quantiles, found.expected))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"line": 100.0}, "equals the baseline"),
        ({"due": START - 1}, "not after the start"),
        ({"due": float("nan")}, "not numbers"),
        ({"baseline": float("nan")}, "baseline"),
        ({"line": float("inf")}, "line"),
        ({"line": 1e308}, "line"),
    ],
)
def test_a_question_without_an_answer_is_refused(changes: dict[str, float], reason: str) -> None:
    with pytest.raises(UnanswerableError, match=reason):
        forecast(weekly([100.0, 110.0, 120.0], **changes))


def test_readings_of_another_time_are_not_heard() -> None:
    told = weekly([100.0, 110.0, 120.0])
    more = replace(
        told,
        readings=((START - 5, 900.0), *told.readings, (START + 80, -900.0), (START + 200, 7.0)),
    )
    assert forecast(more) == forecast(told)


def test_ten_thousand_readings_are_answered_like_forty() -> None:
    many = tuple((START + k * 60 / 10_000, 100 + k / 120) for k in range(10_000))
    found = forecast(Case(100.0, 200.0, START, START + LENGTH, START + 60, many))
    assert found.chance > 0.6


def test_equal_values_are_not_taken_for_certainty() -> None:
    still = forecast(weekly([100.0] * 8))
    assert still.quantiles[-1] - still.quantiles[0] > 5
    assert still.chance < 0.3


def test_one_odd_reading_or_a_changed_unit_does_not_break_the_fan() -> None:
    found = forecast(weekly([100.0, 108.0, 115.0, 0.123, 130.0, 138.0]))
    assert isfinite(found.expected)
    assert forecast(weekly([100.0, 108.0, 115_000.0, 123_000.0])).chance > 0.5


def test_why_is_told_in_parts() -> None:
    case = replace(weekly([100.0, 110.0, 118.0, 130.0, 138.0]), as_of=START + 45)
    because = fan(case, [START + 50, START + 91]).because
    assert because.at_this_pace == pytest.approx(100 + 38 / 28 * 91)
    assert because.days_since == pytest.approx(17)
    assert sum(because.shapes.values()) == pytest.approx(1)
    assert because.unrest > 0
    assert 0 < because.base_rate < 1
