"""Handbook pages, issues, outlines and wiki pages, as organizations of all kinds write them.

Each document stands beside what a careful reader takes from it: an objective per line, below it
its key results, with `@` their owners, with `=` their result, in brackets their check.
"""

import pytest

from northing.transfer.markdown import read
from tests.transfer.careful import reading

CASES = {
    "handbook with details and reasons": (
        """---
title: Irrigation team
sidebar: Handbook
---

## People

- Mira Holt, lead
- Jon Eder, engineer

## Goals for Q2 2031

### Goal 1: Growers set a schedule without help 🌱

**Rationale:** Half of all calls are about schedules.

<details>
<summary>We'll know we're successful when</summary>

- 60% of new farms set their schedule alone
- Calls about schedules fall below 10 a week

</details>

<details><summary>What we'll ship</summary>

- A wizard
- A printed card

</details>

### Goal 2: Valves tell the truth

<details>
<summary>We'll know we're successful when</summary>

- 99% of valve reports are right

</details>
""",
        """Growers set a schedule without help
- 60% of new farms set their schedule alone
- Calls about schedules fall below 10 a week
Valves tell the truth
- 99% of valve reports are right""",
    ),
    "numbered headings, bold numbered key results": (
        """# Goals

## FY31 Q4

### O1: Every depot answers within a day

Because depots wait.

- **KR1.1:** 95% of questions answered in a day
  - **Owner:** Lea
  - **Status:** on track
- **KR1.2:** Backlog under 40 questions (Owner: Jon)

### O2: Night shifts are calm

- **KR2.1:** Pages per night from 4 to 1

## Previous goals

- See the archive
""",
        """Every depot answers within a day
- 95% of questions answered in a day @Lea
- Backlog under 40 questions @Jon
Night shifts are calm
- Pages per night from 4 to 1""",
    ),
    "issue with nested task list": (
        """### Objective: Harvest app works offline

- [ ] **KR1**: 90% of forms can be filled without network
  - [x] store forms on the phone
  - [ ] sync when back
- [x] **KR2**: No form is lost in 10 field days
- [ ] **KR3**: Crew rating of 4.2

/label ~okr
cc @mira @jon
""",
        """Harvest app works offline
- 90% of forms can be filled without network [not]
- No form is lost in 10 field days [done]
- Crew rating of 4.2 [not]""",
    ),
    "template with places to write": (
        """# <team> OKRs

## Objective 1: <objective>

- KR1: <key result>
- KR2: …
- KR3: TBD

## Objective 2: Soil is tested

- KR1: 200 fields tested
- KR2: [key result]
- KR3: _to be defined_
""",
        """Soil is tested
- 200 fields tested""",
    ),
    "setext headings, plus signs, emoji status": (
        """OKRs Q1/2031
============

Trucks leave full
-----------------

+ ✅ Load factor from 61% to 80%
+ 🟡 Empty rides below 5 a week
+ 🔴 Two shared depots with partners

Drivers stay
------------

+ 🚧 Turnover under 10%
+ 🟢 Every driver has a fixed tour
""",
        """Trucks leave full
- Load factor from 61% to 80% [done]
- Empty rides below 5 a week [partial]
- Two shared depots with partners
Drivers stay
- Turnover under 10% [partial]
- Every driver has a fixed tour""",
    ),
    "score behind the objective, owner and grade behind each key result": (
        """# Objectives 2031Q3

## Objective 1 (70%): Milk stays cold

- **KR 1:** Cooling gaps under 20 minutes — *Mira* — 0.4
- **KR 2:** 12 of 12 trucks have sensors — *Jon* — 1.0
- **KR 3:** Spoilage from 3% to 1% — *Lea* — 0.7

## Objective 2 (40%): Invoices are simple

- **KR 1:** One page per invoice — *Jon* — 0.4
""",
        """Milk stays cold
- Cooling gaps under 20 minutes @Mira =0.4
- 12 of 12 trucks have sensors @Jon =1.0
- Spoilage from 3% to 1% @Lea =0.7
Invoices are simple
- One page per invoice @Jon =0.4""",
    ),
    "owner behind the objective, everything numbered 1.": (
        """# H1 2031

1. **O1. Seeds arrive before spring (Owner: Ines)**
    1. 80% of orders leave in February
    1. Two new suppliers under contract
1. **O2. Fewer returns (Owner: Marek)**
    1. Return rate from 9% to 5%
""",
        """Seeds arrive before spring @Ines
- 80% of orders leave in February
- Two new suppliers under contract
Fewer returns @Marek
- Return rate from 9% to 5%""",
    ),
    "bold lines and plain paragraphs": (
        """**March goals**

**Objective: Open the second barn**

KR1 Roof finished by 20 March

KR2 Fire inspection passed

KR3 40 stalls rented

**Objective: Calm books**

KR1 All invoices of last year filed
""",
        """Open the second barn
- Roof finished by 20 March
- Fire inspection passed
- 40 stalls rented
Calm books
- All invoices of last year filed""",
    ),
    "asciidoc left over": (
        """= OKRs 2031-Q1
:toc:
:author: Lea

== Objective: Bread is never sold out

* KR: Shelf full at 5 p.m. on 90% of days
* KR: Waste below 4%

== Objective: Apprentices stay

* KR: 5 of 6 pass the exam
""",
        """Bread is never sold out
- Shelf full at 5 p.m. on 90% of days
- Waste below 4%
Apprentices stay
- 5 of 6 pass the exam""",
    ),
    "two languages": (
        """# OKRs Q3 2031 / Ziele Q3 2031

## Ziel 1: Gäste kommen wieder
Verantwortlich: Ines

- KR1: 30 % der Gäste buchen erneut
- KR2: Bewertung steigt von 4,1 auf 4,5

## Objective 2: The kitchen is calm
Owner: Paul

- KR1: Orders out within 12 minutes
- KR2: Überstunden unter 20 h je Monat
""",
        """Gäste kommen wieder @Ines
- 30 % der Gäste buchen erneut
- Bewertung steigt von 4,1 auf 4,5
The kitchen is calm @Paul
- Orders out within 12 minutes
- Überstunden unter 20 h je Monat""",
    ),
    "footnotes, reference links, images": (
        """![Logo](logo.png)

# Our OKRs

[![Build](https://ci.example/b.svg)](https://ci.example)

## Objective: Maps load everywhere[^1]

* KR: Tiles under 50 kB on [slow networks][slow] ![p1](p1.svg)
* KR: [Offline maps][off] for 12 valleys[^2]

[slow]: https://larkfield.example/slow
[off]: https://larkfield.example/off
[^1]: Even in the gorge.
[^2]: Larger ones count twice.
""",
        """Maps load everywhere
- Tiles under 50 kB on slow networks
- Offline maps for 12 valleys""",
    ),
    "carriage returns and tabs": (
        """# OKRs 2031 Q2

O1\tHives survive winter
\tKR1\tLosses under 8%
\tKR2\tEvery hive weighed monthly
O2\tHoney sells itself
\tKR1\t300 jars ordered online
""".replace("\n", "\r\n"),
        """Hives survive winter
- Losses under 8%
- Every hive weighed monthly
Honey sells itself
- 300 jars ordered online""",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_finds_what_a_careful_reader_finds(name: str) -> None:
    text, expected = CASES[name]
    assert reading(read(text.encode(), "page.md")) == expected


@pytest.mark.parametrize("name", CASES)
def test_windows_1252_reads_the_same(name: str) -> None:
    text, expected = CASES[name]
    plain = text.encode("cp1252", "ignore").decode("cp1252")
    if plain == text:
        assert reading(read(text.encode("cp1252"), "page.md")) == expected
