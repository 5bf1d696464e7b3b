"""The text speaks in one unit, its metric in another.

**Why.** A figure means something only by an agreed way to obtain it (Deming, *Out of the Crisis*, 1986,
on operational definitions): days and money cannot be graded as one.

**Flagged**

- Reduce the wait from 9 days to 3 days | unit=EUR
- Raise punctuality to 95% | unit=min
- Die Wartezeit auf 30 min senken | unit=%

**Fine**

- Find out how many orders below € 20 come back | kind=find_baseline, unit=%
- Reduce the wait from 9 days to 3 days | unit=h
- Reduce the wait by 20% | unit=min
- Reduce the wait from 9 to 3 | unit=d
- Raise punctuality to 95% | unit=trains
- Grow sales 20% | unit=EUR
- Reduce errors to 2% within 30 days | unit=%

**How to fix.** Write the text in the metric's unit, or choose the metric that is meant.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.change import (
    dimension_of,
    dimension_of_amount,
    is_difference,
    is_level,
    speaks_of,
)
from northing.domain.lint.reading import Words
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "KR115"
FAMILY = "key_result"
SEVERITY = Severity.ERROR
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if aim.unit is None or aim.kind in {"milestones", "yes_no", "find_baseline"}:
        return None
    if reading.target is None or is_difference(reading):
        return None
    ours, written = dimension_of(aim.unit), dimension_of_amount(reading.target)
    if ours is None or written is None or ours == written or speaks_of(reading, ours):
        return None
    if written == "ratio" and not is_level(reading):
        return None
    return Fault(
        _(
            "The text says “{written}”, its metric is in {unit}.",
            written=reading.target.text,
            unit=aim.unit,
        ),
        Words(reading.target.text, reading.target.start),
    )
