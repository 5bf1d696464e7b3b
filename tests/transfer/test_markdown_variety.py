"""Documents that mix habits: grades before titles, labels in one line, inner lists, sums.

Each stands beside what a careful reader takes from it, as written by `careful.reading`.
"""

from datetime import date

import pytest

from northing.domain.plan import PlanPeriod
from northing.transfer.markdown import read
from tests.transfer.careful import reading

CASES = {
    "bullets and numbers inside cells": (
        """| Objective | Key Results | Owner | Confidence | RAG |
|---|---|---|---|---|
| **First choice of growers** | 1. Win rate of 30%<br>2. 15 new farms | Ines | 6/10 | 🟢 |
| A planner nobody notices | • 99.95% uptime • p95 < 300 ms | Jon | 4/10 | 🔴 |
""",
        """First choice of growers
- Win rate of 30% @Ines
- 15 new farms @Ines
A planner nobody notices
- 99.95% uptime @Jon
- p95 < 300 ms @Jon""",
    ),
    "the target's column is called like the objective's": (
        """## O1 - Kunden finden uns (Verantwortlich: Eva)

| KR | Start | Ziel | Aktuell | Fortschritt |
|----|-------|------|---------|-------------|
| Anfragen pro Woche | 10 | 25 | 18 | 53 % |
| Klickrate | 1,2 % | 2 % | 1,4 % | 25 % |
""",
        """Kunden finden uns @Eva
- Anfragen pro Woche =0.53
- Klickrate =0.25""",
    ),
    "a row that only adds up": (
        """## Objective: Data people trust
_DRI: Sam_

Key Results | Weight | Score
--|--|--
No loss of data | 60% | 0.8
All tables described | 40% | 0.5
**Total** | 100% | **0.68**
""",
        """Data people trust @Sam
- No loss of data =0.8
- All tables described =0.5""",
    ),
    "inner lists in HTML": (
        """<h3>Objective 1: Happy hikers</h3>
<ul>
  <li>KR1: Rating of 4.7</li>
  <li>KR2: 30 new trails
    <ul><li>survey in June</li></ul>
  </li>
</ul>
<h3>Objective 2: Safe huts</h3>
<ol><li>KR1: All huts inspected</li><li>KR2: No accident</li>
</ol>
<p>See <a href="https://x.example">the plan</a>.</p>
""",
        """Happy hikers
- Rating of 4.7
- 30 new trails
Safe huts
- All huts inspected
- No accident""",
    ),
    "grades before the titles": (
        """# Objectives and Key Results

## Growers

### Become a known name

- **[0.7]** 300 mentions in papers
- **[0.3]** 12 talks

### Fill the shop

- **[0.5]** 900 visitors
- **[n/a]** Market stall (moved to autumn)
""",
        """Become a known name
- 300 mentions in papers =0.7
- 12 talks =0.3
Fill the shop
- 900 visitors =0.5
- Market stall (moved to autumn)""",
    ),
    "several labels in one line": (
        """# OKRs

## Delight growers
**Owner:** Ana · **Status:** 🟢 On track

| # | Key Result | Baseline | Target | Now |
|---|---|---|---|---|
| 1 | NPS | 20 | 40 | 28 |

## Reduce toil
Owner: Ben, Status: at risk

- KR1: Tickets from 120 to 60 | Owner: Lea | Score: 0.4
- KR2: No night call; Status: done
""",
        """Delight growers @Ana
- NPS
Reduce toil @Ben
- Tickets from 120 to 60 @Lea =0.4
- No night call =1""",
    ),
    "persons in the brackets of the marker": (
        """* *Objective*: Reduce waste
    * KR1 (Anna): 30% less packaging - 0.4
    * KR2 (Tom): Crates in 5 depots - 0.9
    * KR3 (Anna, Tom): Audit passed - 1.0
""",
        """Reduce waste
- 30% less packaging @Anna =0.4
- Crates in 5 depots @Tom =0.9
- Audit passed @Anna,Tom =1.0""",
    ),
    "a name that is a person elsewhere": (
        """## Objective: A library people trust
Owner: Lena

- KR: Readers from 1,200 to 2,000 (Lena)
- KR: Late returns under 20 (Spring)
""",
        """A library people trust @Lena
- Readers from 1,200 to 2,000 @Lena
- Late returns under 20 (Spring)""",
    ),
    "wiki table with bold headers and lists in cells": (
        """{| border="1"
| '''Objective''' || '''Key Results''' || '''Lead'''
|-
| Grow the club || * 50 new members
* 3 events
* 200 followers || Pia
|-
| Fix the roof || 10k raised || Tom
|}
""",
        """Grow the club
- 50 new members @Pia
- 3 events @Pia
- 200 followers @Pia
Fix the roof
- 10k raised @Tom""",
    ),
    "headings numbered 1.1": (
        """# Objectives

## 1. Make it fast

### 1.1 Start under 1 second
### 1.2 Memory under 200 MB

## 2. Make it safe

### 2.1 No open fault
""",
        """Make it fast
- Start under 1 second
- Memory under 200 MB
Make it safe
- No open fault""",
    ),
    "lines without blanks, measures below": (
        """Objective 1: Wir kaufen nachhaltig ein
KR 1.1: 60 % Bio-Anteil (Ist: 45 %)
KR 1.2: 10 neue regionale Lieferanten
Maßnahmen:
- Messebesuch

Objective 2: Rechnungen ohne Rückfragen
KR 2.1: Rückfragen von 30 auf 10 je Monat
""",
        """Wir kaufen nachhaltig ein
- 60 % Bio-Anteil (Ist: 45 %)
- 10 neue regionale Lieferanten
Rechnungen ohne Rückfragen
- Rückfragen von 30 auf 10 je Monat""",
    ),
    "key results in a list of their own, told apart by their numbers": (
        """Objectives:
- O1: Grow
- O2: Save

Key Results:
- KR1.1: 100 members
- KR1.2: 10 of them pay
- KR2.1: Costs under 900 €
""",
        """Grow
- 100 members
- 10 of them pay
Save
- Costs under 900 €""",
    ),
    "marked key results inside a line": (
        """- **Objective: Grow revenue**
    - **KR:** 10 new farms => 80%, 8/10
    - VP Sales: Build pipeline. KR: 3x coverage. KR: 40 demos => 50%
- **Objective: Great crews** KR1: 40 of 50 stay; KR2: no injury
- [ ] KR: Not split, since nothing stands before it
""",
        """Grow revenue
- 10 new farms =0.8
Build pipeline @VP Sales
- 3x coverage
- 40 demos =0.5
Great crews
- 40 of 50 stay
- no injury
- Not split, since nothing stands before it [not]""",
    ),
    "an indented outline whose lines end in a result": (
        """# Platform team

O1 - Deploys are boring
  KR1.1 - Lead time from 3 days to 1 day - 60%
  KR1.2 - Change failure rate below 5% - 100%
O2 - On-call is humane
  KR2.1 - Pages per week from 20 to 5 - 40%
""",
        """Deploys are boring
- Lead time from 3 days to 1 day =0.6
- Change failure rate below 5% =1
On-call is humane
- Pages per week from 20 to 5 =0.4""",
    ),
    "goals in columns with owners below": (
        """| | Goal 1: Faster app | Goal 2: More reviews |
|---|---|---|
| KR1 | Cold start under 2 s | 4.6 stars |
| Owner | Ana | Bo |
""",
        """Faster app @Ana
- Cold start under 2 s
More reviews @Bo
- 4.6 stars""",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_finds_what_a_careful_reader_finds(name: str) -> None:
    text, expected = CASES[name]
    assert reading(read(text.encode(), "page.md")) == expected


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("# Goals May 2031", PlanPeriod("May 2031", date(2031, 5, 1), date(2031, 5, 31))),
        (
            "Team OKRs, April - June 2031\n\nObjective: x",
            PlanPeriod("April - June 2031", date(2031, 4, 1), date(2031, 6, 30)),
        ),
        (
            "# Ziele Dezember 2031",
            PlanPeriod("Dezember 2031", date(2031, 12, 1), date(2031, 12, 31)),
        ),
        ("# OKRs 2031-02", PlanPeriod("2031-02", date(2031, 2, 1), date(2031, 2, 28))),
        ("# OKRs as of 3 March 2031", PlanPeriod("2031", date(2031, 1, 1), date(2031, 12, 31))),
        ("Words in May 2031 that go on.\n\nObjective: x", None),
    ],
)
def test_months_as_periods(text: str, period: PlanPeriod | None) -> None:
    assert read(text.encode(), "page.md").period == period


def test_dates_and_weeks_are_no_objectives() -> None:
    text = "# Training\n\n## Goals\n- Stay healthy\n\n## Weeks\n- Week 1: 30 km\n- Week 2: 35 km\n"
    plan = read(text.encode(), "page.md")
    assert not plan.key_results
    assert [objective.title for objective in plan.objectives] == ["Stay healthy"]
