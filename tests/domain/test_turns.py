"""What counts as worse, better, over; and when a practice is alive."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from northing.domain import practice
from northing.domain.practice import Health
from northing.domain.snapshot import Status
from northing.domain.turns import RUNNING, Turn, rank, tally, turn

ON, RISK, OFF = Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK
NONE, EARLY = Status.NO_DATA, Status.TOO_EARLY


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        (ON, RISK, Turn.WORSE), (RISK, OFF, Turn.WORSE), (OFF, RISK, Turn.BETTER),
        (EARLY, OFF, Turn.WORSE), (EARLY, ON, Turn.BETTER), (NONE, EARLY, None), (ON, ON, None),
        (ON, Status.PAUSED, None), (Status.PAUSED, OFF, None), (OFF, Status.DROPPED, None),
        (OFF, Status.ACHIEVED, Turn.ACHIEVED), (ON, Status.MISSED, Turn.MISSED),
    ],
)  # fmt: skip
def test_a_status_turns(before: Status, after: Status, way: Turn | None) -> None:
    assert turn(before, after) is way


def test_back_is_the_opposite_of_there() -> None:
    opposite = {Turn.WORSE: Turn.BETTER, Turn.BETTER: Turn.WORSE, None: None}
    for before, after in product(RUNNING, RUNNING):
        assert turn(after, before) is opposite[turn(before, after)]


def test_the_worst_comes_first() -> None:
    ways = [(RISK, ON), (ON, RISK), (ON, Status.ACHIEVED), (ON, OFF), (RISK, OFF)]
    found = sorted(ways, key=lambda way: rank(turn(*way) or Turn.WORSE, *way))
    assert found == [(ON, OFF), (RISK, OFF), (ON, RISK), (RISK, ON), (ON, Status.ACHIEVED)]


def test_a_tally_leaves_out_what_was_given_up() -> None:
    found = tally([(OFF, 2), (NONE, 1), (EARLY, 3), (Status.DROPPED, 9), (Status.PAUSED, 1)])
    assert (found.off_track, found.unknown, found.paused) == (2, 4, 1)
    assert (found.total, found.running) == (7, 6)


def test_silence_is_more_than_two_weeks() -> None:
    today = date(2026, 3, 12)
    assert practice.silent_before(today) == date(2026, 2, 26)


def test_three_to_five_is_focus() -> None:
    assert [n for n in range(8) if practice.is_focused(n)] == [3, 4, 5]


@pytest.mark.parametrize(
    ("counts", "middle"),
    [([], None), ([(4, 1)], 4), ([(0, 1), (9, 1)], 0), ([(0, 1), (3, 2), (9, 1)], 3)],
)
def test_the_median_is_a_value_that_is_there(
    counts: list[tuple[int, int]], middle: int | None
) -> None:
    assert practice.median(counts) == middle


def test_shares_of_nothing_are_no_figure() -> None:
    empty = Health(date(2026, 3, 12), 0, 0, None, 0, 0, 0)
    assert (empty.coverage, empty.focus, empty.ambition) == (None, None, None)
    assert Health(date(2026, 3, 12), 8, 6, 3, 4, 1, 2).coverage == Decimal("0.75")
