"""From a key result to the question: lines, bounds and readings as the domain's words define them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from northing.domain.forecast.asking import case_of
from northing.domain.forecast.case import UnanswerableError
from northing.domain.forecast.landing import forecast
from northing.domain.snapshot import Ambition, CheckIn, Checkpoint, KeyResult, Kind

START = date(2026, 4, 1)
DUE = date(2026, 6, 30)


def told(*values: str) -> tuple[CheckIn, ...]:
    """A check-in every week from the start."""
    return tuple(
        CheckIn(START + timedelta(weeks=k), datetime(2026, 4, 1, tzinfo=UTC), Decimal(value))
        for k, value in enumerate(values)
    )


def response_time(**changes: object) -> KeyResult:
    """From 450 ms to 250 ms."""
    given = {
        "kind": Kind.DECREASE,
        "unit": "s",
        "baseline": Decimal("0.45"),
        "target": Decimal("0.25"),
        "started_on": START,
        "due_on": DUE,
        "check_ins": told("0.45", "0.43", "0.42", "0.39"),
    }
    return KeyResult(**{**given, **changes})  # type: ignore[arg-type]  # fields by name


def test_the_line_is_seven_tenths_of_the_way_or_all_of_it() -> None:
    on = START + timedelta(weeks=4)
    assert case_of(response_time(), on).line == pytest.approx(0.31)
    committed = case_of(response_time(ambition=Ambition.COMMITTED), on)
    assert committed.line == 0.25
    found = forecast(case_of(response_time(), on))
    assert found.chance > found.chance_of_target > 0


def test_what_is_not_known_by_the_day_is_not_heard() -> None:
    case = case_of(response_time(), START + timedelta(weeks=1))
    assert [value for _, value in case.readings] == [0.45, 0.43]


def test_what_was_never_negative_has_a_floor_and_a_share_a_ceiling() -> None:
    on = START + timedelta(weeks=4)
    assert case_of(response_time(), on).low == 0.0
    assert case_of(response_time(), on).high is None
    share = response_time(
        kind=Kind.INCREASE,
        unit="%",
        baseline=Decimal("0.5"),
        target=Decimal("0.9"),
        check_ins=told("0.55"),
    )
    assert case_of(share, on).high == 1.0
    cold = response_time(unit="°C", baseline=Decimal(5), target=Decimal(-5), check_ins=())
    assert case_of(cold, on).low is None


def test_a_bound_to_keep_is_the_nearer_one() -> None:
    kept = response_time(
        kind=Kind.KEEP,
        baseline=None,
        target=None,
        low=Decimal("0.1"),
        high=Decimal("0.5"),
    )
    case = case_of(kept, START + timedelta(weeks=4))
    assert (case.line, case.other, case.rising, case.keep) == (0.5, 0.1, False, True)
    assert forecast(case).chance > 0.5


def test_checkpoints_become_the_plan() -> None:
    planned = response_time(checkpoints=(Checkpoint(START + timedelta(weeks=8), Decimal("0.44")),))
    case = case_of(planned, START + timedelta(weeks=4))
    assert [value for _, value in case.plan] == [0.44]
    assert forecast(case).chance != forecast(case_of(response_time(), DUE - timedelta(60))).chance


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"baseline": None}, "missing"),
        ({"kind": Kind.YES_NO}, "not read off a metric"),
        ({"kind": Kind.KEEP}, "bounds are missing"),
    ],
)
def test_what_cannot_be_asked_is_refused(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(UnanswerableError, match=reason):
        case_of(response_time(**changes), DUE)
