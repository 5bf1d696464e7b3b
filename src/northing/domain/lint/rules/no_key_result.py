"""Nothing tells whether it was reached.

**Why.** An objective without key results is a wish: by these we know that we got there (Doerr, *Measure
What Matters*, 2018).

**Flagged**

- Neighbours meet in our reading room | key_results=none
- Unser Lesesaal wird zum Treffpunkt | key_results=none

**Fine**

- Neighbours meet in our reading room
- Neighbours meet in our reading room
  - Evening visitors from 40 to 120 a week

**How to fix.** Ask: what would we see if it were true? Write two to four answers.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ106"
FAMILY = "objective"
SEVERITY = Severity.ERROR
OPTIONS = ()


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    if aim.key_results is None or aim.key_results:
        return None
    return Fault(_("No key result: by what will you see that you got there?"))
