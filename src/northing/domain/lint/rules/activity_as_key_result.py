"""Effort stands where its result should.

**Why.** Key results describe outcomes, not activities: to consult, help or take part leads to no end
that could be seen (Google's OKR playbook, printed in Doerr, *Measure What Matters*, 2018).

**Flagged**

- Hold weekly interviews with warehouse staff
- Run 3 workshops on safe lifting
- Wir führen Schulungen für neue Kollegen durch

**Fine**

- Accidents in the warehouse fall from 9 to 2 a quarter
- Cut the time until a new colleague works alone from 8 to 4 weeks
- Die Zahl der Unfälle sinkt von 9 auf 2

**How to fix.** Say what the effort is for and by what you will see that it worked. The effort itself is
an initiative.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.change import covers
from northing.domain.lint.rule import Fault, Severity
from northing.domain.lint.wording import effect_of_work
from northing.kit.text import text as _

CODE = "KR102"
FAMILY = "key_result"
SEVERITY = Severity.WARNING
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if reading.kind != "activity" or aim.kind == "find_baseline":
        return None
    if reading.target is not None and covers(reading):
        return Fault(
            _("This tells how far the effort reaches: what will it lead to?"),
            rewrite=effect_of_work(reading),
            severity=Severity.HINT,
        )
    return Fault(_("This is effort: what will it lead to?"), rewrite=effect_of_work(reading))
