"""All of its key results are work.

**Why.** If everything on the list is a thing to finish, the list is a plan: it can be done in full and
nobody be better off (Seiden, *Outcomes over Output*, 2019).

**Flagged**

- Neighbours meet in our reading room
  - Publish a programme for the winter
  - Build a reading corner for children
- Unser Lesesaal wird zum Treffpunkt
  - Ein Winterprogramm veröffentlichen
  - Wir führen drei Lesungen durch

**Fine**

- Neighbours meet in our reading room
  - Publish a programme for the winter
  - Evening visitors from 40 to 120 a week
- Neighbours meet in our reading room | key_results=none

**How to fix.** Replace at least one by what the work shall change.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ109"
FAMILY = "objective"
SEVERITY = Severity.WARNING
OPTIONS = ()


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    if not aim.key_results or any(one.reading.kind == "outcome" for one in aim.key_results):
        return None
    return Fault(_("All of its key results are work: by what will you see that it helped?"))
