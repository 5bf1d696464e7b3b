"""Forecasts of the kinds that are not read off a line: steps, yes or no, and bounds to keep."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from northing.domain.forecast.case import Case
from northing.domain.forecast.keeping import forecast_kept, share_kept
from northing.domain.forecast.milestones import Stage, forecast_steps
from northing.domain.forecast.yes_no import Word, forecast_yes

SHARES = st.floats(0, 1)
STAGES = st.lists(
    st.builds(
        Stage,
        weight=st.sampled_from([0.0, 1.0, 2.0, 0.3]),
        planned=st.one_of(st.none(), SHARES),
        done=st.one_of(st.none(), SHARES),
    ),
    max_size=7,
)


# ── milestones ────────────────────────────────────────────────────────────────
@given(STAGES, SHARES, st.sampled_from([0.7, 1.0]))
@settings(max_examples=60, deadline=None)
def test_a_chance_of_steps_is_one(stages: list[Stage], now: float, line: float) -> None:
    found = forecast_steps(stages, now, line)
    assert 0 <= found.chance_of_all <= found.chance + 1e-9 <= 1 + 2e-9
    assert 0 <= found.expected <= 1
    assert found == forecast_steps(stages, now, line)


def quarters(*done: float) -> list[Stage]:
    """Four equal steps planned for the ends of the quarters; the first ones done at these shares."""
    return [Stage(1.0, (k + 1) / 4, done[k] if k < len(done) else None) for k in range(4)]


def test_steps_done_early_raise_the_chance_and_late_ones_lower_it() -> None:
    early, on_time, late = (
        forecast_steps(quarters(first, 1.6 * first), 0.65, 0.7) for first in (0.2, 0.25, 0.4)
    )
    assert early.chance > on_time.chance > late.chance
    assert early.slip < on_time.slip < late.slip


def test_time_that_passes_without_a_step_lowers_the_chance() -> None:
    chances = [forecast_steps(quarters(), now, 0.7).chance for now in (0.1, 0.4, 0.7, 0.9, 1.0)]
    assert chances == sorted(chances, reverse=True)
    assert chances[-1] == 0.0


def test_all_steps_done_is_reached_and_none_is_nothing() -> None:
    assert forecast_steps(quarters(0.2, 0.3, 0.5, 0.6), 0.7, 1.0).chance == pytest.approx(1)
    assert forecast_steps([], 0.5, 0.7).chance == 0.0
    assert forecast_steps([Stage(0.0)], 0.5, 0.7).chance == 0.0


def test_the_line_of_success_is_easier_than_everything() -> None:
    five = [Stage(1.0, (k + 1) / 5, 0.2 * (k + 1) if k < 3 else None) for k in range(5)]
    assert forecast_steps(five, 0.65, 0.7).chance > forecast_steps(five, 0.65, 0.7).chance_of_all


# ── yes or no ─────────────────────────────────────────────────────────────────
@given(SHARES, st.floats(0, 10), SHARES, st.integers(0, 5), st.integers(0, 5), SHARES)
@settings(max_examples=80, deadline=None)
def test_a_surer_word_never_lowers_the_chance(
    now: float, said: float, age: float, done: int, more: int, trust: float
) -> None:
    listed = (done, done + more)
    chances = [
        forecast_yes(now, word=Word(word, age), initiatives=listed, trust=trust)
        for word in (said / 2, said, (said + 10) / 2)
    ]
    assert chances == sorted(chances)
    assert all(0 <= p <= 1 for p in chances)


def test_done_is_done_and_the_due_date_ends_it() -> None:
    assert forecast_yes(0.4, done=True) == 1.0
    assert forecast_yes(1.0, word=Word(10)) == 0.0


def test_an_early_no_says_little_and_a_late_one_much() -> None:
    silent = [forecast_yes(now) for now in (0.0, 0.3, 0.6, 0.9)]
    assert silent[0] == pytest.approx(0.5)
    assert silent[1] > 0.45
    assert silent == sorted(silent, reverse=True)


def test_an_old_word_and_an_untrusted_one_weigh_less() -> None:
    fresh, old, unheard = (
        forecast_yes(0.5, word=Word(9)),
        forecast_yes(0.5, word=Word(9, 0.4)),
        forecast_yes(0.5, word=Word(9), trust=0.0),
    )
    assert fresh > old > unheard
    assert unheard == forecast_yes(0.5)


# ── keep ──────────────────────────────────────────────────────────────────────
def test_time_already_spent_outside_lowers_the_chance_of_keeping() -> None:
    told = tuple((7.0 * k, 99.5) for k in range(8))
    case = Case(99.5, 99.0, 0, 91, 49, told, keep=True)
    chances = [found.chance for found in forecast_kept([case] * 4, [0.0, 0.05, 0.09, 0.11])]
    assert chances == sorted(chances, reverse=True)
    assert chances[-1] == 0.0
    assert all(found.chance <= found.inside for found in forecast_kept([case], [0.0]))


def test_at_the_end_the_bounds_decide() -> None:
    told = tuple((7.0 * k, 99.5) for k in range(14))
    case = Case(99.5, 99.0, 0, 91, 91, told, keep=True)
    assert forecast_kept([case], [0.0])[0].chance == 1.0
    below = replace(case, readings=(*told[:-1], (91.0, 98.0)))
    assert forecast_kept([below], [0.0])[0].chance == 0.0


def test_the_more_is_expected_outside_the_less_is_kept() -> None:
    assert share_kept(0.1, 0.0) > share_kept(0.1, 0.05) > share_kept(0.02, 0.05)
