"""The first rule that applies decides the status."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.domain.outlook import WORST_FIRST, outlook, worst
from northing.domain.snapshot import Ambition, KeyResultState, Kind, Status, Step
from tests.domain.test_scoring import DUE, START, key_result, said

HALF = START + timedelta(days=45)


def weekly(*values: str | None, confidence: int | None = None) -> tuple[object, ...]:
    return tuple(said(START + timedelta(days=7 * n), v, confidence) for n, v in enumerate(values))


def status(**more: object) -> Status:
    return outlook(key_result(**more), HALF).status  # type: ignore[arg-type]  # a helper for many shapes


@pytest.mark.parametrize(
    ("value", "expected"),
    [("4.6", Status.ON_TRACK), ("4.5", Status.ON_TRACK), ("4", Status.AT_RISK), ("3.5", Status.AT_RISK),
     ("3.4", Status.OFF_TRACK), ("-3", Status.OFF_TRACK), ("40", Status.ON_TRACK)],
)  # fmt: skip
def test_the_pace_decides_at_half_time(value: str, expected: Status) -> None:
    assert status(check_ins=weekly("0", "1", value)) is expected


def test_closed_is_judged_by_the_success_line() -> None:
    closed = {"state": KeyResultState.CLOSED, "check_ins": weekly("7")}
    assert status(**closed) is Status.ACHIEVED
    assert status(**closed, ambition=Ambition.COMMITTED) is Status.MISSED
    assert status(state=KeyResultState.CLOSED) is Status.MISSED


def test_a_closed_keep_is_judged_by_its_bounds_from_its_first_reading_on() -> None:
    keep = {"kind": Kind.KEEP, "low": Decimal(2), "baseline": None, "target": None}
    keep["state"] = KeyResultState.CLOSED
    sixth = START + timedelta(days=6)
    assert status(**keep, check_ins=(said(sixth, "3"),)) is Status.ACHIEVED
    fell = (said(sixth, "3"), said(HALF, "1"))
    assert status(**keep, check_ins=fell) is Status.MISSED
    long_out = (said(START, "1"), said(START + timedelta(days=10), "3"))
    assert status(**keep, check_ins=long_out) is Status.MISSED
    assert status(**keep) is Status.MISSED


def test_paused_and_dropped_come_before_the_pace() -> None:
    assert status(state=KeyResultState.PAUSED, check_ins=weekly("0", "0", "0")) is Status.PAUSED
    assert status(state=KeyResultState.DROPPED, check_ins=weekly("0", "0", "0")) is Status.DROPPED


def test_without_data_or_without_a_line_there_is_no_status() -> None:
    assert status() is Status.NO_DATA
    assert status(baseline=None, check_ins=weekly("1", "2", "3")) is Status.NO_DATA


def test_two_readings_or_too_few_days_are_too_early() -> None:
    assert status(check_ins=weekly("0", "5")) is Status.TOO_EARLY
    early = outlook(key_result(check_ins=weekly("0", "5", "5")), START + timedelta(days=13))
    assert early.status is Status.TOO_EARLY


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        (7, Status.ON_TRACK),
        (6, Status.AT_RISK),
        (3, Status.AT_RISK),
        (2, Status.OFF_TRACK),
        (None, Status.AT_RISK),
    ],
)
def test_a_yes_or_no_follows_its_owners_word(confidence: int | None, expected: Status) -> None:
    assert (
        status(kind=Kind.YES_NO, check_ins=weekly("0", "0", "0", confidence=confidence)) is expected
    )


def test_a_yes_is_on_track_and_a_late_no_is_off() -> None:
    kr = key_result(Kind.YES_NO, check_ins=weekly("0", "0", "1"))
    assert outlook(kr, HALF).status is Status.ON_TRACK
    late = key_result(Kind.YES_NO, check_ins=weekly("0", "0", "0", confidence=9))
    assert outlook(late, DUE + timedelta(days=1)).status is Status.OFF_TRACK


def test_a_word_counts_as_a_reading_of_milestones() -> None:
    steps = (Step("a", Decimal(1), done_on=START), Step("b", Decimal(1)))
    assert (
        status(kind=Kind.MILESTONES, steps=steps, check_ins=weekly(None, None, None))
        is Status.ON_TRACK
    )


def test_keep_is_off_track_after_a_tenth_out_of_bounds() -> None:
    """Nine days out of ninety-one are allowed, ten are not."""
    low = {"kind": Kind.KEEP, "low": Decimal(2), "baseline": None, "target": None}
    nine = (
        said(START, "1"),
        said(START + timedelta(days=9), "3"),
        said(START + timedelta(days=10), "3"),
    )
    ten = (
        said(START, "1"),
        said(START + timedelta(days=10), "3"),
        said(START + timedelta(days=11), "3"),
    )
    assert status(**low, check_ins=nine) is not Status.OFF_TRACK
    assert status(**low, check_ins=ten) is Status.OFF_TRACK


@given(
    st.lists(st.decimals(-100, 100, places=2), min_size=3, max_size=10),
    st.decimals(0, 50, places=2),
)
def test_a_better_value_never_has_a_worse_status(values: list[Decimal], more: Decimal) -> None:
    order = [Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK]
    texts = [str(v) for v in values]
    here = status(check_ins=weekly(*texts))
    better = status(check_ins=weekly(*texts[:-1], str(values[-1] + more)))
    assert order.index(better) >= order.index(here)


def test_an_objective_carries_its_worst_mark() -> None:
    assert worst([Status.ON_TRACK, Status.OFF_TRACK, Status.AT_RISK]) is Status.OFF_TRACK
    assert worst([]) is Status.NO_DATA
    assert set(WORST_FIRST) == set(Status)
