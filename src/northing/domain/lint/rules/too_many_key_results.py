"""More key results than anybody can keep in mind.

**Why.** Few key results make a team choose what matters: five at most (Doerr, *Measure What Matters*,
2018), better about three (Google, re:Work guide *Set goals with OKRs*; Wodtke, *Radical Focus*, 2016).

**Flagged**

- Neighbours meet in our reading room
  - Evening visitors from 40 to 120 a week
  - Returning visitors from 20% to 50%
  - Groups that meet here from 2 to 10
  - Loans from 300 to 500 a month
  - Volunteers from 4 to 12

**Fine**

- Neighbours meet in our reading room
  - Evening visitors from 40 to 120 a week
  - Returning visitors from 20% to 50%
  - Groups that meet here from 2 to 10

**How to fix.** Keep those without which you would not call it a success. Work goes to the initiatives,
figures that only must not fall become guards.

**Options.** `most_key_results`: 4 unless set.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ108"
FAMILY = "objective"
SEVERITY = Severity.WARNING
OPTIONS = ("most_key_results",)


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    count, most = len(aim.key_results or ()), limits.most_key_results
    if count <= most:
        return None
    return Fault(
        _(
            "{count} key results: without which {most} would it be no success?",
            count=count,
            most=most,
        )
    )
