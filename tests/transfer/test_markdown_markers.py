"""How objectives and key results are marked, in English and German."""

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
        "emoji, bold and numbers around the markers",
        """# 🎯 Larkfield OKRs

## 🚀 Objective #1 – Growers come back every week

- 📈 **KR 1 -** Weekly growers rise from 900 to 1,500
- 📈 **KR 2 -** A third of them open the app on Mondays

## 🌎 Objective #2 – We work in three languages

- **KR 1 -** Spanish and French cover all screens
""",
        {
            "Growers come back every week": [
                "Weekly growers rise from 900 to 1,500",
                "A third of them open the app on Mondays",
            ],
            "We work in three languages": ["Spanish and French cover all screens"],
        },
    ),
    Case(
        "topline goal and problem area",
        """# Priorities

### Topline Goal: Double the acreage under contract

* Key Result 1: 12,000 new acres
* Key Result 2: Churned acres under 400

### Problem Area: Invoices take too long

* Key Result 1: Invoices leave within 2 days
""",
        {
            "Double the acreage under contract": ["12,000 new acres", "Churned acres under 400"],
            "Invoices take too long": ["Invoices leave within 2 days"],
        },
    ),
    Case(
        "dotted numbers below numbered objectives",
        """# OKR 2031

**1. Objective: Harvest data is complete**

1.1 Collect yields from 80% of the fields
1.2 Gaps in the weather series below 1%

**2. Objective: Partners build on us**

2.1 Ten partners use the interface
2.2 Answer partner questions within a day
""",
        {
            "Harvest data is complete": [
                "Collect yields from 80% of the fields",
                "Gaps in the weather series below 1%",
            ],
            "Partners build on us": [
                "Ten partners use the interface",
                "Answer partner questions within a day",
            ],
        },
    ),
    Case(
        "no marker at all: headings and check boxes, objectives below objectives",
        """# OKRs 2031 Q4

## Bring the planner to cooperatives

### Make the planner ready for groups

- [x] Shared calendars for up to 50 members [P0][APP]
- [ ] Roles for planners and growers [P1][APP][WEB]

### Describe what cooperatives need

- [~] Interview 8 cooperatives [P0][RES]
- [ ] ~~Map their contracts [P2][RES]~~

## Be a better place to work

- [ ] Every crew member takes two weeks off [P1]
""",
        {
            "Bring the planner to cooperatives": [],
            "Make the planner ready for groups": [
                "Shared calendars for up to 50 members",
                "Roles for planners and growers",
            ],
            "Describe what cooperatives need": [
                "Interview 8 cooperatives",
                "Map their contracts",
            ],
            "Be a better place to work": ["Every crew member takes two weeks off"],
        },
    ),
    Case(
        "German markers",
        """# OKR GJ 31/32-Q1

## Ziel 1: Betriebe planen gemeinsam

**Schlüsselergebnisse**

- Anteil gemeinsamer Pläne steigt von 12,5 % auf 30 %
- Mindestens 40 Betriebe laden andere ein

## Ziel 2: Der Support ist schnell

### Kennzahlen

1. Erste Antwort unter 4 Stunden
2. Zufriedenheit von 4,6
""",
        {
            "Betriebe planen gemeinsam": [
                "Anteil gemeinsamer Pläne steigt von 12,5 % auf 30 %",
                "Mindestens 40 Betriebe laden andere ein",
            ],
            "Der Support ist schnell": ["Erste Antwort unter 4 Stunden", "Zufriedenheit von 4,6"],
        },
    ),
    Case(
        "German label lines",
        """# OKRs Vertrieb

**Ziel:** Wir gewinnen die Obstbauern

**Verantwortlich:** Marek

**Schlüsselergebnis 1:** 25 neue Obstbaubetriebe

**Schlüsselergebnis 2:** Angebote binnen 2 Tagen
""",
        {"Wir gewinnen die Obstbauern": ["25 neue Obstbaubetriebe", "Angebote binnen 2 Tagen"]},
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
