"""The team has no objective in this cycle.

**Why.** OKRs work by being visible to everybody (Doerr, *Measure What Matters*, 2018): a team without
any is hard to support, and hard to count on.

**Flagged**

- Library

**Fine**

- Library
  - Neighbours meet in our reading room

**How to fix.** One objective with two key results is enough. A team that works for another's objective
can be named there as contributing.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, TeamAims
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "SET102"
FAMILY = "team"
SEVERITY = Severity.WARNING
OPTIONS = ()


def check(aim: TeamAims, limits: Limits) -> Fault | None:
    if aim.objectives:
        return None
    return Fault(_("No objective in this cycle: what would be the one thing?"))
