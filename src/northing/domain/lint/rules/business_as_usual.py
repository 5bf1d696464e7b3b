"""It keeps things as they are.

**Why.** OKRs are for what must change: “continue” and “maintain” push for nothing new (Google,
re:Work guide *Set goals with OKRs*), and what only has to be kept up is watched by health metrics
(Wodtke, *Radical Focus*, 2016).

**Flagged**

- Maintain the quality of our service
- Continue to operate the help desk
- Betrieb aufrechterhalten

**Fine**

- Guests recommend us without being asked
- Give the support team time to learn
- The help desk becomes the place where products are improved
- Unser Betrieb läuft auch ohne Nachtschicht

**How to fix.** Say what shall be different from today, or watch it as a KPI with a healthy range.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.change import lead
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ103"
FAMILY = "objective"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if not reading.usual or (reading.verb and "usual" not in lead(reading).marks):
        return None
    return Fault(_("This goes on anyway: what shall be different from today?"))
