"""Nobody has heard of it for longer than its cadence allows.

**Why.** Keeping an eye on progress helps people to reach goals, the more so where it is written down or
told to others (Harkin and others, *Psychological Bulletin* 142, 2016, over 138 studies).

**Flagged**

- Queue at the counter from 11 to 4 min | start=2026-01-05, end=2026-03-29, today=2026-02-10
  - 2026-01-12
  - 2026-01-19
- Wartezeit von 11 auf 4 min senken | start=2026-01-05, end=2026-03-29, today=2026-01-25

**Fine**

- Queue at the counter from 11 to 4 min | start=2026-01-05, end=2026-03-29, today=2026-02-02
  - 2026-01-12
  - 2026-01-19
- Queue at the counter from 11 to 4 min | start=2026-01-05, end=2026-03-29, today=2026-01-18
- Members who stay, from 70% to 85% | start=2026-01-05, end=2026-12-20, today=2026-03-01, cadence_days=30
  - 2026-01-30

**How to fix.** Check in with what is known, if only that nothing moved. If nobody would miss it, drop it:
that is a fair answer too.

**Options.** `silent_days`: 14 unless set. Where the cadence is slow, two missed check-ins count instead.
"""

from northing.domain.lint.aims import Limits
from northing.domain.lint.histories import KeyResultHistory
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import plural

CODE = "PRA101"
FAMILY = "practice"
SEVERITY = Severity.WARNING
OPTIONS = ("silent_days",)


def check(aim: KeyResultHistory, limits: Limits) -> Fault | None:
    if not aim.start <= aim.today <= aim.end:
        return None
    last = max((day for day in aim.heard if day <= aim.today), default=aim.start)
    silent = (aim.today - max(last, aim.start)).days
    if not aim.is_silence(silent, limits.silent_days):
        return None
    return Fault(
        plural(
            "Nothing heard for {number} day: where does it stand?",
            "Nothing heard for {number} days: where does it stand?",
            silent,
        )
    )
