"""There is more to review than the meeting has minutes.

**Why.** OKRs live from a weekly conversation about them (Wodtke, *Radical Focus*, 2016); where every key
result gets a minute or two, their number decides how long it takes.

**Flagged**

- Library
  - Neighbours meet in our reading room
    - Visitors from 10 to 30 a week
    - Loans from 11 to 33 a week
    - Questions from 12 to 36 a week
    - Groups from 13 to 39 a week
    - Volunteers from 14 to 42 a week
    - Readings from 15 to 45 a week
  - Children choose their own books
    - Visitors from 10 to 30 a week
    - Loans from 11 to 33 a week
    - Questions from 12 to 36 a week
    - Groups from 13 to 39 a week
    - Volunteers from 14 to 42 a week
    - Readings from 15 to 45 a week
  - The catalogue answers every question
    - Visitors from 10 to 30 a week
    - Loans from 11 to 33 a week
    - Questions from 12 to 36 a week
    - Groups from 13 to 39 a week
    - Volunteers from 14 to 42 a week
    - Readings from 15 to 45 a week
  - Our house is warm in winter
    - Visitors from 10 to 30 a week
    - Loans from 11 to 33 a week
    - Questions from 12 to 36 a week
    - Groups from 13 to 39 a week
    - Volunteers from 14 to 42 a week
    - Readings from 15 to 45 a week

**Fine**

- Library
  - Neighbours meet in our reading room
    - Evening visitors from 40 to 120 a week
    - Returning visitors from 20% to 50%
- Archive

**How to fix.** Drop key results until the rest fit, or talk only of those that changed.

**Options.** `review_minutes`: 30 unless set; `minutes_each`: minutes for one key result, 1.5 unless set.
"""

from northing.domain.lint.aims import Limits, TeamAims
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "SET106"
FAMILY = "team"
SEVERITY = Severity.HINT
OPTIONS = ("minutes_each", "review_minutes")


def check(aim: TeamAims, limits: Limits) -> Fault | None:
    count = sum(len(one.key_results or ()) for one in aim.objectives)
    minutes = count * limits.minutes_each
    if minutes <= limits.review_minutes:
        return None
    return Fault(
        _(
            "{count} key results take about {minutes} minutes to review; {most} are planned.",
            count=count,
            minutes=round(minutes),
            most=limits.review_minutes,
        )
    )
