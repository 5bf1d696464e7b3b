"""Whole documents of a firm that does not exist: levels of objectives and key results."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from northing.transfer.markdown import read

Expected = dict[str, list[str]]


@dataclass(frozen=True)
class Case:
    """A document and what a careful reader finds in it: objectives with their key results."""

    name: str
    text: str
    expected: Expected
    scores: dict[str, str | None] = field(default_factory=dict)


CASES = [
    Case(
        "headings for objectives, a heading for the key results, numbered list",
        """# Larkfield OKRs Q2 2031

## Objective 1: Farmers trust our forecasts

### Key Results

1. Raise forecast accuracy from 71% to 85%
2. Cut support tickets about wrong forecasts to 20 a month
3. Publish the error of every forecast

## Objective 2: New farms start within a day

### Key Results

1. 90% of new farms see their first map within 24 hours
2. Setup calls drop below 5 a week
""",
        {
            "Farmers trust our forecasts": [
                "Raise forecast accuracy from 71% to 85%",
                "Cut support tickets about wrong forecasts to 20 a month",
                "Publish the error of every forecast",
            ],
            "New farms start within a day": [
                "90% of new farms see their first map within 24 hours",
                "Setup calls drop below 5 a week",
            ],
        },
    ),
    Case(
        "bold lines for objectives, plain bullets",
        """# Our OKRs for autumn

Some words about why we do this.

**Farmers get answers without waiting**

* Median first answer under 2 hours
* 70% of questions answered by the help pages

**The map is a pleasure on a phone**

* Map opens in under 1.5 s on a mid-range phone
* Rating in the app shop rises from 3.9 to 4.4
""",
        {
            "Farmers get answers without waiting": [
                "Median first answer under 2 hours",
                "70% of questions answered by the help pages",
            ],
            "The map is a pleasure on a phone": [
                "Map opens in under 1.5 s on a mid-range phone",
                "Rating in the app shop rises from 3.9 to 4.4",
            ],
        },
    ),
    Case(
        "first bullet is the objective, teams are headings",
        """# OKRs

### Field team:

* Be welcome on every farm
  * Visit 40 farms
  * Net promoter score of 50
* Learn what the season needs
  * Hold 6 interviews with growers
  * Write up the ten most common complaints

### Satellite team:

* Never miss a dry week
  * Fetch new images every 2 days
  * Alert within 6 hours of a new image
""",
        {
            "Be welcome on every farm": ["Visit 40 farms", "Net promoter score of 50"],
            "Learn what the season needs": [
                "Hold 6 interviews with growers",
                "Write up the ten most common complaints",
            ],
            "Never miss a dry week": [
                "Fetch new images every 2 days",
                "Alert within 6 hours of a new image",
            ],
        },
    ),
    Case(
        "everything in one nested list with markers",
        """OKRs of the platform group

- **Objective:** Deploys are boring
    - **Key Result:** Roll back in under 5 minutes
    - **Key Result:** 95% of deploys need no human
- **Objective:** Bills hold no surprise
    - **Key Result:** Forecast the bill within 3%
""",
        {
            "Deploys are boring": [
                "Roll back in under 5 minutes",
                "95% of deploys need no human",
            ],
            "Bills hold no surprise": ["Forecast the bill within 3%"],
        },
    ),
    Case(
        "roles before the colon, marked key results, levels below them",
        """### 1. CEO: Reach the south
1. CEO KR: Sign 30 farms south of the river
    1. **CMO: The south knows our name**
        1. CMO KR: 4,000 visitors from the south a month
        1. CMO KR: Two talks at regional fairs => 50%
1. CEO KR: Open a depot in Sandham
    1. **COO: A depot that runs itself**
        1. COO KR: Lease signed by 2031-05-01
        1. COO KR: Stock counted daily without paper

### 2. CEO: A crew that stays
1. CEO KR: Fewer than 3 resignations
""",
        {
            "Reach the south": [
                "Sign 30 farms south of the river",
                "Open a depot in Sandham",
            ],
            "The south knows our name": [
                "4,000 visitors from the south a month",
                "Two talks at regional fairs",
            ],
            "A depot that runs itself": [
                "Lease signed by 2031-05-01",
                "Stock counted daily without paper",
            ],
            "A crew that stays": ["Fewer than 3 resignations"],
        },
        scores={"Two talks at regional fairs": "0.5"},
    ),
    Case(
        "objective as a link, key results below it",
        """# Team OKRs Q3

## [Make watering decisions in one minute](https://larkfield.example/o/12)

- [Decision page loads in 800 ms](https://larkfield.example/k/1) [P0]
- [60% of growers open it weekly](https://larkfield.example/k/2) [P1]
""",
        {
            "Make watering decisions in one minute": [
                "Decision page loads in 800 ms",
                "60% of growers open it weekly",
            ]
        },
    ),
    Case(
        "objective in the paragraph under a bare heading, groups of check boxes",
        """# Larkfield Objectives and Key Results
## Objective
A soil sensor that a farmer installs _alone_ and trusts.
## Key Results
- Hardware
  - [ ] Survives two winters outside
  - [x] Runs 18 months on one battery
- Setup
  - [ ] Installed by 9 of 10 testers without help
""",
        {
            "A soil sensor that a farmer installs alone and trusts.": [
                "Survives two winters outside",
                "Runs 18 months on one battery",
                "Installed by 9 of 10 testers without help",
            ]
        },
    ),
    Case(
        "label items: rationale, then when we know that we succeeded",
        """## Goals for Q1 2032

### Objective: Nail irrigation

* **Owner:** Ines
* **Rationale:** Half of all new trials come for irrigation.
* **We'll know we're successful when:**
  * Trials that water within a week go from 20% to 45%
  * Five farms tell us that they saved water
""",
        {
            "Nail irrigation": [
                "Trials that water within a week go from 20% to 45%",
                "Five farms tell us that they saved water",
            ]
        },
    ),
    Case(
        "plain paragraphs without any list",
        """O1: Win back lapsed growers
KR1.1: Call 120 lapsed growers
KR1.2: 25 of them renew

O2: Make renewals effortless
KR2.1: Renewal in three clicks
KR2.2: Failed payments fall from 6% to 2%
""",
        {
            "Win back lapsed growers": ["Call 120 lapsed growers", "25 of them renew"],
            "Make renewals effortless": [
                "Renewal in three clicks",
                "Failed payments fall from 6% to 2%",
            ],
        },
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_finds_what_a_careful_reader_finds(case: Case) -> None:
    plan = read(case.text.encode(), "plan.md")

    assert {
        objective.title: [result.title for result in objective.key_results]
        for objective in plan.objectives
    } == case.expected
    results = {result.title: result for result in plan.key_results}
    for title, value in case.scores.items():
        score = results[title].score
        assert (score.value if score else None) == (Decimal(value) if value else None)
