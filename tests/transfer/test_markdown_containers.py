"""Front matter, HTML, components, and all that stands between objectives without being one."""

from datetime import date

import pytest

from northing.domain.plan import Plan, PlanPeriod
from northing.transfer.markdown import read


def outline(plan: Plan) -> dict[str, list[str]]:
    return {
        objective.title: [result.title for result in objective.key_results]
        for objective in plan.objectives
    }


SITE = """---
layout: page
title: "FY32-Q1 OKRs"
description: "What we aim for"
---

This fiscal quarter will run from February 1, 2031 to April 30, 2031.

## On this page
{:.no_toc}

- TOC
{:toc}

## OKR Schedule

| OKR schedule | Week of | Task |
| ------ | ------ | ------ |
| -2 | 2031-01-13 | Leads share their goals |

## OKRs
The tracker is the source of truth: https://okr.larkfield.example/q1.

### 1. CEO: Feed the valley
1. **CEO KR:** Sign 30 farms with [a contract](/contracts).
1. **CEO KR:** Convert two towns. Make a timeline for all others.

### 2. CEO

## Retrospective

### Sensors

* GOOD
  * We shipped early
* BAD
  * We shipped twice
* TRY
  * Ship once

## How to Achieve Presentations

* [Sensors](https://video.example/1)
* [Depot](https://video.example/2)
"""


def test_a_site_page_with_schedule_guidance_and_retrospective() -> None:
    plan = read(SITE.encode(), "fy32-q1.md")
    assert outline(plan) == {
        "Feed the valley": [
            "Sign 30 farms with a contract.",
            "Convert two towns. Make a timeline for all others.",
        ]
    }
    assert plan.period == PlanPeriod("FY32-Q1", date(2031, 2, 1), date(2031, 4, 30))
    assert plan.objectives[0].owners == ("CEO",)
    assert not plan.unread


COMPONENTS = """import Note from './note'

<Note kind="intro" />

### Goal 1: Growers find the planner

<details>
<summary>We'll know we're successful when</summary>

- 20% of visitors try it
- 3 articles mention it

</details>

**Goal 2: Planner keeps its promises**

<details><summary>Key results</summary>
<ul>
<li>Uptime of 99.9%</li>
<li>No data <b>lost</b></li>
</ul>
</details>

<iframe src="https://sheet.example/x"></iframe>
<!-- ### Goal 3: hidden
- not yet
-->
```
- KR: in code
```
"""


def test_details_components_comments_and_code() -> None:
    assert outline(read(COMPONENTS.encode(), "goals.mdx")) == {
        "Growers find the planner": ["20% of visitors try it", "3 articles mention it"],
        "Planner keeps its promises": ["Uptime of 99.9%", "No data lost"],
    }


GUIDANCE = """# How we use OKRs

## What are OKRs?

* Objectives say where we go
* Key results say how we know

## Example

### Objective: Example of a good objective

- Key Result: Example from 1 to 2

## Scoring

- 0.7 is good
- 1.0 is too easy
"""

TEMPLATE = """# OKR template

### Objective: [What do you want to achieve?]
- Key Result 1: [Metric] from [X] to [Y]
- Key Result 2: ...

### Objective: Delight growers
- Key Result 1: Rating from 30 to 45
- Key Result 2: TBD
"""

CONTENTS = """# OKRs 2031 Q2

- [OKRs](#okrs)
  - [Feed the valley](#feed-the-valley)

___

## Feed the valley with less water

- [ ] Drip lines on 40 farms
- [ ] 20% less water per acre

## Team members

- Mira, lead
- Jon, driver
"""

LINKS = """## Objective: Thrive

Because growers asked.

- KR1: Ten farms renew
  - https://tracker.example/1
  - October: 55 visits
  - Needs a contract
- KR2: One farm joins

* [Ticket](https://tracker.example/2)
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GUIDANCE, {}),
        (TEMPLATE, {"Delight growers": ["Rating from 30 to 45"]}),
        (LINKS, {"Thrive": ["Ten farms renew", "One farm joins"]}),
    ],
    ids=["guidance", "template", "links"],
)
def test_what_is_no_plan_gives_no_key_results(text: str, expected: dict[str, list[str]]) -> None:
    assert outline(read(text.encode(), "okrs.md")) == expected


def test_a_table_of_contents_is_no_list_of_key_results() -> None:
    plan = read(CONTENTS.encode(), "okrs.md")
    assert outline(plan)["Feed the valley with less water"] == [
        "Drip lines on 40 farms",
        "20% less water per acre",
    ]
    assert not any("okrs" in kr.title.lower() for kr in plan.key_results)


def test_reasons_steps_and_notes_stay_with_their_item() -> None:
    plan = read(LINKS.encode(), "okrs.md")
    first = plan.key_results[0]
    assert plan.objectives[0].why == "Because growers asked."
    assert [step.text for step in first.steps] == ["Needs a contract"]
    assert [note.text for note in first.notes] == [
        "https://tracker.example/1",
        "October: 55 visits",
    ]
    assert (first.line, first.source) == (5, "- KR1: Ten farms renew")


def test_teams_from_headings_and_what_an_objective_stands_under() -> None:
    text = """# OKRs

## Engineering

### Sensors team

#### Objective: Cheap sensors
- KR: Cost under $30
  - Objective: Cheap radios
    - KR: Radio under $4
"""
    first, second = read(text.encode(), "okrs.md").objectives
    assert first.team == ("Engineering", "Sensors team")
    assert (second.title, second.supports) == ("Cheap radios", first.key_results[0].origin_ref)


def test_key_results_without_an_objective_are_kept() -> None:
    plan = read(b"# Plan\n\n- KR1: Sign 30 farms\n- KR2: Open a depot\n", "plan.md")
    assert outline(plan) in (
        {"": ["Sign 30 farms", "Open a depot"]},
        {"Plan": ["Sign 30 farms", "Open a depot"]},
    )


@pytest.mark.parametrize(
    ("name", "text", "period"),
    [
        ("2031-Q2.md", "# OKRs", PlanPeriod("2031-Q2", date(2031, 4, 1), date(2031, 6, 30))),
        ("okrs.md", "# OKRs Q1 2031", PlanPeriod("Q1 2031", date(2031, 1, 1), date(2031, 3, 31))),
        ("okrs.md", "# CY31-Q3 OKRs", PlanPeriod("CY31-Q3", date(2031, 7, 1), date(2031, 9, 30))),
        ("okrs.md", "# H2 2031 goals", PlanPeriod("H2 2031", date(2031, 7, 1), date(2031, 12, 31))),
        ("okrs.md", "# Goals 2031", PlanPeriod("2031", date(2031, 1, 1), date(2031, 12, 31))),
        ("okrs.md", "# FY31-Q1", PlanPeriod("FY31-Q1")),
        ("okrs.md", "# OKR GJ 31/32-Q1", PlanPeriod("GJ 31/32-Q1")),
        (
            "okrs.md",
            "---\ntitle: 2031 Q4\n---\n",
            PlanPeriod("2031 Q4", date(2031, 10, 1), date(2031, 12, 31)),
        ),
        ("okrs.md", "# Our OKRs", None),
    ],
)
def test_period_from_file_name_heading_or_front_matter(
    name: str, text: str, period: PlanPeriod | None
) -> None:
    assert read(text.encode(), name).period == period


def test_a_fiscal_period_has_dates_once_its_first_month_is_known() -> None:
    plan = read(b"# FY32-Q1 OKRs", "okrs.md", fiscal_month=2)
    assert plan.period == PlanPeriod("FY32-Q1", date(2031, 2, 1), date(2031, 4, 30))


def test_periods_of_parts_of_a_document() -> None:
    text = """# OKRs
## 2031 Q1
### Be fast and kind to growers
- [ ] A
## 2030 Q4
### Be calm and slow to spend
- [ ] B
"""
    periods = [one.period and one.period.text for one in read(text.encode(), "x.md").objectives]
    assert periods == ["2031 Q1", "2030 Q4"]
