"""Neither its text nor a field says until when.

**Why.** Key results are "specific and time-bound" (Doerr, *Measure What Matters*, 2018): without a day,
nobody can be late.

**Flagged**

- Reduce complaints from 30 to 10 a month | has_due=no
- Beschwerden von 30 auf 10 senken | has_due=no

**Fine**

- Reduce complaints from 30 to 10 a month
- Reduce complaints from 30 to 10 a month by 30 September | has_due=no
- Reduce complaints from 30 to 10 a month | due=2026-09-30
- Reduce complaints from 30 to 10 a month | cycle_end=2026-09-30
- Beschwerden bis Ende September von 30 auf 10 senken | has_due=no

**How to fix.** Write the day, or let it stand in a cycle: its end counts as the due date.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.rule import Fault, Severity
from northing.domain.lint.wording import with_date
from northing.kit.text import text as _

CODE = "KR108"
FAMILY = "key_result"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if (
        aim.has_due is not False
        or reading.timeframe
        or aim.due is not None
        or aim.cycle_end is not None
    ):
        return None
    return Fault(_("Until when?"), rewrite=with_date(reading))
