"""The change is too small to ask for anything new.

**Why.** The harder the goal, the higher the performance, as long as people are committed and able (Locke
& Latham, *American Psychologist* 57, 2002); what comes by itself needs no goal.

**Flagged**

- Reduce deployment time from 45 min to 42 min
- Raise the share of returning guests from 40% to 42%
- Monthly donors | kind=increase, baseline=1000, target=1040
- Die Wartezeit von 20 auf 19 Minuten senken

**Fine**

- Reduce deployment time from 45 min to 10 min
- Raise availability from 99.9% to 99.95%
- Raise the rating from 4.2 to 4.5
- Die Wartezeit von 20 auf 8 Minuten senken

**How to fix.** Ask what you would do if it had to be twice as much. If even this little is hard, say so
in the reason, and ignore the hint. Shares are measured by what is left to 100 %, and ratings on a short
scale are left alone.

**Options.** `least_change`: the share of the figure that counts as a change, 0.15 unless set.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.change import change_of
from northing.domain.lint.rule import Fault, Severity
from northing.domain.lint.wording import retargeted
from northing.kit.text import text as _

CODE = "KR111"
FAMILY = "key_result"
SEVERITY = Severity.WARNING
OPTIONS = ("least_change",)


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    if aim.kind in {"keep", "milestones", "yes_no", "find_baseline"}:
        return None
    change = change_of(aim)
    if (
        change is None
        or not change.direction
        or change.part is None
        or change.part >= limits.least_change
    ):
        return None
    return Fault(
        _(
            "That is a change of {share} %: would anybody notice?",
            share=round(change.part * 100, 1),
        ),
        rewrite=retargeted(aim.reading) if change.written else "",
    )
