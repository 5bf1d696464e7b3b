"""No figure of this sort can get there.

**Why.** Performance rises with the goal only up to the limits of ability (Locke & Latham, *American
Psychologist* 57, 2002), and a figure that cannot exist is usually a slip of the pen or of the formula.

**Flagged**

- Reduce printing costs by 120%
- Raise the share of punctual trains from 80% to 130%
- Punctual trains | unit=%, baseline=80, target=104, high=100
- Waiting time | unit=min, baseline=12, target=-2
- Reduce response time from 45 minutes to 10 seconds
- Reduce response time by 99%
- Die Druckkosten um 120 % senken

**Fine**

- Reduce printing costs by 20%
- Grow revenue by 120%
- Reduce open complaints from 40 to 0
- Net emissions | unit=t, baseline=40, target=-2
- Die Druckkosten um 20 % senken

**How to fix.** Check the figure and its unit. What has bounds (a share, a duration) can reach them at
most; to leave next to nothing is seldom possible in one cycle, and no more than a hint.

**Options.** `most_change`: the share of a figure that may go, short of all of it, 0.98 unless set.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.change import (
    dimension_of,
    is_difference,
    is_share,
    share_left,
    written_change,
)
from northing.domain.lint.reading import Words
from northing.domain.lint.rule import Fault, Severity
from northing.domain.lint.wording import retargeted
from northing.kit.text import text as _

CODE = "KR112"
FAMILY = "key_result"
SEVERITY = Severity.WARNING
OPTIONS = ("most_change",)


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    if aim.kind in {"milestones", "yes_no", "find_baseline"}:
        return None
    reading = aim.reading
    target = aim.target
    if target is not None and (
        (aim.high is not None and target > aim.high)
        or (aim.low is not None and target < aim.low)
        or (target < 0 and dimension_of(aim.unit) in {"duration", "bytes"})
    ):
        return Fault(_("The target lies outside of what this figure can reach."))
    if reading.target is None or reading.target.value is None:
        return None
    words = Words(reading.target.text, reading.target.start)
    if is_share(reading.target) and reading.target.value > 100:
        if reading.direction == "down" and is_difference(reading):
            return Fault(_("Nothing can fall by more than 100 %."), words, retargeted(reading))
        before = written_change(reading)
        if before is not None and before.dimension == "ratio" and before.baseline < 1:
            return Fault(
                _("Can this share exceed 100 %?"), words, retargeted(reading), Severity.HINT
            )
    left = share_left(aim)
    if left is None or not 0 < left <= 1 - limits.most_change:
        return None
    return Fault(
        _("Almost nothing would be left: is that possible in one cycle?"),
        words,
        severity=Severity.HINT,
    )
