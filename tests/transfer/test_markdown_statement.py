"""Numbers in a wording: baseline, target, unit, kind; and those that are none of these."""

from decimal import Decimal

import pytest

from northing.transfer.statement import read_measure


@pytest.mark.parametrize(
    ("text", "kind", "baseline", "target", "unit"),
    [
        ("Raise the score from 4.2 to 4.5", "increase", "4.2", "4.5", ""),
        ("Raise the rate from 10% to 12%", "increase", "0.1", "0.12", "%"),
        ("Raise the rate from 10 to 12%", "increase", "0.1", "0.12", "%"),
        ("Cut the cost from $1.2M to $800k", "decrease", "1200000", "800000", "USD"),
        ("Senke die Quote von 4,5 % auf 3,2 %", "decrease", "0.045", "0.032", "%"),
        ("Raise it from ~8 to 10", "increase", "8", "10", ""),
        (">= 99.95% availability", "increase", None, "0.9995", "%"),
        ("p99 under 200ms", "decrease", None, "0.2", "ms"),
        ("Keep uptime above 99.9%", "keep", None, "0.999", "%"),
        ("Reduce build time to 10 minutes", "decrease", None, "600", "min"),
        ("Reach 1,000 growers", "increase", None, "1000", ""),
        ("Mindestens 40 Betriebe", "increase", None, "40", ""),
        ("Hire 3 drivers", "increase", None, "3", ""),
        ("90%+ of growers agree", "increase", None, "0.9", "%"),
        ("Zero incidents", None, None, "0", ""),
        ("Establish a baseline for churn", "find_baseline", None, None, ""),
    ],
)
def test_reads_what_is_stated(
    text: str, kind: str | None, baseline: str | None, target: str | None, unit: str
) -> None:
    found = read_measure(text)
    assert found.kind == kind
    assert found.baseline == (Decimal(baseline) if baseline else None)
    assert found.target == (Decimal(target) if target else None)
    assert found.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "Increase signups by 20%",
        "10x more growers",
        "10% more growers",
        "Ship v1.0",
        "Launch in 2031",
        "Pass ISO 27001",
        "Win Q4 2031",
        "3rd party audit",
        "Top 10 pages work",
        "Finish phase 2",
        "Plan from Q1 to Q3",
        "Open from 2030 to 2031",
        "Ship by 3 May",
        "2031-05-01 is the launch",
        "Raise the rate from X to Y",
        "Close the round",
    ],
)
def test_a_change_a_name_or_a_date_is_no_target(text: str) -> None:
    found = read_measure(text)
    assert (found.baseline, found.target, found.unit) == (None, None, "")


def test_columns_of_their_own_win_over_the_wording() -> None:
    found = read_measure("Loading time to 10 min", baseline="25 min", target="15 min")
    assert (found.kind, found.baseline, found.target) == ("decrease", Decimal(1500), Decimal(900))


def test_a_change_without_a_start_still_has_a_direction() -> None:
    assert read_measure("Cut waste by a fifth, by 20%").kind == "decrease"
    assert read_measure("Grow revenue by 20%").kind == "increase"
