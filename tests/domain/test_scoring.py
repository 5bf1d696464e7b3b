"""Progress by kind, the plan line, and the means made of them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.domain import scoring
from northing.domain.snapshot import (
    Ambition,
    CheckIn,
    Checkpoint,
    KeyResult,
    Kind,
    Origin,
    Step,
)

START, DUE = date(2026, 1, 1), date(2026, 4, 1)
values = st.decimals(min_value=-(10**6), max_value=10**6, places=4)


def said(day: date, value: str | Decimal | None, confidence: int | None = None) -> CheckIn:
    amount = None if value is None else Decimal(value)
    return CheckIn(
        day, datetime.combine(day, datetime.min.time(), UTC), amount, confidence, Origin.MANUAL
    )


def key_result(kind: Kind = Kind.INCREASE, **more: object) -> KeyResult:
    made: dict[str, object] = {
        "kind": kind, "unit": "", "baseline": Decimal(0), "target": Decimal(10),
        "started_on": START, "due_on": DUE,
    }  # fmt: skip
    return KeyResult(**(made | more))  # type: ignore[arg-type]  # a helper for many shapes


@pytest.mark.parametrize(
    ("baseline", "target", "value", "ratio"),
    [
        ("500", "250", "412", "0.352"),
        ("0", "10", "12", "1.2"),
        ("10", "20", "8", "-0.2"),
        ("-5", "5", "0", "0.5"),
    ],
)
def test_progress_is_the_share_of_the_way(
    baseline: str, target: str, value: str, ratio: str
) -> None:
    kr = key_result(
        baseline=Decimal(baseline), target=Decimal(target), check_ins=(said(START, value),)
    )
    assert scoring.progress(kr, DUE).value == Decimal(ratio)


@given(baseline=values, target=values, value=values)
def test_progress_is_the_same_upside_down(
    baseline: Decimal, target: Decimal, value: Decimal
) -> None:
    """The sign serves increase and decrease alike."""
    if baseline == target:
        return
    up = key_result(baseline=baseline, target=target, check_ins=(said(START, value),))
    down = key_result(baseline=-baseline, target=-target, check_ins=(said(START, -value),))
    assert scoring.progress(up, DUE).value == scoring.progress(down, DUE).value


def test_only_what_was_said_by_the_day_counts() -> None:
    later = START + timedelta(days=30)
    kr = key_result(check_ins=(said(START, "1"), said(later, "9")))
    assert scoring.progress(kr, later - timedelta(days=1)).value == Decimal("0.1")
    assert scoring.progress(kr, later).value == Decimal("0.9")


def test_a_word_without_a_value_leaves_the_value_alone() -> None:
    kr = key_result(check_ins=(said(START, "4"), said(START + timedelta(days=7), None, 6)))
    figure = scoring.progress(kr, DUE)
    assert (figure.value, figure.as_of) == (Decimal("0.4"), START)


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_known_has_no_value_and_says_so(kind: Kind) -> None:
    figure = scoring.progress(key_result(kind), DUE)
    assert figure.value is None
    assert figure.text == "–"


def test_milestones_weigh_their_done_steps() -> None:
    steps = (Step("a", Decimal(3), done_on=START), Step("b", Decimal(1)))
    kr = key_result(Kind.MILESTONES, steps=steps)
    assert scoring.progress(kr, DUE).value == Decimal("0.75")
    assert scoring.progress(kr, START - timedelta(days=1)).value == 0


@pytest.mark.parametrize(("value", "ratio"), [("1", 1), ("0", 0)])
def test_yes_or_no_is_all_or_nothing(value: str, ratio: int) -> None:
    assert (
        scoring.progress(key_result(Kind.YES_NO, check_ins=(said(START, value),)), DUE).value
        == ratio
    )


def test_milestones_of_which_nobody_spoke_have_no_data() -> None:
    steps = (Step("a", Decimal(1)), Step("b", Decimal(1)))
    assert scoring.progress(key_result(Kind.MILESTONES, steps=steps), DUE).value is None
    spoken = key_result(Kind.MILESTONES, steps=steps, check_ins=(said(START, None),))
    assert scoring.progress(spoken, DUE).value == 0


def test_a_found_baseline_is_reached_at_once() -> None:
    kr = key_result(Kind.FIND_BASELINE, baseline=None, target=None, check_ins=(said(START, "7"),))
    assert scoring.progress(kr, DUE).value == 1


def test_keep_counts_the_days_within_bounds() -> None:
    """Ten days within, five outside, of a period of ninety-one."""
    kr = key_result(
        Kind.KEEP,
        low=Decimal(2),
        check_ins=(said(START, "3"), said(START + timedelta(days=10), "1")),
    )
    on = START + timedelta(days=14)
    assert scoring.kept(kr, on) == scoring.Kept(within=10, outside=5, period=91)
    assert scoring.progress(kr, on).value == Decimal(10) / Decimal(91)


@given(
    st.lists(st.tuples(st.integers(0, 120), st.integers(0, 9)), max_size=20), st.integers(0, 120)
)
def test_kept_days_never_exceed_the_days_passed(points: list[tuple[int, int]], on: int) -> None:
    said_in_order = tuple(said(START + timedelta(days=d), str(v)) for d, v in sorted(points))
    kr = key_result(Kind.KEEP, low=Decimal(4), check_ins=said_in_order)
    days = scoring.kept(kr, START + timedelta(days=on))
    assert days.within + days.outside <= min(on + 1, days.period)


@given(st.integers(0, 90))
def test_the_straight_line_runs_with_time(day: int) -> None:
    assert scoring.planned(key_result(), START + timedelta(days=day)) == Decimal(day) / Decimal(90)


def test_checkpoints_bend_the_line() -> None:
    kr = key_result(checkpoints=(Checkpoint(START + timedelta(days=45), Decimal(2)),))
    assert scoring.planned(kr, START + timedelta(days=45)) == Decimal("0.2")
    assert scoring.planned(kr, START) == 0
    assert scoring.planned(kr, DUE) == 1
    middle = scoring.planned(kr, START + timedelta(days=60))
    assert Decimal("0.2") < middle < 1


def test_dated_steps_are_planned_by_their_dates() -> None:
    steps = (Step("a", Decimal(1), START + timedelta(days=10)), Step("b", Decimal(1), DUE))
    kr = key_result(Kind.MILESTONES, steps=steps)
    assert scoring.planned(kr, START + timedelta(days=9)) == 0
    assert scoring.planned(kr, START + timedelta(days=10)) == Decimal("0.5")


@pytest.mark.parametrize(
    ("kind", "ambition", "line"),
    [
        (Kind.INCREASE, Ambition.ASPIRATIONAL, "0.7"),
        (Kind.DECREASE, Ambition.COMMITTED, "1"),
        (Kind.MILESTONES, Ambition.ASPIRATIONAL, "0.7"),
        (Kind.YES_NO, Ambition.ASPIRATIONAL, "1"),
        (Kind.FIND_BASELINE, Ambition.ASPIRATIONAL, "1"),
    ],
)
def test_the_success_line_follows_kind_and_ambition(
    kind: Kind, ambition: Ambition, line: str
) -> None:
    assert scoring.success_line(key_result(kind, ambition=ambition)) == Decimal(line)


def test_a_mean_clamps_weighs_and_names_what_has_no_data() -> None:
    parts = [
        scoring.Part("past", Decimal("1.5")),
        scoring.Part("behind", Decimal("-0.5")),
        scoring.Part("silent", None, Decimal(2)),
    ]
    figure = scoring.mean(parts, DUE)
    assert figure.value == Decimal("0.25")
    assert figure.because[2].value == "no data"


@given(st.lists(st.tuples(st.none() | values, st.integers(0, 5)), max_size=8))
def test_a_mean_lies_between_nothing_and_all(parts: list[tuple[Decimal | None, int]]) -> None:
    figure = scoring.mean([scoring.Part("x", r, Decimal(w)) for r, w in parts], DUE)
    assert figure.value is None or 0 <= figure.value <= 1


def test_what_lies_outside_is_said_in_words() -> None:
    assert scoring.in_words(Decimal("1.12")) == "12\u00a0% past target"
    assert scoring.in_words(Decimal("-0.1")) == "below where we started"
    assert scoring.in_words(Decimal("0.5")) == ""
