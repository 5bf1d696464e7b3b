"""Two aims stand in one sentence.

**Why.** Each key result gets one grade (Google, re:Work guide *Set goals with OKRs*), and of two aims
one can succeed while the other fails.

**Flagged**

- Reduce call-backs by 20% and raise the share of calls answered to 95%
- Simplify the tariff and train all sales staff
- Wir senken die Kosten und erhöhen die Reichweite

**Fine**

- Reduce call-backs and complaints by 20%
- Design and print a new timetable
- Ask 40 passengers to test and rate the new seats
- 95% of calls are answered within 20 seconds
- Wir senken Kosten und Aufwand um 10 %

**How to fix.** Make two of it, or keep the one that the other serves.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "KR109"
FAMILY = "key_result"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    compound = aim.reading.compound
    if compound is None:
        return None
    return Fault(_("Here are two aims in one: which grade if only one succeeds?"), compound)
