"""It says what shall go, not what shall come.

**Why.** In a study of students over a semester, goals of avoiding something went with less success and
less well-being than goals of getting somewhere (Elliot & Sheldon, *Journal of Personality and Social
Psychology* 73, 1997).

**Flagged**

- Reduce complaints about deliveries
- Eliminate overtime in the kitchen
- Beschwerden über Lieferungen vermeiden

**Fine**

- Guests get what they ordered, when they wanted it
- The kitchen closes on time, every evening
- Simplify the order book to reduce errors

**How to fix.** Imagine it gone: what is there instead? Write that.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.change import lead_direction
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ114"
FAMILY = "objective"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if lead_direction(reading) != "down":
        return None
    return Fault(_("Imagine it gone: what will be there instead?"))
