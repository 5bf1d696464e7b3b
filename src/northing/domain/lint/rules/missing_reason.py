"""Nobody says why this, and why now.

**Why.** People commit to a goal whose purpose was explained to them as much as to one they helped to set
(Latham, Erez & Locke, *Journal of Applied Psychology* 73, 1988).

**Flagged**

- Neighbours meet in our reading room | why=
- Unser Lesesaal wird zum Treffpunkt | why=

**Fine**

- Neighbours meet in our reading room | why=Half of the quarter moved here within three years.
- Neighbours meet in our reading room

**How to fix.** One or two sentences: what happens if we leave it, and why is it worth more than the
rest?

**Options.** None.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ113"
FAMILY = "objective"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    if aim.why is None or aim.why.strip():
        return None
    return Fault(_("Why this, and why now?"))
