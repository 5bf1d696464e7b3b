"""Plans of a firm that does not exist, in the ways in which plans are written."""

from dataclasses import dataclass, field

Expected = dict[str, list[str]]


@dataclass(frozen=True)
class Case:
    """A document and what a careful reader finds in it: objectives with their key results."""

    name: str
    text: str
    expected: Expected
    source_name: str = "plan.md"
    owners: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scores: dict[str, str | None] = field(default_factory=dict)


LEVELS = [
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

MARKERS = [
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

LISTS = [
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
