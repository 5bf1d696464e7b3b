"""It is told what to count, and not how much is enough.

**Why.** Specific and difficult goals lead to higher performance than "do your best" (Locke & Latham,
*American Psychologist* 57, 2002).

**Flagged**

- % of orders delivered on the promised day
- Number of repeat visitors | kind=increase, has_target=no
- Anteil der Retouren senken | kind=decrease, has_target=no

**Fine**

- 95% of orders delivered on the promised day
- Number of repeat visitors | kind=increase, baseline=300, target=500
- Anteil der Retouren von 9 % auf 4 % senken

**How to fix.** Write the figure at which you would call it a success, or a gap (`__`) for it until you
know.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.rule import Fault, Severity
from northing.domain.lint.wording import from_to, subject
from northing.kit.text import text as _

CODE = "KR105"
FAMILY = "key_result"
SEVERITY = Severity.WARNING
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if aim.target is not None or aim.has_target or reading.target is not None:
        return None
    if aim.kind in {"keep", "milestones", "yes_no", "find_baseline"}:
        return None
    asked = aim.has_target is False and aim.kind is not None
    if not asked and reading.measure_type != "numeric":
        return None
    return Fault(_("How much would be enough?"), rewrite=from_to(reading, subject(reading)))
