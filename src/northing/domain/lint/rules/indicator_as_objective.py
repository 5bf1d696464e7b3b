"""It reads like a KPI.

**Why.** “Raise sales” is a figure to watch; an objective is qualitative and says what the world will be
like once the figure has moved (Wodtke, *Radical Focus*, 2016).

**Flagged**

- Increase revenue
- Grow newsletter subscriptions by 30%
- Den Umsatz steigern

**Fine**

- Become the shop that people tell their friends about
- Turn more first-time visitors into friends by making the first purchase easy
- Unser Laden wird zum Gesprächsthema

**How to fix.** Ask what people will do or feel once the figure has moved, and make the figure a key
result.

**Options.** `longest_objective`: only statements of little more than half as many words are looked at.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.change import lead_direction
from northing.domain.lint.measures import names_measure
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ112"
FAMILY = "objective"
SEVERITY = Severity.HINT
OPTIONS = ("longest_objective",)


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if reading.kind != "outcome" or reading.words > limits.longest_objective // 2 + 2:
        return None
    if lead_direction(reading) != "up" or not names_measure(reading):
        return None
    return Fault(_("This is a figure to watch: what will it be like once it has moved?"))
