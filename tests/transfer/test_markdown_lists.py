"""Lists in all their indents, and what stands in and below one bullet."""

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
        "tabs, two, three and four spaces in one list",
        "# OKRs\n\n"
        "* Objective: The depot never waits\n"
        "\t* KR: Trucks leave within 15 minutes\n"
        "  * KR: No pallet is lost\n"
        "   * KR: Night shift needs no phone calls\n"
        "* Objective: Drivers like the route\n"
        "    * KR: Detours fall by 30%\n"
        "\t* KR: 8 of 10 drivers rate the route good\n",
        {
            "The depot never waits": [
                "Trucks leave within 15 minutes",
                "No pallet is lost",
                "Night shift needs no phone calls",
            ],
            "Drivers like the route": [
                "Detours fall by 30%",
                "8 of 10 drivers rate the route good",
            ],
        },
    ),
    Case(
        "all items numbered 1., key results in back-ticks, the list beside its label",
        """# Release OKRs

## Objective: `Ship the winter release`
- **Tracked:** every Monday
- **Key Results:**
1. `Ten farms test the release for a week`
1. `No open fault above medium`
1. `Notes in plain words for each change`

<br />

- **Final Score**

| Date | KR #1 | KR #2 | KR #3 | Total |
|:----:|:-----:|:-----:|:-----:|:-----:|
| 02.03.31 | 0.4 | 1.0 | .5 | **0.63** |

- **Notes**
  * `Two farms dropped out.`
""",
        {
            "Ship the winter release": [
                "Ten farms test the release for a week",
                "No open fault above medium",
                "Notes in plain words for each change",
            ]
        },
        scores={
            "Ten farms test the release for a week": "0.4",
            "Notes in plain words for each change": "0.5",
        },
    ),
    Case(
        "several key results in one bullet after the objective",
        """### CEO: Sell the whole season. 110% of plan, pipeline 2x.

* CMO: Fill the pipeline. Publish 6 grower stories. Run 2 field days => 50%
* CRO: Close more of it. Win rate of 30%.

### CEO: A product that lasts. Ship planner, 99.9% uptime.

* CTO: Make the planner fast. Opens in 1 s. Works offline for a day.
* Quality: Test what matters. Cover the 20 most used paths.
""",
        {
            "Sell the whole season": ["110% of plan, pipeline 2x."],
            "Fill the pipeline": ["Publish 6 grower stories", "Run 2 field days"],
            "Close more of it": ["Win rate of 30%."],
            "A product that lasts": ["Ship planner, 99.9% uptime."],
            "Make the planner fast": ["Opens in 1 s", "Works offline for a day."],
            "Test what matters": ["Cover the 20 most used paths."],
        },
    ),
    Case(
        "hard line ends and wrapped lines",
        "# OKRs\n\n## Objective: Less paper in the field\n\n"
        "- KR: Every work order reaches the\n  phone of its crew\\\n"
        "- KR: Signed forms are photographed\n  and filed within a day\n",
        {
            "Less paper in the field": [
                "Every work order reaches the phone of its crew",
                "Signed forms are photographed and filed within a day",
            ]
        },
    ),
    Case(
        "initiatives, steps and notes below key results",
        """# OKRs Q3 2031

## Objective: Orchards are on the map

### Key result: 300 orchards drawn

Initiative: Import the county's register

Initiative: Ask each partner for five orchards

### Key result: Every orchard has a variety

Initiative: TBD

## Objective: Pickers are paid on time

- KR1: Hours are entered the same day
  - Initiatives:
    - New form on the phone
    - Training in April
  - note: depends on payroll
- KR2: No complaint is older than a week
""",
        {
            "Orchards are on the map": ["300 orchards drawn", "Every orchard has a variety"],
            "Pickers are paid on time": [
                "Hours are entered the same day",
                "No complaint is older than a week",
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
