"""How a key result was kept, and how past cycles ended: what the rules about practice say of it, and what not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from northing.domain.lint.aims import Limits
from northing.domain.lint.engine import Policy, of_history, of_team_history, rule
from northing.domain.lint.examples import examples
from northing.domain.lint.histories import ClosedCycle, KeyResultHistory, TeamHistory
from northing.domain.lint.rule import Rule


def known(code: str) -> Rule:
    found = rule(code)
    assert found is not None
    return found


def test_a_line_of_a_manual_means_a_history() -> None:
    history = examples(known("PRA104"), "Flagged")[0].aim
    assert isinstance(history, KeyResultHistory)
    assert history.targets[-1] == (date(2026, 3, 16), Decimal(8))
    assert history.baseline == Decimal(11)


def test_what_a_line_below_a_history_says_must_be_known() -> None:
    said = known("PRA103")
    odd = replace(said, manual=said.manual.replace("confidence=8", "trust=8"))
    with pytest.raises(ValueError, match="trust"):
        examples(odd, "Flagged")


QUARTER = KeyResultHistory(
    "Queue at the counter", date(2026, 2, 3), date(2026, 1, 5), date(2026, 3, 29), heard=(date(2026, 1, 19),)
)  # fmt: skip
"""Heard of 15 days ago."""


@pytest.mark.parametrize(
    ("changed", "limits", "codes"),
    [
        ({}, {}, ["PRA101"]),
        ({"today": date(2026, 2, 2)}, {}, []),
        ({"cadence_days": 8}, {}, []),
        ({}, {"silent_days": 21}, []),
        ({"today": date(2026, 3, 30)}, {}, []),
    ],
)
def test_silence_is_two_missed_check_ins_while_it_runs(
    changed: dict[str, Any], limits: dict[str, Any], codes: list[str]
) -> None:
    found = of_history(replace(QUARTER, **changed), Policy(limits=replace(Limits(), **limits)))
    assert [one.code for one in found] == codes


def test_a_target_that_came_back_late_is_no_easier() -> None:
    days = (date(2026, 1, 5), date(2026, 3, 9), date(2026, 3, 20))
    targets = tuple(zip(days, map(Decimal, (4, 8, 4)), strict=True))
    history = replace(QUARTER, today=days[2], heard=days, baseline=Decimal(11), targets=targets)
    assert of_history(history) == ()
    assert [one.code for one in of_history(replace(history, targets=targets[:2]))] == ["PRA104"]


def test_only_aspirational_key_results_tell_of_sandbagging() -> None:
    def told(aspirational: bool, cycles: int = 3, score: str = "0.95") -> list[str]:
        one = ClosedCycle("Q", (Decimal(score),) * 4, (aspirational,) * 4)
        return [found.code for found in of_team_history(TeamHistory("Library", (one,) * cycles))]

    assert told(aspirational=True) == ["PRA105"]
    assert told(aspirational=False) == told(aspirational=True, cycles=2) == []
    assert told(aspirational=True, score="0.4") == []
    assert told(aspirational=True, score="0.39") == ["PRA106"]
