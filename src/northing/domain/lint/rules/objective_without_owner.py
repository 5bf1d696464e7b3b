"""Nobody answers for it.

**Why.** The more people could act, the less each feels that it is up to them (Darley & Latané, *Journal
of Personality and Social Psychology* 8, 1968).

**Flagged**

- Neighbours meet in our reading room | owner=
- Unser Lesesaal wird zum Treffpunkt | owner=

**Fine**

- Neighbours meet in our reading room | owner=tarik
- Neighbours meet in our reading room

**How to fix.** Name the one person who will ask each week whether we are still on the way.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ110"
FAMILY = "objective"
SEVERITY = Severity.WARNING
OPTIONS = ()


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    if aim.owner is None or aim.owner.strip():
        return None
    return Fault(_("Nobody answers for it: who will keep it in view?"))
