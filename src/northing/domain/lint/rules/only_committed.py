"""All of its objectives are promises.

**Why.** Committed objectives are to be reached in full, aspirational ones are to make people think anew;
who has only the former has stopped stretching (Doerr, *Measure What Matters*, 2018, on the two kinds at
Google).

**Flagged**

- Library
  - Neighbours meet in our reading room | ambition=committed
  - Children choose their own books | ambition=committed

**Fine**

- Library
  - Neighbours meet in our reading room | ambition=committed
  - Children choose their own books | ambition=aspirational
- Archive
  - The catalogue answers every question | ambition=committed
- Shop
  - Volunteers run the shop on their own
  - Our house is warm in winter

**How to fix.** Make one of them aspirational: where would you want to be, if seven tenths of the way
were a success?

**Options.** None.
"""

from northing.domain.lint.aims import Limits, TeamAims
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "SET103"
FAMILY = "team"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: TeamAims, limits: Limits) -> Fault | None:
    if len(aim.objectives) < 2 or any(one.ambition != "committed" for one in aim.objectives):
        return None
    return Fault(_("All objectives are committed: where would you dare more?"))
