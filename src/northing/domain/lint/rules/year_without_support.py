"""Nothing that the team does supports the year.

**Why.** A quarter is worth what it does for the longer aim: teams set their own goals in sight of the
company's (Doerr, *Measure What Matters*, 2018, on alignment).

**Flagged**

- Library
  - Neighbours meet in our reading room | supports=0
  - Children choose their own books | supports=0

**Fine**

- Library
  - Neighbours meet in our reading room | supports=1
  - Children choose their own books | supports=0
- Archive
  - The catalogue answers every question | supports=0, is_top=yes
- Shop
  - Our house is warm in winter

**How to fix.** Link what serves the year. If nothing does, either the quarter or the year is not what
you really want.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, TeamAims
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "SET105"
FAMILY = "team"
SEVERITY = Severity.WARNING
OPTIONS = ()


def check(aim: TeamAims, limits: Limits) -> Fault | None:
    if (
        aim.is_year
        or not aim.objectives
        or any(one.is_top or one.supports is None or one.supports for one in aim.objectives)
    ):
        return None
    return Fault(
        _("Nothing here supports the year: has the quarter lost it, or the year its point?")
    )
