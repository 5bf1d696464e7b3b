"""More objectives than a team can pursue.

**Why.** Whoever focuses on everything focuses on nothing (Grove, *High Output Management*, 1983); three
to five objectives a cycle are plenty (Doerr, *Measure What Matters*, 2018; Google, re:Work guide *Set
goals with OKRs*).

**Flagged**

- Library
  - Neighbours meet in our reading room
  - Children choose their own books
  - The catalogue answers every question
  - Volunteers run the shop on their own
  - Our house is warm in winter
  - Everybody knows where we are

**Fine**

- Library
  - Neighbours meet in our reading room
  - Children choose their own books
  - The catalogue answers every question
  - Volunteers run the shop on their own
  - Our house is warm in winter
- Archive

**How to fix.** Rank them, and keep what would hurt most to miss. The rest waits for the next cycle; it
need not be forgotten.

**Options.** `most_objectives`: 5 unless set.
"""

from northing.domain.lint.aims import Limits, TeamAims
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "SET101"
FAMILY = "team"
SEVERITY = Severity.WARNING
OPTIONS = ("most_objectives",)


def check(aim: TeamAims, limits: Limits) -> Fault | None:
    count = len(aim.objectives)
    if count <= limits.most_objectives:
        return None
    return Fault(
        _(
            "{count} objectives: which {most} would hurt most to miss?",
            count=count,
            most=limits.most_objectives,
        )
    )
