"""A figure has a goal, and nobody knows where it stands.

**Why.** Specific, hard goals raise performance only together with feedback that shows where one stands
(Locke & Latham, *American Psychologist* 57, 2002); without a start there is no progress to show.

**Flagged**

- Win 1,200 paying members
- Reduce the queue at the counter to 4 min
- Median wait below 4 min | has_baseline=no, target=4, unit=min
- Die Wartezeit auf 4 Minuten senken

**Fine**

- Reduce the queue at the counter from 11 min to 4 min
- Win 1,200 paying members (today: 800)
- Win 1,200 paying members | baseline=800, target=1200
- Keep the archive on 2 servers
- Learn how many members read the newsletter | kind=find_baseline
- Die Wartezeit von 11 auf 4 Minuten senken

**How to fix.** Measure once and write the figure down. Where that takes weeks, make finding the baseline
this cycle's key result. Where the field for it is empty this weighs more than in a text alone.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.change import is_difference
from northing.domain.lint.measures import counts_things
from northing.domain.lint.rule import Fault, Severity
from northing.domain.lint.wording import with_today
from northing.kit.text import text as _

CODE = "KR104"
FAMILY = "key_result"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if aim.baseline is not None or aim.has_baseline or reading.baseline is not None:
        return None
    if aim.kind in {"keep", "milestones", "yes_no", "find_baseline"} or reading.kind != "outcome":
        return None
    if (reading.measure_type != "numeric" and aim.target is None) or is_difference(reading):
        return None
    if aim.target is None and (reading.usual or counts_things(reading)):
        return None
    return Fault(
        _("Where does this figure stand today?"),
        rewrite=with_today(reading),
        severity=Severity.WARNING if aim.has_baseline is False else None,
    )
