"""It supports nothing above it.

**Why.** Alignment shows everybody what their work is for, and lets the company see what it has staked on
what (Doerr, *Measure What Matters*, 2018).

**Flagged**

- Neighbours meet in our reading room | supports=0
- Unser Lesesaal wird zum Treffpunkt | supports=0

**Fine**

- Neighbours meet in our reading room | supports=1
- Neighbours meet in our reading room | supports=0, is_top=yes
- Neighbours meet in our reading room

**How to fix.** Link it to what it serves. Some good goals serve nothing above: then say why it matters
all the same.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ111"
FAMILY = "objective"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    if aim.is_top or aim.supports is None or aim.supports > 0:
        return None
    return Fault(_("It supports nothing above: what does it serve?"))
