"""Tables: which cell is the objective, the key result, its owner, its score."""

from decimal import Decimal

import pytest

from northing.domain.plan import Plan
from northing.transfer.markdown import read


def outline(text: str) -> dict[str, list[str]]:
    plan = read(text.encode(), "plan.md")
    return {
        objective.title: [result.title for result in objective.key_results]
        for objective in plan.objectives
    }


GRADED = """## Objective: Fields are mapped
Background:

* [A sketch](https://larkfield.example/sketch)

| Key Result | Assignee | Priority | Mid-Q Score | Projected Score | Final Score |
| ---------- | -------- | -------- | ----------- | --------------- | ----------- |
| All fields of the valley are drawn | @mira, @jon | ![p0](x/p0.svg) | 0.3 | 0.8 | 0.7 |
| [Corrections arrive in a day](https://x.example)| ~~@jon~~ @lea |P1 | | | ** 1.0 ||
| [~~A second layer exists~~](https://x.example) | @lea | P2 | 0.0 |
"""


def graded() -> Plan:
    return read(GRADED.encode(), "plan.md")


def test_reads_key_results_below_a_heading_with_owner_priority_and_final_score() -> None:
    first, second, third = graded().key_results
    assert first.title == "All fields of the valley are drawn"
    assert first.owners == ("mira", "jon")
    assert first.priority == "P0"
    assert first.score is not None
    assert first.score.value == Decimal("0.7")
    assert second.title == "Corrections arrive in a day"
    assert second.score is not None
    assert second.score.value == Decimal("1.0")
    assert (third.title, third.dropped, third.score) == ("A second layer exists", True, None)


def test_keeps_interim_scores_as_notes_and_the_list_before_the_table_as_the_reason() -> None:
    plan = graded()
    assert [note.text for note in plan.key_results[0].notes] == ["0.3", "0.8"]
    assert plan.objectives[0].why == "A sketch"


CASES = {
    "objective blank when the same, repeated, header and ruler mid-table": (
        """| Objective | Key Result | Remarks | Result |
|---|---|---|---|
| Growers stay | Churn below 3% | was 5% | 4% |
| | Half of the growers renew early | | 0.6 |
|-|-|
| Crews grow | Hire 5 pickers | | done |
| Crews grow | No shift without a lead |
| Objective | Key Result | Remarks | Result |
| Depots shine | Audit passed | | | |
""",
        {
            "Growers stay": ["Churn below 3%", "Half of the growers renew early"],
            "Crews grow": ["Hire 5 pickers", "No shift without a lead"],
            "Depots shine": ["Audit passed"],
        },
    ),
    "no leading bar": (
        """## Objective: Better sleep for crews

Key result | Lead | Status
--- | --- | ---
Night calls fall to 3 a month | Lea | On track
No shift longer than 10 hours | Jon | Done
""",
        {
            "Better sleep for crews": [
                "Night calls fall to 3 a month",
                "No shift longer than 10 hours",
            ]
        },
    ),
    "heading above each table": (
        """# Goals of the depot

### Trucks never wait
| KR | Target |
|:--|--:|
| Loading time | 15 min |

### Shelves are tidy
| KR | Target |
|:--|--:|
| Share of labelled shelves | 95 % |
""",
        {"Trucks never wait": ["Loading time"], "Shelves are tidy": ["Share of labelled shelves"]},
    ),
    "goals in columns": (
        """# Goals

| | Goal 1: Feed the valley | Goal 2: Keep the soil |
|---|---|---|
| Owner | Mira | Jon |
| KR 1 | 40 farms deliver weekly | Soil samples on 90% of fields |
| KR 2 | 5 schools buy | |
""",
        {
            "Feed the valley": ["40 farms deliver weekly", "5 schools buy"],
            "Keep the soil": ["Soil samples on 90% of fields"],
        },
    ),
    "goals in columns, several key results in a cell": (
        """| Objective | Feed the valley | Keep the soil |
|---|---|---|
| Key Results | - 40 farms deliver<br>- 5 schools buy | Samples on 90% of fields<br/>Cover on 30% of fields |
""",
        {
            "Feed the valley": ["40 farms deliver", "5 schools buy"],
            "Keep the soil": ["Samples on 90% of fields", "Cover on 30% of fields"],
        },
    ),
    "a card with a label in each row": (
        """| | |
|---|---|
| **Objective** | Feed the valley |
| **Key Result 1** | 40 farms deliver weekly |
| **Key Result 2** | 5 schools buy |
""",
        {"Feed the valley": ["40 farms deliver weekly", "5 schools buy"]},
    ),
    "a pasted spreadsheet with rows that name a section": (
        """| # | Objectives | Key Results | Owner | Q3 score |
|---|---|---|---|---|
| **Objective: Planner is loved** | | | | |
| 1 | | 50 farms use it weekly | mira | 0.4 |
| 2 | | Rating of 4.5 | jon | |
| **Objective: Sensors are cheap** | | | | |
| 3 | | Unit cost under $30 | lea | 0.9 |
""",
        {
            "Planner is loved": ["50 farms use it weekly", "Rating of 4.5"],
            "Sensors are cheap": ["Unit cost under $30"],
        },
    ),
    "wiki table": (
        """== OKRs ==
{| class="wikitable"
! Objective !! Key result !! Lead
|-
| Feed the valley || 40 farms deliver weekly || Mira
|-
| || 5 schools buy || Jon
|}
""",
        {"Feed the valley": ["40 farms deliver weekly", "5 schools buy"]},
    ),
    "German columns": (
        """# Team Vertrieb
| Ziel | Schlüsselergebnis | Verantwortlich | Zielwert | Ergebnis |
|---|---|---|---|---|
| Wir sind bekannt | Besuche je Monat | Marek | 2.500 | 80 % |
| | Messen besucht | Ines | 3 | erreicht |
""",
        {"Wir sind bekannt": ["Besuche je Monat", "Messen besucht"]},
    ),
    "a bar in code and behind a backslash does not separate": (
        """## Objective: Clear queries
| Key result | Owner |
|--|--|
| Nobody writes `a | b` by hand | Jon |
| The sign \\| is explained | Lea |
""",
        {"Clear queries": ["Nobody writes a | b by hand", "The sign | is explained"]},
    ),
    "a schedule is no plan": (
        """# OKRs

| Week | Date | Task |
|---|---|---|
| -2 | 2031-03-01 | Leads share drafts |
| -1 | 2031-03-08 | Review meeting |
""",
        {},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_finds_what_a_careful_reader_finds(name: str) -> None:
    text, expected = CASES[name]
    assert outline(text) == expected


def test_reads_target_owner_and_result_from_their_columns() -> None:
    text, _expected = CASES["German columns"]
    first, second = read(text.encode(), "plan.md").key_results
    assert (first.owners, first.measure.target) == (("Marek",), Decimal(2500) / 1000)
    assert first.score is not None
    assert first.score.value == Decimal("0.8")
    assert second.score is not None
    assert second.score.value == 1


def test_a_matrix_of_weekly_grades_is_context_and_its_final_row_gives_the_scores() -> None:
    text = """## Objective: Ship the winter release
- **Key Results:**
  1. `Ten farms test it`
  2. `No open fault`
- **Final Score**

| Date | KR #1 | KR #2 | Total |
|:----:|:-----:|:-----:|:-----:|
| 01.02.31 | 0.1 | 0.2 | 0.15 |
| 02.03.31 | (4/10, 1) **0.4** | xxx | **0.2** |

- **Tracking**

| Date | KR #1 | KR #2 |
|:----:|:-----:|:-----:|
| 26.02.31 | 0.9 | 0.9 |
"""
    first, second = read(text.encode(), "plan.md").key_results
    assert first.score is not None
    assert "0.4" in first.score.text
    assert second.score is not None
    assert (second.score.text, second.score.value) == ("xxx", None)
