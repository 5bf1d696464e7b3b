"""The goal is where the figure stands already.

**Why.** Progress is the way from baseline to target; where there is none, it cannot be computed, and
what shall only be held belongs to a kind that says so (a goal creates a discrepancy between what is and
what is wanted: Locke & Latham, *American Psychologist* 57, 2002).

**Flagged**

- Reduce deployment time from 45 min to 45 min
- Reduce deployment time | baseline=45, target=45, unit=min
- Keep the wait short | kind=decrease, baseline=4, target=4, unit=min
- Wartezeit von 4 auf 4 Minuten senken

**Fine**

- Reduce deployment time from 45 min to 45 s
- Reduce deployment time | baseline=45, target=10, unit=min
- Keep the wait at 4 min | kind=keep, baseline=4, target=4, unit=min
- Grow from N members to N members
- Releases from 2 a week to 2 a day
- Reduce deployment time from 10 min to < 10 min

**How to fix.** Write where it shall stand at the end. If it shall stay where it is, choose the kind
*keep* with its bounds, or watch it as a KPI.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.change import change_of, says_the_same
from northing.domain.lint.reading import Words
from northing.domain.lint.rule import Fault, Severity
from northing.domain.lint.wording import retargeted
from northing.kit.text import text as _

CODE = "KR106"
FAMILY = "key_result"
SEVERITY = Severity.ERROR
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    if aim.kind in {"keep", "milestones", "yes_no", "find_baseline"}:
        return None
    change = change_of(aim)
    if change is None or change.direction:
        return None
    reading = aim.reading
    if change.written and not says_the_same(reading):
        return None
    words = (
        Words(reading.target.text, reading.target.start)
        if change.written and reading.target
        else None
    )
    return Fault(
        _("The target is where the figure stands already: where shall it go?"),
        words,
        retargeted(reading),
    )
