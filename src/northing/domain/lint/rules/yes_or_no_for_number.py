"""It asks whether, where how many would tell more.

**Why.** A yes or no shows nothing until the last day, and a first case looks like the whole; key results
should be graded on a scale (Google, re:Work guide *Set goals with OKRs*: 0.0 to 1.0).

**Flagged**

- Customers use the new booking page
- Close deals with public hospitals
- Die Filialen nutzen den neuen Kalender | kind=yes_no

**Fine**

- 60% of bookings are made on the new page
- Customers of all 14 branches use the booking page
- Close the second funding round
- The old form is no longer used
- Publish the annual report

**How to fix.** Count: how many of how many, or how often? Keep yes or no for what really happens once.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.measures import happens_often
from northing.domain.lint.rule import Fault, Severity
from northing.domain.lint.wording import with_share
from northing.kit.text import text as _

CODE = "KR113"
FAMILY = "key_result"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if reading.kind != "outcome" or reading.measure_type != "binary":
        return None
    if reading.target is not None or aim.target is not None or aim.has_target:
        return None
    if not happens_often(reading):
        return None
    return Fault(
        _("How many, or how often, would tell more than yes or no."), rewrite=with_share(reading)
    )
