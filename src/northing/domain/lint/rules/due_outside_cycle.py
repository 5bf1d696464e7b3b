"""It is due before its cycle begins or after it ends.

**Why.** When a cycle ends its key results are scored and goals are set anew (Doerr, *Measure What
Matters*, 2018, on the OKR cycle); what is due outside it can be scored in none.

**Flagged**

- Cut energy use by 10% | due=2026-07-15, cycle_start=2026-04-01, cycle_end=2026-06-30
- Cut energy use by 10% | due=2026-03-31, cycle_start=2026-04-01, cycle_end=2026-06-30
- Energieverbrauch um 10 % senken | due=2027-01-01, cycle_end=2026-12-31

**Fine**

- Cut energy use by 10% | due=2026-06-30, cycle_start=2026-04-01, cycle_end=2026-06-30
- Cut energy use by 10% by 15 July
- Energieverbrauch um 10 % senken | cycle_end=2026-12-31

**How to fix.** Choose a day inside the cycle; of what takes longer, say what will be visible at its end,
or put the key result into the year.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "KR107"
FAMILY = "key_result"
SEVERITY = Severity.ERROR
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    if aim.due is None:
        return None
    if aim.cycle_end is not None and aim.due > aim.cycle_end:
        return Fault(_("It is due after its cycle has ended, on {day}.", day=aim.cycle_end))
    if aim.cycle_start is not None and aim.due < aim.cycle_start:
        return Fault(_("It is due before its cycle begins, on {day}.", day=aim.cycle_start))
    return None
