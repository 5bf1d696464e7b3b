"""It was checked in only when its time was nearly over.

**Why.** Looking at progress more often helps to reach goals (Harkin and others, *Psychological Bulletin*
142, 2016), and what is learnt in the last days changes nothing any more.

**Flagged**

- Queue at the counter from 11 to 4 min | start=2026-01-05, end=2026-03-29, today=2026-03-27
  - 2026-03-20
  - 2026-03-27
- Wartezeit von 11 auf 4 min senken | start=2026-01-05, end=2026-03-29, today=2026-04-10
  - 2026-03-28

**Fine**

- Queue at the counter from 11 to 4 min | start=2026-01-05, end=2026-03-29, today=2026-03-27
  - 2026-01-26
  - 2026-03-27
- Queue at the counter from 11 to 4 min | start=2026-03-16, end=2026-03-29, today=2026-03-27
  - 2026-03-27
- Wartezeit von 11 auf 4 min senken | start=2026-01-05, end=2026-03-29, today=2026-02-10

**How to fix.** Put a look at the figure where you meet anyway. If it can be known only at the end, find
an earlier sign of it.

**Options.** `end_part`: the part of its time that counts as its end, 0.2 unless set; `silent_days`: what
comes before has to be longer, 14 unless set.
"""

from northing.domain.lint.aims import Limits
from northing.domain.lint.histories import KeyResultHistory
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "PRA102"
FAMILY = "practice"
SEVERITY = Severity.HINT
OPTIONS = ("end_part", "silent_days")


def check(aim: KeyResultHistory, limits: Limits) -> Fault | None:
    heard = [day for day in aim.heard if day <= aim.today]
    near_end = aim.before_end(limits.end_part)
    if not heard or min(heard) < near_end:
        return None
    if not aim.is_silence((near_end - aim.start).days, limits.silent_days):
        return None
    return Fault(
        _(
            "First heard of on {day}, near its end: what would have told you earlier?",
            day=min(heard),
        )
    )
