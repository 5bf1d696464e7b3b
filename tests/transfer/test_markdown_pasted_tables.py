"""Pasted spreadsheets, HTML and wiki tables, and columns in other orders and words.

Each document stands beside what a careful reader takes from it: an objective per line, below it
its key results, with `@` their owners, with `=` their result, in brackets their check.
"""

import pytest

from northing.transfer.markdown import read
from tests.transfer.careful import reading

CASES = {
    "HTML with merged cells": (
        """<table>
  <caption>OKRs Q2 2031</caption>
  <thead>
  <tr>
    <th>Objective</th>
    <th>Key result</th>
    <th>DRI</th>
    <th colspan="2">Score</th>
  </tr>
  </thead>
  <tr>
    <td rowspan="3"><b>Plant &amp; keep trees</b></td>
    <td>Plant <i>100 oaks</i></td>
    <td rowspan=2>Mira</td>
    <td>0.6</td><td>late start</td>
  </tr>
  <tr>
    <td>Survival
      of 90%</td>
    <td>0.9</td>
  </tr>
  <tr><td><a href="https://x.example">A map of all trees</a></td><td>Jon</td><td>1.0</td></tr>
  <tr><td>Water less</td><td>20% less water</td><td>Lea</td><td>0.3</td></tr>
</table>
""",
        """Plant & keep trees
- Plant 100 oaks @Mira =0.6
- Survival of 90% @Mira =0.9
- A map of all trees @Jon =1.0
Water less
- 20% less water @Lea =0.3""",
    ),
    "HTML, one row per line, nothing closed, caption is the objective": (
        """# Goals of the mill

<table><caption>Objective: Flour is always fresh</caption>
<tr><th>KR<th>Owner
<tr><td>Silo emptied every 10 days<td>Hans
<tr><td>No batch older than 3 weeks<td>Eva
</table>
""",
        """Flour is always fresh
- Silo emptied every 10 days @Hans
- No batch older than 3 weeks @Eva""",
    ),
    "HTML, key result over two rows": (
        """<table>
<tr><th>Objective</th><th>Key result</th><th>Notes</th></tr>
<tr><td rowspan="3">Quiet nights</td><td rowspan="2">3 calls a night</td><td>was 9</td></tr>
<tr><td>measured weekly</td></tr>
<tr><td>One lead per shift</td><td></td></tr>
</table>
""",
        """Quiet nights
- 3 calls a night
- One lead per shift""",
    ),
    "spreadsheet with section rows and merged cells": (
        """Growers OKRs 2031 Q1 | | | | |
---|---|---|---|---|---
| | **O1: Growers renew** | | | | |
| | Renewals from 70% to 85% | Mira | 0.5 | | |
| | 20 growers interviewed | Jon | 1 | | |
| | **O2: Growers recommend us** | | | | |
| | NPS of 40 | Lea | 0.2 | | |
""",
        """Growers renew
- Renewals from 70% to 85%
- 20 growers interviewed
Growers recommend us
- NPS of 40""",
    ),
    "spreadsheet, header in the third row": (
        """| Larkfield | | | | | |
|---|---|---|---|---|---|
| Last change | 2031-02-01 | | | | |
| No. | Objective | Key Result | Who | Progress | Comment |
| 1 | Fields are mapped | 400 fields drawn | Mira | 60% | good |
| 2 | | 90% checked on site | Jon | 20% | rain |
| | | | | | |
| 3 | Crews are trained | 12 courses | Lea | 100% | |
""",
        """Fields are mapped
- 400 fields drawn @Mira =0.6
- 90% checked on site @Jon =0.2
Crews are trained
- 12 courses @Lea =1""",
    ),
    "wiki table with spans": (
        """== OKRs Q4 2031 ==

{| class="wikitable"
|+ Depot team
|-
! Goal
! Measure
! Responsible
|-
| rowspan="2" | No pallet waits
| Dock time under 15 minutes
| Ines
|-
| All pallets labelled
| Marek
|-
| Shelves are tidy || 95% of shelves labelled || Ines
|}
""",
        """No pallet waits
- Dock time under 15 minutes @Ines
- All pallets labelled @Marek
Shelves are tidy
- 95% of shelves labelled @Ines""",
    ),
    "objective above each table, KPI with current and target": (
        """# Q2 2031 OKRs

**Objective 1: Cheese people drive for**

| KPI | Current | Target | RAG | DRI |
|---|---|---|---|---|
| Visitors at the shop per week | 140 | 250 | 🟢 | @ines |
| Rating on the map | 4.1 | 4.6 | 🔴 | @paul |

**Objective 2: A dairy that runs itself**

| KPI | Current | Target | RAG | DRI |
|---|---|---|---|---|
| Unplanned stops per month | 9 | 3 | 🟡 | @lea |
""",
        """Cheese people drive for
- Visitors at the shop per week @ines
- Rating on the map @paul
A dairy that runs itself
- Unplanned stops per month @lea [partial]""",
    ),
    "columns in another order, other words": (
        """## Q3 2031

| Confidence | Owner | Result | Objective | Progress | Notes |
|---|---|---|---|---|---|
| 7/10 | Mira | 50 farms use the planner weekly | Planner is loved | 40% | slow start |
| 3/10 | Jon | Rating of 4.5 | | 10% | |
| 5/10 | Lea | Unit cost under $30 | Sensors are cheap | 0% | |
""",
        """Planner is loved
- 50 farms use the planner weekly @Mira =0.4
- Rating of 4.5 @Jon =0.1
Sensors are cheap
- Unit cost under $30 @Lea""",
    ),
    "German columns": (
        """# Ziele Q1/2031

| Ziel | Kennzahl | Ist | Soll | Verantwortlich | Stand |
|---|---|---|---|---|---|
| Der Hof ist bekannt | Besuche im Monat | 900 | 1500 | Ines | in Arbeit |
| | Führungen | 4 | 12 | Marek | offen |
| Die Kasse stimmt | Offene Rechnungen | 30 | 5 | Paul | erledigt |
""",
        """Der Hof ist bekannt
- Besuche im Monat @Ines
- Führungen @Marek
Die Kasse stimmt
- Offene Rechnungen @Paul =1""",
    ),
    "weekly grades with key results as columns": (
        """## Objective: Launch the summer box

1. 300 boxes sold
2. Churn below 5%

### Scores

| Week | KR 1 | KR 2 |
|---|---|---|
| 2031-06-02 | 0.1 | 0.0 |
| 2031-06-09 | 0.3 | 0.2 |
""",
        """Launch the summer box
- 300 boxes sold
- Churn below 5%""",
    ),
    "a table of initiatives below the key results": (
        """## Objective: Less plastic

- KR1: 80% of boxes without plastic
- KR2: Cost per box under 2 €

| Initiative | Owner | Due |
|---|---|---|
| Test paper tape | Mira | May |
| Talk to three suppliers | Jon | June |
""",
        """Less plastic
- 80% of boxes without plastic
- Cost per box under 2 €""",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_finds_what_a_careful_reader_finds(name: str) -> None:
    text, expected = CASES[name]
    assert reading(read(text.encode(), "page.md")) == expected


BROKEN = """# OKRs

<table><tr><td>Objective: Lost</td><td>
<tr><td>KR: never closed</td>

- KR1: 20 farms

<div><table><tr><td><table><tr><td>KR: inner</td></tr></table></td></tr></table></div>
"""


def test_a_broken_table_is_handed_back_unread() -> None:
    plan = read(BROKEN.encode(), "page.md")
    assert [line.line for line in plan.unread] == [3, 4, 8]
    assert all("closed" in str(line.why) for line in plan.unread)
    assert [result.title for result in plan.key_results] == ["20 farms"]
